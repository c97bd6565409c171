"""The few sentences that only Discord needs: they stand with those of the house, and begin with `tap-`."""

from __future__ import annotations

from bot.wording import wording

ENGLISH = "en"
GERMAN = "de"


def language(locale: str) -> str:
    """Return the language for somebody's client: German for German ones, else English."""
    return GERMAN if locale.startswith(GERMAN) else ENGLISH


def line(lang: str, name: str, address: str = "Sie", **values: str | int) -> str:
    """Return a sentence by its name without `tap-`."""
    return wording(lang).formatted(f"tap-{name}", values, address)
