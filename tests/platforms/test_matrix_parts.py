"""The parts of the Matrix adapter that need no server: power, positions, refusals, rubbish."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from bot.platforms.matrix.answer import News
from bot.platforms.matrix.cable import BETWEEN, GIVEN_UP, IDLE, MISSED, OPTIONS, wired
from bot.platforms.matrix.events import incoming
from bot.platforms.matrix.pacing import AT_MOST, SPAN, Pacing
from bot.platforms.matrix.position import MOST_WAITING, Position
from bot.platforms.matrix.refusals import pause, problem
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.timeline import complete
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND

ROOM, ANNA, OTTO, BOT = "!r", "@anna:x", "@otto:x", "@bot:x"


def made(version: str, users: object, **create: object) -> Room:
    """Return a room of Anna's with Otto in it."""
    room = Room(ROOM)
    room.happened({"type": "m.room.create", "sender": ANNA, "content": {"room_version": version, **create}})
    room.happened({"type": "m.room.power_levels", "content": {"users": users, "users_default": 0}})
    for user in (ANNA, OTTO):
        room.happened({"type": "m.room.member", "state_key": user, "content": {"membership": "join"}})
    return room


@pytest.mark.parametrize(
    ("version", "users", "create", "leads"),
    [
        ("11", {ANNA: 100}, {}, {ANNA}),
        ("11", {ANNA: 100, OTTO: 50}, {}, {ANNA, OTTO}),
        ("11", {ANNA: 100, OTTO: 49}, {}, {ANNA}),
        ("5", {ANNA: "100", OTTO: " 50 "}, {}, {ANNA, OTTO}),
        ("5", {OTTO: "viel"}, {}, {ANNA}),
        ("12", {}, {}, {ANNA}),
        ("12", {}, {"additional_creators": [OTTO]}, {ANNA, OTTO}),
        ("11", {ANNA: 100}, {"additional_creators": [OTTO]}, {ANNA}),
        ("12", [], {"additional_creators": 5}, {ANNA}),
    ],
)
def test_who_leads(version: str, users: object, create: dict[str, object], leads: set[str]) -> None:
    """Power of 50, or being a creator; only from version 12 on are there more creators than one."""
    room = made(version, users, **create)
    assert {user for user in (ANNA, OTTO, "@fremd:x") if room.leads(user)} == leads


def test_who_has_left_leads_no_more() -> None:
    """Not even the creator."""
    room = made("12", {})
    room.happened({"type": "m.room.member", "state_key": ANNA, "content": {"membership": "leave"}})
    assert not room.leads(ANNA)


def test_a_position_keeps_what_waits() -> None:
    """A bare token is a position; with something waiting it is JSON; what waits is bounded."""
    assert Position.read(None) == Position()
    assert Position.read("s12_3") == Position("s12_3")
    assert str(Position("s12_3")) == "s12_3"
    waiting = tuple((ROOM, f"${number}") for number in range(MOST_WAITING + 5))
    again = Position.read(str(Position("s12_3", waiting)))
    assert (again.since, again.waiting) == ("s12_3", waiting[5:])


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "M_LIMIT_EXCEEDED", NotNow),
        (429, None, NotNow),
        (401, "M_UNKNOWN_TOKEN", LoginRefused),
        (403, "M_USER_DEACTIVATED", LoginRefused),
        (403, "M_FORBIDDEN", Impossible),
        (413, "M_TOO_LARGE", Impossible),
        (400, "M_UNKNOWN", Impossible),
        (500, "M_UNKNOWN", Unreachable),
        (404, None, Unreachable),
        (404, "M_UNRECOGNIZED", Unreachable),
        (502, None, Unreachable),
        (200, None, Unreachable),
    ],
)
def test_what_a_refusal_means(status: int, code: str | None, kind: type[Exception]) -> None:
    """Only the Matrix server itself can say never; a proxy's error page is an outage."""
    answer = SimpleNamespace(status_code=code, message="", transport_response=SimpleNamespace(status=status))
    assert type(problem(answer)) is kind


@pytest.mark.parametrize(
    ("wait", "at_least", "seconds"), [(1, 0.5, 0.5), (2_000, 0.5, 2.0), (2_000, 4.0, 4.0), (3_600_000, 0.5, 5.0)]
)
def test_how_long_a_question_waits_that_was_refused_for_now(wait: int, at_least: float, seconds: float) -> None:
    """As long as the server says, but never in a spin, and never an hour: one wrong number would make us deaf."""
    assert pause(NotNow(wait), at_least) == seconds


@dataclass
class Pages:
    """A server that tells what was said before, page by page, whatever it is asked."""

    pages: list[dict[str, Any]]
    access_token = ""
    status = 200

    async def send(self, *_: object, **__: object) -> Pages:
        """Answer."""
        return self

    async def read(self) -> bytes:
        """Return the next page."""
        return json.dumps(self.pages.pop(0)).encode()


async def test_a_gap_is_read_to_its_end() -> None:
    """A page with nothing on it need not be the last, as the specification says; rubbish in its place is no page."""
    said: list[dict[str, Any]] = [{"event_id": f"${number}"} for number in range(4)]
    pages: list[dict[str, Any]] = [
        {"chunk": [said[2]], "end": "p2"},
        {"chunk": [], "end": "p3"},
        {"willkommen": "beim Proxy"},
        {"chunk": [said[1], said[0]], "end": "p4"},
        {"chunk": []},
    ]
    server: Any = Pages(pages)
    found = await complete(server, ROOM, News([], [said[3]], limited=True, prev_batch="p1"), "s1", came=False)
    assert found == said
    assert not pages


@pytest.mark.parametrize("kind", ["m.room.message", "m.reaction", "m.room.redaction", "m.poll.response"])
@pytest.mark.parametrize("rubbish", [None, 7, [], "x", {"m.relates_to": 3}, {"m.relates_to": {"m.in_reply_to": 1}}])
def test_rubbish_means_nothing(kind: str, rubbish: Any) -> None:  # noqa: ANN401 - rubbish has any shape
    """Other servers let through what ours refuses."""
    event = {"type": kind, "sender": ANNA, "event_id": "$1", "origin_server_ts": "gestern", "content": rubbish}
    assert incoming(event, ROOM, BOT) is None


async def test_the_sixth_question_of_a_second_waits() -> None:
    """The first ones do not."""
    loop, pacing = asyncio.get_running_loop(), Pacing()
    asked = []
    for _ in range(AT_MOST + 1):
        await pacing.leave()
        asked.append(loop.time())
    assert asked[AT_MOST - 1] - asked[0] < SPAN / 2
    assert asked[AT_MOST] - asked[0] >= SPAN * 0.99


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know not all of these options")
def test_a_connection_notices_by_itself_that_nobody_is_there() -> None:
    """A cable that was pulled is known after ten seconds while we listen, after five while we speak."""
    with wired((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 0))) as made:
        found = {name: made.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in OPTIONS}
        assert found == OPTIONS
        assert made.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert IDLE + BETWEEN * MISSED <= 10
    assert GIVEN_UP <= 5 * SECOND
