"""What we say, as Matrix events: which type and content, and what a server's refusal means."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, RoomPutStateResponse, RoomSendResponse, UploadResponse
from nio.exceptions import LocalProtocolError

from bot.platforms.platform import (
    Edit,
    File,
    Impossible,
    LoginRefused,
    Mark,
    NotNow,
    Outgoing,
    Pin,
    Poll,
    PollEnd,
    Post,
    Unreachable,
)
from workshop_flows.values import SECOND

COVERS = "org.werkstatt.covers"
UNSTABLE = "org.matrix.msc3381.poll"
DONE = frozenset({"M_DUPLICATE_ANNOTATION"})
REFUSED = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})
NEVER = frozenset(
    {"M_FORBIDDEN", "M_TOO_LARGE", "M_BAD_JSON", "M_NOT_JSON", "M_NOT_FOUND", "M_INVALID_PARAM", "M_BAD_STATE"}
)
USUAL_WAIT = 5 * SECOND


async def send(client: AsyncClient, room_id: str, outgoing: Outgoing, key: str) -> str:
    """Send and return the event's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
    try:
        return await _send(client, room_id, outgoing, key)
    except (ClientError, TimeoutError, OSError) as error:
        raise Unreachable(type(error).__name__) from error
    except LocalProtocolError as error:
        # The room is not known yet, or its keys could not be shared: the next answer of the server may change that.
        raise Unreachable(str(error)) from error


async def _send(client: AsyncClient, room_id: str, outgoing: Outgoing, key: str) -> str:
    match outgoing:
        case Pin(target):
            pinned = {"pinned": [target.event]}
            return _event(await client.room_put_state(room_id, "m.room.pinned_events", pinned))
        case File():
            return await _message(client, room_id, "m.room.message", await _file(client, room_id, outgoing), key)
        case Mark():
            return await _message(client, room_id, "m.reaction", mark(outgoing), key)
        case Poll():
            return await _message(client, room_id, f"{UNSTABLE}.start", poll(outgoing), key)
        case PollEnd():
            return await _message(client, room_id, f"{UNSTABLE}.end", poll_end(outgoing), key)
        case Post():
            return await _message(client, room_id, "m.room.message", post(outgoing), key)
        case Edit():
            return await _message(client, room_id, "m.room.message", edit(outgoing), key)


def mark(outgoing: Mark) -> dict[str, Any]:
    """Return the content of a sign under a message."""
    relation = {"rel_type": "m.annotation", "event_id": outgoing.target.event, "key": outgoing.sign}
    return {"m.relates_to": relation, COVERS: [outgoing.target.event]}


def poll_end(outgoing: PollEnd) -> dict[str, Any]:
    """Return the content that ends a poll."""
    relation = {"rel_type": "m.reference", "event_id": outgoing.target.event}
    return {"m.relates_to": relation, f"{UNSTABLE}.end": {}, "m.poll.end": {}, **_text(outgoing.plain)}


def words(plain: str, html: str, *, notice: bool) -> dict[str, Any]:
    """Return the content of a message. No phone rings for a notice."""
    content: dict[str, Any] = {"msgtype": "m.notice" if notice else "m.text", "body": plain, "m.mentions": {}}
    return content | ({"format": "org.matrix.custom.html", "formatted_body": html} if html else {})


def post(outgoing: Post) -> dict[str, Any]:
    """Return the content of a post."""
    content = words(outgoing.plain, outgoing.html, notice=outgoing.notice)
    if outgoing.addresses_all:
        content["m.mentions"] = {"room": True}
        content["body"] = f"@room {outgoing.plain}"
    if outgoing.reply_to is not None:
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": outgoing.reply_to.event}}
    if outgoing.covers:
        content[COVERS] = [covered.event for covered in outgoing.covers]
    return content


def edit(outgoing: Edit) -> dict[str, Any]:
    """Return the content that puts new words into a message of ours."""
    new = words(outgoing.plain, outgoing.html, notice=True)
    relation = {"rel_type": "m.replace", "event_id": outgoing.target.event}
    return {**new, "body": f"* {outgoing.plain}", "m.new_content": new, "m.relates_to": relation}


def poll(outgoing: Poll) -> dict[str, Any]:
    """Return the content of a native poll, as clients of today read it (MSC3381), with words for those that do not."""
    kind = "disclosed" if outgoing.disclosed else "undisclosed"
    answers = [{"id": id_, "org.matrix.msc1767.text": text} for id_, text in outgoing.options]
    start = {
        "question": {"org.matrix.msc1767.text": outgoing.question, "body": outgoing.question, "msgtype": "m.text"},
        "kind": f"{UNSTABLE}.{kind}",
        "max_selections": outgoing.choices,
        "answers": answers,
    }
    return {
        f"{UNSTABLE}.start": start,
        **_text("\n".join([outgoing.question, *(text for _, text in outgoing.options)])),
    }


def _text(plain: str) -> dict[str, Any]:
    return {"org.matrix.msc1767.text": plain, "body": plain, "m.mentions": {}}


async def _file(client: AsyncClient, room_id: str, file: File) -> dict[str, Any]:
    room = client.rooms.get(room_id)
    secret = room is not None and room.encrypted
    answer, keys = await client.upload(
        BytesIO(file.content), file.mime, file.name, encrypt=secret, filesize=len(file.content)
    )
    if not isinstance(answer, UploadResponse):
        raise _problem(answer)
    where = {"file": {**keys, "url": answer.content_uri}} if keys else {"url": answer.content_uri}
    info = {"mimetype": file.mime, "size": len(file.content)}
    return {"msgtype": "m.file", "body": file.name, "filename": file.name, "info": info, "m.mentions": {}, **where}


async def _message(client: AsyncClient, room_id: str, kind: str, content: dict[str, Any], key: str) -> str:
    answer = await client.room_send(room_id, kind, content, tx_id=key, ignore_unverified_devices=True)
    return _event(answer)


def _event(answer: object) -> str:
    if isinstance(answer, RoomSendResponse | RoomPutStateResponse):
        return str(answer.event_id)
    if getattr(answer, "status_code", None) in DONE:
        return ""
    raise _problem(answer)


def _problem(answer: object) -> Exception:
    """Return what a refusal means. A server in trouble is not a refusal."""
    code, message = getattr(answer, "status_code", None), str(getattr(answer, "message", ""))
    if code == "M_LIMIT_EXCEEDED":
        return NotNow(getattr(answer, "retry_after_ms", None) or USUAL_WAIT)
    if code in REFUSED:
        return LoginRefused(message)
    if code in NEVER:
        return Impossible(f"{code}: {message}")
    return Unreachable(f"{code or 'keine verständliche Antwort'}: {message}")
