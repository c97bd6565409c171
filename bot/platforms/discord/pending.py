"""One interaction from arrival to answer: first the commit, then the answer; a sign of life if it takes long.

One that was long under way is answered first: whoever has read that it failed asks again, and must not get it twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.platforms.discord.contents import ONLY_FOR_ONE
from bot.platforms.discord.names import Json
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

AT_LATEST = 3.0
"""Seconds in which Discord wants a first answer."""
SIGN_OF_LIFE = 1.8
"""Seconds after which we say that we think about it, so that it arrives in time."""
FIRST_PAUSE = 0.2
VALID = 14 * 60.0
"""Seconds for which an interaction can be answered once we gave a sign of life."""
MESSAGE, THINKING, STILL, REPLACED, MODAL = 4, 5, 6, 7, 9
CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{HOOK}/messages/@original"
ALREADY = "40060"
"""Discord's code for an interaction that was answered before: by us, the answer to which was lost."""
EXPIRED = "Die Anfrage ist abgelaufen."


class Expired(Impossible):
    """There is no time left to answer; whether Discord took what we tried is not known."""


@dataclass
class Pending:
    """Somebody waits for an answer that only they see."""

    data: Json
    language: str
    since: float
    """By the loop's own clock."""
    decided: Callable[[str], Json]
    """What to say when it was decided, unless the words come from the house."""
    replaces: bool = False
    """The answer takes the place of the message that was tapped, which only this person sees."""
    taps: list[str] = field(default_factory=list)
    last: list[Json] = field(default_factory=list)
    """The answer as it stands."""
    words: asyncio.Future[list[Json]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    said: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    hear: Callable[[], None] | None = None
    """Has it heard: it is not yet, and shall be only if Discord takes an answer."""
    weighed: asyncio.Event = field(default_factory=asyncio.Event)
    """It is known whether it is heard."""

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    def answer(self, messages: list[Json]) -> bool:
        """Let these be said; False if something was before."""
        if self.words.done():
            return False
        self.words.set_result([each | {"flags": each.get("flags", 0) | ONLY_FOR_ONE} for each in messages])
        return True

    def fail(self, reason: Exception) -> None:
        """Tell whoever waits to hear that it was said."""
        self.said.set_exception(reason)
        self.said.exception()  # they may have gone

    @property
    def thinking(self) -> Json:
        """The sign of life."""
        return {"type": STILL} if self.replaces else {"type": THINKING, "data": {"flags": ONLY_FOR_ONE}}

    def first(self, message: Json) -> Json:
        """Return a message as the first answer."""
        if not self.replaces:
            return {"type": MESSAGE, "data": message}
        kept = {key: value for key, value in message.items() if key != "flags"}
        return {"type": REPLACED, "data": {"components": [], **kept}}


@dataclass(frozen=True, slots=True)
class Line:
    """The way back to whoever taps."""

    rest: Rest

    async def tend(self, pending: Pending) -> None:
        """See to it that an interaction is answered, in time, once."""
        try:
            await (self._tend(pending) if pending.hear is None else self._tend_belated(pending, pending.hear))
        except (Impossible, Unreachable, NotNow, LoginRefused) as failure:
            log.warning("Eine Antwort auf Discord kam nicht an: %s", failure)
            pending.fail(failure)
        except TimeoutError:
            pending.fail(Impossible(EXPIRED))
        except Exception as fault:
            log.exception("Eine Antwort auf Discord ist misslungen.")
            pending.fail(Impossible(f"{type(fault).__name__}: {fault}"))
        else:
            pending.said.set_result(None)

    async def _tend(self, pending: Pending) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SIGN_OF_LIFE):
                await asyncio.shield(pending.words)
        if pending.words.done():
            first, *further = pending.last = pending.words.result()
            await self.first(pending.data, pending.first(first), pending.since)
            await self.further(pending.data, further)
        else:
            await self.first(pending.data, pending.thinking, pending.since)
            await self._tend_alive(pending)

    async def _tend_belated(self, pending: Pending, hear: Callable[[], None]) -> None:
        """Have an interaction heard once Discord has taken a sign of life; it refuses one that comes too late."""
        try:
            await self._alive(pending)
            hear()
        finally:
            pending.weighed.set()
        await self._tend_alive(pending)

    async def _alive(self, pending: Pending) -> None:
        """Give a sign of life; if its receipt was lost, look whether it stands there.

        Raises as `first` does, or TimeoutError.
        """
        try:
            await self.first(pending.data, pending.thinking, pending.since)
        except (Expired, Unreachable):
            where = {"webhook_id": pending.data["application_id"], "webhook_token": pending.data["token"]}
            async with asyncio.timeout(AT_LATEST):
                await self.rest.call("GET", ORIGINAL, **where)

    async def _tend_alive(self, pending: Pending) -> None:
        """Answer an interaction to which we gave a sign of life."""
        async with asyncio.timeout(VALID):
            first, *further = pending.last = await asyncio.shield(pending.words)
        await self.edit(pending.data, {"components": [], **first})
        await self.further(pending.data, further)

    async def first(self, data: Json, answer: Json, since: float) -> Json:
        """Give the first answer, again and again while there is time. Raises Impossible, Unreachable, NotNow."""
        loop, pause = asyncio.get_running_loop(), FIRST_PAUSE
        while True:
            try:
                async with asyncio.timeout_at(since + AT_LATEST):
                    return await self._first(data, answer)
            except (NotNow, Unreachable) as failure:
                wait = failure.wait / SECOND if isinstance(failure, NotNow) else pause
                if loop.time() + wait > since + AT_LATEST:
                    raise
                await asyncio.sleep(wait)
                pause *= 2
            except TimeoutError as late:
                raise Expired(EXPIRED) from late

    async def _first(self, data: Json, answer: Json) -> Json:
        where = {"webhook_id": data["id"], "webhook_token": data["token"]}
        try:
            told: Json = await self.rest.call("POST", CALLBACK, json=answer, params={"with_response": "1"}, **where)
        except Impossible as refusal:
            if f" {ALREADY}:" not in str(refusal):
                raise
            return {}
        return told

    async def edit(self, data: Json, message: Json) -> None:
        """Change the first answer, which only one person sees."""
        changed = {key: value for key, value in message.items() if key != "flags"}
        await self._patiently("PATCH", ORIGINAL, changed, data)

    async def further(self, data: Json, messages: Sequence[Json]) -> None:
        """Say more to the same person."""
        for message in messages:
            await self._patiently("POST", HOOK, message | {"flags": message.get("flags", 0) | ONLY_FOR_ONE}, data)

    async def _patiently(self, method: str, path: str, message: Json, data: Json) -> None:
        where = {"webhook_id": data["application_id"], "webhook_token": data["token"]}
        pause = FIRST_PAUSE
        while True:
            try:
                await self.rest.call(method, path, json=message, **where)
            except NotNow as limit:
                if limit.wait > VALID * SECOND:
                    raise
                await asyncio.sleep(limit.wait / SECOND)
            except Unreachable:
                if pause > AT_LATEST:
                    raise
                await asyncio.sleep(pause)
                pause *= 2
            else:
                return
