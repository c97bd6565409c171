"""What may be shown of a day, figure by figure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.digest_days import Day, folded, model, phase, transcript, vote
from tests.scripts import instant
from workshop_flows.facts.conference import BotGone
from workshop_flows.facts.entry import In
from workshop_flows.facts.people import HeadCounted
from workshop_flows.flow import Kind, On, Way
from workshop_flows.happen import play
from workshop_flows.plain import plain, rowless
from workshop_flows.records import RowRecord, Stayed, Summary, WorkshopRecord
from workshop_flows.summary import handover, summarise
from workshop_flows.values import Method, Text


@pytest.fixture(scope="module")
def summary() -> Summary:
    """Return the model workshop's."""
    rehearsal = model()
    return summarise(rehearsal.day, rehearsal.now)


def workshop(day: Day) -> WorkshopRecord:
    """Return the first workshop of a day as it is written down."""
    return summarise(day.state, day.now).workshops[0]


def row(record: WorkshopRecord, number: int) -> RowRecord:
    """Return an option of the first vote."""
    return next(row for row in record.votes[0].rows if row.number == number)


def test_the_model_workshop_in_figures(summary: Summary) -> None:
    """As the transcript says: 10 ideas, one answered question, 2 messages, 13 of 15, 14 of 15 stayed."""
    (mobility,) = summary.workshops
    assert summary.waiting == ("Plenum",)
    assert (mobility.contributed, len(mobility.questions), len(mobility.messages)) == (10, 1, 2)
    assert mobility.questions[0].office == "Verkehrsplanung"
    assert mobility.prompts == ("Was hilft Ihnen, ohne Auto gut durch die Stadt zu kommen?",)
    assert mobility.attendance is not None
    assert mobility.attendance.stay == summary.totals.stay == Stayed(15, 14, 1)
    assert (mobility.attendance.unique, mobility.attendance.waved_at_end) == (16, 10)
    assert summary.as_of == mobility.ends == instant("12:35")
    assert summary.draft


def test_the_votes_of_the_model_workshop(summary: Summary) -> None:
    """All rows with shared ranks; the run-off decided; who gave it visibly, late or not."""
    dots, runoff = summary.workshops[0].votes
    assert [(each.rank, each.reference, each.value) for each in dots.rows] == [
        (1, "B2", 10),
        (2, "B1", 9),
        (3, "B4", 6),
        (3, "B9", 6),
        (5, "B8", 2),
        (6, "B3", 1),
        (6, "B5", 1),
        (6, "B7", 1),
    ]
    assert [each.reference for each in summary.workshops[0].winners] == ["B2", "B1", "B4"]
    assert (dots.turnout.ballots, dots.turnout.present, dots.turnout.visible) == (13, 15, 11)
    assert (dots.coverage, dots.decided_by, dots.leading, dots.on) == ((11, 13), 2, True, On.IDEAS)
    assert (runoff.runoff_of, runoff.turnout.ballots, runoff.turnout.late) == (1, 6, 1)
    assert [(each.reference, each.shortlisted) for each in runoff.rows] == [("B4", True), ("B9", False)]


def test_a_bundle_keeps_its_originals(summary: Summary) -> None:
    """The head bears the moderation's title; the words of both authors stay."""
    head = summary.workshops[0].ideas[0]
    assert (head.words, head.titled, head.original.text) == (
        "Mehr Bänke am See und in der Stadt",
        True,
        "mehr Sitzbänke am Kemnader See",
    )
    assert [each.reference for each in head.bundled] == ["B6"]
    assert [idea.original.reference for idea in summary.workshops[0].ideas if idea.parked] == ["B10"]
    assert [idea.original.reference for idea in summary.workshops[0].ideas if idea.original.entered] == ["B4"]


def test_the_phases_as_they_were(summary: Summary) -> None:
    """The run-off is one of them, and took its two minutes from the messages."""
    phases = summary.workshops[0].phases
    assert [each.runoff for each in phases].index(True) == 5
    assert (phases[1].begins, phases[1].ends) == (instant("11:50"), instant("12:02"))


def test_the_line_to_the_organisers() -> None:
    """15 came, 14 stayed, 10 ideas, 13 of 15."""
    said = handover(model().day, "w")
    assert (said.name, dict(said.values)) == (
        "digest-draft",
        {"title": "Mobilität", "came": 15, "stayed": 14, "ideas": 10, "ballots": 13, "present": 15},
    )


def test_the_line_to_the_organisers_without_a_vote() -> None:
    """Nothing is said of ballots that nobody could give."""
    day = Day()
    day.say(1, "Ein Brunnen vor dem Rathaus")
    said = handover(day.over().state, "w1")
    assert (said.name, said.values["ideas"]) == ("digest-draft-no-vote", 1)


def test_what_is_hidden_or_withdrawn_is_only_a_count() -> None:
    """Neither among the ideas nor in a result, where the ballots stay."""
    day = Day(*vote())
    day.say(1, "Etwas Schlimmes steht hier")
    day.say(2, "Ein Brunnen vor dem Rathaus")
    day.say(3, "Bäume in der Brückstraße")
    day.after(11)
    day.say(1, "1 1 2")
    day.say(2, "2 3 3")
    day.over()
    day.lead("!ausblenden 1")
    day.say(3, "!zurückziehen 3")
    record = workshop(day)
    assert [idea.original.number for idea in record.ideas] == [2]
    assert (record.ideas_left.hidden, record.ideas_left.withdrawn) == (1, 1)
    assert (row(record, 1).title, row(record, 1).withheld, row(record, 1).value) == ("", "hidden", 2)
    assert (row(record, 3).title, row(record, 3).withheld) == ("", "withdrawn")
    assert [each.number for each in record.winners] == [2]


def test_a_clean_title_given_after_the_vote_stands_in_the_result() -> None:
    """The moderation tidies up before the release; what was voted on stays the same idea."""
    day = Day(*vote())
    day.say(1, "Bäume in der Brückstrase")
    day.after(11)
    day.say(1, "1")
    day.over()
    day.lead("!titel 1 Bäume in der Brückstraße")
    assert row(workshop(day), 1).title == "Bäume in der Brückstraße"


def test_an_erased_idea_is_not_quoted_from_the_vote() -> None:
    """The wording at the opening goes with the idea; its ballots stay."""
    day = Day(*vote())
    day.say(1, "Ein Brunnen bei Familie Muster")
    day.after(11)
    day.say(1, "1")
    day.over()
    day.state.workshop("w1").ideas.by_number[1].text = Text("")
    assert (row(workshop(day), 1).title, row(workshop(day), 1).withheld) == ("", "erased")
    assert workshop(day).winners == ()


def test_small_numbers_of_people_are_not_named() -> None:
    """Four came: fewer than five. Six are six. Nobody is nobody."""
    small, large = Day(), Day()
    for person in range(1, 5):
        small.say(person, f"Idee Nummer {person} für die Stadt")
    for person in range(1, 7):
        large.say(person, f"Idee Nummer {person} für die Stadt")
    few, many = workshop(small.over()).attendance, workshop(large.over()).attendance
    assert few is not None
    assert many is not None
    assert (few.unique, few.stay, few.guests) == (None, Stayed(None, 0, None), 0)
    assert (many.unique, many.stay) == (6, Stayed(6, 0, 6))


def test_votes_that_the_room_heard_are_named_however_small() -> None:
    """Two of three took part: the bot said so in the room."""
    day = Day(*vote())
    for person in range(1, 4):
        day.say(person, f"Idee Nummer {person} für die Stadt")
    day.after(11)
    day.say(1, "1 2")
    day.say(2, "2")
    turnout = workshop(day.over()).votes[0].turnout
    assert (turnout.ballots, turnout.present) == (2, 3)


def test_whoever_moves_to_another_workshop_counts_once_and_has_not_dropped_out() -> None:
    """Person 1 is in both rooms at the start and only in the second at its end."""
    phases = (phase(Kind.IDEAS, 30, prompt="Was fehlt?"),)
    day = Day(*phases, workshops=2, small_count=1)
    day.say(1, "Ein Brunnen vor dem Rathaus", "w1")
    day.say(2, "Ein Brunnen auf dem Markt", "w1")
    day.say(1, "Bäume in der Innenstadt", "w2")
    day.after(29)
    day.say(1, "Mehr Bäume am Fluss", "w2")
    totals = summarise(day.over().state, day.now).totals
    assert (totals.unique, totals.stay) == (2, Stayed(2, 1, 1))


def test_a_trial_leaves_nothing() -> None:
    """A workshop of which there was only a trial has not begun."""
    day = Day(start="!start probe")
    day.say(1, "Ein Brunnen vor dem Rathaus")
    for _ in range(2):
        assert summarise(day.state, day.now).workshops == ()
        assert summarise(day.state, day.now).waiting == ("Thema 1",)
        day.over()


def test_whoever_wanted_to_speak_in_the_trial_has_spoken() -> None:
    """The real workshop begins without a list of those who would like to speak."""
    day = Day(start="!start probe")
    day.say(1, "!wort")
    assert len(day.state.workshop("w1").hands) == 1
    day.lead("!start")
    assert not day.state.workshop("w1").trial
    assert len(day.state.workshop("w1").hands) == 0


def test_one_workshop_of_several() -> None:
    """Asked for one, nothing of the other is in it, not in the totals either."""
    day = Day(workshops=2)
    day.say(1, "Ein Brunnen vor dem Rathaus", "w1")
    day.say(2, "Bäume in der Innenstadt", "w2")
    one = summarise(day.over().state, day.now, "w2")
    assert ([each.id for each in one.workshops], one.totals.ideas) == (["w2"], 1)


def test_when_nobody_watched() -> None:
    """Only the part of an outage that lies in the workshop is named."""
    day = Day()
    entries = [BotGone(instant("09:50"), instant("10:04"))]
    play(day.state, entries, day.now, "")
    attendance = workshop(day.over()).attendance
    assert attendance is not None
    assert attendance.unobserved == ((day.state.workshop("w1").begun, instant("10:04")),)


def test_head_counts_are_kept_with_their_time() -> None:
    """14 heads are 14; 3 heads are few."""
    day = Day()
    for heads in (14, 3):
        play(day.state, [In("w1", HeadCounted(heads, 99))], day.now, "")
    attendance = workshop(day.over()).attendance
    assert attendance is not None
    assert [count for _, count in attendance.head_counts] == [14, None]


def test_who_stayed_is_said_when_it_is_over() -> None:
    """While a workshop runs nobody has stayed to its end."""
    day = Day()
    day.say(1, "Ein Brunnen vor dem Rathaus")
    running = summarise(day.state, day.now)
    assert (running.workshops[0].attendance, running.totals.stay) == (None, None)
    assert summarise(day.over().state, day.now).totals.stay is not None


def test_every_method() -> None:
    """Resistance with its status quo, opinions with their three figures, the scale with its average."""
    consensus = transcript("consensus")
    opinions, resistance = summarise(consensus.day, consensus.now).workshops[0].votes
    assert (opinions.method, opinions.rows[0].agree, opinions.rows[0].passed) == (Method.OPINION, 3, 1)
    assert [each.status_quo for each in resistance.rows] == [False, False, False, True]
    plenary = transcript("plenary-survey")
    survey, scale = summarise(plenary.day, plenary.now).workshops[0].votes
    assert (survey.on, survey.leading) == (On.OPTIONS, False)
    assert (scale.points, scale.average) == (((1, 0), (2, 1), (3, 0), (4, 2), (5, 1)), Fraction(15, 4))


def test_nobody_voted() -> None:
    """An empty vote is a vote with no ballots, and names no winner."""
    day = Day(*vote(Way.APPROVAL))
    day.say(1, "Ein Brunnen vor dem Rathaus")
    record = workshop(day.over())
    assert (record.votes[0].turnout.ballots, record.winners) == (0, ())


def test_the_journal_alone_says_the_same(summary: Summary) -> None:
    """Folded anew, without any name: equal in every field."""
    rehearsal = model()
    assert summarise(folded(rehearsal), rehearsal.now) == summary


def test_the_moment_matters_only_while_something_runs(summary: Summary) -> None:
    """Asked an hour later, the day is the same."""
    rehearsal = model()
    assert summarise(rehearsal.day, rehearsal.now + 3_600_000) == summary
    running = Day()
    later = summarise(running.state, running.now + 60_000)
    assert later.as_of == running.now + 60_000
    assert replace(later, as_of=running.now).workshops == later.workshops


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  zwei   Worte ", "zwei Worte"),
        ("eins\r\nzwei\n\n", "eins\nzwei"),
        ("rechts\u202egewendet\u202c", "rechtsgewendet"),
        ("Zeichen\x00\x07 weg\u200b", "Zeichen weg"),
        ("مرحبا", "مرحبا"),
        ("👩\u200d🔧 Werkstatt", "👩\u200d🔧 Werkstatt"),
        ("\ud800", ""),
        ("\ue0000\ue001 Platzhalter", "0 Platzhalter"),
    ],
)
def test_words_without_what_cannot_be_seen(written: str, read: str) -> None:
    """Control characters and turned writing go; other scripts and composed signs stay."""
    assert plain(written) == read
    assert rowless(written) == read.replace("\n", " ")
