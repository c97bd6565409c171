"""Whether a configuration makes sense as a whole, checked on whatever of it is right by itself.

The sentences stand together at the top, in German, as a press office reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from bot.configuration.problems import Problem, meant
from bot.configuration.settings import part, workshops
from bot.configuration.tables import (
    ConferenceSettings,
    DiscordSettings,
    MatrixSettings,
    OfficialsSettings,
    OrganisersSettings,
)
from bot.configuration.toml_files import TomlFile
from bot.configuration.toml_lines import KeyPath
from bot.plan import PLENARY

NO_PLATFORM = "Es ist weder Matrix noch Discord eingerichtet. Bitte einen Abschnitt [matrix] oder [discord] anlegen."
NO_WORKSHOP = "Es ist kein Workshop eingetragen. Beispiel: [[workshop]]"
NO_ZONE = 'Die Zeitzone „{zone}“ gibt es nicht. {meant} Beispiel: timezone = "Europe/Berlin"'
NO_SUCH_TIME = "Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird in der Nacht auf Sommerzeit vorgestellt."
SAME_ID = "Der Kurzname „{id}“ ist schon vergeben (Zeile {line}). Jeder Workshop braucht einen eigenen."
TWO_PLENARIES = "Es gibt zwei Plenen. Bitte nur einen Workshop „plenum“ oder „plenary“ nennen."
NO_ROOM = (
    '„{title}“ hat keinen Raum. Beispiel: matrix_room = "#raum:example.org" oder discord_channel = 456789012345678901'
)
VOICE_ALONE = (
    "„{title}“ hat einen Sprachkanal, aber keinen Kanal zum Schreiben. Ein Sprachkanal hat selbst einen Chat: "
    "Seine Nummer darf auch bei discord_channel stehen."
)
SAME_ROOM = "Der Raum „{room}“ gehört schon zu „{title}“ (Zeile {line}). Jeder braucht einen eigenen Raum."
NO_MATRIX = "Ein Raum auf Matrix ist angegeben, aber der Abschnitt [matrix] fehlt."
NO_DISCORD = "Ein Kanal auf Discord ist angegeben, aber der Abschnitt [discord] fehlt."
NO_ORGANISERS = (
    "Es steht nicht da, wer die Dokumentation bekommt. "
    "Bitte im Abschnitt [organisers] matrix_room, discord_channel oder email angeben."
)
NO_OFFICIALS_ROOM = "Für die Zuhörenden fehlt ein Raum. Bitte matrix_room oder discord_channel angeben."
NO_MAIL = 'Für E-Mails an die Veranstalter fehlt der Abschnitt [mail]. Beispiel: host = "mail.example.org"'

Found: TypeAlias = Iterator[tuple[KeyPath, str]]


def problems(file: TomlFile) -> list[Problem]:
    """Return what makes no sense, whatever else is wrong with the fields."""
    found = [*_day(file), *_workshops(file), *_rooms(file), *_people(file)]
    return [file.problem(path, sentence) for path, sentence in found]


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones; looked up once, it takes a while."""
    return frozenset(available_timezones())


def zone_of(file: TomlFile) -> str | None:
    """Return the time zone of the day, if it is known."""
    day = part(file, "conference", ConferenceSettings)
    return day.timezone if day is not None and day.timezone in zones() else None


def _day(file: TomlFile) -> Found:
    if not {"matrix", "discord"} & file.data.keys():
        yield (), NO_PLATFORM
    if file.data.get("workshop") == []:
        yield ("workshop",), NO_WORKSHOP
    day = part(file, "conference", ConferenceSettings)
    if day is not None and zone_of(file) is None:
        hint = meant(day.timezone, sorted(zones()))
        yield ("conference", "timezone"), NO_ZONE.format(zone=day.timezone, meant=hint).replace("  ", " ")


def _workshops(file: TomlFile) -> Found:
    zone = zone_of(file)
    first: dict[str, int] = {}
    for place, workshop in workshops(file):
        here: KeyPath = ("workshop", place)
        if workshop.id in first:
            line = file.lines.of(("workshop", first[workshop.id], "id"))
            yield (*here, "id"), SAME_ID.format(id=workshop.id, line=line)
        elif workshop.id in PLENARY and PLENARY & first.keys():
            yield (*here, "id"), TWO_PLENARIES
        first.setdefault(workshop.id, place)
        if workshop.matrix_room is None and workshop.discord_channel is None:
            yield here, NO_ROOM.format(title=workshop.title)
        if workshop.discord_voice is not None and workshop.discord_channel is None:
            yield (*here, "discord_voice"), VOICE_ALONE.format(title=workshop.title)
        if zone is not None and workshop.starts is not None and not exists(workshop.starts, zone):
            yield (*here, "starts"), NO_SUCH_TIME


def exists(local: datetime, zone: str) -> bool:
    """Say whether a local time exists: in spring one hour does not."""
    place = ZoneInfo(zone)
    try:
        return local.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None) == local
    except OverflowError:
        return False


Room: TypeAlias = tuple[KeyPath, str, str]
"""Where it stands in the file, the room or channel, and whose it is."""


def _rooms(file: TomlFile) -> Found:
    first: dict[str, Room] = {}
    for room in [*_matrix_rooms(file), *_discord_channels(file)]:
        path, name, _ = room
        if name in first:
            other, _, title = first[name]
            yield path, SAME_ROOM.format(room=name, title=title, line=file.lines.of(other))
        first.setdefault(name, room)
    if "matrix" not in file.data:
        yield from ((path, NO_MATRIX) for path, _, _ in _matrix_rooms(file))
    if "discord" not in file.data:
        yield from ((path, NO_DISCORD) for path, _, _ in _discord_channels(file))


def _matrix_rooms(file: TomlFile) -> Iterator[Room]:
    matrix = part(file, "matrix", MatrixSettings)
    if matrix is not None and matrix.control_room is not None:
        yield ("matrix", "control_room"), matrix.control_room, "Regie"
    yield from _of_workshops(file, "matrix_room")
    officials, organisers = part(file, "officials", OfficialsSettings), part(file, "organisers", OrganisersSettings)
    if officials is not None and officials.matrix_room is not None:
        yield ("officials", "matrix_room"), officials.matrix_room, "Zuhörende"
    if organisers is not None and organisers.matrix_room is not None:
        yield ("organisers", "matrix_room"), organisers.matrix_room, "Veranstalter"


def _discord_channels(file: TomlFile) -> Iterator[Room]:
    discord = part(file, "discord", DiscordSettings)
    if discord is not None and discord.control_channel is not None:
        yield ("discord", "control_channel"), str(discord.control_channel), "Regie"
    yield from _of_workshops(file, "discord_channel")
    yield from _of_workshops(file, "discord_voice")
    officials, organisers = part(file, "officials", OfficialsSettings), part(file, "organisers", OrganisersSettings)
    if officials is not None and officials.discord_channel is not None:
        yield ("officials", "discord_channel"), str(officials.discord_channel), "Zuhörende"
    if organisers is not None and organisers.discord_channel is not None:
        yield ("organisers", "discord_channel"), str(organisers.discord_channel), "Veranstalter"


def _of_workshops(file: TomlFile, key: str) -> Iterator[Room]:
    for place, workshop in workshops(file):
        room = getattr(workshop, key)
        if room is not None:
            yield ("workshop", place, key), str(room), workshop.title


def _people(file: TomlFile) -> Found:
    officials, organisers = part(file, "officials", OfficialsSettings), part(file, "organisers", OrganisersSettings)
    if officials is not None and officials.matrix_room is None and officials.discord_channel is None:
        yield ("officials",), NO_OFFICIALS_ROOM
    if "organisers" not in file.data:
        yield (), NO_ORGANISERS
    elif organisers is not None and not (organisers.matrix_room or organisers.discord_channel or organisers.email):
        yield ("organisers",), NO_ORGANISERS
    if organisers is not None and organisers.email and "mail" not in file.data:
        yield ("organisers", "email"), NO_MAIL
