"""The appendix: every idea in its author's own words, and what became of it."""

from __future__ import annotations

from bot.digest.blocks import Paragraph, Section, Table
from bot.digest.chapter import named
from bot.digest.sentences import Sentences
from workshop_flows.records import IdeaRecord, Original, Summary, WorkshopRecord


def appendix(summary: Summary, say: Sentences) -> tuple[Section, ...]:
    """Return the originals of all workshops; nothing if nobody gave an idea."""
    sections = tuple(_workshop(workshop, say) for workshop in summary.workshops if workshop.ideas)
    if not sections:
        return ()
    return (Section("appendix", say("appendix"), (Paragraph(say("appendix-note")),), sections),)


def _workshop(workshop: WorkshopRecord, say: Sentences) -> Section:
    rows = [(idea.original, _of_head(idea, say)) for idea in workshop.ideas]
    rows += [
        (each, [say("remark-bundled", reference=idea.original.reference)])
        for idea in workshop.ideas
        for each in idea.bundled
    ]
    rows.sort(key=lambda row: row[0].number)
    table = Table(
        say("appendix-caption", title=workshop.title),
        (say("column-number"), say("column-original"), say("column-remark")),
        tuple((each.reference, each.text or say("withheld-erased"), _remark(each, more, say)) for each, more in rows),
        name=1,
    )
    return Section(f"w-{workshop.id}-appendix", named(workshop, say), (table,))


def _of_head(idea: IdeaRecord, say: Sentences) -> list[str]:
    said = [say("remark-titled", title=idea.words)] if idea.titled else []
    return [*said, say("remark-parked")] if idea.parked else said


def _remark(original: Original, more: list[str], say: Sentences) -> str:
    said = [say("remark-entered")] if original.entered else []
    said += [say("remark-edited")] if original.edited else []
    return "; ".join([*said, *more])
