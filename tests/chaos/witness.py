"""Who gathers, when all is over, what the oracle goes by."""

from __future__ import annotations

import asyncio
import heapq
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.chaos.crowd import Crowd
from tests.chaos.evidence import Event, Evidence, Promise
from tests.chaos.process import Bot
from tests.chaos.scenario import DATA
from tests.chaos.sources import read_bytes, read_journal, read_room
from tests.chaos.stage import Stage


@dataclass(frozen=True, slots=True)
class Befell:
    """What befell a run, and what was promised of it all the same; see Evidence."""

    promise: Promise
    outages: list[tuple[int, int]]
    pulses: list[tuple[int, int]]
    moody: list[tuple[int, int]]


class Witness:
    """Looks at the rooms and at the files."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._url, self._token = stage.server.url, stage.moderator.token
        self._data = stage.folder / DATA

    async def evidence(self, crowd: Crowd, bot: Bot, befell: Befell) -> Evidence:
        """Return everything about a run that is over."""
        for observer in self._stage.observers.values():
            await observer.catch_up()
        papers = {path.name: path.read_bytes() for path in sorted((self._data / "digest").glob("[!.]*"))}
        words = {name: content.decode("utf-8", "replace") for name, content in papers.items()}
        return Evidence(
            self._stage.bot.user_id,
            crowd.clock,
            crowd.plan,
            {name: list(heapq.merge(*self._histories(name), key=_stamp)) for name in self._stage.rooms},
            self._staff(),
            crowd.log,
            befell.outages,
            json.loads(words.get("summary.json", "{}")),
            published_again=await self._published_again(papers),
            journal=read_journal(self._data / "journal.sqlite3"),
            away=bot.away,
            secrets=bot.secrets,
            promise=befell.promise,
            pulses=befell.pulses,
            moody=befell.moody,
            chats=[each.direct for each in self._stage.citizens if each.direct],
            people=[self._stage.moderator.user_id, *(each.user for each in self._stage.citizens)],
            leading=[self._stage.moderator.user_id],
            papers=words | {"log": bot.log.read_text("utf-8", "replace")},
        )

    async def _published_again(self, papers: Mapping[str, bytes]) -> bool:
        """Say whether the journal makes the same bytes once more, and whether these were handed over in the room."""
        again = self._stage.folder / "again"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "digest", str(self._stage.folder / "config.toml"), "--out", str(again)),
            stdout=asyncio.subprocess.DEVNULL,
        )
        await process.wait()
        written = {path.name: path.read_bytes() for path in again.glob("[!.]*")}
        handed = self._handed_over()
        return bool(handed) and written == papers and all(papers.get(name) == each for name, each in handed.items())

    def _staff(self) -> list[Event]:
        """Return what was said in the organisers' and the control room."""
        return [event for room in self._stage.staff.values() for event in read_room(self._url, self._token, room)]

    def _histories(self, workshop: str) -> list[list[Event]]:
        observer = self._stage.observers.get(workshop)
        room = read_room(self._url, self._token, self._stage.rooms[workshop])
        theirs = [each for each in self._stage.citizens if each.workshop == workshop and each.direct]
        chats = [read_room(self._url, each.token, each.direct) for each in theirs]
        return [[observer.opened(event) for event in room] if observer is not None else room, *chats]

    def _handed_over(self) -> dict[str, bytes]:
        files = [each["content"] for each in self._staff() if each.get("content", {}).get("msgtype") == "m.file"]
        return {each["body"]: self._media(each["url"]) for each in files}

    def _media(self, address: str) -> bytes:
        where = urlsplit(address)
        path = f"/_matrix/client/v1/media/download/{where.netloc}{where.path}"
        return read_bytes(self._url, self._token, path)


def _stamp(event: Event) -> int:
    return int(event["origin_server_ts"])
