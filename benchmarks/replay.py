"""Real people's statements and votes through commands, core and journal, counted again by somebody else.

`python -m benchmarks.replay DIR`: DIR holds `comments.csv` and `votes.csv` as Polis exports them. All statements come
in the order of their time in one ideas phase, then all votes in the order of their time in one opinion vote: a vote
refers to a statement that is there. Every statement counts, whatever its moderation said; nobody has a limit; the last
vote of a person on an idea counts. A statement with the very same words as an earlier one (case, punctuation and
blanks apart) is support for that idea, and votes on it are votes on that idea.

The reference is recomputed from the files by that rule, with code of its own. Exit code 0 only if the state, and the
state folded again from the closed and reopened journal, both agree with it; 2 if DIR cannot be read.
"""

from __future__ import annotations

import asyncio
import csv
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure
from bot.vocabulary import vocabulary
from commands.hear import hear
from commands.heard import Heard, Outcome, Spot, Words
from storage.journal import Commit, Journal, Seen
from workshop_flows.conference import Conference
from workshop_flows.facts.agenda import PhaseEnded, WorkshopStarted
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.happen import fold, play
from workshop_flows.values import Moment, Role, Source

BEGINS: Moment = 1_650_000_000_000
BATCH = 500
DATA = Path(__file__).parents[2] / "shared" / "data" / "klimarat-konsum"
WHAT = "real statements and votes through commands, core and journal"
ROOM = "w"
UNREADABLE = (OSError, KeyError, ValueError, TypeError, csv.Error)
SIGNS = {"1": "+", "-1": "-", "0": "?"}
PLAN = Flow(
    title="Meinungen",
    phases=(
        PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=600),
        PhasePlan(kind=Kind.VOTE, title="Meinungen", minutes=600, method=Way.OPINION),
    ),
)


@dataclass
class Counts:
    """Ideas, repetitions, and agree, disagree and pass of each idea."""

    ideas: int = 0
    repeated: int = 0
    opinions: dict[int, tuple[int, int, int]] = field(default_factory=dict)


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file in the order of their time. Raises UNREADABLE."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    if any(None in row.values() for row in found):
        raise ValueError(f"{path.name} has a row that is too short")
    return sorted(found, key=lambda row: int(row["timestamp"]))


# --- the reference: nothing of the project ------------------------------------------------------------------------


def same(text: str) -> str:
    """Return the words by which two statements are the same."""
    return re.sub(r"[^\w+-]+", " ", unicodedata.normalize("NFKC", text.strip()[:500]).casefold()).strip()


def reference(comments: list[dict[str, str]], votes: list[dict[str, str]]) -> Counts:
    """Count straight from the files."""
    counts, number_of, by_words = Counts(), dict[str, int](), dict[str, int]()
    for row in comments:
        words = same(row["comment-body"])
        if words in by_words:
            counts.repeated += 1
        else:
            counts.ideas += 1
            by_words[words] = counts.ideas
        number_of[row["comment-id"]] = by_words[words]
    if odd := {row["vote"] for row in votes} - SIGNS.keys():
        raise ValueError(f"votes are 1, -1 or 0, and not {', '.join(sorted(map(str, odd)))}")
    last = {(row["voter-id"], number_of[row["comment-id"]]): row["vote"] for row in votes}
    tally = Counter((idea, vote) for (_, idea), vote in last.items())
    for idea in range(1, counts.ideas + 1):
        counts.opinions[idea] = (tally[idea, "1"], tally[idea, "-1"], tally[idea, "0"])
    return counts


# --- the project ---------------------------------------------------------------------------------------------------


class Replay:
    """The same through commands, core and journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.day, self.commit = journal, Conference(), Commit()
        self.words = vocabulary()
        self.people: dict[str, int] = {}
        self.inputs = self.now = 0

    async def happen(self, *facts: Fact | In) -> None:
        """Let facts from inside the house happen."""
        entries, _ = play(self.day, facts, BEGINS + self.now, ROOM)
        await self._keep(entries)

    async def say(self, who: str, text: str) -> str:
        """Let a person write, and return what became of it."""
        self.inputs += 1
        self.now += 1
        person = self.people.setdefault(who, len(self.people) + 1)
        source = Source(f"replay:{ROOM}/{self.inputs}")
        at = BEGINS + self.now
        turn = hear(self.day, Heard(person, Role.CITIZEN, Spot.ROOM, ROOM, source, at, Words(text)), self.words)
        self.commit.seen.append(Seen(source, turn.outcome, turn.line))
        await self._keep(turn.entries)
        return turn.outcome

    async def _keep(self, entries: list[Entry]) -> None:
        self.commit.turn = max(self.commit.turn, self.journal.last_turn) + 1
        self.commit.entries += [(self.commit.turn, entry) for entry in entries]
        if len(self.commit.seen) >= BATCH:
            await self.flush()

    async def flush(self) -> None:
        """Write what waits, in one commit."""
        commit, self.commit = self.commit, Commit()
        await self.journal.commit(commit, BEGINS + self.now)


def counted(day: Conference) -> Counts:
    """Return what the project counted."""
    workshop = day.workshop(ROOM)
    result = workshop.votes[1].result
    assert result is not None  # noqa: S101 - the vote was closed
    opinions = {row.option: (row.agree, row.disagree, row.passed) for row in result.rows}
    repeated = sum(len(idea.supporters) for idea in workshop.ideas)
    return Counts(len(workshop.ideas), repeated, opinions)


async def replay(
    folder: Path, comments: list[dict[str, str]], votes: list[dict[str, str]]
) -> tuple[Counts, float, int]:
    """Replay everything into a journal in `folder`; return the counts, the seconds and the number of inputs."""
    async with await Journal.open(folder, now=BEGINS) as journal:
        stage = Replay(journal)
        day = ConferencePlanned("replay", "Replay", "de", "Europe/Berlin")
        await stage.happen(day, In(ROOM, WorkshopPlanned("A", "Replay", "de")), In(ROOM, FlowAdopted(PLAN)))
        await stage.happen(In(ROOM, WorkshopStarted(BEGINS)))
        begun = time.perf_counter()
        outcomes: Counter[str] = Counter()
        number_of: dict[str, int] = {}
        for row in comments:
            outcomes[await stage.say(f"p{row['author-id']}", f"!idee {row['comment-body']}")] += 1
            number_of[row["comment-id"]] = _number(stage)
        await stage.happen(In(ROOM, PhaseEnded(1)))
        for row in votes:
            ballot = f"{SIGNS[row['vote']]}{number_of[row['comment-id']]}"
            outcomes[await stage.say(f"p{row['voter-id']}", ballot)] += 1
        await stage.happen(In(ROOM, PhaseEnded(2)))
        await stage.flush()
        seconds = time.perf_counter() - begun
        refused = sum(number for outcome, number in outcomes.items() if outcome != Outcome.FACT)
        if refused:
            print(f"Not taken: {dict(outcomes)}")
        return counted(stage.day), seconds, stage.inputs


def _number(stage: Replay) -> int:
    """Return the number under which the last statement counts: its own, or the one it repeats."""
    workshop = stage.day.workshop(ROOM)
    source = Source(f"replay:{ROOM}/{stage.inputs}")
    if source in workshop.ideas.by_source:
        return workshop.ideas.by_source[source]
    return workshop.support_sources[source][0]


async def folded(folder: Path) -> Counts:
    """Return the counts of the journal, opened again."""
    async with await Journal.open(folder, now=BEGINS, readonly=True) as journal:
        return counted(await journal.over_entries(fold))


def measure() -> list[Figure]:
    """Replay the citizens' data that lies beside the project, if it is there."""
    if not DATA.exists():
        why = "the citizens' data is not beside the project; see `python -m benchmarks.replay DIR`"
        return [Figure(WHAT, "not measured", "", None, why)]
    comments, votes = (rows(DATA / name) for name in ("comments.csv", "votes.csv"))
    with tempfile.TemporaryDirectory() as folder:
        got, seconds, inputs = asyncio.run(replay(Path(folder), comments, votes))
    how = f"{inputs:,} inputs in {seconds:.1f} s, {BATCH} a commit, without the conductor"
    agree = got == reference(comments, votes)
    return [Figure(WHAT, f"{inputs / seconds:,.0f} a second", "every sum right", agree, how)]


def main(arguments: list[str]) -> int:
    """Replay, compare, and say so."""
    if len(arguments) != 1:
        print("usage: python -m benchmarks.replay DIR")
        return 2
    try:
        comments, votes = (rows(Path(arguments[0]) / name) for name in ("comments.csv", "votes.csv"))
        wanted = reference(comments, votes)
    except UNREADABLE as error:
        print(f"{arguments[0]} cannot be read: {type(error).__name__} {error}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        got, seconds, inputs = asyncio.run(replay(Path(folder), comments, votes))
        again = asyncio.run(folded(Path(folder)))
    agree = got == wanted and again == wanted
    print(f"{wanted.ideas} ideas and {wanted.repeated} repeated, {len(votes)} votes: ", end="")
    print("all agree, also from the reopened journal." if agree else "THEY DO NOT AGREE.")
    for name, counts in (("reference", wanted), ("counted", got), ("folded again", again)) if not agree else ():
        wrong = [idea for idea, opinion in wanted.opinions.items() if counts.opinions.get(idea) != opinion]
        print(f"  {name}: {counts.ideas} ideas, {counts.repeated} repeated, {len(wrong)} ideas differ {wrong[:10]}")
    print(f"{inputs} inputs in {seconds:.1f} s: {inputs / seconds:.0f} a second, journal on disk, {BATCH} a commit")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
