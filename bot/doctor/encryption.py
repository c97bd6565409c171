"""Whether the bot can read what is encrypted: its device's keys, those of the server and ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.doctor.findings import Finding, good, missing
from bot.doctor.rooms import Seen
from bot.doctor.wire import Wire

DIRECTS = "Direktchats sind in Element von sich aus verschlüsselt"
READY = (
    f"Der Bot kann Verschlüsseltes lesen, seine Schlüssel sind beim Server hinterlegt. {DIRECTS}: auch die liest er."
)
TO_COME = (
    "Der Bot hat noch keine Schlüssel beim Server hinterlegt; das tut er beim ersten Start. "
    f"{DIRECTS}: bitte erst nach dem Start einen öffnen."
)
OTHERS = (
    "Der Server kennt für dieses Gerät andere Schlüssel als der Datenordner: Der Bot kann Verschlüsseltes nicht lesen. "
    f"{DIRECTS}: auch die nicht. Das geschieht, wenn der Ordner verloren ging."
)
NO_KEYS = (
    "Der Bot kann Verschlüsseltes nicht lesen, denn die Verschlüsselung ist nicht installiert. "
    f"{DIRECTS}: auch die nicht."
)
NO_KEYS_REMEDY = 'pip install "matrix-nio[e2e]"'
OTHERS_REMEDY = """\
Bot beenden, dann:
mv {folder} {folder}.alt
und mit WERKSTATT_MATRIX__PASSWORD (oder mit dem Token einer neuen Anmeldung) neu starten.
So entsteht ein neues Gerät."""
ROOM_READABLE = (
    "Der Raum {name} ({what}) ist verschlüsselt: Der Bot liest mit, sobald er da ist; was vorher geschrieben wurde, "
    "bleibt ihm verschlossen. Seine Zeichen unter Nachrichten sieht der Server."
)
ROOM_CLOSED = "Der Raum {name} ({what}) ist verschlüsselt, und der Bot kann dort nicht mitlesen."


@dataclass(frozen=True, slots=True)
class Device:
    """The one device of the bot. `key`: the public key that the data folder holds for it, None without encryption."""

    user: str
    id: str
    key: str | None


async def examine(wire: Wire, device: Device, seen: Iterable[Seen], folder: Path) -> list[Finding]:
    """Say whether the bot can read encrypted chats, and which rooms are. Raises Refused, Unreachable."""
    ready = _ready(device, await _published(wire, device), folder)
    words = ROOM_READABLE if ready.ok else ROOM_CLOSED
    rooms = [words.format(name=each.name, what=each.what) for each in seen if each.room.encrypted]
    return [ready, *(good(sentence) if ready.ok else missing(sentence, ready.remedy) for sentence in rooms)]


async def _published(wire: Wire, device: Device) -> str | None:
    """Return the key that the server knows for our device."""
    answer = await wire.call("POST", "/keys/query", {"device_keys": {device.user: [device.id]}})
    keys = answer.get("device_keys", {}).get(device.user, {}).get(device.id, {}).get("keys", {})
    key = keys.get(f"ed25519:{device.id}")
    return str(key) if key is not None else None


def _ready(device: Device, published: str | None, folder: Path) -> Finding:
    if device.key is None:
        return missing(NO_KEYS, NO_KEYS_REMEDY)
    if published is None:
        return good(TO_COME)
    if published != device.key:
        return missing(OTHERS, OTHERS_REMEDY.format(folder=folder.absolute()))
    return good(READY)
