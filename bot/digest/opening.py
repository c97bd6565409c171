"""The first section, "Auf einen Blick": what a press office copies and a mayor reads, on one page."""

from __future__ import annotations

from bot.digest.blocks import Block, Bullets, Paragraph, Quote, Section
from bot.digest.chapter import named, table
from bot.digest.glance import counts, mayor, press
from bot.digest.results import leaders
from bot.digest.sentences import Sentences
from workshop_flows.records import Summary, WorkshopRecord

MOST = 3
"""Ideas that are shown first where nobody voted."""


def glance(summary: Summary, say: Sentences) -> Section:
    """Return the first section: questions, people, top results, sentences to copy, open questions, next steps."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("asked", _asked(summary, say)),
        ("people", _people(summary, say)),
        ("results", _results(summary, say)),
        ("press", tuple(Quote(sentence) for sentence in press(summary, say))),
        ("mayor", tuple(Quote(sentence) for sentence in mayor(summary, say))),
        ("open", _open(summary, say)),
        ("next", (Paragraph(summary.next_steps or say("glance-next-none")),)),
    ]
    sections = tuple(Section(f"glance-{name}", say(f"glance-{name}"), blocks) for name, blocks in parts if blocks)
    return Section("glance", say("glance"), (), sections)


def _asked(summary: Summary, say: Sentences) -> tuple[Block, ...]:
    rows = [(workshop.title, prompt) for workshop in summary.workshops for prompt in workshop.prompts]
    return (Bullets(tuple((say("glance-asked-row", title=title, prompt=words), "") for title, words in rows)),) * bool(
        rows
    )


def _people(summary: Summary, say: Sentences) -> tuple[Block, ...]:
    totals = summary.totals
    said = []
    if totals.unique != 0:
        unique = say.people(totals.unique)
        said.append(
            say("glance-unique-invited", invited=summary.invited, unique=unique)
            if summary.invited
            else say("glance-unique", unique=unique)
        )
    stay = totals.stay
    if stay is not None and (stay.came or 0) > 1:
        name = "glance-stay" if stay.stayed is not None else "glance-stay-small"
        said.append(say(name, came=stay.came, stayed=stay.stayed or 0))
    if came := counts(summary, say):
        said.append(say("glance-counts", parts=came))
    return (Paragraph(" ".join(said)),) if said else ()


def _results(summary: Summary, say: Sentences) -> tuple[Block, ...]:
    return tuple(block for workshop in summary.workshops for block in leaders(workshop, say) or _liked(workshop, say))


def _liked(workshop: WorkshopRecord, say: Sentences) -> tuple[Block, ...]:
    """Return the ideas with the most support, where nobody voted."""
    ranked = sorted((idea for idea in workshop.ideas if idea.supporters), key=lambda idea: -idea.supporters)
    caption = say("liked-caption", workshop=named(workshop, say))
    return (table(ranked[:MOST], caption, say),) if ranked else ()


def _open(summary: Summary, say: Sentences) -> tuple[Block, ...]:
    points = tuple(
        (say("glance-open-row", reference=question.reference, title=workshop.title, question=question.text), "")
        for workshop in summary.workshops
        for question in workshop.questions
        if not question.answer
    )
    return (Bullets(points),) if points else (Paragraph(say("glance-open-none")),)
