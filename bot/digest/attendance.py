"""Who was there: every figure with what it means, small numbers named only as small."""

from __future__ import annotations

from bot.digest.blocks import Block, Paragraph, Section, Table
from bot.digest.sentences import Sentences
from workshop_flows.records import AttendanceRecord, Masked, Stayed, Summary, WorkshopRecord

FIGURES = (
    "unique",
    "at_start",
    "at_end",
    "waved_at_start",
    "waved_at_end",
    "seated",
    "peak",
    "members",
    "guests",
)
"""In the order in which they are read."""


def attendance(workshop: WorkshopRecord, say: Sentences) -> Section:
    """Return the figures of one workshop."""
    id_, title = f"w-{workshop.id}-attendance", say("attendance")
    record = workshop.attendance
    if record is None:
        return Section(id_, title, (Paragraph(say("attendance-none")),))
    return Section(id_, title, (_table(record, say), *_remarks(record, say)))


def total(summary: Summary, say: Sentences) -> Section:
    """Return the figures of the day, where everybody counts once."""
    rows = [_row("unique", summary.totals.unique, say)]
    stay = summary.totals.stay
    if stay is not None:
        rows += [(say("figure-at_start"), say.count(stay.came), say("figure-came-means")), *_stay(stay, say)]
    blocks: tuple[Block, ...] = (Paragraph(say("total-note")), _captioned(tuple(rows), say), *_small(say))
    return Section("total", say("total"), blocks)


def _table(record: AttendanceRecord, say: Sentences) -> Table:
    names = [name for name in FIGURES if name != "seated" or record.seated != 0]  # most workshops have no voice channel
    figures = tuple(_row(name, getattr(record, name), say) for name in names)
    return _captioned((*figures, *_stay(record.stay, say)), say)


def _captioned(rows: tuple[tuple[str, ...], ...], say: Sentences) -> Table:
    head = (say("column-figure"), say("column-value"), say("column-meaning"))
    return Table(say("attendance-caption"), head, rows, numeric=frozenset({1}))


def _row(name: str, count: Masked, say: Sentences) -> tuple[str, ...]:
    return say(f"figure-{name}"), say.count(count), say(f"figure-{name}-means")


def _stay(stay: Stayed, say: Sentences) -> tuple[tuple[str, ...], ...]:
    rate = say("unknown")
    if stay.came and stay.dropped is not None:
        percent = say.percent(stay.dropped, stay.came)
        rate = say("figure-dropout-value", dropped=stay.dropped, came=stay.came, percent=percent)
    return (_row("stayed", stay.stayed, say), (say("figure-dropout"), rate, say("figure-dropout-means")))


def _remarks(record: AttendanceRecord, say: Sentences) -> tuple[Block, ...]:
    said = []
    if record.head_counts:
        heads = [
            say("attendance-head", clock=say.clock(at), count=say.count(count)) for at, count in record.head_counts
        ]
        said.append(say("attendance-heads", counts=", ".join(heads)))
    said += [say("attendance-gap", span=say.span(since, until)) for since, until in record.unobserved]
    return (*_small(say), *(Paragraph(sentence, note=True) for sentence in said))


def _small(say: Sentences) -> tuple[Paragraph, ...]:
    """Say how small numbers are named, where any can be."""
    if say.small < 2:
        return ()
    return (Paragraph(say("attendance-small", most=say.small - 1, fewer=say.fewer), note=True),)
