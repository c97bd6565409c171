"""The configured rooms: whether the bot is in, what it may do there, who moderates, and whether they are encrypted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.configuration.settings import Settings
from bot.doctor.findings import Finding, good, missing, warning
from bot.doctor.wire import Refused, Wire
from bot.platforms.matrix.rooms import Room
from bot.platforms.platform import Unreachable
from bot.rooms import Seat, configured
from commands.heard import Spot

WRITES = {
    "m.room.message": "schreiben",
    "m.reaction": "Zeichen unter Nachrichten setzen",
    "org.matrix.msc3381.poll.start": "Umfragen senden",
}
ENCRYPTED_WRITES = {"m.room.encrypted": "schreiben", "m.reaction": "Zeichen unter Nachrichten setzen"}
PINNED = "m.room.pinned_events"
PIN, CALL_ALL = "Nachrichten anheften", "mit @room alle rufen"
STAFF = {
    Spot.CONTROL: "der Regie",
    Spot.OFFICIALS: "der Zuhörenden",
    Spot.ORGANISERS: "der Veranstalter",
}

UNKNOWN = "Den Raum {name} ({what}) gibt es nicht."
UNKNOWN_REMEDY = """\
In Element beim Raum: Einstellungen, Allgemein, Lokale Adressen: {name}
Oder die Adresse in der Konfiguration berichtigen."""
EMPTY = "Im Raum {name} ({what}) ist niemand mehr, und niemand kann ihn mehr betreten."
EMPTY_REMEDY = (
    "In Element einen neuen Raum anlegen und ihm die Adresse {name} geben, oder seine in der Konfiguration eintragen."
)
NOT_INVITED = "Das Konto {user} darf nicht in den Raum {name} ({what}): es ist nicht eingeladen."
BANNED = "Das Konto {user} ist aus dem Raum {name} ({what}) verbannt."
NO_WAY_IN = "Das Konto {user} kommt nicht in den Raum {name} ({what}): {why}"
IN_ROOM = "Im Raum schreiben: {line}"
JOINED = "Der Bot ist im Raum {name} ({what}) und darf alles, was er dort braucht."
LACKS = "Im Raum {name} ({what}) darf der Bot nicht: {rights}."
LED = "Im Raum {name} moderieren: {who}."
NOT_LED = "Im Raum {name} ({what}) moderiert niemand: Es ist weder jemand mit Rechten noch ein eingetragenes Konto da."
NOT_LED_REMEDY = 'Im Raum schreiben: /op @anna:example.org 50\nOder in [matrix]: moderators = ["@anna:example.org"]'
NO_STAFF = "Für {what} ist kein Raum eingetragen: {means}"
NO_OFFICIALS = "Der laufende Überblick und die Zwischenstände gehen an niemanden."
NO_ORGANISERS = "Die Dokumentation erscheint in keinem Raum; sie liegt nur im Datenordner."
BY_MAIL = "Die Dokumentation liegt nur im Datenordner; E-Mails verschickt der Bot noch nicht."


@dataclass(frozen=True, slots=True)
class Seen:
    """A configured room that the bot is in, and what its state says."""

    name: str
    seat: Seat
    what: str
    room: Room
    levels: dict[str, Any]
    """Content of m.room.power_levels."""

    def moderators(self, also: Iterable[str], own: str) -> list[str]:
        """Return who may lead here: by power, by having made the room, or because the configuration says so."""
        chosen = set(also)
        present = sorted(self.room.names)
        return [user for user in present if user != own and (user in chosen or self.room.leads(user))]


async def enter(wire: Wire, settings: Settings, user: str) -> tuple[list[Seen], list[Finding]]:
    """Go into the configured rooms, as the bot does at its start; return those and what is wrong with the others."""
    joined = set((await wire.get("/joined_rooms"))["joined_rooms"])
    seen: list[Seen] = []
    findings: list[Finding] = []
    for name, seat in configured(settings, "matrix"):
        what = title(settings, seat)
        try:
            room_id = await _room_id(wire, name)
            if room_id not in joined:
                await wire.call("POST", f"/join/{quote(room_id)}", {})
            seen.append(await _look(wire, name, seat, what, room_id))
        except Refused as refusal:
            findings.append(closed(refusal, name, what, user))
        except Unreachable as problem:
            findings.append(missing(NO_WAY_IN.format(user=user, name=name, what=what, why=problem)))
    return seen, findings


async def _room_id(wire: Wire, name: str) -> str:
    return str((await wire.get(f"/directory/room/{quote(name)}"))["room_id"]) if name.startswith("#") else name


async def _look(wire: Wire, name: str, seat: Seat, what: str, room_id: str) -> Seen:
    """Read a room's state. Raises Refused, Unreachable."""
    room = Room(room_id)
    levels: dict[str, Any] = {}
    for event in await wire.get(f"/rooms/{quote(room_id)}/state"):
        room.happened(event)
        if event.get("type") == "m.room.power_levels":
            levels = event.get("content") or {}
    return Seen(name, seat, what, room, levels)


def title(settings: Settings, seat: Seat) -> str:
    """Return what a room is for, in words."""
    titles = {workshop.id: workshop.title for workshop in settings.workshops}
    return f"„{titles[seat.workshop]}“" if seat.workshop in titles else f"der Raum {STAFF[seat.spot]}"


def closed(refusal: Refused, name: str, what: str, user: str) -> Finding:
    """Return why the bot is not in a room."""
    if "servers" in refusal.words:
        return missing(EMPTY.format(name=name, what=what), EMPTY_REMEDY.format(name=name))
    if refusal.code == "M_NOT_FOUND":
        return missing(UNKNOWN.format(name=name, what=what), UNKNOWN_REMEDY.format(name=name))
    banned = "banned" in refusal.words
    if banned or refusal.code == "M_FORBIDDEN":
        lines = [f"/unban {user}"] if banned else []
        remedy = "\n".join(IN_ROOM.format(line=line) for line in [*lines, f"/invite {user}"])
        return missing((BANNED if banned else NOT_INVITED).format(user=user, name=name, what=what), remedy)
    return missing(NO_WAY_IN.format(user=user, name=name, what=what, why=refusal))


def examine(seen: Iterable[Seen], settings: Settings, user: str) -> Iterator[Finding]:
    """Yield what the bot may do in each room, and who moderates."""
    chosen = settings.matrix.moderators if settings.matrix is not None else ()
    for each in seen:
        yield rights(each, user)
        if each.seat.spot is Spot.ROOM:
            yield _led(each, each.moderators(chosen, user))


def rights(seen: Seen, user: str) -> Finding:
    """Say whether the bot's power is enough for what it does in a room."""
    has = seen.room.power(user)
    needed = dict(_needed(seen))
    lacking = {right: level for right, level in needed.items() if level > has}
    where = {"name": seen.name, "what": seen.what}
    if not lacking:
        return good(JOINED.format(**where))
    sentence = LACKS.format(**where, rights=", ".join(lacking))
    remedy = IN_ROOM.format(line=f"/op {user} {max(lacking.values())}")
    return warning(sentence, remedy) if set(lacking) == {CALL_ALL} else missing(sentence, remedy)


def _needed(seen: Seen) -> Iterator[tuple[str, int]]:
    """Yield each right that the bot needs in a room, with the power that it takes there."""
    events = _table(seen.levels.get("events"))
    usual = _level(seen.levels.get("events_default"), 0)
    for kind, right in (ENCRYPTED_WRITES if seen.room.encrypted else WRITES).items():
        yield right, _level(events.get(kind), usual)
    if seen.seat.spot in {Spot.ROOM, Spot.OFFICIALS}:
        yield PIN, _level(events.get(PINNED), _level(seen.levels.get("state_default"), 50 if seen.levels else 0))
    if seen.seat.spot is Spot.ROOM:
        yield CALL_ALL, _level(_table(seen.levels.get("notifications")).get("room"), 50)


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _level(value: object, otherwise: int) -> int:
    """Return a power level; old rooms may have it as words."""
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return otherwise


def _led(seen: Seen, moderators: list[str]) -> Finding:
    if moderators:
        return good(LED.format(name=seen.name, who=", ".join(moderators)))
    return warning(NOT_LED.format(name=seen.name, what=seen.what), NOT_LED_REMEDY)


def staff(settings: Settings) -> Iterator[Finding]:
    """Yield which of the rooms beside the workshops are not configured, and what that means."""
    spots = {seat.spot for platform in ("matrix", "discord") for _, seat in configured(settings, platform)}
    example = 'matrix_room = "#{name}:example.org"' if settings.matrix is not None else "discord_channel = {number}"
    if Spot.OFFICIALS not in spots:
        sentence = NO_STAFF.format(what="die Zuhörenden", means=NO_OFFICIALS)
        yield warning(sentence, f"[officials]\n{example}".format(name="halle", number=567890123456789012))
    if Spot.ORGANISERS not in spots:
        by_mail = settings.organisers is not None and bool(settings.organisers.email)
        remedy = f"[organisers]\n{example}".format(name="orga", number=678901234567890123)
        sentence = NO_STAFF.format(what="die Veranstalter", means=BY_MAIL if by_mail else NO_ORGANISERS)
        yield warning(sentence, remedy)
