"""Forms that people have open: what was written in one that we did not get back must be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.platforms.incoming import FormOpened, FormReturned, FormsMissed
from commands.heard import Outcome
from storage.journal import Seen
from workshop_flows.values import MINUTE, Moment, Source

FORM = "form"
"""The line of a waiting input that is a form, with the time of its opening behind it."""
WRITING = 15 * MINUTE
"""Nobody writes longer than this in one form: whoever opened it earlier has given it up."""


@dataclass(slots=True)
class Forms:
    """The open forms, as the journal knows them."""

    opened: dict[Source, Moment] = field(default_factory=dict)

    def load(self, seen: Iterable[Seen]) -> None:
        """Read them from what the journal says became of every input."""
        self.opened.clear()
        for each in seen:
            word, _, at = each.line.partition(" ")
            if each.outcome == Outcome.WAITING and word == FORM:
                self.opened[each.source] = int(at)

    def take(self, incoming: FormOpened | FormReturned | FormsMissed, now: Moment) -> Iterator[Seen]:
        """Yield what became of forms. Of missed ones those that somebody may still have been writing are late."""
        match incoming:
            case FormOpened(source=source):
                self.opened[source] = now
                yield Seen(source, Outcome.WAITING, f"{FORM} {now}")
            case FormReturned(form=form):
                if self.opened.pop(form, None) is not None:
                    yield Seen(form, Outcome.FACT)
            case FormsMissed(source=missed):
                here = {source: at for source, at in self.opened.items() if source.room == missed.room}
                for source, at in here.items():
                    del self.opened[source]
                    yield Seen(source, Outcome.LATE if now - at <= WRITING else Outcome.REFUSED, FORM)
