"""Facts read back from JSON, straight into the dataclasses: a million of them are read whenever a large day goes on.

The keys are the fields. Unknown ones are ignored, missing ones get the default. A text or source is a number here, of
a row in a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from storage.packing import FACTS
from workshop_flows.facts.entry import Fact
from workshop_flows.values import Source, Text

Reading: TypeAlias = Callable[[str, str], Fact]
"""Takes a fact's kind and its JSON. Raises UnknownFact."""


class UnknownFact(ValueError):  # noqa: N818
    """What the journal holds is no fact that this version knows."""


def reading(text: Callable[[int], Text], source: Callable[[int], Source]) -> Reading:
    """Return what reads facts whose texts and sources are found by their numbers."""

    def worded(kind: type, number: int) -> str:
        return text(number) if kind is Text else source(number)

    readers: dict[str, Callable[[str], Fact]] = {
        name: msgspec.json.Decoder(kind, dec_hook=worded).decode for name, kind in FACTS.items()
    }

    def read(kind: str, body: str) -> Fact:
        try:
            return readers[kind](body)
        except (KeyError, msgspec.MsgspecError) as error:
            raise UnknownFact(f"{kind}: {error!r}") from error

    return read
