"""The documentation as one page that needs nothing else: no script, no picture, no request."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.digest.blocks import Document


def page(document: Document) -> str:
    """Return the page as HTML; everything in it is text, escaped once, here."""
    return _template().render(
        language=document.language,
        title=document.title,
        tab=document.tab,
        mark=document.mark,
        draft=document.draft,
        head=document.head,
        contents=document.contents,
        sections=document.sections,
    )


@cache
def _template() -> Template:
    loader = PackageLoader("bot.digest", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("dokumentation.html")
