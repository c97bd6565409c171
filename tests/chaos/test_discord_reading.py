"""How the oracle reads Discord: what people did and what they were told, out of events, taps and emoji."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.ballots import Ballots, Poll
from tests.chaos.discord.history import Json, Told
from tests.chaos.discord.reading import Asked, Reading, plain, spelt
from tests.chaos.evidence import Clock, Event, Evidence, Input, Phase
from tests.chaos.room import Opened, Room, read

BOT, KARIN, JONAS = "1", "2", "3"
PLAN = [Phase("Ideen", "ideas", 5), Phase("Wahl", "vote", 5, method="approval", options=["Bus", "Bank"], limit=1)]


@dataclass
class Answered:
    """An interaction, as the stand-in keeps it."""

    answers: list[Json] = field(default_factory=list)
    at: float = 10.0
    answered_at: float = 10.5
    payload: Json = field(default_factory=dict)


def message(at: int, number: str, author: str, content: str, **further: object) -> Told:
    """Return a message."""
    return Told(at, "MESSAGE_CREATE", {"id": number, "author": {"id": author}, "content": content, **further})


def emoji(at: int, number: str, sign: str) -> Told:
    """Return an emoji that the bot put under a message."""
    return Told(at, "MESSAGE_REACTION_ADD", {"message_id": number, "user_id": BOT, "emoji": {"name": sign}})


def tap(at: int, number: str, user: str, custom_id: str = "w:vote:0:1", menu: str = "5") -> Told:
    """Return a choice in the menu of a vote."""
    data = {"id": number, "type": 3, "member": {"user": {"id": user}}, "message": {"id": menu}}
    data |= {"data": {"custom_id": custom_id}}
    return Told(at, "INTERACTION_CREATE", data)


def heard(log: list[Input], *told: Told, **asked: Asked) -> Room:
    """Return the room as the oracle reads it."""
    events: list[Event] = Reading(BOT, {KARIN: "Karin", JONAS: "Jonas"}, asked, log).read(told)
    clock = Clock(0, 0, 60)
    return read(Evidence(BOT, clock, PLAN, {"w": events}, [], log, [], {}, published_again=True, journal={}), "w")


def did(kind: str, person: str, event: str, **further: Any) -> Input:  # noqa: ANN401 - the columns of the log
    """Return a line of the crowd's log."""
    return Input(f"{kind}{event}", person, "w", kind, event=event, **further)


def test_emoji_in_a_row_are_one_sign() -> None:
    """A lamp and its number, whatever comes after them."""
    row = [(1, "💡"), (2, "1️⃣"), (3, "2️⃣"), (9, "✅")]
    assert list(spelt(row)) == [(3, "💡12"), (9, "✅")]
    assert list(spelt([])) == []


def test_words_are_read_as_people_read_them() -> None:
    """Without emphasis, escapes, countdown, and the call to all."""
    assert plain("@everyone **Ideen**, bis 12:02 Uhr (<t:1813147320:R>)\n1 mehr \\*Bänke\\*") == (
        "Ideen, bis 12:02 Uhr\n1 mehr *Bänke*"
    )


def test_an_idea_that_is_typed_is_noted_by_emoji_or_by_a_short_answer() -> None:
    """11 cannot be spelt with emoji that stand there once."""
    log = [did("idea", KARIN, "5"), did("idea", JONAS, "6")]
    about = {"message_reference": {"message_id": "6"}}
    room = heard(
        log,
        message(1, "5", KARIN, "Idee: mehr Bänke"),
        message(2, "6", JONAS, "Idee: mehr Bäume"),
        emoji(3, "5", "💡"),
        emoji(4, "5", "7️⃣"),
        message(5, "7", BOT, "💡 11", **about),
    )
    assert (room.numbers("5"), room.numbers("6")) == ([7], [11])


def test_a_contribution_by_a_form_is_its_authors() -> None:
    """The bot published it; what stands under it is said to whoever wrote it."""
    by = {"interaction_metadata": {"id": "9", "user": {"id": KARIN}}}
    room = heard(
        [did("idea", KARIN, "i9")], message(1, "5", BOT, "💡 **Karin:** mehr \\*Bänke", **by), emoji(2, "5", "💡")
    )
    assert [(each.event, each.input.person) for each in room.done] == [("i9", KARIN)]
    assert room.signs["i9"] == ["💡"]


@pytest.mark.parametrize(
    ("answer", "signs", "replies", "unheard"),
    [
        ("Notiert: 1 Bus. Ändern: einfach neu wählen.", ["✅"], [], set()),
        ("✅ Notiert.", ["✅"], [], set()),
        ("Das Stimmungsbild ist schon zu. Ihre frühere Wahl gilt.", [], ["Das Stimmungsbild ist schon zu."], set()),
        ("", [], [], {"i9"}),
    ],
)
def test_a_tap_is_what_its_answer_says(answer: str, signs: list[str], replies: list[str], unheard: set[str]) -> None:
    """Noted, refused, late; without an answer nobody knows whether it was heard."""
    asked = Answered([{"content": answer}] if answer else [])
    room = heard([did("ballot", KARIN, "i9", numbers=[1])], tap(1, "9", KARIN), **{"9": asked})
    assert room.signs.get("i9", []) == signs
    assert [each[: len(wanted)] for each, wanted in zip(room.replies.get("i9", []), replies, strict=True)] == replies
    assert room.unheard == unheard
    assert room.said_late("i9") == bool(replies)


def test_what_is_noted_for_many_is_given_to_each_in_their_order() -> None:
    """By name, ideas by their numbers; whoever was told alone is not told again."""
    log = [did("idea", KARIN, "5"), did("idea", KARIN, "6"), did("ballot", JONAS, "7"), did("bad", KARIN, "8")]
    said = [message(at, each.event, each.person, "x") for at, each in enumerate(log)]
    merged = message(9, "9", BOT, "Notiert: Karin 4, Karin 5, Jonas ✅\nKarin: Das sind zu viele.", flags=1 << 12)
    room = heard(log, *said, merged)
    assert [room.signs[each] for each in "567"] == [["💡4"], ["💡5"], ["✅"]]
    assert room.replies["8"] == ["Das sind zu viele."]


def test_what_is_said_of_an_edit_is_not_said_of_what_it_was_before() -> None:
    """The ballot was noted among many; hours later it is edited, and the person is told below it that this is late."""
    about = {"message_reference": {"message_id": "5"}}
    late = "Das Stimmungsbild zu dieser Nachricht ist schon zu. Die Änderung zählt nicht mehr."
    room = heard(
        [did("ballot", KARIN, "5", numbers=[1])],
        message(1, "5", KARIN, "1"),
        message(2, "9", BOT, "Notiert: Karin ✅", flags=1 << 12),
        message(3, "10", BOT, late, **about),
    )
    assert room.signs["5"] == ["✅"]
    assert room.said_late("5")


def test_who_has_not_seen_the_new_vote_taps_in_the_old_one() -> None:
    """That is no ballot of the new one, and rightly called late."""
    menu = {"components": [{"components": [{"custom_id": "w:vote:0:1"}]}]}
    votes = [message(1, "5", BOT, "**Wahl**", **menu), message(2, "6", BOT, "**Noch eine**", **menu)]
    log = [did("ballot", KARIN, "i8", numbers=[1]), did("ballot", JONAS, "i9", numbers=[1])]
    asked = {number: Answered([{"content": "Das hört die Person."}]) for number in "89"}
    room = heard(log, *votes, tap(3, "8", KARIN, menu="5"), tap(4, "9", JONAS, menu="6"), **asked)
    phase = next(phase for phase in PLAN if phase.kind == "vote")
    now = Poll(Opened(phase, 1, 0, 2, None), None, "6", room.done)
    evidence = Evidence(BOT, Clock(0, 0, 60), PLAN, {}, [], log, [], {}, published_again=True, journal={})
    assert [Ballots(evidence, room, now).valid(done) for done in room.done] == [None, {1: 1}]


def test_the_vote_and_what_is_taken_back_are_seen() -> None:
    """The menu is the poll; a deletion has its place."""
    menu = {"components": [{"components": [{"custom_id": "w:vote:0:1"}]}]}
    gone = Told(4, "MESSAGE_DELETE", {"id": "6"})
    log = [did("ballot", KARIN, "6", numbers=[1])]
    room = heard(log, message(1, "5", BOT, "**Wahl**", **menu), message(2, "6", KARIN, "1"), gone)
    assert [event for _, event in room.polls] == ["5"]
    assert room.done[0].redacted == 2


@pytest.mark.parametrize("name", ["history", "reading"])
def test_the_reading_shares_nothing_with_the_bot(name: str) -> None:
    """Who checks must not make the same mistakes."""
    source = (Path(__file__).parent / f"discord/{name}.py").read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(each.split(".")[0] in sys.stdlib_module_names or each.startswith("tests.chaos.") for each in modules)
