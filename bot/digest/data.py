"""The day as JSON: `summary.json`, for whoever counts again or builds something with it.

Field names are those of `workshop_flows/records.py`, where each is described. Instants are ISO 8601 with offset;
a small number of people is the text `<5`; what is not known is null.
"""

from __future__ import annotations

import json
from typing import Any

from bot.digest.sentences import Sentences
from bot.digest.tables import FIGURES, masked
from workshop_flows.records import (
    AttendanceRecord,
    IdeaRecord,
    Left,
    Original,
    PhaseRecord,
    QuestionRecord,
    RowRecord,
    Stayed,
    Summary,
    VoteRecord,
    WorkshopRecord,
)
from workshop_flows.result import Turnout
from workshop_flows.values import Moment

FORMAT = "werkstatt-summary/1"
Json = dict[str, Any]


def data(summary: Summary, say: Sentences) -> str:
    """Return the summary as JSON, its keys in a fixed order."""
    return json.dumps(_Data(say).summary(summary), ensure_ascii=False, indent=2) + "\n"


class _Data:
    """Records as JSON, in one time zone."""

    def __init__(self, say: Sentences) -> None:
        self.say = say

    def summary(self, summary: Summary) -> Json:
        return {
            "format": FORMAT,
            "name": summary.name,
            "title": summary.title,
            "language": summary.language,
            "timezone": summary.timezone,
            "controller": summary.controller,
            "contact": summary.contact,
            "next_steps": summary.next_steps,
            "invited": summary.invited,
            "small_count": summary.small_count,
            "as_of": self.instant(summary.as_of),
            "draft": summary.draft,
            "released": self.instant(summary.released),
            "binding": False,
            "missed": list(summary.missed),
            "waiting": list(summary.waiting),
            "totals": {
                "unique": masked(summary.totals.unique, self.say),
                "stay": self.stay(summary.totals.stay) if summary.totals.stay is not None else None,
                "ideas": summary.totals.ideas,
                "questions": summary.totals.questions,
                "answered": summary.totals.answered,
                "messages": summary.totals.messages,
                "ballots": summary.totals.ballots,
            },
            "workshops": [self.workshop(each) for each in summary.workshops],
        }

    def instant(self, at: Moment | None) -> str | None:
        return self.say.iso(at) if at is not None else None

    def workshop(self, record: WorkshopRecord) -> Json:
        return {
            "id": record.id,
            "letter": record.letter,
            "title": record.title,
            "language": record.language,
            "plenary": record.plenary,
            "begins": self.instant(record.begins),
            "ends": self.instant(record.ends),
            "prompts": list(record.prompts),
            "phases": [self.phase(each) for each in record.phases],
            "ideas": [self.idea(each) for each in record.ideas],
            "ideas_left": _left(record.ideas_left),
            "votes": [self.vote(each) for each in record.votes],
            "questions": [_question(each) for each in record.questions],
            "questions_left": _left(record.questions_left),
            "messages": [
                {"number": each.number, "text": each.text, "entered": each.entered} for each in record.messages
            ],
            "messages_left": _left(record.messages_left),
            "attendance": self.attendance(record.attendance) if record.attendance is not None else None,
        }

    def phase(self, record: PhaseRecord) -> Json:
        return {
            "number": record.number,
            "kind": record.kind.value,
            "title": record.title,
            "minutes": record.minutes,
            "begins": self.instant(record.begins),
            "ends": self.instant(record.ends) if record.begins is not None else None,
            "runoff": record.runoff,
        }

    def idea(self, record: IdeaRecord) -> Json:
        return {
            **_original(record.original),
            "words": record.words,
            "titled": record.titled,
            "topics": list(record.topics),
            "supporters": record.supporters,
            "parked": record.parked,
            "bundled": [_original(each) for each in record.bundled],
        }

    def vote(self, record: VoteRecord) -> Json:
        average = record.average
        return {
            "number": record.number,
            "title": record.title,
            "method": record.method.value,
            "on": record.on.value,
            "runoff_of": record.runoff_of,
            "decided_by": record.decided_by,
            "poll": record.poll,
            "leading": record.leading,
            "limit": record.limit,
            "opened": self.instant(record.opened),
            "closed": self.instant(record.closed),
            "rows": [_row(row) for row in record.rows],
            "points": [{"point": point, "answers": answers} for point, answers in record.points],
            "average": round(float(average), 4) if average is not None else None,
            "coverage": {"covered": record.coverage[0], "voters": record.coverage[1]} if record.coverage else None,
            "turnout": _turnout(record.turnout),
        }

    def attendance(self, record: AttendanceRecord) -> Json:
        return {
            **{name: masked(getattr(record, name), self.say) for name in FIGURES},
            "stay": self.stay(record.stay),
            "head_counts": [
                {"at": self.instant(at), "count": masked(count, self.say)} for at, count in record.head_counts
            ],
            "unobserved": [
                {"since": self.instant(since), "until": self.instant(until)} for since, until in record.unobserved
            ],
        }

    def stay(self, stay: Stayed) -> Json:
        return {"came": masked(stay.came, self.say), "stayed": masked(stay.stayed, self.say), "dropped": stay.dropped}


def _row(row: RowRecord) -> Json:
    return {
        "number": row.number,
        "reference": row.reference,
        "title": row.title,
        "rank": row.rank,
        "value": row.value,
        "agree": row.agree,
        "disagree": row.disagree,
        "passed": row.passed,
        "shortlisted": row.shortlisted,
        "tied": row.tied,
        "status_quo": row.status_quo,
        "withheld": row.withheld,
    }


def _turnout(turnout: Turnout) -> Json:
    return {
        "ballots": turnout.ballots,
        "present": max(turnout.present, turnout.ballots),
        "joined": max(turnout.joined, turnout.present, turnout.ballots),
        "visible": turnout.visible,
        "entered": turnout.entered,
        "late": turnout.late,
    }


def _left(left: Left) -> Json:
    return {"hidden": left.hidden, "withdrawn": left.withdrawn}


def _original(record: Original) -> Json:
    return {
        "reference": record.reference,
        "number": record.number,
        "text": record.text,
        "edited": record.edited,
        "entered": record.entered,
    }


def _question(record: QuestionRecord) -> Json:
    return {
        "number": record.number,
        "reference": record.reference,
        "text": record.text,
        "supporters": record.supporters,
        "answer": record.answer,
        "office": record.office,
        "entered": record.entered,
    }
