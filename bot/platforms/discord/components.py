"""Rows, buttons and menus, and how much Discord lets into them."""

from __future__ import annotations

from bot.platforms.discord.names import Json

ROW, BUTTON, MENU, TEXT_INPUT, LABEL = 1, 2, 3, 4, 18
SECONDARY = 2
ROWS, BUTTONS, OPTIONS = 5, 5, 25
OPTION_LABEL, BUTTON_LABEL = 100, 80


def row(*parts: Json) -> Json:
    """Return a row of components."""
    return {"type": ROW, "components": list(parts)}


def rows(buttons: list[Json]) -> list[Json]:
    """Return buttons in as many rows as they need."""
    return [row(*buttons[at : at + BUTTONS]) for at in range(0, len(buttons), BUTTONS)][:ROWS]


def button(custom_id: str, label: str, *, emoji: str = "", disabled: bool = False) -> Json:
    """Return a button."""
    told: Json = {"type": BUTTON, "style": SECONDARY, "custom_id": custom_id, "label": label[:BUTTON_LABEL]}
    return told | ({"emoji": {"name": emoji}} if emoji else {}) | ({"disabled": True} if disabled else {})
