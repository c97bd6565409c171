"""Who waits for an answer, and what they are told: what was decided, or the house's own words."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field

from bot.platforms.discord import contents
from bot.platforms.discord.lines import language, line
from bot.platforms.discord.markdown import escape
from bot.platforms.discord.names import ANSWERED, ASKED, Json, keyed, moment
from bot.platforms.discord.pending import EXPIRED, Line, Pending
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND, Source

log = logging.getLogger(__name__)

REMEMBERED = 2_000
"""Interactions that were answered, and can still be answered once more."""
PATIENCE = 60.0
"""Seconds that the house's own words have before we say something ourselves: a crowd is answered in turns."""
BELATED = 1.0
"""Seconds that an interaction was longer under way than others: Discord may not take an answer to it any more."""
FACT, LATE = "fact", "late"


@dataclass
class Replies:
    """The answers that are owed."""

    rest: Rest
    address: str = "Sie"
    pending: OrderedDict[str, Pending] = field(default_factory=OrderedDict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _apart: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    """When things reached us, less when Discord made them: two clocks, and their time under way, in seconds."""
    _unweighed: list[Pending] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Have the way back."""
        self._line = Line(self.rest)

    async def close(self) -> None:
        """Stop answering."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def begin(self, work: Coroutine[object, object, None]) -> None:
        """Do something beside."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- for those who tap --------------------------------------------------------------------------------------

    def wait(self, data: Json, decided: Callable[[str], Json], *, replaces: bool = False) -> Pending:
        """Remember who waits for an answer. `replaces`: it takes the place of the message that was tapped."""
        pending = Pending(data, language(data.get("locale", "")), asyncio.get_running_loop().time(), decided, replaces)
        self.pending[pending.id] = pending
        self.arrived(pending.id)
        while len(self.pending) > REMEMBERED and next(iter(self.pending.values())).said.done():
            self.pending.popitem(last=False)
        self.begin(self._line.tend(pending))
        return pending

    def wait_once(
        self, data: Json, decided: Callable[[str], Json], hear: Callable[[], None], *, replaces: bool = False
    ) -> None:
        """Remember who waits, and have it heard, of what would be done twice if it were asked twice.

        Whoever reads that it failed asks again: what was long under way is heard only if Discord takes an answer yet.
        """
        pending = self.wait(data, decided, replaces=replaces)
        if self._apart[-1] - min(self._apart) >= BELATED:
            pending.hear = hear
            self._unweighed = [*self._unweighed, pending]
        else:
            hear()

    def arrived(self, id: str) -> None:  # noqa: A002 - an id, of an interaction or a message
        """Note how long something that Discord made was under way."""
        self._apart.append(asyncio.get_running_loop().time() - moment(id) / SECOND)

    async def weighed(self) -> None:
        """Wait until it is known of everything that came by now whether it is heard; some seconds at most."""
        waiting = self._unweighed = [each for each in self._unweighed if not each.weighed.is_set()]
        for each in waiting:
            await each.weighed.wait()

    def words(self, data: Json, name: str, **values: str | int) -> Json:
        """Return one of our sentences, in the language of whoever asked."""
        return contents.words(line(language(data.get("locale", "")), name, self.address, **values))

    def say(self, data: Json, name: str, **values: str | int) -> None:
        """Answer at once, what needs no decision."""
        self.show(data, self.words(data, name, **values))

    def show(self, data: Json, message: Json, *, replaces: bool = False) -> None:
        """Show something at once."""
        self.wait(data, lambda _outcome: message, replaces=replaces).answer([message])

    def of_words(self, data: Json, outcome: str) -> Json:
        """Return what to say of an input to which the house has said nothing."""
        return self.words(data, "noted" if outcome == FACT else "ballot-late" if outcome == LATE else "nothing")

    async def at_once(self, data: Json, answer: Json) -> bool:
        """Give a first answer of another kind: a form, or a message for everybody; say whether it arrived."""
        try:
            await self._line.first(data, answer, asyncio.get_running_loop().time())
        except (Impossible, Unreachable, NotNow, LoginRefused) as failure:
            log.warning("Eine Antwort auf Discord kam nicht an: %s", failure)
            return False
        except Exception:
            log.exception("Eine Antwort auf Discord ist misslungen.")
            return False
        return True

    def settled(
        self, sources: Sequence[Source], outcomes: Mapping[Source, str], answered: Collection[Source], /
    ) -> None:
        """Answer what was decided, and is on disk, but what the house has words for: they are on their way."""
        for each in sources:
            pending = self.pending.get(each.event.removeprefix(ASKED)) if each.event.startswith(ASKED) else None
            if pending is None or pending.words.done():
                continue
            said = self._decided(pending, outcomes.get(each, ""))
            if each in answered:
                asyncio.get_running_loop().call_later(PATIENCE, pending.answer, [said])
            else:
                pending.answer([said])

    def _decided(self, pending: Pending, outcome: str) -> Json:
        """Return what to say of what was decided; a fault of ours in that costs others nothing."""
        try:
            return pending.decided(outcome)
        except Exception:
            log.exception("Eine Antwort auf Discord ist misslungen.")
            return self.of_words(pending.data, outcome)

    # --- for the house's own words ------------------------------------------------------------------------------

    async def reply(self, event: str, messages: list[Json]) -> str:
        """Say this to whoever asked, and nobody else. Raises Impossible, Unreachable."""
        pending = self._known(event)
        if pending.answer(messages):
            await asyncio.shield(pending.said)
        else:
            await self._line.further(pending.data, messages)
        return f"{ANSWERED}{pending.id}"

    async def note(self, events: Sequence[str], text: str = "") -> None:
        """Acknowledge; who cannot be reached any more is left out."""
        for event in events:
            pending = self.pending.get(event.removeprefix(ASKED))
            if pending is not None:
                noted = line(pending.language, "noted", self.address)
                pending.answer([contents.words(f"{escape(text)} {noted}".strip())])

    async def offer(self, event: str, sign: str, key: str) -> None:
        """Put a button under an answer that was given with this key. Raises Impossible, Unreachable."""
        pending = self._known(event)
        pending.taps.append(sign)
        await self._stands(pending)
        buttons = {"components": contents.offered(keyed(event, key), pending.taps, pending.language)}
        await self._line.edit(pending.data, pending.last[0] | buttons)

    async def edit(self, event: str, message: Json) -> None:
        """Put new words into an answer. Raises Impossible, Unreachable."""
        pending = self._known(event)
        await self._stands(pending)
        await self._line.edit(pending.data, message)

    async def _stands(self, pending: Pending) -> None:
        """Wait until there is an answer that can be changed. Raises Impossible: there will be none."""
        try:
            await asyncio.shield(pending.said)
        except (Unreachable, NotNow) as failure:
            raise Impossible(str(failure)) from failure

    def _known(self, event: str) -> Pending:
        pending = self.pending.get(event[1:])
        if pending is None:
            raise Impossible(EXPIRED)
        return pending
