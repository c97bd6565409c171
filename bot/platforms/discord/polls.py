"""A vote's message, for everybody: menus or buttons while it is open, the result when it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.platforms.discord.components import MENU, OPTION_LABEL, OPTIONS, button, row
from bot.platforms.discord.contents import words
from bot.platforms.discord.lines import line
from bot.platforms.discord.markdown import LONGEST, escape, shortened
from bot.platforms.discord.names import Json, keyed, unkeyed
from bot.platforms.outgoing import Poll
from workshop_flows.values import Method

VOTE, PICK, WEIGH, GRADE, OVER = "w:vote", "w:pick", "w:weigh", "w:grade", "w:over"
"""The first parts of custom ids: they mean the same for ever, so that old messages are understood after a restart.

`w:vote:<poll>:<page>:<choices>` is a menu in which options are chosen, `w:pick:<poll>:<page>` one that names the option
to weigh; `w:weigh:<poll>:<option>:<change>` a button, `w:grade:<poll>:<option>` a menu with weights. The poll is `0` in
its own message, and has its key behind a dot: whoever sees the message may tap before we know that it stands there.
"""
HERE = "0"
PAGES = 5
CHOSEN = frozenset({Method.APPROVAL, Method.SINGLE})
"""The ways to vote in which an option is just chosen."""
SCALE = range(1, 6)


def poll(outgoing: Poll, key: str, lang: str, address: str) -> Json:
    """Return the message of a vote: a menu for every 25 options, or the points of a scale."""
    how = "poll-how" if outgoing.method in CHOSEN else f"poll-how-{outgoing.method}"
    told = line(lang, how, address, choices=outgoing.choices)
    for first, _ in outgoing.options[PAGES * OPTIONS :][:1]:
        told = f"{told}\n{line(lang, 'poll-rest', address, first=first)}"
    message = words(f"**{escape(shortened(outgoing.question, LONGEST // 3))}**\n{told}", notice=False)
    return message | {"components": _components(outgoing, keyed(HERE, key), lang)}


def reworded(message: Json, outgoing: Poll, lang: str, address: str) -> Json | None:
    """Return what changes in a vote's message, so that other words are read; None if it is over."""
    ids = [part.get("custom_id") for each in message.get("components", ()) for part in each.get("components", ())]
    told = poll(outgoing, next(map(_key, filter(None, ids)), ""), lang, address)
    kept = ("content", "components", "allowed_mentions")
    return None if OVER in ids else {name: told[name] for name in kept}


def _key(custom_id: str) -> str:
    """Return the key of a vote, from what can be tapped in its message."""
    _, _, name, *_ = (*custom_id.split(":"), "", "", "")
    return unkeyed(name)[1]


def _components(outgoing: Poll, here: str, lang: str) -> list[Json]:
    if outgoing.method == Method.SCALE:
        return [row(*(button(f"{WEIGH}:{here}:1:={point}", str(point)) for point in SCALE))]
    pages = paged(outgoing.options)
    if outgoing.method not in CHOSEN:
        placeholder = line(lang, "poll-pick")
        return [row(picking(here, number, page, placeholder)) for number, page in enumerate(pages)]
    return [row(_choosing(page, f"{here}:{number}", outgoing.choices, lang)) for number, page in enumerate(pages)]


def paged(options: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """Return the options as menus can hold them."""
    return [options[at : at + OPTIONS] for at in range(0, len(options), OPTIONS)][:PAGES]


def _choosing(options: Sequence[tuple[str, str]], where: str, choices: int, lang: str) -> Json:
    most = max(1, min(choices, len(options)))
    told = _menu(f"{VOTE}:{where}:{choices}", options, line(lang, "poll-choose", choices=choices))
    return told | {"min_values": 0, "max_values": most}


def picking(poll_id: str, page: int, options: Sequence[tuple[str, str]], placeholder: str) -> Json:
    """Return a menu that names the option to weigh."""
    return _menu(f"{PICK}:{poll_id}:{page}", options, placeholder)


def grading(poll_id: str, option: str, weights: range, now: int | None, placeholder: str) -> Json:
    """Return a menu of weights for one option."""
    told = _menu(f"{GRADE}:{poll_id}:{option}", [(str(each), str(each)) for each in weights], placeholder)
    for each in told["options"]:
        if each["value"] == str(now):
            each["default"] = True
    return told


def _menu(custom_id: str, options: Sequence[tuple[str, str]], placeholder: str) -> Json:
    listed = [{"label": shortened(text, OPTION_LABEL), "value": number} for number, text in options]
    return {"type": MENU, "custom_id": custom_id, "options": listed, "placeholder": placeholder}


def offered(message: Json, custom_id: str) -> tuple[str, ...]:
    """Return what there is to choose from in a menu of a message."""
    menus = [part for each in message.get("components", ()) for part in each.get("components", ())]
    listed = [menu.get("options", ()) for menu in menus if menu.get("custom_id") == custom_id]
    return tuple(str(option["value"]) for options in listed for option in options)


def closed(content: str, result: str, lang: str) -> Json:
    """Return what becomes of a vote's message: its question, the result, and nothing to tap."""
    question = content.partition("\n")[0]
    told = words(shortened(f"{question}\n{escape(result)}", LONGEST))
    del told["flags"]  # they are those of the message for ever
    return told | {"components": [row(button(OVER, line(lang, "poll-closed"), disabled=True))]}
