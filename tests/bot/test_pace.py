"""What is learned from a server's refusals."""

from __future__ import annotations

import pytest

from bot.delivery.pace import CALM, LONGEST, SPARE, Pace
from workshop_flows.values import SECOND


def burst_then_refusal(count: int = 10, wait: int = 5 * SECOND) -> Pace:
    """Return a pace that sent so many at once, at zero, and was refused."""
    pace = Pace()
    for _ in range(count):
        assert pace.leave(0) <= 0
        pace.begin(0)
        pace.taken(0)
    pace.begin(0)
    pace.refused(0, wait)
    return pace


def test_without_a_refusal_there_is_no_limit() -> None:
    """An account that is exempt is never held back."""
    pace = Pace()
    for _ in range(1000):
        assert pace.leave(0, SPARE) <= 0
        pace.begin(0)
        pace.taken(0)
    assert not pace.limited(0)


def test_the_first_refusal_teaches_interval_and_burst() -> None:
    """Ten at once and then five seconds: that is 0.2 a second, with a burst of ten."""
    pace = burst_then_refusal()
    assert pace.interval == 5 * SECOND
    assert pace.burst == pytest.approx(10)


def test_after_a_refusal_one_goes_each_interval() -> None:
    """Neither earlier nor in a bunch."""
    pace = burst_then_refusal()
    first = pace.leave(0)
    assert 5 * SECOND <= first <= 5.1 * SECOND
    pace.begin(first)
    assert pace.leave(first) == first + 5 * SECOND


def test_what_can_wait_leaves_three_tokens() -> None:
    """With the bucket empty it goes after the fourth token."""
    pace = burst_then_refusal()
    first = pace.leave(0)
    assert pace.leave(0, SPARE) == first + 3 * 5 * SECOND
    later = first + 3 * 5 * SECOND
    pace.begin(later)
    assert [pace.leave(later), pace.leave(later, SPARE)] == [later, later + 5 * SECOND]


def test_a_rest_fills_the_bucket_up_to_the_burst() -> None:
    """Not further, however long nobody spoke."""
    pace = burst_then_refusal()
    now = pace.leave(0) + 50 * SECOND
    for _ in range(10):
        assert pace.leave(now) <= now
        pace.begin(now)
    assert pace.leave(now) > now


def test_an_interval_thought_too_short_is_corrected() -> None:
    """After a restart the first refusal names only what is left of the interval; the second one tells."""
    pace = Pace()
    pace.refused(0, 2 * SECOND)
    pace.begin(2 * SECOND)
    pace.taken(2 * SECOND)
    pace.begin(4 * SECOND)
    pace.refused(4 * SECOND, 3 * SECOND)
    assert pace.interval == 5 * SECOND


@pytest.mark.parametrize(("told", "kept"), [(20, 100), (200, 200), (1_700, 5_000), (8_000, 8_000)])
def test_what_the_first_refusal_leaves_open_is_taken_for_the_usual_limit(told: int, kept: int) -> None:
    """It tells only how much of the interval is left: 2 s of 5, and thank-yous would take what announcements need."""
    pace = Pace()
    pace.refused(0, told)
    assert pace.interval == kept
    first = pace.leave(0)
    pace.begin(first)
    assert pace.leave(first) - first == min(max(told, 100), 5_000)  # what is urgent never waits for more


def test_a_limit_that_was_disproved_is_not_taken_for_the_usual_one_again() -> None:
    """The server grants one a second, and was seen to."""
    pace = Pace()
    pace.refused(0, SECOND)
    now = pace.leave(0)
    for _ in range(20):
        pace.begin(now)
        pace.taken(now)
        now = pace.leave(now)
    assert pace.interval == SECOND
    pace.refused(now, SECOND)
    assert pace.interval is not None
    assert pace.interval <= 2 * SECOND


def test_after_a_calm_minute_only_what_is_urgent_tries_more() -> None:
    """What can wait keeps to what the server taught: the last three are never its own."""
    pace = burst_then_refusal()
    now = CALM + 50 * SECOND
    while pace.leave(now, SPARE) <= now:
        pace.begin(now)
        pace.taken(now)
    assert pace.leave(now, SPARE) == now + 5 * SECOND
    for _ in range(SPARE):
        pace.begin(now)
    assert pace.leave(now) == now + 2.5 * SECOND
    pace.refused(now, 5 * SECOND)
    assert pace.interval == 5 * SECOND
    assert pace.leave(now) > now + 5 * SECOND - 1


def test_a_limit_that_was_lifted_is_forgotten_as_soon_as_it_is_disproved() -> None:
    """Urgent messages went far beyond it, and the server took them all."""
    pace = burst_then_refusal()
    now = 10 * CALM
    assert pace.limited(now)
    for _ in range(50):
        now = max(now, pace.leave(now))
        pace.begin(now)
        pace.taken(now)
    assert not pace.limited(now)
    assert pace.leave(now, SPARE) <= now


def test_an_hour_to_wait_is_no_limit_that_somebody_set() -> None:
    """A server in trouble names one: it is asked again long before, and each calm while we believe half of it."""
    pace = Pace()
    pace.refused(0, 3600 * SECOND)
    assert SECOND < pace.leave(0) <= 2 * LONGEST
    pace.refused(LONGEST + SECOND, 3600 * SECOND)
    assert pace.limited(2 * CALM)
    assert pace.interval is not None
    assert pace.interval <= 10 * SECOND


def test_one_hour_named_once_is_believed_less_after_each_calm_while() -> None:
    """Nobody says anything urgent meanwhile that could disprove it."""
    pace = Pace()
    pace.refused(0, 3600 * SECOND)
    assert pace.limited(2 * CALM)
    assert pace.interval is not None
    assert pace.interval <= LONGEST / 2


def test_a_refusal_that_was_long_under_way_breaks_no_word() -> None:
    """Two rooms were spoken to at once; the second answer came when the time that the first one named was over."""
    pace = burst_then_refusal(wait=4 * SECOND)
    pace.refused(4_500, 3_500, begun=0)
    first = pace.leave(4_500)
    assert first >= 8 * SECOND
    pace.begin(first)
    assert pace.leave(first) - first >= 4 * SECOND


def test_an_answer_that_came_late_teaches_no_longer_interval() -> None:
    """The server took the first message after the others: it was under way before them."""
    pace = Pace()
    for begun in (3 * SECOND, 0):
        pace.begin(begun)
        pace.taken(begun)
    pace.refused(4 * SECOND, SECOND)
    first = pace.leave(4 * SECOND)
    pace.begin(first)
    assert pace.leave(first) - first == 2 * SECOND


def test_a_server_that_does_not_keep_its_word_is_asked_about_once_a_second() -> None:
    """Again in a millisecond, it says each time: not many questions in twenty seconds; forgotten when it relents."""
    pace, now, asked = Pace(), 0, 0
    while now < 20 * SECOND:
        asked += 1
        pace.begin(now)
        pace.refused(now, 1)
        now = pace.leave(now)
    assert 15 <= asked <= 25  # a phase must not wait long for one that refuses by chance
    pace.begin(now)
    pace.taken(now)
    pace.refused(now + 1, 1)
    assert pace.leave(now + 1) <= now + SECOND


def test_what_is_refused_in_one_wave_counts_once() -> None:
    """Eight rooms were spoken to at the same time; the server named the time to all of them."""
    pace = Pace()
    for late in range(8):
        pace.refused(late, 100)
    assert pace.leave(8) <= 400


def test_what_can_wait_owes_nothing_for_what_was_urgent() -> None:
    """Announcements went at a pace that was only tried; the server took them, so thank-yous need not pay for them."""
    pace, now = Pace(), 0
    pace.refused(now, LONGEST)
    for _ in range(8):
        now = pace.leave(now)
        pace.begin(now)
        pace.taken(now)
    assert pace.interval == LONGEST
    assert pace.leave(now, SPARE) <= now + (SPARE + 1) * LONGEST


def test_what_is_urgent_believes_no_limit_told_by_a_server_that_breaks_its_word() -> None:
    """It refuses by chance: what can wait keeps to what it told, a phase tries each second; a calm minute mends it."""
    pace = burst_then_refusal(wait=4 * SECOND)
    now = pace.leave(0)
    pace.begin(now)
    pace.refused(now, 4 * SECOND)
    now = pace.leave(now)
    pace.begin(now)
    pace.taken(now)
    assert pace.leave(now) == now + SECOND
    assert pace.leave(now, SPARE) >= now + SPARE * 4 * SECOND
    pace.begin(now)
    pace.refused(now, LONGEST)  # it teaches nothing either
    now += CALM + SPARE * SECOND
    assert pace.leave(now, SPARE) <= now
    pace.begin(now)
    pace.taken(now)
    pace.begin(now)
    pace.refused(now, 5 * SECOND)  # now it keeps its word
    first = pace.leave(now)
    pace.begin(first)
    assert pace.leave(first) == first + 5 * SECOND
