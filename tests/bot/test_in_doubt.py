"""What a crash leaves in doubt: said, and not yet noted. It keeps its key, so that it is not said twice."""

from __future__ import annotations

from pathlib import Path

from tests.bot.test_delivery import ROOM, House, acknowledgement, drained, house, post
from workshop_flows.values import SECOND

__all__ = ["house"]


async def test_what_may_have_been_said_before_a_crash_is_not_said_again_in_a_merged_sentence(tmp_path: Path) -> None:
    """The mark stands in the room and the journal does not know it; then the bot comes back to a crowd."""
    house = House(tmp_path)
    house.put(*map(acknowledgement, range(40)))
    house.journal.full = True
    house.start()
    await house.after(3)
    before = [each.key for each in house.server.said]
    await house.kill()
    assert 0 < len(before) <= 2
    house.journal.full = False
    house.delivery = house.build()
    house.start()
    await drained(house)
    covered = [each.key for each in house.server.said if each.key in before]
    assert sorted(covered) == sorted(before)
    merged = {source for each in house.server.said for source in getattr(each.outgoing, "covers", ())}
    assert merged.isdisjoint(f"{ROOM}/$vote{number}" for number in range(len(before)))
    await house.delivery.stop(0)


async def test_announcements_do_not_wait_for_notes(house: House) -> None:
    """A disk that is full for a while keeps thank-yous back, not the beginning of a phase."""
    house.journal.full = True
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(5)))
    house.start()
    await house.after(1)
    assert house.server.texts(ROOM) == [f"phase{number}" for number in range(5)]
    house.journal.full = False
    assert await house.delivery.drained(10 * SECOND)
