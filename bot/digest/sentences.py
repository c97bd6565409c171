"""The sentences of the documentation in one language: times, numbers and lists as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.word_file import source
from bot.wording import Wording
from workshop_flows.records import Masked, Summary
from workshop_flows.values import Moment


class Sentences:
    """What the documents of one conference say: its language, its time zone, how it addresses people."""

    def __init__(self, summary: Summary) -> None:
        """Take language, zone and address from the conference."""
        self.language = summary.language
        self.small = summary.small_count
        self._zone = ZoneInfo(summary.timezone)
        self._address = summary.address
        self._wording = _wording(summary.language)

    def __call__(self, name: str, **values: object) -> str:
        """Return one sentence. Raises KeyError for one that does not exist, ValueError for a missing value."""
        return self._wording.formatted(name, values, self._address)

    def knows(self, name: str) -> bool:
        """Say whether there is a sentence of this name."""
        return name in self._wording.names()

    def local(self, at: Moment) -> datetime:
        """Return an instant in the conference's zone, without fractions of a second."""
        return datetime.fromtimestamp(at // 1000, UTC).astimezone(self._zone)

    def iso(self, at: Moment) -> str:
        """Return an instant as machines read it: `2027-06-20T12:02:00+02:00`."""
        return self.local(at).isoformat()

    def time(self, at: Moment) -> str:
        """Return a time of day: `12:02`."""
        local = self.local(at)
        return f"{local.hour}:{local.minute:02}"

    def clock(self, at: Moment) -> str:
        """Return a time of day as it stands in a sentence: `12:02 Uhr`."""
        return self("clock", time=self.time(at))

    def date(self, at: Moment) -> str:
        """Return a day: `20. Juni 2027`."""
        local = self.local(at)
        return self("date", day=str(local.day), month=local.month, year=str(local.year))

    def moment(self, at: Moment) -> str:
        """Return day and time."""
        return self("moment", date=self.date(at), clock=self.clock(at))

    def span(self, since: Moment, until: Moment) -> str:
        """Return a stretch of a day: `12:02 bis 12:08 Uhr`; the day of its end too if that is another."""
        if self.local(since).date() == self.local(until).date():
            return self("span", **{"from": self.time(since), "to": self.time(until)})
        return f"{self.clock(since)} – {self.moment(until)}"

    def count(self, count: Masked) -> str:
        """Return a number of people; a small one only as such: `<5`."""
        return self.fewer if count is None else str(count)

    @property
    def fewer(self) -> str:
        """The sign for a small number of people."""
        return f"<{self.small}"

    def people(self, count: Masked) -> int | str:
        """Return a number of people for a sentence; a small one in words: `weniger als 5`."""
        return self("fewer", small=self.small) if count is None else count

    def percent(self, part: int, whole: int) -> str:
        """Return a share with one decimal: `6,7 %`."""
        return self("percent", value=self.decimal(part * 100, whole))

    def decimal(self, numerator: int, denominator: int) -> str:
        """Return a fraction with one decimal, as this language writes it."""
        tenths = (numerator * 20 + denominator) // (denominator * 2)
        sign = "," if self.language == "de" else "."
        return f"{tenths // 10}{sign}{tenths % 10}"

    def listed(self, parts: Sequence[str]) -> str:
        """Return parts as one list: `a, b und c`."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('and')} {parts[-1]}"

    def quoted(self, text: str) -> str:
        """Return words in quotation marks."""
        return self("quoted", text=text)


@cache
def _wording(language: str) -> Wording:
    return Wording(language, source(language, "bot.digest"))
