"""The table of the platforms."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from bot.configuration.settings import Settings
from bot.platforms.platform import Platform

PLATFORMS: Mapping[str, str] = {
    "matrix": "bot.platforms.matrix.configured",
    "discord": "bot.platforms.discord.configured",
}
"""Loaded by name, and only if it is configured: a platform's library takes a third of the second that a restart has."""


def platforms(settings: Settings, folder: Path) -> dict[str, Platform]:
    """Return the platforms that are configured; their keys lie in `folder`."""
    wanted = [name for name in PLATFORMS if getattr(settings, name) is not None]
    return {name: import_module(PLATFORMS[name]).platform(settings, folder) for name in wanted}
