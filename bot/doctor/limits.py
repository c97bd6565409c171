"""How fast the account may really speak: measured in a room of its own, and what that means for the day."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

from bot import timetable
from bot.check import Lag
from bot.configuration.settings import Settings
from bot.doctor.findings import Finding, good, warning
from bot.doctor.wire import LIMITED, Refused, Wire
from bot.platforms.platform import Unreachable
from bot.timetable import Planned
from workshop_flows.flow import Flow

AT_MOST = 15
"""So many messages are enough to meet the limit of an untouched server (10), and harm nobody."""
ROOM = {
    "preset": "private_chat",
    "name": "Messung der Werkstatt",
    "creation_content": {"m.federate": False},
}
WORDS = {"msgtype": "m.notice", "body": "Messung", "m.mentions": {}}
LIFTED = {"messages_per_second": 0, "burst_count": 0}

NOT_LIMITED = "Der Server bremst das Konto nicht: {taken} Nachrichten in {seconds} Sekunden."
BRAKES = (
    "Der Server bremst das Konto: {burst} Nachrichten auf einmal, dann {rate} je Sekunde. Beginnt in {rooms} zugleich "
    "etwas, kommt die letzte Ansage {quiet} Sekunden später. Schreiben gerade viele, kommt sie {busy} Sekunden später, "
    "und auf das Zeichen, dass etwas notiert ist, wartet man bis zu {thanks} Sekunden."
)
ENOUGH = " Das reicht."
ALREADY = "Das Konto wird gerade schon gebremst; die Grenze lässt sich erst messen, wenn es eine Minute still war."
NOT_MEASURED = "Wie schnell das Konto schreiben darf, ließ sich nicht messen ({why})."
LEFT_OVER = "Der Raum „Messung der Werkstatt“ ({room}) ließ sich nicht wieder schließen; bitte von Hand verlassen."
REMEDY = """\
Entweder in homeserver.yaml, danach den Server neu starten:
rc_message:
  per_second: {per_second}
  burst_count: {burst}
Oder für dieses Konto, mit dem Token einer Verwalterin des Servers in ADMIN_TOKEN:
curl -X POST -H "Authorization: Bearer $ADMIN_TOKEN" -H "Content-Type: application/json" -d '{body}' "{call}\""""


@dataclass(frozen=True, slots=True)
class Limit:
    """What was measured: so many messages were taken in so many seconds. Without `per_second` no limit was met."""

    taken: int
    seconds: float
    per_second: float | None = None
    left_over: str = ""
    """The room of the measurement, if it could not be left."""


async def examine(wire: Wire, settings: Settings, flows: Mapping[str, Flow]) -> list[Finding]:
    """Measure the account's limit, and say what it means for the day."""
    try:
        limit = await measure(wire)
    except (Refused, Unreachable) as problem:
        return [warning(NOT_MEASURED.format(why=problem))]
    left_over = [warning(LEFT_OVER.format(room=limit.left_over))] if limit.left_over else []
    return [meaning(limit, rooms_at_once(settings, flows), settings), *left_over]


async def measure(wire: Wire) -> Limit:
    """Send a few messages to a room of our own until the server says stop. Raises Refused, Unreachable."""
    time = asyncio.get_running_loop().time
    began = time()
    try:
        made = await wire.call("POST", "/createRoom", ROOM, patience=0)
    except Refused as refusal:
        if refusal.code != LIMITED:
            raise
        return Limit(0, 0, 1000 / refusal.wait)
    room = quote(made["room_id"])
    left = False
    try:
        limit = await _speak(wire, room, lambda: time() - began)
    finally:
        left = await _leave(wire, room)
    return limit if left else Limit(limit.taken, limit.seconds, limit.per_second, room)


async def _speak(wire: Wire, room: str, elapsed: Callable[[], float]) -> Limit:
    """Speak until we may not. Making the room was the first message already, as a Synapse counts."""
    for number in range(AT_MOST):
        asked = elapsed()
        try:
            await wire.call("PUT", f"/rooms/{room}/send/m.room.message/m{number}", WORDS, patience=0)
        except Refused as refusal:
            if refusal.code != LIMITED:
                raise
            # One message is given back in the time from the first one until we may speak again.
            return Limit(number + 1, asked, 1 / (asked + refusal.wait / 1000))
    return Limit(AT_MOST, elapsed())


async def _leave(wire: Wire, room: str) -> bool:
    """Leave the room and forget it; return whether that went well."""
    try:
        await wire.call("POST", f"/rooms/{room}/leave", {})
        await wire.call("POST", f"/rooms/{room}/forget", {})
    except (Refused, Unreachable):
        return False
    return True


def rooms_at_once(settings: Settings, flows: Mapping[str, Flow]) -> int:
    """Return in how many Matrix rooms at most something begins at once; without their flows: in all."""
    ours = [workshop for workshop in settings.workshops if workshop.matrix_room is not None]
    if any(workshop.id not in flows for workshop in ours):
        return len(ours)
    return timetable.at_once(Planned(each.id, each.title, each.flow, flows[each.id], each.starts) for each in ours)


def meaning(limit: Limit, rooms: int, settings: Settings) -> Finding:
    """Return what a limit means where something begins in so many rooms at once."""
    if limit.per_second is None:
        return good(NOT_LIMITED.format(taken=limit.taken, seconds=f"{limit.seconds:.1f}".replace(".", ",")))
    if limit.taken <= 1:
        return warning(ALREADY)
    lag = Lag.of(rooms, limit.per_second, limit.taken)
    sentence = BRAKES.format(
        burst=limit.taken,
        rate=f"{limit.per_second:.2g}".replace(".", ","),
        rooms="1 Raum" if rooms == 1 else f"{rooms} Räumen",
        **lag.words(),
    )
    if lag.noticeable:
        return warning(sentence, _remedy(rooms, settings))
    return good(sentence + ENOUGH, _remedy(rooms, settings))


def _remedy(rooms: int, settings: Settings) -> str:
    """Return the lines that lift the limit. Each room hears an announcement, an agenda and some answers at once."""
    if settings.matrix is None:
        return ""
    burst = max(50, ceil(rooms * 4 / 10) * 10)
    user = quote(settings.matrix.user_id)
    call = f"{settings.matrix.homeserver.rstrip('/')}/_synapse/admin/v1/users/{user}/override_ratelimit"
    return REMEDY.format(per_second=max(10, rooms), burst=burst, body=json.dumps(LIFTED), call=call)
