"""The Matrix account: its login, its server, and then everything that needs both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.configuration.tables import MatrixSettings
from bot.doctor import directs, encryption, limits, rooms
from bot.doctor.encryption import Device
from bot.doctor.findings import Finding, good, missing, warning
from bot.doctor.wire import Refused, Wire
from bot.platforms.matrix.session import Session
from bot.platforms.platform import LoginRefused, Unreachable
from workshop_flows.flow import Flow
from workshop_flows.values import SECOND, Moment

LOGGED_IN = "Die Anmeldung als {user} gelingt."
REFUSED_REMEDY = """\
Ein neues Token zeigt Element unter Einstellungen, Hilfe & Über, Zugangs-Token (mit dem Konto {user} angemeldet). Dann:
export WERKSTATT_MATRIX__ACCESS_TOKEN=…
Oder mit Passwort: export WERKSTATT_MATRIX__PASSWORD=…"""
UNREACHABLE_REMEDY = "curl -i {homeserver}/_matrix/client/versions"
BROKEN = "Die Prüfung des Kontos brach ab, weil der Server nicht mehr antwortete ({why})."
SERVER = "Der Server ist {name}, Matrix {newest}."
CLOCK_RIGHT = "Die Uhr dieses Rechners geht so wie die des Servers (Unterschied in Sekunden: unter {seconds})."
CLOCK_WRONG = (
    "Die Uhr dieses Rechners geht gegenüber dem Server um {seconds} Sekunden {way}: Phasen begännen zur falschen Zeit."
)
CLOCK_REMEDY = "sudo timedatectl set-ntp true"
TOLERATED = 3 * SECOND
FAR_OFF = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Visit:
    """What the doctor is given. `measuring`: also how fast the account may speak."""

    settings: Settings
    folder: Path
    flows: Mapping[str, Flow]
    clock: Clock
    measuring: bool


async def examine(visit: Visit) -> list[Finding]:
    """Log in, go into the rooms, and look."""
    matrix = visit.settings.matrix
    if matrix is None:
        return []
    keys = visit.folder / "matrix"
    session = Session(matrix.homeserver, matrix.user_id, keys, token=_token(matrix), password=_password(matrix))
    try:
        await session.login()
        async with Wire(matrix.homeserver, session.client.access_token) as wire:
            return await _account(wire, visit, _device(session))
    except LoginRefused as refusal:
        return [Finding("missing", str(refusal), REFUSED_REMEDY.format(user=matrix.user_id), refused=True)]
    except Unreachable as outage:
        return [missing(str(outage), UNREACHABLE_REMEDY.format(homeserver=matrix.homeserver))]
    finally:
        await session.client.close()


def _token(matrix: MatrixSettings) -> str | None:
    return matrix.access_token.get_secret_value() if matrix.access_token is not None else None


def _password(matrix: MatrixSettings) -> str | None:
    return matrix.password.get_secret_value() if matrix.password is not None else None


def _device(session: Session) -> Device:
    client = session.client
    key = client.olm.account.identity_keys["ed25519"] if client.olm is not None else None
    return Device(client.user_id, client.device_id, key)


async def _account(wire: Wire, visit: Visit, device: Device) -> list[Finding]:
    """Look at everything that the account can see. An outage ends it, with what was found by then."""
    settings, found = visit.settings, [good(LOGGED_IN.format(user=device.user))]
    try:
        found += await server(wire, visit.clock)
        if visit.measuring:
            found += await limits.examine(wire, settings, visit.flows)
        seen, closed = await rooms.enter(wire, settings, device.user)
        found += [*closed, *rooms.examine(seen, settings, device.user)]
        found += await encryption.examine(wire, device, seen, visit.folder / "matrix")
        found += await directs.examine(wire, settings, seen, device.user, visit.folder)
    except (Refused, Unreachable) as problem:
        found.append(missing(BROKEN.format(why=problem)))
    return found


async def server(wire: Wire, clock: Clock) -> list[Finding]:
    """Say which server it is, and whether its clock and ours agree. Raises Refused, Unreachable."""
    before = clock.now()
    versions = (await wire.get("/_matrix/client/versions")).get("versions", [])
    ours = (before + clock.now()) // 2
    date = wire.headers.get("Date", "")
    name = await _name(wire)
    newest = versions[-1] if versions else "unbekannt"
    return [good(SERVER.format(name=name, newest=newest)), *clock_difference(date, ours)]


async def _name(wire: Wire) -> str:
    """Return the server's name and version, as far as it tells."""
    try:
        return f"Synapse {(await wire.get('/_synapse/admin/v1/server_version'))['server_version']}"
    except (Refused, Unreachable, KeyError):
        return wire.headers.get("Server", "unbekannt")


def clock_difference(date: str, ours: Moment) -> list[Finding]:
    """Compare a server's HTTP date, cut to whole seconds, with our time; nothing if there is none."""
    try:
        theirs = int(parsedate_to_datetime(date).timestamp() * SECOND) + SECOND // 2
    except ValueError:
        return []
    off = ours - theirs
    seconds = round(abs(off) / SECOND)
    if abs(off) <= TOLERATED:
        return [good(CLOCK_RIGHT.format(seconds=abs(off) // SECOND + 1))]
    sentence = CLOCK_WRONG.format(seconds=seconds, way="vor" if off > 0 else "nach")
    return [(missing if abs(off) > FAR_OFF else warning)(sentence, CLOCK_REMEDY)]
