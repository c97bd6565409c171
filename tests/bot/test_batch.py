"""In which order a batch is decided, whatever the clocks of the senders say."""

from __future__ import annotations

import pytest

from bot.batch import in_order
from bot.platforms.incoming import Batch, Wrote
from bot.platforms.matrix.events import incoming
from workshop_flows.values import Source


def wrote(name: str, room: str, stamp: int) -> Wrote:
    """Return a message."""
    return Wrote(Source(f"{room}/{name}"), room, "matrix:@karin:x", stamp, name)


def test_rooms_are_mixed_by_the_servers_stamps_and_each_keeps_its_order() -> None:
    """A stamp of long ago or of the year 9999 moves nobody before or behind their own room's others for long."""
    hall = [wrote("a", "hall", 10), wrote("b", "hall", 30), wrote("c", "hall", 0), wrote("d", "hall", 40)]
    side = [wrote("e", "side", 20), wrote("f", "side", 35), wrote("g", "side", 2**52), wrote("h", "side", 36)]
    found = in_order([Batch("matrix", "s1", tuple(hall)), Batch("matrix", "s2", tuple(side))])
    assert "".join(each.source.event for each in found) == "aebcfdgh"


@pytest.mark.parametrize("stamp", [0, -5, 2**53, 10**400, 2.5, "gestern", None, []])
def test_a_stamp_that_is_none_is_the_oldest(stamp: object) -> None:
    """Other servers may say what they like."""
    content = {"msgtype": "m.text", "body": "mehr Bänke"}
    event = {"type": "m.room.message", "sender": "@karin:x", "event_id": "$1", "content": content}
    heard = incoming(event | {"origin_server_ts": stamp}, "!r", "@bot:x")
    assert heard is not None
    assert heard.stamp == 0
