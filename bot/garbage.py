"""When Python looks for garbage in cycles: seldom. What a bot loads, folds and hears is no garbage, it stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 50_000
"""New objects from which on it is looked for."""


def look_seldom() -> None:
    """Look only after many new objects: to look through all that is being loaded takes a tenth of a start."""
    gc.set_threshold(SELDOM)


@contextmanager
def unlooked() -> Iterator[None]:
    """Look for none meanwhile: what a fold makes stays, and looking through all of it takes longer than it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        gc.unfreeze()  # both together: it is old now, and looked through only seldom
