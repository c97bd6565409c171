"""The few sentences that only Discord needs, beside those of the house."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.wording import Wording

ENGLISH = "en"
GERMAN = "de"


def language(locale: str) -> str:
    """Return the language for somebody's client: German for German ones, else English."""
    return GERMAN if locale.startswith(GERMAN) else ENGLISH


@cache
def _wording(lang: str) -> Wording:
    return Wording(lang, files("bot.platforms.discord").joinpath("words", f"{lang}.ftl").read_text("utf-8"))


def line(lang: str, name: str, address: str = "Sie", **values: str | int) -> str:
    """Return a sentence."""
    return _wording(lang).formatted(name, values, address)
