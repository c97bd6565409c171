"""What we say, as Discord takes it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.platforms.discord.components import LABEL, TEXT_INPUT, button, row, rows
from bot.platforms.discord.lines import line
from bot.platforms.discord.markdown import LONGEST, escape, pieces, rendered
from bot.platforms.discord.names import Json, message_of, unkeyed
from bot.platforms.discord.spelling import slashed
from bot.platforms.outgoing import Edit, File, Post
from workshop_flows.values import SECOND, Moment

NO_PREVIEW, ONLY_FOR_ONE, SILENT = 1 << 2, 1 << 6, 1 << 12
NOBODY: Json = {"parse": []}
EVERYBODY: Json = {"parse": ["everyone"]}
PARAGRAPH, TITLE = 2, 45
WRITE, SAID, TAP = "w:write", "w:said", "w:tap"
"""The first parts of custom ids: they mean the same for ever, so that old messages are understood after a restart."""
TEXT = "text"
WRITTEN = {"idea": "💡", "question": "❓", "message": "✉️"}
"""What can be written by a button, and the sign before it in the room."""
SIGNS = {
    "⏭": "next", "⏸": "pause", "➕": "extend", "🗳": "count", "📊": "status", "👋": "wave", "🔗": "bundle", "✅": "yes",
}  # fmt: skip
"""The taps that have words on their buttons."""
MOST_WRITTEN = 900
"""Characters; escaped, and with a name before them, they fit into one message."""


def words(content: str, *, notice: bool = True) -> Json:
    """Return a message that pings nobody and previews nothing. No phone rings for a notice."""
    flags = NO_PREVIEW | (SILENT if notice else 0)
    return {"content": content, "allowed_mentions": NOBODY, "flags": flags}


def answering(message: str) -> Json:
    """Return what makes a message an answer, also to one that is gone meanwhile."""
    return {"message_reference": {"message_id": message, "fail_if_not_exists": False}}


def post(outgoing: Post) -> list[Json]:
    """Return a post in as many messages as it needs."""
    text = counted(slashed(rendered(outgoing.plain, outgoing.html)), outgoing.until)
    told = [words(piece, notice=outgoing.notice) for piece in pieces(text)]
    if outgoing.addresses_all:
        ring = words("@everyone", notice=False) | {"allowed_mentions": EVERYBODY}
        told = [ring, *told] if len(told[0]["content"]) > LONGEST - 10 else _addressed(told)
    answered = message_of(outgoing.reply_to.event) if outgoing.reply_to is not None else ""
    if answered:
        told[0] |= answering(answered)
    return told


def _addressed(told: list[Json]) -> list[Json]:
    first = told[0] | {"content": f"@everyone {told[0]['content']}", "allowed_mentions": EVERYBODY}
    return [first, *told[1:]]


def edit(outgoing: Edit) -> list[Json]:
    """Return the new words in as many messages as they need; under what is over nothing can be tapped."""
    text = counted(slashed(rendered(outgoing.plain, outgoing.html)), outgoing.until)
    told: list[Json] = [{"content": each, "allowed_mentions": NOBODY} for each in pieces(text)]
    told[0] |= {"components": []} if outgoing.over else {}
    return told


def file(outgoing: File) -> Json:
    """Return what is said of a file that comes with it."""
    return {"attachments": [{"id": "0", "filename": outgoing.name}], "allowed_mentions": NOBODY}


def counted(text: str, until: Moment | None) -> str:
    """Return a text with a countdown behind its first row, which everybody's client counts by itself."""
    if until is None:
        return text
    first, row_end, rest = text.partition("\n")
    return f"{first} (<t:{until // SECOND}:R>){row_end}{rest}"


def writing(lang: str) -> list[Json]:
    """Return the buttons by which people contribute."""
    return [
        row(*(button(f"{WRITE}:{kind}", line(lang, f"write-{kind}"), emoji=sign) for kind, sign in WRITTEN.items()))
    ]


def modal(kind: str, form: str, lang: str) -> Json:
    """Return the form for a contribution."""
    field = {"type": TEXT_INPUT, "custom_id": TEXT, "style": PARAGRAPH, "required": True}
    field |= {"min_length": 1, "max_length": MOST_WRITTEN}
    label = {"type": LABEL, "label": line(lang, "modal-label")[:TITLE], "component": field}
    title = line(lang, f"write-{kind}")[:TITLE]
    return {"custom_id": f"{SAID}:{kind}:{form}", "title": title, "components": [label]}


def said(kind: str, name: str, text: str) -> Json:
    """Return a contribution made by a button, for everybody to read. Its author is in the message's metadata."""
    head = f"{WRITTEN[kind]} **{escape(name)}:** "
    return words(f"{head}{escape(text[:MOST_WRITTEN])}"[:LONGEST])


def offered(name: str, taps: Iterable[str], lang: str, before: Iterable[Json] = ()) -> list[Json]:
    """Return the buttons for taps on a message of ours, by its name, after those that are there `before`."""
    there = [part for each in before for part in each["components"]]
    known = {_bare(part["custom_id"]) for part in there}
    new = {f"{TAP}:{name}:{sign}": sign for sign in taps}
    buttons = [button(each, line(lang, f"sign-{SIGNS[sign]}") if sign in SIGNS else sign) for each, sign in new.items()]
    return rows([*there, *(each for each in buttons if _bare(each["custom_id"]) not in known)])


def _bare(custom_id: str) -> str:
    """Return a custom id without the key of its message, which another run may not have known."""
    return ":".join(unkeyed(part)[0] for part in custom_id.split(":"))
