"""`!meinedaten`: everything that is held about a person, told to nobody but them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import EVERYBODY, Answer, Command, Decision, Said, refused
from commands.status import written
from workshop_flows.effects import Clock, Disclose, Item, Items, Line, Person, line
from workshop_flows.holdings import BallotHeld, Given, WorkshopHoldings, holdings
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

SHOWN = 30
"""So many ideas (questions, messages) of a workshop are read out; the file holds all."""
LONGEST = 200
"""Characters of one that are read out."""


def decide(workshop: Workshop, said: Said) -> Decision:
    """Tell it in the direct chat, with a file that holds all of it; in a room say only where."""
    if not said.direct:
        return refused("mydata-directly")
    day = workshop.conference
    held = holdings(day, said.person)
    rows = [each for one in held.workshops for each in _rows(one)]
    lines = (
        line("mydata", person=Person(said.person)),
        *(rows or (line("mydata-nothing"),)),
        line("mydata-file"),
        line("mydata-kept", days=day.plan.retention_days),
    )
    return Answer(lines, effects=(Disclose(said.source, said.person, held),))


def _rows(held: WorkshopHoldings) -> list[Line]:
    said = [line("mydata-workshop", title=held.title)]
    for name, given in (("ideas", held.ideas), ("questions", held.questions), ("messages", held.messages)):
        if items := _items(given):
            said.append(Line(f"mydata-{name}", {"items": items}))
    if held.supported:
        said.append(line("mydata-supported", numbers=", ".join(held.supported)))
    said += [_ballot(each) for each in held.ballots]
    if held.signs is not None:
        said.append(line("mydata-there", first=Clock(held.signs[0]), last=Clock(held.signs[1])))
    return said if len(said) > 1 else []


def _items(given: tuple[Given, ...]) -> Items | None:
    kept = [Item(each.reference, _short(each.text)) for each in given if not each.withdrawn]
    return Items(tuple(kept[:SHOWN])) if kept else None


def _short(text: Text) -> Text:
    return text if len(text) <= LONGEST else Text(f"{text[:LONGEST]}…")


def _ballot(held: BallotHeld) -> Line:
    numbers = written(held.method, held.ballot)
    return line("mydata-ballot", vote=held.vote, numbers=numbers) if held.vote else line("mine-ballot", numbers=numbers)


MYDATA = Command("mydata", EVERYBODY, decide, anywhere=True)
