"""The accounts and rooms of the demonstration, and what became of everything that its people sent."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rich.table import Table

from bot.demo.cast import UMLAUTS, Citizen
from bot.demo.client import Client
from bot.demo.homeserver import Homeserver, MatrixAccount
from bot.demo.lines import MODERATORS, TOPICS
from storage.journal import Journal
from workshop_flows.facts import BallotCast, BallotLate, IdeaGiven

if TYPE_CHECKING:
    from bot.demo.crowd import Crowd

STAFF = {"regie": "Regie", "rathaus": "Rathaus", "orga": "Organisation"}


@dataclass(slots=True)
class Accounts:
    """Everybody's chat program, and the rooms."""

    bot: MatrixAccount
    people: dict[str, Client] = field(default_factory=dict)
    leads: dict[str, Client] = field(default_factory=dict)
    """Workshop -> its moderation."""
    rooms: dict[str, str] = field(default_factory=dict)
    casts: dict[str, list[Citizen]] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def made(cls, stack: contextlib.AsyncExitStack, server: Homeserver, people: Sequence[Citizen]) -> Self:
        """Make accounts and rooms, and let everybody join."""
        made = cls(await server.account("werkstatt"))
        levels: dict[str, object] = {"users": {made.bot.user_id: 50}, "users_default": 0}
        for place, (id_, title) in enumerate(TOPICS.items()):
            lead = await made._client(stack, server, MODERATORS[place])
            made.leads[id_] = lead
            made.rooms[id_] = await lead.create(id_, title, power_level_content_override=levels)
            made.casts[id_] = list(people[place :: len(TOPICS)])
        organiser = await made._client(stack, server, "Orga")
        for id_, title in STAFF.items():
            made.rooms[id_] = await organiser.create(id_, title, power_level_content_override=levels)
        for id_, cast in made.casts.items():
            for citizen in cast:
                client = await made._client(stack, server, citizen.name)
                made.people[citizen.name] = client
                await client.join(made.rooms[id_])
        guest = await server.account("gast")
        made.passwords["gast"] = guest.password
        return made

    async def _client(self, stack: contextlib.AsyncExitStack, server: Homeserver, name: str) -> Client:
        account = await server.account(local(name))
        self.passwords[local(name)] = account.password
        client = await stack.enter_async_context(Client(server.url, account))
        await client.named(name)
        return client


def local(name: str) -> str:
    """Return a name as an account's: small letters, no umlauts."""
    plain = name.casefold().translate(UMLAUTS).replace(" ", "-")
    return "".join(sign for sign in plain if sign.isascii())


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


async def read_outcomes(folder: Path, crowd: Crowd) -> Outcomes:
    """Compare what the crowd sent, what the journal kept, and what stands in the rooms."""
    async with await Journal.open(folder, now=0, readonly=True) as journal:
        seen = {str(each.source): each.outcome for each in await journal.seen()}
        entries = await journal.entries()
    outcomes = Outcomes(sent=len(crowd.sent))
    for source, talk in crowd.sent.items():
        outcome = seen.get(source, "chat")
        outcomes.by_outcome[outcome] += 1
        if outcome == "chat" and not talk:
            outcomes.problems.append(f"Ohne Ergebnis: {crowd.words.get(source, source)}")
        if outcome == "waiting":
            outcomes.problems.append(f"Wartet noch: {source}")
    facts = [entry.fact for entry in entries]
    given = [fact for fact in facts if isinstance(fact, IdeaGiven) and fact.source]
    cast = [fact for fact in facts if isinstance(fact, BallotCast | BallotLate)]
    cast = [fact for fact in cast if not fact.source or str(fact.source) in crowd.ballots]
    outcomes.ideas = (len(given), await crowd.acknowledged())
    outcomes.ballots = (len(cast), sum(seen.get(source) in {"fact", "late"} for source in crowd.ballots))
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
