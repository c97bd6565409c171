"""What is held about a person, as a file for them: JSON, for whoever wants to take it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.saying import Saying
from storage.people import Account
from storage.rows import Row
from workshop_flows.effects import Disclose, Urgency
from workshop_flows.holdings import BallotHeld, Given, WorkshopHoldings

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.values import Moment

FORMAT = "werkstatt-mydata/1"
NAME = "meine-daten.json"
MIME = "application/json"
Json = dict[str, Any]


def disclosed(
    day: Conference, saying: Saying, turn: int, effect: Disclose, accounts: Sequence[Account]
) -> Iterator[Row]:
    """Yield the file for the chat in which it was asked for. It lies in the outbox alone, and is erased with it."""
    text = json.dumps(_Data(day).of(effect, accounts), ensure_ascii=False, indent=2)
    body = {"name": NAME, "mime": MIME, "text": text}
    yield Row(saying.key("mydata", str(turn), effect.source), effect.source.room, Urgency.ANSWER, "file", body)


class _Data:
    """Holdings as JSON, in the conference's time zone."""

    def __init__(self, day: Conference) -> None:
        self.plan, self.zone = day.plan, ZoneInfo(day.plan.timezone)
        self.names = day.names

    def of(self, effect: Disclose, accounts: Sequence[Account]) -> Json:
        return {
            "format": FORMAT,
            "conference": self.plan.title,
            "controller": self.plan.controller,
            "contact": self.plan.contact,
            "legal_basis": self.plan.legal_basis,
            "retention_days": self.plan.retention_days,
            "number": effect.person,
            "name": self.names.get(effect.person, ""),
            "accounts": [{"account": each.account, "name": each.name} for each in accounts],
            "direct_chat": effect.source.room,
            "role": str(effect.held.role),
            "workshops": [self.workshop(each) for each in effect.held.workshops],
        }

    def workshop(self, held: WorkshopHoldings) -> Json:
        return {
            "title": held.title,
            "trial": held.trial,
            "ideas": [self.given(each) for each in held.ideas],
            "questions": [self.given(each) for each in held.questions],
            "messages": [self.given(each) for each in held.messages],
            "supported": list(held.supported),
            "ballots": [self.ballot(each) for each in held.ballots],
            "late_for": list(held.late),
            "in_the_room": [self.span(each) for each in held.spans],
            "in_the_voice_channel": [self.span(each) for each in held.voice],
            "signs_of_life": self.span(held.signs) if held.signs is not None else None,
            "waved_at_start": held.waved_at_start,
            "waved_at_end": held.waved_at_end,
            "told_once": [{"about": about, "at": self.instant(at)} for about, at in held.told],
        }

    def given(self, given: Given) -> Json:
        return {
            "number": given.reference,
            "text": given.text,
            "at": self.instant(given.at),
            "message": given.message,
            "withdrawn": given.withdrawn,
            "entered_by_the_moderation": given.entered,
        }

    def ballot(self, held: BallotHeld) -> Json:
        return {
            "vote": held.vote,
            "method": str(held.method),
            "weights": {str(option): weight for option, weight in held.ballot},
            "at": self.instant(held.at),
            "message": held.message,
            "visible_in_the_room": held.visible,
            "counted": held.counted,
        }

    def span(self, span: tuple[Moment, Moment | None]) -> Json:
        begins, ends = span
        return {"from": self.instant(begins), "to": None if ends is None else self.instant(ends)}

    def instant(self, at: Moment) -> str:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone).isoformat(timespec="seconds")
