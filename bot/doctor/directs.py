"""The moderation's back channel: who has a direct chat with the bot, and where hints go without one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from bot.configuration.settings import Settings
from bot.doctor.findings import Finding, good, missing, warning
from bot.doctor.rooms import Seen
from bot.doctor.wire import Wire
from bot.rooms import configured
from commands.heard import Spot
from storage.folder import journal_file
from storage.journal import Journal, JournalDamaged
from workshop_flows.values import Moment

INVITES = {
    "room": {
        "timeline": {"limit": 1, "types": []},
        "state": {"types": []},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}
PREFIX = "matrix:"

ALL_HAVE = "Alle, die moderieren, haben einen Direktchat mit dem Bot: {who}."
WAITS = "Der Direktchat von {who} wartet und wird angenommen, sobald der Bot läuft."
NONE_HAVE = "Ohne Direktchat mit dem Bot: {who}. Ihre Hinweise gehen {where}."
CONTROL = "in den Raum der Regie"
NOWHERE = "nirgendwohin, denn eine Regie ist auch nicht eingetragen"
OPEN_CHAT = "Bitte an alle Genannten: in Element einen neuen Direktchat mit {user} öffnen und „hallo“ schreiben."
NO_CONTROL = "Ein Raum der Regie ist nicht eingetragen; was die Moderation aller Workshops angeht, kommt nirgends an."
NO_CONTROL_LINE = '[matrix]\ncontrol_room = "#regie:example.org"'


async def examine(wire: Wire, settings: Settings, seen: list[Seen], own: str, folder: Path) -> list[Finding]:
    """Say which moderators lack a direct chat. Raises Refused, Unreachable."""
    moderators = moderation(settings, seen, own)
    known = await _known(wire, folder)
    waiting = await _waiting(wire, own) - known
    return list(_findings(settings, moderators, known, waiting, own))


def moderation(settings: Settings, seen: Iterable[Seen], own: str) -> set[str]:
    """Return everybody who moderates anywhere: by the configuration, or by power in a workshop's room."""
    chosen = settings.matrix.moderators if settings.matrix is not None else ()
    rooms = [each for each in seen if each.seat.spot is Spot.ROOM]
    return {user for each in rooms for user in each.moderators((), own)} | set(chosen)


def _findings(
    settings: Settings, moderators: set[str], known: set[str], waiting: set[str], own: str
) -> Iterator[Finding]:
    control = any(seat.spot is Spot.CONTROL for _, seat in configured(settings, "matrix"))
    without = sorted(moderators - known - waiting)
    if moderators & waiting:
        yield good(WAITS.format(who=", ".join(sorted(moderators & waiting))))
    if without:
        sentence = NONE_HAVE.format(who=", ".join(without), where=CONTROL if control else NOWHERE)
        yield (warning if control else missing)(sentence, OPEN_CHAT.format(user=own))
    elif moderators and not moderators & waiting:
        yield good(ALL_HAVE.format(who=", ".join(sorted(moderators))))
    if not control:
        yield warning(NO_CONTROL, NO_CONTROL_LINE)


async def _known(wire: Wire, folder: Path) -> set[str]:
    """Return whose direct chat the journal knows and both are still in: the bot listens to no others."""
    joined = set((await wire.get("/joined_rooms"))["joined_rooms"])
    return {
        user
        for room, user in await _noted(folder)
        if room in joined and user in (await wire.get(f"/rooms/{room}/joined_members"))["joined"]
    }


async def _noted(folder: Path) -> list[tuple[str, str]]:
    """Return the direct chats of the journal as (room, user)."""
    if not journal_file(folder).exists():
        return []
    now: Moment = 0
    try:
        async with await Journal.open(folder, now=now, readonly=True) as journal:
            accounts, directs = await journal.accounts(), await journal.directs()
    except JournalDamaged:
        return []  # the machine's findings say it
    people = [(each.person, each.account.removeprefix(PREFIX)) for each in accounts if each.account.startswith(PREFIX)]
    rooms = [(room.removeprefix(PREFIX), person) for room, person in directs if room.startswith(PREFIX)]
    return [(room, user) for room, person in rooms for number, user in people if number == person]


async def _waiting(wire: Wire, own: str) -> set[str]:
    """Return who has invited the bot to a direct chat that it has not taken up yet."""
    # Nobody waits for a first answer; but the same question is answered from memory for two minutes.
    another = secrets.randbelow(30_000)
    query = urlencode({"timeout": another, "filter": json.dumps(INVITES), "set_presence": "offline"})
    invites = (await wire.get(f"/sync?{query}")).get("rooms", {}).get("invite", {}).values()
    events = [event for room in invites for event in room.get("invite_state", {}).get("events", [])]
    ours = [event for event in events if event.get("type") == "m.room.member" and event.get("state_key") == own]
    return {str(event.get("sender")) for event in ours if (event.get("content") or {}).get("is_direct") is True}
