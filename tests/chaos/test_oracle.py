"""The oracle finds nothing in a run that went well, and names what was broken in one that did not."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.evidence import Event, Evidence
from tests.chaos.oracle import judge
from tests.chaos.room import COUNTED, COVERS, Done, Room, body, is_post, opening, read

HERE = Path(__file__).parent
RECORDED = Evidence.load((HERE / "recorded.json").read_text("utf-8"))
"""The evidence of a small run in which all went well: `python -m tests.chaos.full calm` leaves such a file."""
WORKSHOP = "w1"
ORACLE = (
    *("oracle", "violation", "evidence", "room", "ballots"),
    *("ideas", "acknowledgements", "announcements", "votes", "papers", "quiet"),
)
"""The files that judge."""
Mutation = Callable[[Evidence], None]


def test_nothing_is_wrong_with_a_run_that_went_well() -> None:
    """Ideas, ballots, changes, deletions, rubbish, late ones, alone with the bot and in an encrypted room: in order."""
    assert [str(each) for each in judge(deepcopy(RECORDED))] == []
    assert {each.kind for each in RECORDED.log} >= {"idea", "plain", "ballot", "bad", "edit", "delete", "rubbish"}
    assert any(each.room in RECORDED.chats for each in RECORDED.log)
    assert len(RECORDED.rooms) == 2


@pytest.mark.parametrize("name", ORACLE)
def test_the_oracle_shares_nothing_with_the_bot(name: str) -> None:
    """Who checks must not make the same mistakes."""
    for node in ast.walk(ast.parse((HERE / f"{name}.py").read_text("utf-8"))):
        modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            assert module.split(".")[0] in sys.stdlib_module_names or module.startswith("tests.chaos.")


# --- what is broken, and how ------------------------------------------------------------------------------------


def _room(evidence: Evidence) -> Room:
    return read(evidence, WORKSHOP)


def _history(evidence: Evidence) -> list[Event]:
    return evidence.rooms[WORKSHOP]


def _record(evidence: Evidence) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in evidence.summary["workshops"] if each["id"] == WORKSHOP)
    return found


def _an_idea(evidence: Evidence) -> tuple[int, Done]:
    """Return an idea that is written down and was never edited, with its number."""
    room, numbers = _room(evidence), {each["number"] for each in _record(evidence)["ideas"]}
    return next(
        (number, done) for done in _alone(evidence, "idea") for number in room.numbers(done.event) if number in numbers
    )


def _a_ballot(evidence: Evidence) -> Done:
    """Return a ballot that counts and was not changed."""
    return next(done for done in _alone(evidence, "ballot") if "✅" in _room(evidence).signs[done.event])


def _alone(evidence: Evidence, kind: str) -> Iterator[Done]:
    """Yield what was never touched again and has a sign of its own."""
    touched = {each.target for each in evidence.log}
    signs = [_covers(each) for each in _history(evidence) if each["type"] == "m.reaction"]
    for done in _room(evidence).done:
        if done.input.kind == kind and done.input.id not in touched and [done.event] in signs:
            yield done


def _drop_mark(evidence: Evidence, event: str) -> None:
    history = _history(evidence)
    history[:] = [each for each in history if each["sender"] != evidence.bot or event not in _covers(each)]


def _covers(event: Event) -> list[str]:
    return list((event.get("content") or {}).get(COVERS) or [])


def _say(evidence: Evidence, content: dict[str, Any], kind: str = "m.room.message") -> None:
    """Let the bot say something at the very end."""
    history = _history(evidence)
    at = history[-1]["origin_server_ts"] + 1
    event = {"type": kind, "event_id": "$more", "sender": evidence.bot, "origin_server_ts": at, "content": content}
    history.append(event)


def _mark(evidence: Evidence, event: str, sign: str) -> None:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
    _say(evidence, {"m.relates_to": relation, COVERS: [event]}, "m.reaction")


def _unwrite(evidence: Evidence, number: int) -> None:
    record = _record(evidence)
    record["ideas"] = [each for each in record["ideas"] if each["number"] != number]
    evidence.summary["totals"]["ideas"] -= 1


def _write(evidence: Evidence, number: int, words: str) -> None:
    _record(evidence)["ideas"].append({"number": number, "text": words})
    evidence.summary["totals"]["ideas"] += 1


def an_idea_is_lost(evidence: Evidence) -> None:
    """Take away its mark and its row."""
    number, done = _an_idea(evidence)
    _drop_mark(evidence, done.event)
    _unwrite(evidence, number)


def an_idea_is_stored_twice(evidence: Evidence) -> None:
    """Write it down under a second number, of which the room knows nothing."""
    number, _ = _an_idea(evidence)
    words = next(each["text"] for each in _record(evidence)["ideas"] if each["number"] == number)
    _write(evidence, 900, words)


def an_idea_has_two_numbers(evidence: Evidence) -> None:
    """Decide it twice."""
    _, done = _an_idea(evidence)
    numbers = {number for each in _room(evidence).done for number in _room(evidence).numbers(each.event)}
    _mark(evidence, done.event, f"💡{max(numbers) + 1}")
    _write(evidence, max(numbers) + 1, done.input.words)


def an_idea_was_never_said(evidence: Evidence) -> None:
    """Make one up."""
    _write(evidence, 900, "Davon hat niemand gesprochen")


def an_acknowledged_idea_is_not_kept(evidence: Evidence) -> None:
    """Give the mark before the commit, and then let the power be cut."""
    _unwrite(evidence, _an_idea(evidence)[0])


def an_idea_is_never_acknowledged(evidence: Evidence) -> None:
    """Store it, and do not tell its author."""
    _drop_mark(evidence, _an_idea(evidence)[1].event)


def an_idea_is_acknowledged_twice(evidence: Evidence) -> None:
    """Mark it, and name it again in a merged sentence."""
    number, done = _an_idea(evidence)
    words = {"msgtype": "m.notice", "body": f"Notiert: c001 {number}", "m.mentions": {}, COVERS: [done.event]}
    _say(evidence, words)


def an_answer_is_given_twice(evidence: Evidence) -> None:
    """Repeat a refusal under the same message."""
    sent = {done.event for done in _room(evidence).done}
    replies = (each for each in _history(evidence) if each["sender"] == evidence.bot and _is_reply(each))
    event = next(each for each in replies if sent.issuperset(_covers(each)))
    _say(evidence, deepcopy(event["content"]))


def _is_reply(event: Event) -> bool:
    return is_post(event) and "m.in_reply_to" in str(event["content"].get("m.relates_to"))


def a_ballot_too_many_is_counted(evidence: Evidence) -> None:
    """Tell the room of more people than voted."""
    event = next(each for each in _history(evidence) if COUNTED.search(body(each)))
    event["content"]["body"] = body(event).replace("Danke, ", "Danke, 1", 1)


def a_result_is_another_one(evidence: Evidence) -> None:
    """Tell the room other points than were given."""
    event = next(each for each in _history(evidence) if "Platz 1" in body(each))
    event["content"]["body"] = body(event).replace(" Stimme", "0 Stimme").replace(" Punkt", "0 Punkt")


def a_ballot_in_time_is_not_accepted(evidence: Evidence) -> None:
    """Say no yes to what was there before the time was over."""
    _drop_mark(evidence, _a_ballot(evidence).event)


def a_ballot_after_the_close_is_accepted(evidence: Evidence) -> None:
    """Publish the result, and still tell somebody yes."""
    room = _room(evidence)
    late = next(each for each in room.done if each.input.kind == "ballot" and room.said_late(each.event))
    _mark(evidence, late.event, "✅")


def a_phase_is_announced_twice(evidence: Evidence) -> None:
    """Say it again, as a restart might."""
    event = next(each for each in _history(evidence) if _opens(evidence, each, "ideas"))
    _say(evidence, deepcopy(event["content"]))


def a_phase_is_skipped(evidence: Evidence) -> None:
    """Tell nobody of the second ideas."""
    event = [each for each in _history(evidence) if _opens(evidence, each, "ideas")][-1]
    lines = body(event).splitlines()
    event["content"]["body"] = "\n".join(line for line in lines if ", bis " not in line)
    event["content"] |= {"msgtype": "m.notice", "m.mentions": {}}


def _opens(evidence: Evidence, event: Event, kind: str) -> bool:
    return is_post(event) and any(opening(each, body(event)) for each in evidence.plan if each.kind == kind)


def a_phase_is_announced_late(evidence: Evidence) -> None:
    """Let nothing be wrong, and still be slow: the clock ran on for half a minute."""
    _later(evidence, "closing", 30_000)


def a_phase_is_announced_a_second_late(evidence: Evidence) -> None:
    """Be as slow as an idle server gives no reason to."""
    _later(evidence, "vote", 1_000)


def a_phase_waits_for_a_bot_that_lives_again(evidence: Evidence) -> None:
    """Be dead when it falls due, and take ten seconds after that."""
    due = _room(evidence).opened[4].due or 0
    evidence.away.append((due - 2_000, due + 1_000))
    _later(evidence, "closing", 12_000)


def a_busy_machine_is_no_excuse_for_everything(evidence: Evidence) -> None:
    """Let others wait for a minute; that excuses five seconds."""
    due = _room(evidence).opened[4].due or 0
    evidence.pulses.append((due, 60_000))
    _later(evidence, "closing", 9_000)


def somebody_waits_too_long(evidence: Evidence) -> None:
    """Promise less than was kept."""
    evidence.promise.acknowledged = 100
    evidence.pulses.clear()


def acknowledgements_take_the_whole_burst(evidence: Evidence) -> None:
    """Let the server be one with limits; the bot spoke as if it had none."""
    evidence.promise.reserve = 3


def _later(evidence: Evidence, kind: str, ms: int) -> None:
    event = [each for each in _history(evidence) if _opens(evidence, each, kind)][-1]
    event["origin_server_ts"] += ms


def a_phase_is_announced_early(evidence: Evidence) -> None:
    """Do not wait for its time."""
    event = next(each for each in _history(evidence) if _opens(evidence, each, "vote"))
    event["origin_server_ts"] -= 500


def the_token_is_logged(evidence: Evidence) -> None:
    """Write down a request with its head."""
    evidence.papers["log"] += f"Authorization: Bearer {evidence.secrets[0]}"


def a_moderator_is_logged(evidence: Evidence) -> None:
    """Write down who leads, who says nothing in the whole run."""
    evidence.papers["log"] += f"Befehl von {evidence.people[0]}"


def an_account_is_exported(evidence: Evidence) -> None:
    """Write down who said it."""
    evidence.papers["ideas.csv"] += f"1;Bäume;{_an_idea(evidence)[1].input.person}"


def the_files_are_handed_over_twice(evidence: Evidence) -> None:
    """Send the organisers a file again."""
    file = next(each for each in evidence.staff if each["content"].get("msgtype") == "m.file")
    evidence.staff.append(deepcopy(file))


def words_are_written_down_wrongly(evidence: Evidence) -> None:
    """Put in words that their author never said."""
    _record(evidence)["ideas"][0]["text"] += " oder so"


def a_result_is_written_down_wrongly(evidence: Evidence) -> None:
    """Write down other points than the room was told."""
    _record(evidence)["votes"][0]["rows"][0]["value"] += 1


def a_sum_is_written_down_wrongly(evidence: Evidence) -> None:
    """Say another number in the first section than the list has."""
    evidence.summary["totals"]["ideas"] += 1


def somebody_too_many_took_part(evidence: Evidence) -> None:
    """Count the bot as well."""
    figures = _record(evidence)["attendance"]
    figures["unique"] = figures["members"] + 1


def somebody_was_overlooked_in_the_room(evidence: Evidence) -> None:
    """Count one of those who came not at all."""
    _record(evidence)["attendance"]["members"] -= 1


def a_phase_is_not_written_down(evidence: Evidence) -> None:
    """Leave one out."""
    del _record(evidence)["phases"][-1]


def the_same_journal_makes_other_bytes(evidence: Evidence) -> None:
    """Write it again, and let it be another one."""
    evidence.published_again = False


def an_answer_pings(evidence: Evidence) -> None:
    """Let a phone ring."""
    event = next(each for each in _history(evidence) if each["sender"] == evidence.bot and _is_reply(each))
    event["content"]["m.mentions"] = {"user_ids": ["@c001:werkstatt.example"]}


def an_answer_calls_everybody(evidence: Evidence) -> None:
    """Let all phones ring, on older programs."""
    event = next(each for each in _history(evidence) if each["sender"] == evidence.bot and _is_reply(each))
    event["content"]["body"] += " @room"


def an_answer_has_a_pill(evidence: Evidence) -> None:
    """Name somebody as chat programs do."""
    event = next(each for each in _history(evidence) if each["sender"] == evidence.bot and _is_reply(each))
    event["content"]["formatted_body"] = '<a href="https://matrix.to/#/@c001:werkstatt.example">c001</a>'


def an_answer_is_loud(evidence: Evidence) -> None:
    """Send an answer that is no notice."""
    event = next(each for each in _history(evidence) if each["sender"] == evidence.bot and _is_reply(each))
    event["content"]["msgtype"] = "m.text"


def something_still_waits(evidence: Evidence) -> None:
    """Leave something in the outbox."""
    evidence.journal["waiting"] = 1


def a_row_has_lost_its_like(evidence: Evidence) -> None:
    """Let SQLite find a reference to nothing."""
    evidence.journal["foreign"] = [["facts", "7", "sources", "0"]]


def the_file_is_damaged(evidence: Evidence) -> None:
    """Let SQLite find a page that nobody points at."""
    evidence.journal["integrity"] = ["*** in database main *** Page 7 is never used"]


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "I1": (an_idea_is_lost, an_idea_is_stored_twice, an_idea_has_two_numbers, an_idea_was_never_said),
    "I2": (an_acknowledged_idea_is_not_kept,),
    "I3": (an_idea_is_never_acknowledged, an_idea_is_acknowledged_twice, an_answer_is_given_twice),
    "I4": (
        a_ballot_too_many_is_counted,
        a_result_is_another_one,
        a_ballot_in_time_is_not_accepted,
        a_ballot_after_the_close_is_accepted,
    ),
    "I5": (a_phase_is_announced_twice, a_phase_is_skipped, the_files_are_handed_over_twice),
    "I6": (
        a_phase_is_announced_late,
        a_phase_is_announced_a_second_late,
        a_phase_waits_for_a_bot_that_lives_again,
        a_busy_machine_is_no_excuse_for_everything,
        a_phase_is_announced_early,
        somebody_waits_too_long,
        acknowledgements_take_the_whole_burst,
    ),
    "I7": (
        words_are_written_down_wrongly,
        a_result_is_written_down_wrongly,
        a_sum_is_written_down_wrongly,
        a_phase_is_not_written_down,
        somebody_too_many_took_part,
        somebody_was_overlooked_in_the_room,
        the_same_journal_makes_other_bytes,
    ),
    "I8": (the_token_is_logged, a_moderator_is_logged, an_account_is_exported),
    "I9": (an_answer_pings, an_answer_calls_everybody, an_answer_has_a_pill, an_answer_is_loud),
    "I10": (something_still_waits, a_row_has_lost_its_like, the_file_is_damaged),
}


@pytest.mark.parametrize(
    ("name", "mutation"),
    [(name, mutation) for name, mutations in MUTATIONS.items() for mutation in mutations],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_a_broken_promise_is_named(name: str, mutation: Mutation) -> None:
    """This one, and no other: an oracle that cannot fail is none."""
    evidence = deepcopy(RECORDED)
    mutation(evidence)
    found = judge(evidence)
    assert {each.name for each in found} == {name}, "\n".join(map(str, found))
