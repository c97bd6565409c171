"""The ideas of one workshop: a number for life, support, bundles, the Themenspeicher."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_flows.normal import normalised
from workshop_flows.wordings import Wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.values import Moment, Source, Text


@dataclass(slots=True)
class Idea:
    """What somebody proposed, and everything that became of it."""

    number: int
    person: int
    text: Text
    source: Source
    at: Moment
    phase: int
    topics: tuple[str, ...] = ()
    parked: bool = False
    by: int | None = None
    title: Text | None = None
    hidden: bool = False
    withdrawn: bool = False
    bundled_into: int | None = None
    supporters: set[int] = field(default_factory=set)
    edited: bool = False
    aloud: bool = True
    """It was said in a room of the workshop, for everybody there to hear."""
    key: str = field(default="", compare=False)
    """Its words, normalised once, when first compared: what equal and similar ideas are found by."""

    @property
    def words(self) -> Text:
        """What lists show: the clean title if there is one, else the author's own words."""
        return self.title or self.text

    @property
    def open(self) -> bool:
        """It can be seen by everybody: neither hidden nor withdrawn."""
        return not self.hidden and not self.withdrawn

    @property
    def listed(self) -> bool:
        """People see it on the list, under its own number."""
        return not (self.hidden or self.withdrawn or self.parked or self.bundled_into is not None)


@dataclass(slots=True)
class Ideas:
    """All ideas of a workshop by number."""

    by_number: dict[int, Idea] = field(default_factory=dict)
    by_source: dict[Source, int] = field(default_factory=dict)
    by_words: dict[str, int] = field(default_factory=dict, compare=False)
    wordings: Wordings = field(default_factory=Wordings)
    """What similar ideas are found by."""
    uncompared: list[Idea] = field(default_factory=list, compare=False)
    """Those whose words are new: looked at when there is something to compare, and then in this order."""
    given: dict[int, int] = field(default_factory=dict)
    """How many each person gave on the list of the running phase."""
    noticed: set[tuple[int, int]] = field(default_factory=set)
    explained: set[tuple[str, int]] = field(default_factory=set)
    """(what, person): a sentence that is said once to everybody was said."""
    greeted: set[str] = field(default_factory=set)
    """The platforms on which somebody's first idea was thanked for, so that all know what the mark means."""
    waiting: list[int] = field(default_factory=list)
    """What some room of the workshop has neither heard nor read."""
    passed_on: list[tuple[int, ...]] = field(default_factory=list)
    """What was told to the rooms that had not heard it, message by message."""
    passed_on_at: Moment = 0
    """When that was last done."""

    def __iter__(self) -> Iterator[Idea]:
        """All ideas in the order of their numbers."""
        return iter(self.by_number.values())

    def __len__(self) -> int:
        return len(self.by_number)

    def get(self, number: int) -> Idea | None:
        """Return the idea with this number."""
        return self.by_number.get(number)

    @property
    def next_number(self) -> int:
        """The number that the next idea gets."""
        return len(self.by_number) + 1

    @property
    def listed(self) -> list[Idea]:
        """The list that people see and vote on: open, not parked, bundles under their head."""
        return [idea for idea in self if idea.listed]

    @property
    def parked(self) -> list[Idea]:
        """The Themenspeicher."""
        return [idea for idea in self if idea.open and idea.parked and idea.bundled_into is None]

    def bundle(self, into: int) -> list[Idea]:
        """Return what was put under an idea."""
        return [idea for idea in self if idea.bundled_into == into]

    def head(self, number: int) -> int:
        """Return the number under which an idea counts now: its own, or its bundle's."""
        idea = self.by_number[number]
        while idea.bundled_into is not None:
            idea = self.by_number[idea.bundled_into]
        return idea.number

    @property
    def moved(self) -> dict[int, int]:
        """The numbers that count under another now, each with that one."""
        return {idea.number: self.head(idea.number) for idea in self if idea.bundled_into is not None}

    def is_bundled(self, number: int) -> bool:
        """Say whether a number is that of an idea which counts under another now."""
        idea = self.by_number.get(number)
        return idea is not None and idea.bundled_into is not None

    def supporters(self, number: int) -> set[int]:
        """Return who is for an idea or anything bundled under it; nobody twice, and not its authors' own word."""
        members = [self.by_number[number], *self.bundle(number)]
        authors = {idea.person for idea in members}
        return {person for idea in members for person in idea.supporters} - authors

    def same_as(self, text: str) -> int | None:
        """Return the number of the open idea with the very same words, however they are spaced or punctuated."""
        self.compare()
        number = self.by_words.get(normalised(text))
        if number is None or not self.by_number[number].open:
            return None
        return number

    def add(self, idea: Idea) -> None:
        """Keep a new idea."""
        self.by_number[idea.number] = idea
        if idea.source:
            self.by_source[idea.source] = idea.number
        self.word(idea)
        if not idea.parked:
            self.given[idea.person] = self.given.get(idea.person, 0) + 1

    def near(self, words: str) -> dict[int, str]:
        """Return the ideas that share a word with these, each with its words in order: see `Wordings`."""
        self.compare()
        return self.wordings.near(words)

    def give_head(self, gone: Idea) -> None:
        """Let another of a bundle stand for it when its head is out of sight: nothing else of it is lost."""
        members = [idea for idea in self.bundle(gone.number) if idea.open]
        if not members:
            return
        head, *others = members
        head.bundled_into, head.title = None, gone.title or head.title
        for idea in others:
            idea.bundled_into = head.number

    def word(self, idea: Idea) -> None:
        """Note that an idea has the words that it has now."""
        self.uncompared.append(idea)

    def forget_words(self, idea: Idea) -> None:
        """Let the same words be a new idea again."""
        self.compare()
        if self.by_words.get(idea.key) == idea.number:
            del self.by_words[idea.key]

    def compare(self) -> None:
        """Look at the words that are new."""
        for idea in self.uncompared:
            idea.key = normalised(idea.text)
            self.by_words.setdefault(idea.key, idea.number)
            self.wordings.note(idea.number, idea.key)
        self.uncompared.clear()
