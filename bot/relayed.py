"""What a platform lets people do without a message of their own: forms, that we write into the room, taps, commands.

What was given to a form stands there in their name, and is not theirs to delete, but ours.
"""

from __future__ import annotations

from workshop_flows.values import Source

RELAYING = frozenset({"discord"})
"""Platforms on which we do."""


def perhaps_ours(source: Source) -> bool:
    """Say whether what we heard may be such a message; whether it is, the platform sees when it looks at it."""
    return source.platform in RELAYING and source.event.isdecimal()


def unseen(source: Source) -> bool:
    """Say whether what we heard was a tap or a command that nobody else saw: so nobody else reads the answer."""
    return source.platform in RELAYING and source.event.startswith("i")
