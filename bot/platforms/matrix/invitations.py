"""Whose invitations are accepted: to a direct chat of two, from somebody in one of our rooms; and back into a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from nio import AsyncClient

from bot.platforms.incoming import DirectOpened
from bot.platforms.matrix.answer import Event
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.events import account_name, before, room_name, source
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.timeline import coming

MOST = 1000
"""How many invitations wait until we know who invites; the newest are kept."""


class Invitations:
    """What waits at our door."""

    def __init__(self, client: AsyncClient, door: Door, knows: Callable[[str], bool]) -> None:
        self._client, self._door, self._knows = client, door, knows
        self._waiting: dict[str, str] = {}
        self._accepted: dict[str, str] = {}

    def came(self, invited: Mapping[str, Sequence[Event]], ours: AbstractSet[str]) -> None:
        """Take in invitations, and accept those that we may accept by now."""
        for room_id, state in invited.items():
            invitation = self._own(state)
            content = invitation.get("content")
            content = content if isinstance(content, dict) else {}
            if room_id in ours:
                self._door.ask(room_id)
            elif content.get("membership") == "invite" and content.get("is_direct") is True:
                self._waiting[room_id] = str(invitation.get("sender", ""))
        for room_id, sender in list(self._waiting.items()):
            if self._knows(sender):
                self._accepted[room_id] = self._waiting.pop(room_id)
                self._door.ask(room_id)
        for room_id in list(self._waiting)[:-MOST]:
            del self._waiting[room_id]

    def withdrawn(self, room_id: str) -> None:
        """Forget an invitation, or a chat that is over."""
        self._waiting.pop(room_id, None)
        self._accepted.pop(room_id, None)

    def opened(self, room: Room, events: Sequence[Event]) -> DirectOpened | None:
        """Return that somebody opened a direct chat, if we just came in by their invitation and are alone with them.

        It is read from the room itself: a crash between coming in and hearing of it loses nothing.
        """
        came = coming(events, self._client)
        invitation = before(came) if came is not None else {}
        if came is None or invitation.get("membership") != "invite" or invitation.get("is_direct") is not True:
            return None
        sender = self._accepted.pop(room.id, None) or came["unsigned"].get("prev_sender")
        if isinstance(sender, str) and self._knows(sender) and set(room.names) == {self._client.user_id, sender}:
            return DirectOpened(source(room.id, came["event_id"]), room_name(room.id), account_name(sender), 0)
        if room.id in self._door.entered:
            self._door.leave(room.id)
        return None

    def _own(self, state: Sequence[Event]) -> Event:
        """Return our own membership in what an invitation shows of a room."""
        own = [each for each in state if each.get("state_key") == self._client.user_id]
        return own[-1] if own else {}
