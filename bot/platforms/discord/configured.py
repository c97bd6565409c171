"""Discord as the configuration wants it."""

from __future__ import annotations

from pathlib import Path

from bot.configuration.settings import Settings
from bot.platforms.discord.adapter import Discord


def platform(settings: Settings, _folder: Path) -> Discord:
    """Return the platform of a configuration that has it."""
    discord = settings.discord
    assert discord is not None  # noqa: S101 - the table of the platforms looked
    tables = (settings.officials, settings.organisers)
    staff = [discord.control_channel, *(table.discord_channel for table in tables if table is not None)]
    return Discord(
        discord.guild,
        discord.token.get_secret_value() if discord.token is not None else None,
        moderator_roles=discord.moderator_roles,
        voices={
            workshop.discord_voice: workshop.discord_channel
            for workshop in settings.workshops
            if workshop.discord_voice is not None and workshop.discord_channel is not None
        },
        staff_channels=[channel for channel in staff if channel is not None],
        api_base=discord.api_base,
        gateway_url=discord.gateway_url,
        language=settings.conference.language,
        address=settings.conference.address,
    )
