"""What a journal holds of one person: the words and the messages to be erased with them.

It is read with the numbers of texts and sources in the place of the words themselves, so that the answer names rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from workshop_flows.facts.agenda import WorkshopStarted
from workshop_flows.facts.conference import AskedWhere
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaEdited, IdeaGiven, IdeaTitled
from workshop_flows.facts.messages import MessageEdited, MessageGiven
from workshop_flows.facts.questions import QuestionAsked, QuestionEdited
from workshop_flows.facts.votes import VoteOpened
from workshop_flows.values import Source, Text

GIVING = frozenset({IdeaGiven, QuestionAsked, MessageGiven})
ABOUT: Mapping[type, str] = {
    **dict.fromkeys((IdeaGiven, IdeaEdited, IdeaTitled), "idea"),
    **dict.fromkeys((QuestionAsked, QuestionEdited), "question"),
    **dict.fromkeys((MessageGiven, MessageEdited), "message"),
}
"""The facts that word a contribution, and the field that numbers it."""
Authors = dict[tuple[str, int], int]
"""("idea", 7) -> its author."""
Work: TypeAlias = tuple[str, str, int]
"""("w", "idea", 7): what somebody gave in a workshop, when it was for real."""


@dataclass(slots=True)
class _Run:
    """Who wrote what in a workshop. A trial begins with nothing, and after it what was there before is back."""

    authors: Authors = field(default_factory=dict)
    before: Authors | None = None
    begun: bool = False
    trial: bool = False

    def starts(self, *, trial: bool) -> None:
        self.trial = trial
        if trial:
            self.before = self.before if self.begun else self.authors
            self.authors = {}
        elif self.begun:
            self.authors, self.before = self.before or {}, None
        self.begun = True


@dataclass(slots=True)
class Estate:
    """What one person leaves behind in a journal."""

    person: int
    sources: set[Source] = field(default_factory=set)
    """Messages and taps of theirs."""
    texts: dict[str, set[Text]] = field(default_factory=dict)
    """Their own words by workshop, in every wording, and titles that were given to them."""
    options: dict[str, list[Text]] = field(default_factory=dict)
    """Titles of everything that could be chosen there: words of theirs may be among them."""
    works: dict[Work, set[Text]] = field(default_factory=dict)
    """Those of them that word something that was given for real: it may be in a documentation that is out."""
    asides: set[Text] = field(default_factory=set)
    """Words of theirs that became nothing: they never stay."""


def estate(entries: Iterable[Entry], person: int) -> Estate:
    """Return what a person leaves behind."""
    found = Estate(person)
    runs: dict[str, _Run] = {}
    for entry in entries:
        _look(found, runs.setdefault(entry.workshop, _Run()), entry)
    return found


def _look(found: Estate, run: _Run, entry: Entry) -> None:
    fact: Any = entry.fact
    kind = type(fact)
    if found.person in {getattr(fact, "person", None), getattr(fact, "by", None)} and hasattr(fact, "source"):
        found.sources.add(fact.source)
    if kind in ABOUT:
        what = ABOUT[kind], getattr(fact, ABOUT[kind])
        if kind in GIVING:
            run.authors[what] = fact.person
        if run.authors.get(what) == found.person:
            words = fact.title if kind is IdeaTitled else fact.text
            found.texts.setdefault(entry.workshop, set()).add(words)
            if not run.trial:
                found.works.setdefault((entry.workshop, *what), set()).add(words)
    elif kind is WorkshopStarted:
        run.starts(trial=fact.trial)
    elif kind is VoteOpened:
        found.options.setdefault(entry.workshop, []).extend(option.title for option in fact.options)
    elif kind is AskedWhere and fact.person == found.person:
        found.asides.add(fact.text)
