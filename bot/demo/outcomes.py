"""What became of everything that the people of the demonstration sent: the crowd's log, the journal, and the rooms."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rich.table import Table

from bot.demo.log import Log
from storage.journal import Journal
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.facts.votes import BallotCast, BallotLate


@dataclass(slots=True)
class Outcomes:
    """What became of everything that people sent."""

    sent: int = 0
    by_outcome: Counter[str] = field(default_factory=Counter)
    ideas: tuple[int, int] = (0, 0)
    """(given according to the journal, acknowledged in the rooms)."""
    ballots: tuple[int, int] = (0, 0)
    problems: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)

    @property
    def agree(self) -> bool:
        """Every input has exactly one outcome, and the sums agree."""
        return not self.problems and self.sent > 0

    def table(self) -> Table:
        """Return the sums as a table."""
        table = Table("", "Anzahl", title="Was aus allem Gesendeten wurde")
        table.add_row("Eingaben", str(self.sent))
        names = {"fact": "festgehalten", "refused": "freundlich abgelehnt", "late": "zu spät", "chat": "Gespräch"}
        for name, words in names.items():
            table.add_row(f"  {words}", str(self.by_outcome[name]))
        table.add_row("Ideen im Journal / bestätigt", f"{self.ideas[0]} / {self.ideas[1]}")
        table.add_row("Stimmen im Journal / gesendet und gezählt", f"{self.ballots[0]} / {self.ballots[1]}")
        return table


async def read_outcomes(folder: Path, log: Log, acknowledged: int) -> Outcomes:
    """Compare what the crowd sent, what the journal kept, and how many ideas were acknowledged in the rooms."""
    async with await Journal.open(folder, now=0, readonly=True) as journal:
        seen = {str(each.source): each.outcome for each in await journal.inputs.seen()}
        entries = await journal.entries()
    outcomes = Outcomes(sent=len(log.sent))
    for source, talk in log.sent.items():
        outcome = seen.get(source, "chat")
        outcomes.by_outcome[outcome] += 1
        if outcome == "chat" and not talk:
            outcomes.problems.append(f"Ohne Ergebnis: {log.words.get(source, source)}")
        if outcome == "waiting":
            outcomes.problems.append(f"Wartet noch: {source}")
    facts = [entry.fact for entry in entries]
    given = [fact for fact in facts if isinstance(fact, IdeaGiven) and fact.source]
    cast = [fact for fact in facts if isinstance(fact, BallotCast | BallotLate)]
    cast = [fact for fact in cast if not fact.source or str(fact.source) in log.ballots]
    outcomes.ideas = (len(given), acknowledged)
    outcomes.ballots = (len(cast), sum(seen.get(source) in {"fact", "late"} for source in log.ballots))
    for what, (kept, known) in (("Ideen", outcomes.ideas), ("Stimmen", outcomes.ballots)):
        if kept != known:
            outcomes.problems.append(f"{what}: {kept} im Journal, {known} in den Räumen")
    doubled = [source for source, number in Counter(str(fact.source) for fact in given).items() if number > 1]
    outcomes.problems += [f"Zweimal aufgenommen: {source}" for source in doubled]
    outcomes.results = _results(folder / "digest" / "summary.json")
    return outcomes


def _results(path: Path) -> list[str]:
    """Return the winners as the documentation has them."""
    if not path.exists():
        return []
    summary = json.loads(path.read_text("utf-8"))
    rows = []
    for workshop in summary.get("workshops", []):
        for vote in workshop.get("votes", []):
            named = [f"Platz {row['rank']}: {row['title']}" for row in vote.get("rows", []) if row.get("shortlisted")]
            if named:
                rows.append(f"{workshop['title']}, {vote['title']}: " + "; ".join(named[:4]))
    return rows
