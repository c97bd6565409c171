"""When phases begin and end, and which bell rings when: reckoned from the plan, and never overlapping."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_flows.agenda import fit, hint_due, instant, timetable, warning_due
from workshop_flows.bells import due, next_due
from workshop_flows.conference import Conference
from workshop_flows.facts.agenda import Paused, PhaseBegan, PhaseEnded, PhaseMoved, Resumed, WorkshopStarted
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.flow import Advance, Flow, Kind, PhasePlan
from workshop_flows.happen import fold, happen, play
from workshop_flows.values import MINUTE, SECOND, Method, Moment, Text
from workshop_flows.workshop import Phase, Workshop

ZONE = "Europe/Berlin"


def local(clock: str, day: str = "2027-06-20") -> Moment:
    """Return a local time of a day in milliseconds."""
    return int(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


def clock(at: Moment | None) -> str:
    """Return an instant as local time."""
    return "" if at is None else f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(ZONE)):%H:%M}"


def plan(minutes: int, kind: Kind = Kind.TALK, at: str = "", advance: Advance = Advance.AUTO) -> PhasePlan:
    """Return a phase of a flow."""
    return PhasePlan(kind=kind, title=f"{kind} {minutes}", minutes=minutes, at=at, advance=advance)


class Stage:
    """A workshop with a clock that jumps."""

    def __init__(self, *phases: PhasePlan, starts: str = "", fixed_end: bool = False) -> None:
        """Plan a workshop; it starts by itself only if it is told when."""
        self.day = Conference()
        self.workshop: Workshop = self.day.workshop("w")
        flow = Flow(title="Test", phases=phases, fixed_end=fixed_end)
        planned = WorkshopPlanned("A", "Test", "de", local(starts) if starts else None)
        self.now = local("00:00")
        self.happens(ConferencePlanned("test", "Test", "de", ZONE), planned, FlowAdopted(flow))

    def happens(self, *facts: Fact, at: str = "") -> None:
        """Let facts happen, at a local time."""
        self.now = local(at) if at else self.now
        play(self.day, [In("w", fact) for fact in facts], self.now, "w")

    def until(self, time: str) -> None:
        """Let every bell ring up to a local time."""
        end = local(time)
        while (bell := next_due(self.day)) is not None and bell <= end:
            self.now = max(self.now, bell)
            fact = due(self.day, self.now)
            assert fact is not None
            play(self.day, [fact], self.now, "")
        self.now = end

    def sleeps(self, time: str) -> None:
        """Be away until a local time: no bell is heard before."""
        self.now = local(time)
        while (fact := due(self.day, self.now)) is not None:
            play(self.day, [fact], self.now, "")

    @property
    def phase(self) -> Phase:
        """The phase that runs."""
        assert self.workshop.phase is not None
        return self.workshop.phase

    def table(self, first: int, begins: str) -> list[tuple[str, str]]:
        """Return beginnings and ends from a phase on."""
        return [(clock(start), clock(end)) for _, start, end in timetable(self.workshop, first, local(begins))]

    def started(self, at: str) -> Stage:
        """Return the stage after `!start`."""
        self.happens(WorkshopStarted(local(at)), at=at)
        return self


FITS = [
    ([10, 20, 30], 60, [10, 20, 30]),
    ([10, 20, 30], 90, [10, 20, 30]),
    ([10, 20, 30], 30, [5, 10, 15]),
    ([10, 10, 10], 10, [4, 3, 3]),
    ([1, 1, 28], 15, [1, 1, 13]),
    ([5, 15], 2, [1, 1]),
    ([7], 3, [3]),
]


@pytest.mark.parametrize(("wanted", "available", "got"), FITS)
def test_phases_shrink_in_proportion_to_whole_minutes(wanted: list[int], available: int, got: list[int]) -> None:
    """Half the time: half of each; and nobody gets nothing while there is a minute for everybody."""
    assert fit([each * MINUTE for each in wanted], available * MINUTE) == [each * MINUTE for each in got]


def test_without_a_minute_for_each_all_get_the_same() -> None:
    """Three phases and ninety seconds: thirty seconds each; and none if the time is over."""
    assert fit([MINUTE] * 3, 90 * SECOND) == [30 * SECOND] * 3
    assert fit([MINUTE] * 3, -MINUTE) == [0, 0, 0]


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=12),
    st.integers(-10 * MINUTE, 400 * MINUTE),
)
@settings(max_examples=300, deadline=None)
def test_what_is_fitted_fits(wanted: list[int], available: Moment) -> None:
    """The sum never exceeds what there is, nobody gets more than they wanted, and nobody less than nothing."""
    lengths = [each * MINUTE for each in wanted]
    fitted = fit(lengths, available)
    assert sum(fitted) <= max(0, available)
    assert all(0 <= got <= want for got, want in zip(fitted, lengths, strict=True))
    if sum(lengths) <= available:
        assert fitted == lengths


def test_the_timetable_of_a_plain_flow() -> None:
    """One phase after the other."""
    stage = Stage(plan(5), plan(10), plan(15)).started("10:00")
    assert stage.table(1, "10:00") == [("10:00", "10:05"), ("10:05", "10:15"), ("10:15", "10:30")]


def test_a_fixed_time_stands_and_the_phases_before_it_shrink() -> None:
    """Ten minutes late: 20 and 20 minutes become 15 and 15, the break at 10:40 stands."""
    stage = Stage(plan(20), plan(20), plan(10, Kind.BREAK, "10:40"), plan(10)).started("10:10")
    assert stage.table(1, "10:10") == [
        ("10:10", "10:25"),
        ("10:25", "10:40"),
        ("10:40", "10:50"),
        ("10:50", "11:00"),
    ]


def test_ahead_of_a_fixed_time_the_phase_before_it_has_the_rest() -> None:
    """Nobody sits in front of an empty room: the talk goes on until the break."""
    stage = Stage(plan(20), plan(10, Kind.BREAK, "10:40")).started("10:00")
    assert stage.table(1, "10:00") == [("10:00", "10:40"), ("10:40", "10:50")]


def test_a_fixed_end_stands() -> None:
    """Planned from 10:00 to 10:30, begun at 10:06: 24 minutes are left, a fifth less for each."""
    stage = Stage(plan(10), plan(20), starts="10:00", fixed_end=True)
    stage.sleeps("10:06")
    assert stage.workshop.running
    assert clock(stage.workshop.end) == "10:30"
    assert stage.table(1, "10:06") == [("10:06", "10:14"), ("10:14", "10:30")]


def test_without_a_fixed_end_extending_moves_everything_after() -> None:
    """Three minutes more in the first phase are three minutes later at the end."""
    stage = Stage(plan(10), plan(10)).started("10:00")
    stage.happens(PhaseMoved(1, local("10:13"), 1), at="10:09")
    stage.until("10:12")
    assert stage.workshop.current == 1
    stage.until("10:14")
    assert (stage.workshop.current, clock(stage.phase.ends)) == (2, "10:23")


def test_with_a_fixed_end_extending_takes_from_the_phases_after() -> None:
    """The end stays 10:30: ten minutes become seven."""
    stage = Stage(plan(10), plan(10), plan(10), fixed_end=True).started("10:00")
    stage.happens(PhaseMoved(1, local("10:16"), 1), at="10:09")
    stage.until("10:17")
    assert stage.table(2, "10:16") == [("10:16", "10:23"), ("10:23", "10:30")]
    stage.until("10:31")
    assert not stage.workshop.running
    assert clock(stage.workshop.ended) == "10:30"


def test_deadlines_are_reckoned_from_the_plan() -> None:
    """A bell that rings three seconds late costs the next phase three seconds, and no later one any."""
    stage = Stage(*[plan(1, Kind.BREAK)] * 3).started("10:00")
    for minute in (1, 2):
        stage.now = local(f"10:0{minute}") + 3 * SECOND
        while (fact := due(stage.day, stage.now)) is not None:
            play(stage.day, [fact], stage.now, "")
    assert stage.workshop.current == 3
    assert stage.phase.begins == local("10:02")
    assert stage.phase.ends == local("10:03")


def test_after_an_outage_the_rest_of_the_day_shifts() -> None:
    """Only the phase that was open ends, late; the next one has its full length from now on."""
    stage = Stage(plan(5, Kind.IDEAS), plan(5, Kind.BREAK), plan(5, Kind.BREAK)).started("10:00")
    stage.sleeps("10:12")
    assert stage.workshop.current == 2
    assert (clock(stage.phase.begins), clock(stage.phase.ends)) == ("10:12", "10:17")


def test_a_pause_moves_the_end_by_the_time_lost() -> None:
    """Paused from 10:04 to 10:10: six minutes are left as before, and the next phase begins at 10:16."""
    stage = Stage(plan(10, Kind.BREAK), plan(10, Kind.BREAK)).started("10:00")
    stage.happens(Paused(None, 1), at="10:04")
    stage.until("10:10")
    assert stage.workshop.current == 1
    stage.happens(Resumed(local("10:16")))
    stage.until("10:15")
    assert stage.workshop.current == 1
    stage.until("10:17")
    assert clock(stage.phase.begins) == "10:16"


def test_a_pause_with_an_end_ends_by_itself() -> None:
    """`!pause 5`: the clock stands for five minutes."""
    stage = Stage(plan(10, Kind.BREAK), plan(10, Kind.BREAK)).started("10:00")
    stage.happens(Paused(local("10:09"), 1), at="10:04")
    stage.until("10:10")
    assert stage.workshop.paused is None
    assert clock(stage.phase.ends) == "10:15"


def test_a_pause_does_not_move_a_fixed_time() -> None:
    """Six minutes are lost before the break at 10:20: the two phases before it share what is left."""
    stage = Stage(plan(10, Kind.BREAK), plan(10, Kind.BREAK), plan(5, Kind.BREAK, "10:20")).started("10:00")
    stage.happens(Paused(local("10:10"), 1), at="10:04")
    stage.until("10:30")
    assert clock(stage.workshop.phases[2].begins) == "10:20"


def test_a_phase_by_hand_waits_for_the_moderation() -> None:
    """Its time is over, and it goes on."""
    stage = Stage(plan(5, Kind.BREAK, advance=Advance.HAND), plan(5)).started("10:00")
    stage.until("10:30")
    assert stage.workshop.current == 1
    stage.happens(PhaseEnded(1, 1))
    assert (stage.workshop.current, clock(stage.phase.begins)) == (2, "10:30")


WARNINGS = [
    (Kind.IDEAS, 12, 10),
    (Kind.IDEAS, 4, 2),
    (Kind.IDEAS, 3, None),
    (Kind.MESSAGES, 6, 4),
    (Kind.VOTE, 4, 3),
    (Kind.VOTE, 2, 1),
    (Kind.VOTE, 1, None),
    (Kind.TALK, 20, None),
    (Kind.SORT, 20, None),
    (Kind.WELCOME, 20, None),
    (Kind.CLOSING, 20, None),
    (Kind.BREAK, 20, None),
]


@pytest.mark.parametrize(("kind", "minutes", "after"), WARNINGS)
def test_one_warning_and_none_longer_than_half_of_the_phase(kind: Kind, minutes: int, after: int | None) -> None:
    """Two minutes before the end, in votes one, in phases of people's contributions only."""
    phase = Phase(1, plan(minutes, kind), minutes * MINUTE, begins=0, ends=minutes * MINUTE, vote=1)
    warned = warning_due(phase)
    assert warned == (None if after is None else after * MINUTE)
    phase.warned = True
    assert warning_due(phase) is None


@given(st.sampled_from(sorted(Kind)), st.integers(1, 240 * 60))
@settings(max_examples=200, deadline=None)
def test_no_warning_comes_before_half_of_the_phase_is_over(kind: Kind, seconds: int) -> None:
    """Whatever is left of a phase that shrank."""
    ends = seconds * SECOND
    phase = Phase(1, plan(10, kind), ends, begins=0, ends=ends, vote=1)
    for bell in (warning_due(phase), hint_due(phase)):
        assert bell is None or 0 <= bell <= ends
    warned = warning_due(phase)
    assert warned is None or warned * 2 >= ends


NIGHTS = [
    ("2027-03-28", "01:30", "03:30", 60),  # two o'clock becomes three
    ("2027-10-31", "01:30", "03:30", 180),  # three o'clock becomes two
    ("2027-06-20", "01:30", "03:30", 120),
]


@pytest.mark.parametrize(("day", "begin", "wanted", "minutes"), NIGHTS)
def test_a_fixed_time_in_the_night_of_the_changing_clocks(day: str, begin: str, wanted: str, minutes: int) -> None:
    """Half past three is when the clock on the wall says so."""
    begins = local(begin, day)
    assert instant(begins, wanted, ZONE) - begins == minutes * MINUTE


def test_the_hour_that_the_clock_jumps_over() -> None:
    """Half past two does not exist that night; what is planned then comes when the clock has just jumped."""
    begins = local("01:30", "2027-03-28")
    assert clock(instant(begins, "02:30", ZONE)) in {"01:30", "03:30"}


PHASES = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(sorted(Kind)), st.booleans()), min_size=1, max_size=8)


@given(PHASES, st.integers(-30, 90), st.booleans(), st.integers(0, 120))
@settings(max_examples=150, deadline=None)
def test_phases_never_overlap(
    phases: list[tuple[int, Kind, bool]],
    late: int,
    fixed_end: bool,  # noqa: FBT001 - drawn
    slack: int,
) -> None:
    """Whatever is fixed and however late it begins: one after the other, and fixed times stand."""
    plans: list[PhasePlan] = []
    now = 10 * 60
    for minutes, kind, fixed in phases:
        now += slack // len(phases) if fixed else 0
        plans.append(plan(minutes, kind, f"{now // 60:02}:{now % 60:02}" if fixed and plans else ""))
        now += minutes
    stage = Stage(*plans, fixed_end=fixed_end)
    begins = local("10:00") + late * MINUTE
    stage.happens(WorkshopStarted(local("10:00")), at="10:00")
    rows = timetable(stage.workshop, 1, begins)
    assert [phase.number for phase, _, _ in rows] == list(range(1, len(plans) + 1))
    assert rows[0][1] == begins
    for (_, _, ends), (_, later, _) in pairwise(rows):
        assert ends == later
    for phase, start, ends in rows:
        assert start <= ends
        if phase.fixed is not None and phase.fixed >= begins:
            assert start == phase.fixed


def test_how_fast_a_day_passes_is_no_state() -> None:
    """Whoever folds the journal of a day that hurried does not know its pace, and comes to the same."""
    planned = Flow(title="Test", phases=(plan(5, Kind.VOTE), plan(5)))
    began, ends = local("10:00"), local("10:05")
    facts: list[tuple[Fact, Moment]] = [
        (WorkshopPlanned("A", "Test", "de", None), began),
        (FlowAdopted(planned), began),
        (WorkshopStarted(began), began),
        (PhaseBegan(1, began, ends), began),
        (VoteOpened(1, Text("Wo?"), Method.SINGLE, (Option(1, Text("Park")),), limit=1, phase=1), began),
        (PhaseEnded(1), ends + 20 * SECOND),
    ]
    entries = [Entry(fact, at, "w") for fact, at in facts]
    hurried = Conference(pace=60)
    for entry in entries:
        happen(hurried, entry)
    assert hurried.workshop("w").opens_next == fold(entries).workshop("w").opens_next == ends


@given(PHASES)
@settings(max_examples=60, deadline=None)
def test_left_alone_a_workshop_runs_to_its_end_on_time(phases: list[tuple[int, Kind, bool]]) -> None:
    """Every bell changes something, the phases last as long as planned, and it ends when the sum of them is over.

    Votes without anything to choose and talks that the moderation was told about are no exception; closing a phase
    with ballots waits a few seconds, which the next one gives.
    """
    stage = Stage(*(plan(minutes, kind) for minutes, kind, _ in phases)).started("10:00")
    total = sum(minutes for minutes, _, _ in phases) * MINUTE
    for _ in range(10 * len(phases)):
        bell = next_due(stage.day)
        if bell is None:
            break
        fact = due(stage.day, bell)
        assert fact is not None
        play(stage.day, [fact], bell, "")
    assert not stage.workshop.running
    assert stage.workshop.ended is not None
    assert 0 <= stage.workshop.ended - local("10:00") - total <= 10 * SECOND
