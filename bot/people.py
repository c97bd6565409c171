"""Accounts and persons: who speaks, by what name, and with what authority. Authority never follows from a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.rooms import Rooms
from commands.heard import Spot
from storage.people import Account
from workshop_flows.conference import Conference
from workshop_flows.values import Role

STAFF = {Spot.CONTROL: Role.MODERATOR, Spot.OFFICIALS: Role.OFFICIAL, Spot.ORGANISERS: Role.ORGANISER}
LEADING = frozenset({Role.MODERATOR, Role.ORGANISER})
Leads = Callable[[str, str], bool]
"""(room, account): whether the room itself gives the account authority."""


@dataclass(slots=True)
class People:
    """Persons by account. A new person's number is given in the turn that first needs it."""

    moderators: frozenset[str] = frozenset()
    """Configured accounts, with their platform: `matrix:@anna:example.org`."""
    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    spare: int = 1
    """The next free number."""
    fresh: list[Account] = field(default_factory=list)
    """Accounts that are new or renamed and not yet written."""

    def recall(self, accounts: Iterable[Account], taken: Iterable[int]) -> None:
        """Know what the journal knows, and nothing else; `taken`: numbers that persons without an account have."""
        self.numbers.clear()
        self.names.clear()
        self.fresh.clear()
        for account in accounts:
            self.numbers[account.account] = account.person
            self.names[account.account] = account.name
        self.spare = max([0, *self.numbers.values(), *taken]) + 1

    def person(self, account: str, name: str) -> int:
        """Return the person of an account; somebody new gets a number."""
        number = self.numbers.get(account)
        if number is None:
            number, self.spare = self.spare, self.spare + 1
            self.numbers[account] = number
        elif self.names.get(account) == name or not name:
            return number
        self.names[account] = name
        self.fresh.append(Account(account, number, name))
        return number

    def accounts(self, person: int) -> tuple[Account, ...]:
        """Return the accounts of a person."""
        found = [account for account, number in self.numbers.items() if number == person]
        return tuple(Account(account, person, self.names.get(account, "")) for account in found)

    def forget(self, person: int) -> None:
        """Know somebody no longer; whoever speaks from their account is somebody new."""
        for known in self.accounts(person):
            del self.numbers[known.account]
            self.names.pop(known.account, None)
        self.fresh = [account for account in self.fresh if account.person != person]

    def guest(self, person: int) -> None:
        """Note that a number was given to somebody without an account."""
        self.spare = max(self.spare, person + 1)

    def written(self) -> list[Account]:
        """Return what is to be written, and forget that it is."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def role(self, day: Conference, account: str, spot: Spot, room: str, reach: tuple[Rooms, Leads]) -> Role:
        """Return what a person is: by configured id, by the state of a configured room, by the room they speak in."""
        rooms, leads = reach
        known = day.roles.get(self.numbers.get(account, 0), Role.CITIZEN)
        if account in self.moderators or (spot is not Spot.DIRECT and leads(room, account)):
            return known if known in LEADING else STAFF.get(spot, Role.MODERATOR)
        if spot in STAFF:
            return STAFF[spot]
        if known is Role.OFFICIAL:
            return known
        if known in LEADING or spot is Spot.DIRECT:
            return _elsewhere(known, account, rooms, leads)
        return Role.CITIZEN


def _elsewhere(known: Role, account: str, rooms: Rooms, leads: Leads) -> Role:
    """Return what somebody is who has no authority here, but may have some in another configured room."""
    if any(leads(room, account) for room in rooms.seats):
        return known if known in LEADING else Role.MODERATOR
    # Who once spoke in a room of the staff was let in there; rights in workshops end with the rooms' state.
    return known if known is Role.ORGANISER else Role.CITIZEN
