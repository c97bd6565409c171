"""Words for Discord: escaped exactly once, our own emphasis kept, cut where a message would be too long."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONGEST = 2_000
MORE = " …"
_SPECIAL = re.compile(r"[\\*_~|`\[\]<]")
_LINE_START = re.compile(r"^([ \t]*)(#{1,3} |-# |>)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_ESCAPED = re.compile(r"\\([\\*_~|`\[\]<#>-])")


def escape(text: str) -> str:
    """Return people's words as they shall be read; addresses stay addresses."""
    parts, end = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_escaped(text[end : address.start()]), address[0]]
        end = address.end()
    return _LINE_START.sub(r"\1\\\2", "".join([*parts, _escaped(text[end:])]))


def unescape(text: str) -> str:
    """Return what was escaped. Addresses hold no escapes, so nothing in them is changed."""
    return _ESCAPED.sub(r"\1", text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def rendered(plain: str, html: str) -> str:
    """Return a message of the house as Markdown."""
    if not html:
        return escape(plain)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Reads the few tags that our sentences have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self._parts.append(escape(data))

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._parts.append("\n" if tag == "br" else "**" if tag == "strong" else "")

    def handle_endtag(self, tag: str) -> None:
        self._parts.append("**" if tag == "strong" else "")

    def text(self) -> str:
        return "".join(self._parts)


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """Cut a text at lines, else between items and words, so that each piece fits."""
    found: list[str] = []
    while len(text) > longest:
        cut = max((text.rfind(sign, longest // 2, longest) for sign in ("\n", " · ")), default=-1)
        cut = cut if cut > 0 else text.rfind(" ", longest // 2, longest)
        cut = cut if cut > 0 else longest
        if text[cut - 1] == "\\":
            cut -= 1  # an escape stays with what it escapes
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip(" ·\n") if text[cut : cut + 1] in {"\n", " "} else text[cut:]
    return [*found, text]


def shortened(text: str, longest: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= longest else text[: longest - len(MORE)].rstrip("\\ ") + MORE
