"""`!hilfe`, `!datenschutz`, `!regie`: what one can do, what is kept, and calling somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, EVERYBODY, LEADING, Answer, Command, Decision, Said
from workshop_flows.effects import Line, Person, Place, Say, Urgency, Value, line
from workshop_flows.values import Role

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

FOR_CITIZENS = (
    "idea",
    "vote",
    "support",
    "question",
    "speak",
    "withdraw",
    "agenda",
    "status",
    "results",
    "mine",
    "call",
    "privacy",
)
FOR_LEADING = (
    "start", "next", "back", "pause", "extend", "shorten", "count", "runoff", "poll", "bundle", "hide", "title",
    "admit", "tag", "people", "present", "guest", "done", "announce", "undo", "clock", "end",
    "release",
)  # fmt: skip
RIGHTS = ("mydata", "erase")
"""What everybody may do with what is held about them."""
FOR_OFFICIALS = ("answer", "status", "overview")


def decide_help(_workshop: Workshop, said: Said) -> Decision:
    """Explain what this person can do here: for a citizen on one phone screen."""
    rows: dict[Role, tuple[str, ...]] = {Role.OFFICIAL: FOR_OFFICIALS, Role.CITIZEN: FOR_CITIZENS}
    names = rows.get(said.role, FOR_LEADING)
    intro = "help-intro-lead" if said.leads else "help-intro-official" if said.role is Role.OFFICIAL else "help-intro"
    return Answer((line(intro), *(Line(f"help-{name}") for name in names)))


def decide_privacy(workshop: Workshop, _said: Said) -> Decision:
    """Say who is responsible, what is kept, how long, and on which basis; and how to see it or have it erased."""
    plan = workshop.conference.plan
    return Answer(
        (
            line(
                "privacy",
                controller=plan.controller,
                contact=plan.contact,
                basis=plan.legal_basis,
                days=plan.retention_days,
            ),
            *(Line(f"help-{name}") for name in RIGHTS),
        )
    )


def decide_call(workshop: Workshop, said: Said) -> Decision:
    """Call the control room; the caller hears that somebody comes."""
    rest = said.rest.strip()
    values: dict[str, Value] = {"title": workshop.title, "person": Person(said.person)}
    told = line("call-control-why", **values, why=said.rest[:300]) if rest else line("call-control", **values)
    return Answer((line("call-heard"),), effects=(Say(Place.CONTROL, (told,), Urgency.MODERATION),))


HELP = Command("help", EVERYBODY, decide_help, anywhere=True)
PRIVACY = Command("privacy", EVERYBODY, decide_privacy, anywhere=True)
CALL = Command("call", CITIZENS | LEADING, decide_call, anywhere=True)
