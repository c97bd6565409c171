"""What we say, as the contents of Matrix events."""

from __future__ import annotations

from typing import Any

from bot.platforms.outgoing import Edit, Mark, Poll, PollEnd, Post

COVERS = "org.werkstatt.covers"
KEY = "org.werkstatt.key"
"""The key of a row stands in what was sent for it, so that it can be found when the server has forgotten the key."""
LABELS, NOT_LABELS, OURS = "org.matrix.labels", "org.matrix.not_labels", "org.werkstatt"
"""What we say is labelled, and we ask not to be told of it (MSC2326): a server that does not know labels tells us all
the same. Leaving out whatever our account sends would lose changes of a room that are made through our account. Only
what people may tap on comes back: after a crash it is known again before anybody's tap on it is read."""
UNSTABLE = "org.matrix.msc3381.poll"
WORDS = "org.matrix.msc1767.text"


def words(plain: str, html: str, *, notice: bool) -> dict[str, Any]:
    """Return the content of a message. No phone rings for a notice."""
    content: dict[str, Any] = {"msgtype": "m.notice" if notice else "m.text", "body": plain, "m.mentions": {}}
    return content | ({"format": "org.matrix.custom.html", "formatted_body": html} if html else {})


def signed(content: dict[str, Any], key: str, *, comes_back: bool = False) -> dict[str, Any]:
    """Return the content of something of ours, with its key, and our label unless we want to be told of it."""
    return {**content, KEY: key, **({} if comes_back else {LABELS: [OURS]})}


def post(outgoing: Post) -> dict[str, Any]:
    """Return the content of a post."""
    content = words(outgoing.plain, outgoing.html, notice=outgoing.notice)
    if outgoing.addresses_all:
        content["m.mentions"] = {"room": True}
    if outgoing.reply_to is not None:
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": outgoing.reply_to.event}}
    if outgoing.covers:
        content[COVERS] = [covered.event for covered in outgoing.covers]
    return content


def mark(outgoing: Mark) -> dict[str, Any]:
    """Return the content of a sign under a message."""
    relation = {"rel_type": "m.annotation", "event_id": outgoing.target.event, "key": outgoing.sign}
    return {"m.relates_to": relation, COVERS: [outgoing.target.event]}


def edit(outgoing: Edit) -> dict[str, Any]:
    """Return the content that puts new words into a message of ours."""
    new = words(outgoing.plain, outgoing.html, notice=True)
    relation = {"rel_type": "m.replace", "event_id": outgoing.target.event}
    return {**new, "body": f"* {outgoing.plain}", "m.new_content": new, "m.relates_to": relation}


def poll(outgoing: Poll) -> dict[str, Any]:
    """Return the content of a native poll, as clients of today read it (MSC3381), with words for those that do not."""
    start = {
        "question": {WORDS: outgoing.question, "body": outgoing.question, "msgtype": "m.text"},
        "kind": f"{UNSTABLE}.{'disclosed' if outgoing.disclosed else 'undisclosed'}",
        "max_selections": min(outgoing.choices, len(outgoing.options)),
        "answers": [{"id": id_, WORDS: text} for id_, text in outgoing.options],
    }
    listed = "\n".join([outgoing.question, *(text for _, text in outgoing.options)])
    return {f"{UNSTABLE}.start": start, **_text(listed)}


def poll_end(outgoing: PollEnd) -> dict[str, Any]:
    """Return the content that ends a poll."""
    relation = {"rel_type": "m.reference", "event_id": outgoing.target.event}
    return {"m.relates_to": relation, f"{UNSTABLE}.end": {}, "m.poll.end": {}, **_text(outgoing.plain)}


def _text(plain: str) -> dict[str, Any]:
    return {WORDS: plain, "body": plain, "m.mentions": {}}
