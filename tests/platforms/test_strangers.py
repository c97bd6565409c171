"""Whoever is none of ours: invitations without end are left lying, and another bot is not talked to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from nio import AsyncClient

from bot.platforms.matrix import contents
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.events import incoming
from bot.platforms.matrix.invitations import MOST, Invitations
from bot.platforms.outgoing import Edit, Mark, Poll, PollEnd, Post
from workshop_flows.values import Source

BOT, OTHER, ANNA, SPAMMER = "@bot:x", "@bot2:x", "@anna:x", "@laut:anderswo"
MESSAGE, REACTION, POLL = "m.room.message", "m.reaction", "org.matrix.msc3381.poll"
CLIENT = cast("AsyncClient", SimpleNamespace(user_id=BOT))


def invitation(sender: str, **more: object) -> list[dict[str, Any]]:
    """Return what an invitation shows of a room."""
    content = {"membership": "invite", **more}
    return [{"type": "m.room.member", "sender": sender, "state_key": BOT, "content": content}]


def test_five_hundred_invitations_lead_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Of strangers none is accepted, of ours only to a direct chat; the log is not flooded either."""
    door = Door(CLIENT)
    invitations = Invitations(CLIENT, door, lambda user: user == ANNA)
    for number in range(500):
        stranger = invitation(f"@fremd{number % 5}:anderswo", is_direct=True)
        group = invitation(ANNA, is_direct=False)
        invitations.came({f"!chat{number}": stranger, f"!gruppe{number}": group}, set())
    assert door.expected == set()
    invitations.came({"!anna": invitation(ANNA, is_direct=True)}, set())
    assert door.expected == {"!anna"}
    assert caplog.text == ""


def test_what_waits_at_the_door_is_bounded() -> None:
    """However much one account invites: the newest are remembered, in case it turns out to be one of ours."""
    door, ours = Door(CLIENT), set[str]()
    invitations = Invitations(CLIENT, door, ours.__contains__)
    for number in range(5 * MOST):
        invitations.came({f"!{number}": invitation(SPAMMER, is_direct=True)}, set())
    ours.add(SPAMMER)
    invitations.came({}, set())
    assert door.expected == {f"!{number}" for number in range(4 * MOST, 5 * MOST)}


SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "an opening that rings": (MESSAGE, contents.post(Post("Ideen sammeln, bis 12:02 Uhr.", notice=False))),
    "an answer": (MESSAGE, contents.post(Post("Notiert als Idee 3.", reply_to=Source("matrix:!r/$1")))),
    "a sign": (REACTION, contents.mark(Mark(Source("matrix:!r/$1"), "💡"))),
    "new words": (MESSAGE, contents.edit(Edit(Source("matrix:!r/$1"), "Jetzt: Ideen sammeln"))),
    "a poll": (f"{POLL}.start", contents.poll(Poll("Was?", (("1", "Bus"), ("2", "Bank")), 1))),
    "its end": (f"{POLL}.end", contents.poll_end(PollEnd(Source("matrix:!r/$1"), "Platz 1: Bus"))),
    "a file": (MESSAGE, {"msgtype": "m.file", "body": "Dokumentation", "filename": "d.html", "url": "mxc://x/1"}),
}


@pytest.mark.parametrize("said", SAID)
def test_another_bot_of_our_kind_in_the_room_is_not_heard(said: str) -> None:
    """Whatever it says, we take it for nothing: so two of them exchange nothing, however long they are together."""
    kind, content = SAID[said]
    event = {"type": kind, "sender": OTHER, "event_id": "$2", "origin_server_ts": 1}
    assert incoming({**event, "content": contents.signed(content, "k1")}, "!r", BOT) is None
