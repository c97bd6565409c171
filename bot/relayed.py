"""What somebody gave to a form we write into the room, in their name: so it is not theirs to delete, but ours."""

from __future__ import annotations

from workshop_flows.values import Source

RELAYING = frozenset({"discord"})
"""Platforms on which we do."""


def perhaps_ours(source: Source) -> bool:
    """Say whether what we heard may be such a message; whether it is, the platform sees when it looks at it."""
    return source.platform in RELAYING and source.event.isdecimal()
