"""What a chat platform is to us: who connects, listens and speaks there, and what may go wrong in between.

An adapter translates and never decides. Rooms and accounts carry their platform's name: `matrix:!abc`,
`matrix:@karin:example.org`; a `Source` is `<room>/<event>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.platforms.incoming import Inbox
    from bot.platforms.outgoing import Outgoing
    from workshop_flows.values import Moment


class NotNow(Exception):  # noqa: N818 - not an error but an answer
    """The server wants us to wait."""

    def __init__(self, wait: Moment) -> None:
        """Keep how long to wait, in milliseconds."""
        super().__init__(f"wait {wait} ms")
        self.wait = wait


class Unreachable(Exception):  # noqa: N818
    """The server did not answer, or not sensibly; whether it took the message is unknown. Send again, same key."""


class Impossible(Exception):  # noqa: N818
    """The server will never take this message: the room is gone, a right is missing, it is too large."""


class LoginRefused(Exception):  # noqa: N818
    """The account or its token is not accepted; nothing helps but a new one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The rooms that the bot is in, by the name under which they are configured, and those that it is not in."""

    rooms: dict[str, str]
    missing: dict[str, str]
    """configured name -> why, in one sentence for the operator."""


class Platform(Protocol):
    """A chat platform."""

    name: str
    memory: Moment
    """For so many milliseconds the server knows a key again; what may be older is looked for with `find`."""

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Log in and join the configured `rooms` (ids or aliases); `directs` are the direct chats known from before.

        Raises LoginRefused, Unreachable.
        """

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Read for ever from `position` on (None: the very first time), and hand every batch to the inbox.

        Gaps are filled. Comes back by itself from every outage; raises LoginRefused only. `caught_up` is set when
        everything up to the position named by the first answer was handed over.
        """

    async def caught_up(self) -> None:
        """Wait until the first answer, gaps filled, was handed to the inbox."""

    async def read_again(self) -> None:
        """Return when everything that the server had taken when this was called was handed to the inbox."""

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the platform's id of what was sent. The same key twice is one message.

        Raises NotNow, Unreachable, Impossible, LoginRefused.
        """

    async def find(self, room: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Return the platform's id of what was sent with this key since an instant; None if it does not stand there.

        Raises as `send` does.
        """

    def leads(self, room: str, account: str) -> bool:
        """Say whether the room itself gives this account authority (power level 50 or more, or its creator)."""

    def name_of(self, room: str, account: str) -> str:
        """Return the name that people in the room see; never a basis for authority."""

    def members(self, room: str) -> frozenset[str]:
        """Return the accounts in the room, without the bot's own."""

    async def close(self) -> None:
        """Let go of everything."""
