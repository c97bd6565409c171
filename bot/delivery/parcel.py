"""A row of the outbox becomes what a platform sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.platforms.outgoing import Edit, File, Mark, Outgoing, Pin, Poll, PollEnd, Post, Reworded, Unmark, Unsay
from bot.platforms.platform import Impossible
from storage.rows import Row
from workshop_flows.values import Source


async def parcel(row: Row, target: Source | None, folder: Path) -> Outgoing:
    """Return what to send; `target` is the message that the row is about, files are read from `folder`.

    Raises Impossible if something is missing that will not come.
    """
    try:
        if row.kind == "file":
            return await _file(row.body, folder)
        return _words(row, target)
    except (KeyError, TypeError, ValueError, OSError) as wrong:
        raise Impossible(f"{row.kind}: {type(wrong).__name__} {wrong}") from wrong


def again(outgoing: Outgoing, target: Source) -> Outgoing | None:
    """Return what puts these words into the message `target` that said others; None: they stay as they are."""
    match outgoing:
        case Post(plain, html, until=until):
            return Edit(target, plain, html, until)
        case Poll():
            return Reworded(target, outgoing)
        case PollEnd():
            return Reworded(outgoing.target, outgoing)
        case Edit():
            return outgoing
        case _:
            return None


async def _file(body: Mapping[str, Any], folder: Path) -> File:
    if "text" in body:
        return File(body["name"], body["mime"], str(body["text"]).encode())
    content = await asyncio.to_thread((folder / body["path"]).read_bytes)
    return File(body["name"], body["mime"], content)


def _words(row: Row, target: Source | None) -> Outgoing:
    kind, body = row.kind, row.body
    match kind:
        case "post":
            return _post(row)
        case "poll":
            options = tuple((str(option), str(words)) for option, words in body["options"])
            disclosed, method = bool(body.get("disclosed", False)), body.get("method", "approval")
            return Poll(body["question"], options, body["choices"], disclosed, method)
    if target is None:
        raise ValueError("the message that it is about was never sent")
    match kind:
        case "mark":
            return Mark(target, body["sign"], offered="anchor" in body)
        case "unmark":
            return Unmark(target, body["sign"])
        case "unsay":
            return Unsay(target)
        case "edit":
            return Edit(target, body["plain"], body.get("html", ""), body.get("until"), bool(body.get("over", False)))
        case "pin":
            return Pin(target)
        case "poll_end":
            return PollEnd(target, body["plain"])
    raise ValueError("a kind that nobody knows")


def _post(row: Row) -> Post:
    body = row.body
    return Post(
        plain=body["plain"],
        html=body.get("html", ""),
        notice=bool(body.get("notice", True)),
        reply_to=Source(body["reply_to"]) if body.get("reply_to") else None,
        addresses_all=bool(body.get("all", False)),
        covers=tuple(map(Source, body.get("covers", ()))),
        until=body.get("until"),
        expects=bool(row.anchor),
    )
