"""How we say it: one transaction id for each key, and what stands there already counts as said."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import quote

from aiohttp import ClientError
from nio import (
    AsyncClient,
    RoomGetEventResponse,
    RoomGetStateEventResponse,
    RoomPutStateResponse,
    RoomRedactResponse,
    RoomSendResponse,
    UploadResponse,
)
from nio.exceptions import EncryptionError, GroupEncryptionError, LocalProtocolError

from bot.platforms.matrix import contents
from bot.platforms.matrix.calls import Reply, call
from bot.platforms.matrix.refusals import code_of, problem
from bot.platforms.matrix.sharing import share
from bot.platforms.matrix.uploads import Uploads
from bot.platforms.outgoing import Edit, File, Mark, Pin, Poll, PollEnd, Post, Reworded, Unmark, Unsay
from bot.platforms.platform import Unreachable


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that the server has; the content of the message that names it."""

    content: dict[str, Any]


Ready: TypeAlias = Post | Mark | Unmark | Edit | Pin | Poll | PollEnd | Reworded | Unsay | Placed
"""What can be said as it is."""
DONE = "M_DUPLICATE_ANNOTATION"
PINNED = "m.room.pinned_events"
MESSAGE = "m.room.message"
NOT_FOUND = 404
MOST_PINS = 20
"""How many pins of a room are looked at."""


async def send(client: AsyncClient, room_id: str, outgoing: Ready, key: str, *, secret: bool) -> str:
    """Send and return the event's id; `secret`: encrypted. Raises NotNow, Unreachable, Impossible, LoginRefused."""
    with _reaching():
        return await _send(client, room_id, outgoing, key, secret=secret)


async def hand_over(client: AsyncClient, uploads: Uploads, file: File, key: str, *, secret: bool) -> Placed:
    """Give a file to the server, unless it has it already; return what a message says of it. Raises as `send` does."""
    where = uploads.where(key, file.content)
    if where is None:
        with _reaching():
            where = await _uploaded(client, file, secret=secret)
        uploads.note(key, file.content, where)
    info = {"mimetype": file.mime, "size": len(file.content)}
    return Placed({"msgtype": "m.file", "body": file.name, "filename": file.name, "info": info, **where})


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Say in our words what goes wrong on the way to the server."""
    try:
        yield
    except (ClientError, TimeoutError, OSError) as error:
        raise Unreachable(type(error).__name__) from error
    except (LocalProtocolError, EncryptionError, GroupEncryptionError) as error:
        # The keys could not be shared: the next answer of the server may change that.
        raise Unreachable(str(error)) from error


async def _send(client: AsyncClient, room_id: str, outgoing: Ready, key: str, *, secret: bool) -> str:
    match outgoing:
        case Pin(target):
            return await _pin(client, room_id, target.event)
        case Mark():
            return await _mark(client, room_id, outgoing, key)
        case Unmark():
            return await _unmark(client, room_id, outgoing, key)
        case Reworded() | Unsay():
            # Chat programs drop the answers to a poll that is edited (element-web 22018), or do not look; and here we
            # say nothing in anybody's name.
            return ""
        case Placed():
            kind, content = MESSAGE, {"m.mentions": {}, **outgoing.content}
        case Poll():
            kind, content = f"{contents.UNSTABLE}.start", contents.poll(outgoing)
        case PollEnd():
            kind, content = f"{contents.UNSTABLE}.end", contents.poll_end(outgoing)
        case Post():
            kind, content = MESSAGE, contents.post(outgoing)
        case Edit():
            kind, content = MESSAGE, contents.edit(outgoing)
    speak = _in_secret if secret else _in_clear
    tapped = isinstance(outgoing, Poll) or (isinstance(outgoing, Post) and outgoing.expects)
    return await speak(client, room_id, kind, contents.signed(content, key, comes_back=tapped), key)


async def _in_secret(client: AsyncClient, room_id: str, kind: str, content: dict[str, Any], key: str) -> str:
    if client.olm is not None and room_id in client.rooms:
        await share(client, room_id)
    answer = await client.room_send(room_id, kind, content, tx_id=key, ignore_unverified_devices=True)
    if not isinstance(answer, RoomSendResponse):
        raise problem(answer)
    return str(answer.event_id)


async def _in_clear(client: AsyncClient, room_id: str, kind: str, content: dict[str, Any], key: str) -> str:
    reply = await _put(client, room_id, kind, content, key)
    if not reply.good:
        raise problem(reply)
    return str(reply.content.get("event_id", ""))


async def _put(client: AsyncClient, room_id: str, kind: str, content: dict[str, Any], key: str) -> Reply:
    where = f"/_matrix/client/v3/rooms/{quote(room_id, safe='')}/send/{quote(kind, safe='')}/{quote(key, safe='')}"
    return await call(client, "PUT", where, content)


async def _mark(client: AsyncClient, room_id: str, mark: Mark, key: str) -> str:
    """Put a sign under a message. It goes out in clear everywhere: chat programs know no other (MSC1849)."""
    reply = await _put(client, room_id, "m.reaction", contents.signed(contents.mark(mark), key), key)
    if reply.good:
        return str(reply.content.get("event_id", ""))
    if code_of(reply) != DONE:
        raise problem(reply)
    return await _standing_mark(client, room_id, mark)


async def _unmark(client: AsyncClient, room_id: str, unmark: Unmark, key: str) -> str:
    standing = await _standing_mark(client, room_id, unmark)
    if not standing:
        return ""
    answer = await client.room_redact(room_id, standing, tx_id=key)
    if not isinstance(answer, RoomRedactResponse):
        raise problem(answer)
    return str(answer.event_id)


async def _standing_mark(client: AsyncClient, room_id: str, mark: Mark | Unmark) -> str:
    """Return the sign that we put there before; empty if there is none, or the server cannot look for it."""
    where = f"/_matrix/client/v1/rooms/{quote(room_id)}/relations/{quote(mark.target.event)}/m.annotation/m.reaction"
    reply = await call(client, "GET", f"{where}?limit=500")
    if reply.status == NOT_FOUND:
        return ""
    found = reply.content.get("chunk")
    if not reply.good or not isinstance(found, list):
        raise Unreachable(f"{reply.status}: {reply.message}")
    for each in found:
        relation = each.get("content", {}).get("m.relates_to", {})
        if each.get("sender") == client.user_id and relation.get("key") == mark.sign:
            return str(each["event_id"])
    return ""


async def _pin(client: AsyncClient, room_id: str, event_id: str) -> str:
    """Pin in place of what we pinned before; what others pinned stays."""
    now = await client.room_get_state_event(room_id, PINNED)
    listed = now.content.get("pinned") if isinstance(now, RoomGetStateEventResponse) else None
    if listed is None and not isinstance(now, RoomGetStateEventResponse) and code_of(now) != "M_NOT_FOUND":
        raise problem(now)
    pins = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    others = [each for each in pins[-MOST_PINS:] if each != event_id and not await _is_ours(client, room_id, each)]
    pinned = {"pinned": [*pins[:-MOST_PINS], *others, event_id]}
    if pinned["pinned"] == pins:
        return event_id  # it is pinned already: the answer was lost
    answer = await client.room_put_state(room_id, PINNED, pinned)
    if not isinstance(answer, RoomPutStateResponse):
        raise problem(answer)
    return str(answer.event_id)


async def _is_ours(client: AsyncClient, room_id: str, event_id: str) -> bool:
    answer = await client.room_get_event(room_id, event_id)
    return isinstance(answer, RoomGetEventResponse) and bool(answer.event.sender == client.user_id)


async def _uploaded(client: AsyncClient, file: File, *, secret: bool) -> dict[str, Any]:
    """Hand a file over, and return how a message names it."""
    answer, keys = await client.upload(
        BytesIO(file.content), file.mime, file.name, encrypt=secret, filesize=len(file.content)
    )
    if not isinstance(answer, UploadResponse):
        raise problem(answer)
    return {"file": {**keys, "url": answer.content_uri}} if keys else {"url": answer.content_uri}
