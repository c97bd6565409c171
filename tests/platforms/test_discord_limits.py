"""The stand-in is strict: each limit that Discord documents has a message, a form or a command that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.discord import limits

QUIET: dict[str, Any] = {"allowed_mentions": {"parse": []}}


def button(custom_id: str = "a", label: str = "Ja") -> dict[str, Any]:
    """Return a button."""
    return {"type": 2, "style": 2, "custom_id": custom_id, "label": label}


def menu(count: int, **further: object) -> dict[str, Any]:
    """Return a menu with so many options."""
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "m", "options": options, **further}


def rows(*parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a message with rows of components."""
    return QUIET | {"content": "x", "components": [{"type": 1, "components": each} for each in parts]}


def form(**further: object) -> dict[str, Any]:
    """Return a form with one field."""
    field = {"type": 4, "custom_id": "text", "style": 2, "max_length": 900}
    label = {"type": 18, "label": "Kurz", "component": field}
    return {"custom_id": "f", "title": "Idee", "components": [label], **further}


def command(name: str = "idea", **further: object) -> dict[str, Any]:
    """Return a slash command."""
    return {"name": name, "description": "eine Idee", "options": [], **further}


FINE = [
    QUIET | {"content": "x" * 2_000, "flags": limits.NO_PREVIEW | limits.SILENT},
    rows([button(str(number)) for number in range(5)], [menu(25, max_values=3)]),
]
BROKEN = [
    ({**QUIET, "content": "x" * 2_001}, "2001 characters"),
    ({**QUIET, "content": ""}, "empty"),
    ({"content": "@everyone"}, "allowed_mentions"),
    ({**QUIET, "content": "x", "nonce": "n" * 26}, "nonce"),
    ({**QUIET, "content": "x", "flags": limits.EPHEMERAL}, "flags"),
    (rows(*[[button(str(number))] for number in range(6)]), "6 rows"),
    (rows([button(str(number)) for number in range(6)]), "a row of 6"),
    (rows([menu(2), button()]), "a row of 2"),
    (rows([button()], [button()]), "twice"),
    (rows([button("x" * 101)]), "custom_id"),
    (rows([button(label="x" * 81)]), "label"),
    (rows([menu(26)]), "26 options"),
    (rows([menu(2, max_values=3)]), "max_values"),
    (rows([menu(2, placeholder="x" * 151)]), "placeholder"),
]


@pytest.mark.parametrize("message", FINE)
def test_what_discord_takes_is_no_breach(message: dict[str, Any]) -> None:
    """As much as is allowed."""
    assert list(limits.of_message(message)) == []


@pytest.mark.parametrize(("message", "breach"), BROKEN)
def test_what_discord_refuses_in_a_message_is_a_breach(message: dict[str, Any], breach: str) -> None:
    """One more than is allowed."""
    (found,) = limits.of_message(message)
    assert breach in found


def test_a_file_that_is_too_large_is_a_breach() -> None:
    """Ten megabytes without a paid plan."""
    assert list(limits.of_message(QUIET, files=[limits.UPLOAD])) == []
    assert list(limits.of_message(QUIET, files=[limits.UPLOAD + 1]))


@pytest.mark.parametrize(
    "broken",
    [{"title": "x" * 46}, {"custom_id": ""}, {"components": []}, {"components": form()["components"] * 6}],
)
def test_what_discord_refuses_in_a_form_is_a_breach(broken: dict[str, Any]) -> None:
    """A title too long, no name, nothing to fill in, too much of it."""
    assert list(limits.of_modal(form())) == []
    assert list(limits.of_modal(form(**broken)))


@pytest.mark.parametrize(
    "broken",
    [
        [command(), command()],
        [command("Idee")],
        [command(name_localizations={"de": "zwei Wörter"})],
        [command(description="x" * 101)],
        [command(str(number)) for number in range(101)],
        [command(options=[{"description": "x"}] * 26)],
    ],
)
def test_what_discord_refuses_in_commands_is_a_breach(broken: list[dict[str, Any]]) -> None:
    """Names twice, too long, with blanks or capitals; too many, or too much in one."""
    assert list(limits.of_commands([command(), command("vote", name_localizations={"de": "stimme"})])) == []
    assert list(limits.of_commands(broken))
