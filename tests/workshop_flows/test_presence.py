"""Who came, who is here, who stayed: a workshop of an hour, in minutes from its start, counted by hand."""

from __future__ import annotations

import pytest

from workshop_flows.attendance import Span
from workshop_flows.presence import Presence, Stay
from workshop_flows.values import MINUTE, SECOND

START = 1_000_000 * MINUTE
END = START + 60 * MINUTE
ANNA, KARIN, BEN, CEM, DORA = 1, 2, 3, 4, 5
STAFF = {ANNA}


def at(minutes: float) -> int:
    """Return the instant so many minutes after the start."""
    return START + int(minutes * MINUTE)


@pytest.fixture
def presence() -> Presence:
    """Return the presence of a workshop that has just begun."""
    begun = Presence()
    begun.begins(START)
    return begun


GAPS = [
    (0.5, 1),
    (2, 1),
    (2 + 1 / 60, 2),
    (30, 2),
]


@pytest.mark.parametrize(("gap", "spans"), GAPS)
def test_a_gap_of_up_to_two_minutes_is_a_lost_connection(presence: Presence, gap: float, spans: int) -> None:
    """A longer one is a leaving, and a second coming."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.left(KARIN, at(10), unobserved=False)
    presence.came(KARIN, at(10 + gap), unobserved=False)
    assert len(presence.of(KARIN).spans) == spans
    assert presence.of(KARIN).spans[-1].ends is None


def test_coming_twice_is_being_there_once(presence: Presence) -> None:
    """Two devices of one person are one membership."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.came(KARIN, at(5), unobserved=False)
    assert presence.of(KARIN).spans == [Span(at(0))]


def test_membership_is_never_called_presence(presence: Presence) -> None:
    """Who is in the room but gives no sign of life is a member, and is neither here nor counted as come."""
    presence.came(KARIN, at(0), unobserved=False)
    figures = presence.figures(STAFF, END)
    assert presence.here(STAFF) == set()
    assert (figures.members, figures.unique, figures.stay) == (1, 0, Stay(0, 0))


def test_the_aussteigerquote_names_its_numerator_and_its_denominator(presence: Presence) -> None:
    """Karin, Ben and Cem came at the start; Karin was active at the end, Cem left in the middle, Ben fell silent.

    So 3 came, 1 stayed, 2 dropped out. Dora came late and is in neither number.
    """
    presence.active(KARIN, at(1))
    presence.active(BEN, at(2))
    presence.active(CEM, at(10))
    presence.active(DORA, at(30))
    presence.active(BEN, at(40))
    presence.left(CEM, at(30), unobserved=False)
    presence.active(KARIN, at(55))
    presence.active(DORA, at(59))
    stay = presence.stayed(STAFF, END)
    assert stay == Stay(came=3, stayed=1)
    assert stay.dropped == 2


WINDOWS = [
    # first sign, last sign, came, stayed
    (10, 50, 1, 1),
    (10.1, 50, 0, 0),
    (1, 49.9, 1, 0),
    (1, 60, 1, 1),
]


@pytest.mark.parametrize(("first", "last", "came", "stayed"), WINDOWS)
def test_the_first_and_the_last_ten_minutes_count(
    presence: Presence, first: float, last: float, came: int, stayed: int
) -> None:
    """A sign of life within them says that somebody was there at the start, or still there at the end."""
    presence.active(KARIN, at(first))
    presence.active(KARIN, at(last))
    assert presence.stayed(STAFF, END) == Stay(came, stayed)


def test_a_short_workshop_has_shorter_windows(presence: Presence) -> None:
    """In fifteen minutes a first sign in the sixth minute is late, and a last one in the ninth is too early."""
    presence.active(KARIN, at(5))
    presence.active(KARIN, at(10))
    presence.active(BEN, at(6))
    presence.active(CEM, at(1))
    presence.active(CEM, at(9))
    assert presence.stayed(STAFF, at(15)) == Stay(came=2, stayed=1)


def test_who_says_goodbye_in_the_last_minutes_stayed(presence: Presence) -> None:
    """Leaving the room two minutes before the end is no dropping out."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.active(KARIN, at(1))
    presence.left(KARIN, at(58), unobserved=False)
    assert presence.stayed(STAFF, END) == Stay(1, 1)


def test_who_comes_back_is_here_again(presence: Presence) -> None:
    """A sign of life ends an absence, whatever the room says."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.active(KARIN, at(1))
    presence.left(KARIN, at(20), unobserved=False)
    assert presence.here(STAFF) == set()
    presence.came(KARIN, at(40), unobserved=False)
    assert presence.here(STAFF) == {KARIN}
    presence.active(KARIN, at(55))
    assert presence.stayed(STAFF, END) == Stay(1, 1)


def test_the_peak_is_the_most_at_one_time(presence: Presence) -> None:
    """Karin 0-20, Ben 10-30, Cem 25-50: never more than two at once, though three came."""
    for person, begins, ends in ((KARIN, 0, 20), (BEN, 10, 30), (CEM, 25, 50)):
        presence.active(person, at(begins))
        presence.active(person, at(ends))
    figures = presence.figures(STAFF, END)
    assert (figures.unique, figures.peak) == (3, 2)


def test_the_peak_counts_an_instant_that_two_share(presence: Presence) -> None:
    """Who goes at twenty past and who comes at twenty past met."""
    for person, begins, ends in ((KARIN, 0, 20), (BEN, 20, 30)):
        presence.active(person, at(begins))
        presence.active(person, at(ends))
    assert presence.figures(STAFF, END).peak == 2


def test_guests_count_among_the_people_and_by_themselves(presence: Presence) -> None:
    """Who only speaks is there too."""
    presence.guest(KARIN, at(5))
    presence.active(BEN, at(5))
    figures = presence.figures(STAFF, END)
    assert (figures.unique, figures.guests) == (2, 1)


def test_staff_are_never_counted(presence: Presence) -> None:
    """Neither the moderation nor the officials attend."""
    presence.came(ANNA, at(0), unobserved=False)
    presence.waved(ANNA, at(1), closing=False)
    presence.active(ANNA, at(59))
    figures = presence.figures(STAFF, END)
    assert (figures.unique, figures.peak, figures.members, figures.waved_at_start) == (0, 0, 0, 0)
    assert figures.stay == Stay(0, 0)
    assert presence.here(STAFF) == presence.joined(STAFF) == set()


def test_waving_counts_at_the_start_and_at_the_end(presence: Presence) -> None:
    """Whoever waves twice at the start waved once."""
    presence.waved(KARIN, at(1), closing=False)
    presence.waved(KARIN, at(2), closing=False)
    presence.waved(BEN, at(2), closing=False)
    presence.waved(KARIN, at(57), closing=True)
    figures = presence.figures(STAFF, END)
    assert (figures.waved_at_start, figures.waved_at_end) == (2, 1)
    assert figures.stay == Stay(2, 1)


def test_a_leaving_that_nobody_saw_ends_where_the_person_was_last_certain(presence: Presence) -> None:
    """The bot was away from 20 to 40; at 40 Karin was gone. Her last word at 15 is all that is known."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.active(KARIN, at(5))
    presence.active(KARIN, at(15))
    presence.left(KARIN, at(40), unobserved=True)
    assert presence.of(KARIN).spans == [Span(at(0), at(15))]
    assert presence.stayed(STAFF, END) == Stay(1, 0)


def test_a_coming_that_nobody_saw_is_no_return_from_a_short_gap(presence: Presence) -> None:
    """Found in the room after an outage: a span of its own."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.left(KARIN, at(10), unobserved=False)
    presence.came(KARIN, at(11), unobserved=True)
    assert len(presence.of(KARIN).spans) == 2


def test_signs_of_life_from_before_the_start_do_not_count(presence: Presence) -> None:
    """The trial of the evening before leaves its members, and nothing else."""
    presence.came(KARIN, at(0), unobserved=False)
    presence.waved(KARIN, at(1), closing=False)
    presence.guest(BEN, at(2))
    presence.counted(14, at(3))
    presence.begins(at(1000))
    figures = presence.figures(STAFF, at(1060))
    assert (figures.unique, figures.guests, figures.waved_at_start, figures.members) == (0, 0, 0, 1)
    assert presence.head_counts == []


def test_a_workshop_without_anybody_has_figures_too(presence: Presence) -> None:
    """Nothing is divided by nothing, and nothing fails."""
    figures = presence.figures(STAFF, START + SECOND)
    assert (figures.unique, figures.peak, figures.stay) == (0, 0, Stay(0, 0))


def test_who_waves_at_the_closing_stayed_however_long_it_lasts() -> None:
    """The closing asks; its answer counts also when the closing is longer than the last ten minutes."""
    presence = Presence()
    presence.begins(0)
    presence.waved(1, MINUTE, closing=False)
    presence.waved(1, 41 * MINUTE, closing=True)
    presence.waved(2, MINUTE, closing=False)
    assert presence.stayed((), 60 * MINUTE) == Stay(came=2, stayed=1)


def test_sitting_in_the_voice_channel_is_being_there(presence: Presence) -> None:
    """At the start, at the end, or neither; it counts apart, and without any sign of life."""
    for person, since, until in ((KARIN, -5, None), (BEN, 2, 30), (CEM, 20, 25), (DORA, -60, -10)):
        presence.sat_down(person, at(since))
        if until is not None:
            presence.got_up(person, at(until))
    figures = presence.figures(STAFF, END)
    assert (figures.seated, figures.unique, figures.peak) == (3, 3, 3)
    assert (figures.at_start, figures.at_end, figures.members) == (2, 1, 0)
    assert figures.stay == Stay(2, 1)
    assert presence.here(STAFF) == {KARIN}
    assert presence.joined(STAFF) == {KARIN, BEN, CEM}
