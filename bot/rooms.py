"""Which room is what: the rooms of the workshops, of the staff, and the direct chats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.configuration.settings import Settings
from commands.heard import Spot
from workshop_flows.effects import Place
from workshop_flows.values import Source

SPOTS = {Place.CONTROL: Spot.CONTROL, Place.OFFICIALS: Spot.OFFICIALS, Place.ORGANISERS: Spot.ORGANISERS}


@dataclass(frozen=True, slots=True)
class Seat:
    """What a room is: its spot, and its workshop if it has one."""

    spot: Spot
    workshop: str = ""


@dataclass(slots=True)
class Rooms:
    """The rooms by their id on the platform (`matrix:!abc`). A workshop may have one on each platform."""

    seats: dict[str, Seat] = field(default_factory=dict)
    directs: dict[str, int] = field(default_factory=dict)
    """Direct chat -> person."""
    within: dict[str, str] = field(default_factory=dict)
    """Thread, or chat beside a voice channel -> the room that it belongs to."""

    def seat(self, room: str) -> Seat | None:
        """Return what a room is; None: it is not ours."""
        known = self.seats.get(self.within.get(room, room))
        if known is None and room in self.directs:
            return Seat(Spot.DIRECT)
        return known

    def of_workshop(self, workshop: str, side: str = "") -> list[str]:
        """Return the rooms of a workshop, or only those on one platform."""
        ours = [room for room, seat in self.seats.items() if seat.workshop == workshop and seat.spot is Spot.ROOM]
        return [room for room in ours if not side or Source(room).platform == side]

    def of_staff(self, place: Place) -> list[str]:
        """Return the rooms of the control room, the officials or the organisers."""
        return [room for room, seat in self.seats.items() if seat.spot is SPOTS[place]]

    def direct(self, person: int) -> str | None:
        """Return the direct chat with a person, the newest one."""
        return next((room for room, other in reversed(self.directs.items()) if other == person), None)

    def moved(self, old: str, new: str) -> None:
        """Let a room go on in its successor."""
        if old in self.seats:
            self.seats[new] = self.seats.pop(old)


def configured(settings: Settings, platform: str) -> Iterator[tuple[str, Seat]]:
    """Yield the rooms that are configured for a platform, by the name under which they are."""
    for workshop in settings.workshops:
        yield from _named(_room(workshop, platform), Seat(Spot.ROOM, workshop.id))
    staff = ((settings.officials, Spot.OFFICIALS), (settings.organisers, Spot.ORGANISERS))
    for table, spot in staff:
        yield from _named(_room(table, platform), Seat(spot))
    if platform == "matrix" and settings.matrix is not None:
        yield from _named(settings.matrix.control_room, Seat(Spot.CONTROL))
    if platform == "discord" and settings.discord is not None:
        yield from _named(settings.discord.control_channel, Seat(Spot.CONTROL))


def _room(table: object, platform: str) -> object:
    return getattr(table, "matrix_room" if platform == "matrix" else "discord_channel", None)


def _named(room: object, seat: Seat) -> Iterable[tuple[str, Seat]]:
    return [] if room is None else [(str(room), seat)]
