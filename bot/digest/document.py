"""The documentation as a whole, in one language, before it becomes a page or Markdown."""

from __future__ import annotations

from bot.digest.appendix import appendix
from bot.digest.attendance import total
from bot.digest.blocks import Document
from bot.digest.chapter import chapter
from bot.digest.opening import glance
from bot.digest.sentences import Sentences
from workshop_flows.records import Summary


def document(summary: Summary, say: Sentences) -> Document:
    """Return "Auf einen Blick", a chapter for each workshop, the day's figures, and the appendix."""
    sections = [glance(summary, say), *(chapter(workshop, say) for workshop in summary.workshops)]
    if len(summary.workshops) > 1:
        sections.append(total(summary, say))
    mark = say("draft") if summary.released is None else say("released", moment=say.moment(summary.released))
    title = say("document-title", title=summary.title)
    return Document(
        title=title,
        tab=say("title-draft", title=title) if summary.draft else title,
        language=summary.language,
        mark=mark,
        draft=summary.draft,
        head=_head(summary, say),
        contents=say("contents"),
        sections=(*sections, *appendix(summary, say)),
    )


def _head(summary: Summary, say: Sentences) -> tuple[str, ...]:
    said = [say("as-of", moment=say.moment(summary.as_of)), say("not-binding"), say("no-names")]
    if not summary.workshops:
        said.append(say("nothing"))
    if summary.waiting:
        said.append(say("waiting", titles=say.listed(summary.waiting)))
    if summary.missed:
        said.append(say("missed", platforms=say.listed(summary.missed)))
    if summary.controller and summary.contact:
        said.append(say("controller-contact", controller=summary.controller, contact=summary.contact))
    elif summary.controller:
        said.append(say("controller", controller=summary.controller))
    return tuple(said)
