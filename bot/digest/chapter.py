"""One workshop: its agenda, results, ideas by topic, questions, messages, people."""

from __future__ import annotations

from collections.abc import Sequence

from bot.digest.attendance import attendance
from bot.digest.blocks import Block, Bullets, Paragraph, Section, Table
from bot.digest.results import results
from bot.digest.sentences import Sentences
from workshop_flows.records import IdeaRecord, Left, PhaseRecord, QuestionRecord, WorkshopRecord


def chapter(workshop: WorkshopRecord, say: Sentences) -> Section:
    """Return everything about one workshop but the originals of its ideas."""
    sections = (
        _agenda(workshop, say),
        results(workshop, say),
        _ideas(workshop, say),
        *_store(workshop, say),
        _questions(workshop, say),
        _messages(workshop, say),
        attendance(workshop, say),
    )
    return Section(f"w-{workshop.id}", named(workshop, say), (Paragraph(_when(workshop, say)),), sections)


def named(workshop: WorkshopRecord, say: Sentences) -> str:
    """Return a workshop's heading; the plenary is called as it is."""
    if workshop.plenary:
        return say("plenary", title=workshop.title)
    return say("workshop", letter=workshop.letter, title=workshop.title)


def _when(workshop: WorkshopRecord, say: Sentences) -> str:
    if workshop.begins is None:
        return say("workshop-planned")
    date = say.date(workshop.begins)
    if workshop.ends is None:
        return say("workshop-since", date=date, clock=say.clock(workshop.begins))
    return say("workshop-when", date=date, span=say.span(workshop.begins, workshop.ends))


def _agenda(workshop: WorkshopRecord, say: Sentences) -> Section:
    head = (say("column-phase"), say("column-planned"), say("column-began"), say("column-ended"))
    rows = tuple(_phase(phase, say, over=workshop.ends is not None) for phase in workshop.phases)
    table = Table(say("agenda-caption"), head, rows)
    return Section(
        f"w-{workshop.id}-agenda", say("agenda"), (table,) if rows else (Paragraph(say("workshop-planned")),)
    )


def _phase(phase: PhaseRecord, say: Sentences, *, over: bool) -> tuple[str, ...]:
    title = say("runoff") if phase.runoff else phase.title
    planned = say("minutes", count=phase.minutes)
    if phase.begins is None:
        return title, planned, say("agenda-skipped") if over else say("unknown"), say("unknown")
    ends = say.clock(phase.ends) if phase.ends is not None else say("agenda-running")
    return title, planned, say.clock(phase.begins), ends


# --- ideas --------------------------------------------------------------------------------------------------------


def _ideas(workshop: WorkshopRecord, say: Sentences) -> Section:
    """Return the ideas by topic; an idea with two topics stands under both."""
    listed = [idea for idea in workshop.ideas if not idea.parked]
    topics = sorted({topic for idea in listed for topic in idea.topics}, key=str.casefold)
    blocks: list[Block] = [
        table([idea for idea in listed if topic in idea.topics], say("ideas-caption", topic=topic), say)
        for topic in topics
    ]
    if rest := [idea for idea in listed if not idea.topics]:
        blocks.append(table(rest, say("ideas-other") if topics else say("ideas-caption-all"), say))
    if not listed:
        blocks.append(Paragraph(say("ideas-none")))
    blocks += _left(workshop.ideas_left, "ideas", say)
    return Section(f"w-{workshop.id}-ideas", say("ideas"), tuple(blocks))


def _store(workshop: WorkshopRecord, say: Sentences) -> tuple[Section, ...]:
    parked = [idea for idea in workshop.ideas if idea.parked]
    if not parked:
        return ()
    blocks = (Paragraph(say("store-note")), table(parked, say("store-caption"), say))
    return (Section(f"w-{workshop.id}-store", say("store"), blocks),)


def table(ideas: Sequence[IdeaRecord], caption: str, say: Sentences) -> Table:
    """Return ideas with their numbers and how many are for them too."""
    bundles = any(idea.bundled for idea in ideas)
    head = (say("column-number"), say("column-idea"), say("column-supporters"))
    rows = [(idea.original.reference, idea.words or say("withheld-erased"), str(idea.supporters)) for idea in ideas]
    if not bundles:
        return Table(caption, head, tuple(rows), name=1, numeric=frozenset({2}))
    merged = [", ".join(each.reference for each in idea.bundled) for idea in ideas]
    full = tuple((*row, references) for row, references in zip(rows, merged, strict=True))
    return Table(caption, (*head, say("column-includes")), full, name=1, numeric=frozenset({2}))


def _left(left: Left, what: str, say: Sentences) -> list[Block]:
    counts = [("hidden", left.hidden), ("withdrawn", left.withdrawn)]
    parts = [say(f"left-{what}-{name}", count=count) for name, count in counts if count]
    return [Paragraph(say("left", parts=say.listed(parts)), note=True)] if parts else []


# --- questions and messages ---------------------------------------------------------------------------------------


def _questions(workshop: WorkshopRecord, say: Sentences) -> Section:
    points = tuple((_asked(question, say), _answer(question, say)) for question in workshop.questions)
    block: Block = Bullets(points) if points else Paragraph(say("questions-none"))
    blocks = (block, *_left(workshop.questions_left, "questions", say))
    return Section(f"w-{workshop.id}-questions", say("questions"), blocks)


def _asked(question: QuestionRecord, say: Sentences) -> str:
    words = question.text or say("withheld-erased")
    if not question.supporters:
        return say("question", reference=question.reference, question=words)
    return say("question-supported", reference=question.reference, question=words, count=question.supporters)


def _answer(question: QuestionRecord, say: Sentences) -> str:
    if not question.answer:
        return say("answer-open")
    if question.office:
        return say("answer-office", office=question.office, answer=question.answer)
    return say("answer", answer=question.answer)


def _messages(workshop: WorkshopRecord, say: Sentences) -> Section:
    points = tuple((say.quoted(each.text), "") for each in workshop.messages if each.text)
    block: Block = Bullets(points) if points else Paragraph(say("messages-none"))
    blocks = (block, *_left(workshop.messages_left, "messages", say))
    return Section(f"w-{workshop.id}-messages", say("messages"), blocks)
