"""The limits that Discord documents, as the embedded one checks them: each breach is a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

CONTENT = 2_000
UPLOAD = 10 * 1024 * 1024
"""Bytes of one file."""
REACTIONS, PINS = 20, 50
"""Different emoji under one message; pinned messages in a channel."""
COMMANDS, WHOLE_COMMAND = 100, 8_000
"""Commands of a server; characters of everything in one."""
NO_PREVIEW, EPHEMERAL, SILENT = 1 << 2, 1 << 6, 1 << 12
ROWS, BUTTONS, OPTIONS = 5, 5, 25
COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
BUTTON, STRING_SELECT, TEXT_INPUT, LABEL = 2, 3, 4, 18


def of_message(
    payload: Mapping[str, Any], *, files: Sequence[int] = (), new: bool = True, private: bool = False
) -> Iterator[str]:
    """Yield what is wrong with a message. `files`: their sizes; `private`: an answer that one person may see alone."""
    content = payload.get("content") or ""
    if len(content) > CONTENT:
        yield f"content has {len(content)} characters"
    if new and not content and not files and not payload.get("components") and not payload.get("embeds"):
        yield "the message is empty"
    if content and "allowed_mentions" not in payload:
        yield "allowed_mentions is missing: everything in the content would ping"
    if len(str(payload.get("nonce", ""))) > 25:
        yield "the nonce has more than 25 characters"
    if not str((payload.get("message_reference") or {}).get("message_id", "0")).isdigit():
        yield f"an answer to no message: {payload['message_reference']}"
    allowed = NO_PREVIEW | EPHEMERAL | SILENT if private else NO_PREVIEW | SILENT
    if payload.get("flags", 0) & ~allowed:
        yield f"flags {payload['flags']} that nobody may set here"
    if any(size > UPLOAD for size in files):
        yield f"a file of {max(files)} bytes"
    yield from of_components(payload.get("components") or [])


def of_components(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is wrong with rows of buttons and menus."""
    if len(rows) > ROWS:
        yield f"{len(rows)} rows"
    ids: list[str] = []
    for row in rows:
        if row["type"] != 1:
            yield f"a row of type {row['type']}"
            continue
        parts = row["components"]
        menus = [part for part in parts if part["type"] == STRING_SELECT]
        if not parts or len(parts) > BUTTONS or (menus and len(parts) > 1):
            yield f"a row of {len(parts)} components"
        for part in parts:
            ids.append(part["custom_id"])
            yield from _of_part(part)
    if len(set(ids)) < len(ids):
        yield f"a custom_id twice: {ids}"


def _of_part(part: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= len(part["custom_id"]) <= 100:
        yield "the length of a custom_id"
    if part["type"] == BUTTON and not 1 <= len(part.get("label", "")) <= 80:
        yield "the length of a button's label"
    if part["type"] == STRING_SELECT:
        yield from _of_menu(part)


def _of_menu(part: Mapping[str, Any]) -> Iterator[str]:
    options = part["options"]
    if not 1 <= len(options) <= OPTIONS:
        yield f"a menu of {len(options)} options"
    if not 0 <= part.get("min_values", 1) <= part.get("max_values", 1) <= len(options):
        yield "min_values and max_values of a menu"
    if len(part.get("placeholder", "")) > 150:
        yield "the length of a placeholder"
    if len({option["value"] for option in options}) < len(options):
        yield "a value twice in a menu"
    for option in options:
        if not 1 <= len(option["label"]) <= 100 or not 1 <= len(option["value"]) <= 100:
            yield f"the length of an option: {option}"
    if sum(bool(option.get("default")) for option in options) > part.get("max_values", 1):
        yield "more defaults than may be chosen"


def of_modal(modal: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a modal."""
    if not 1 <= len(modal["title"]) <= 45 or not 1 <= len(modal["custom_id"]) <= 100:
        yield "a modal's title or custom_id"
    if not 1 <= len(modal["components"]) <= ROWS:
        yield "a modal's components"
    for label in modal["components"]:
        if label["type"] != LABEL or not 1 <= len(label["label"]) <= 45:
            yield "a modal's label"
        field = label["component"]
        if field["type"] != TEXT_INPUT or not 1 <= field.get("max_length", 4_000) <= 4_000:
            yield "a modal's text input"


def of_commands(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is wrong with a set of slash commands."""
    if len(commands) > COMMANDS:
        yield f"{len(commands)} commands"
    for where in ("", "de"):
        names = [_named(command, where) for command in commands]
        if len(set(names)) < len(names):
            yield f"a command's name twice: {sorted(names)}"
        for name in names:
            if not COMMAND_NAME.match(name) or name != name.lower():
                yield f"a command's name: {name}"
    for command in commands:
        texts = [command["description"], *(command.get("description_localizations") or {}).values()]
        texts += [option["description"] for option in command.get("options", ())]
        if any(not 1 <= len(text) <= 100 for text in texts):
            yield f"the length of a description of {command['name']}"
        if len(command.get("options", ())) > OPTIONS or sum(map(len, [*texts, command["name"]])) > WHOLE_COMMAND:
            yield f"too much in {command['name']}"


def _named(command: Mapping[str, Any], where: str) -> str:
    localized = command.get("name_localizations") or {}
    return str(localized.get(where, command["name"]))
