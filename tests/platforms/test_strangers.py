"""Whoever is none of ours: invitations without end are left lying, and another bot is not talked to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from nio import AsyncClient, JoinError, JoinResponse

from bot.platforms.matrix import contents
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.events import incoming
from bot.platforms.matrix.invitations import MOST, Invitations
from bot.platforms.outgoing import Edit, Mark, Poll, PollEnd, Post
from tests.platforms.contract import PATIENCE
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


@dataclass
class Porter:
    """A client before whose rooms some doors stay shut: nobody answers there."""

    dead: str = ""
    jammed: asyncio.Event = field(default_factory=asyncio.Event)
    knocked: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    """The rooms that we were let into."""

    async def join(self, room: str) -> JoinResponse | JoinError:
        """Let us in; where the server of whoever invites is gone, ours says so as Synapse does."""
        self.knocked.set()
        if room == "!langsam":
            await self.jammed.wait()
        if room != self.dead:
            self.opened.put_nowait(room)
            return JoinResponse(room)
        refusal = JoinError("Failed to make_join via any server", "M_UNKNOWN")
        refusal.transport_response = cast("Any", SimpleNamespace(status=502))
        return refusal


async def test_somebody_whose_server_is_gone_keeps_nobody_else_at_the_door() -> None:
    """They are tried again behind the others, until their server is back."""
    porter = Porter(dead="!weg")
    door = Door(cast("AsyncClient", porter))
    for room in ("!weg", "!karin", "!otto"):
        door.ask(room)
    serving = asyncio.create_task(door.serve())
    async with asyncio.timeout(PATIENCE):
        assert [await porter.opened.get(), await porter.opened.get()] == ["!karin", "!otto"]
        porter.dead = ""
        assert await porter.opened.get() == "!weg"
    serving.cancel()


async def test_who_was_at_the_door_when_the_reading_began_anew_is_let_in() -> None:
    """A fault ended it in the middle of the joining."""
    porter = Porter()
    door = Door(cast("AsyncClient", porter))
    door.ask("!langsam")
    serving = asyncio.create_task(door.serve())
    await porter.knocked.wait()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    porter.jammed.set()
    again = asyncio.create_task(door.serve())
    async with asyncio.timeout(PATIENCE):
        assert await porter.opened.get() == "!langsam"
    again.cancel()


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
