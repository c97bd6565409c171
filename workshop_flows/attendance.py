"""What is known of one person in one workshop: memberships, the voice channel, signs of life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workshop_flows.values import Moment


@dataclass(slots=True)
class Span:
    """A membership of the room, `[begins, ends)`; no end: it goes on."""

    begins: Moment
    ends: Moment | None = None


@dataclass(slots=True)
class Attendance:
    """What is known of one person in one workshop."""

    spans: list[Span] = field(default_factory=list)
    voice: list[Span] = field(default_factory=list)
    """When they sat in the voice channel."""
    first_sign: Moment | None = None
    """The first sign of life of this run: a message, a tap, a ballot."""
    last_sign: Moment | None = None
    waved_at_start: bool = False
    waved_at_end: bool = False
    left: Moment | None = None
    guest: bool = False

    def until(self) -> Moment | None:
        """Return when the person was seen last: at leaving, else at the last sign of life."""
        if self.last_sign is None:
            return None
        return self.last_sign if self.left is None else max(self.left, self.last_sign)

    @property
    def inside(self) -> bool:
        """They are a member of the room now."""
        return bool(self.spans) and self.spans[-1].ends is None

    @property
    def seated(self) -> bool:
        """They sit in the voice channel now."""
        return bool(self.voice) and self.voice[-1].ends is None

    def sat(self, since: Moment, until: Moment) -> bool:
        """Say whether they sat in the voice channel at any time between two instants."""
        return overlaps(self.voice, since, until)

    def seen(self, begins: Moment, end: Moment) -> tuple[Moment, Moment] | None:
        """Return when they were seen first and last in a run of a workshop: by signs of life, and in the voice channel.

        None: not at all.
        """
        sat = [span for span in self.voice if overlaps([span], begins, end)]
        first = [max(span.begins, begins) for span in sat]
        last = [end if span.ends is None else min(span.ends, end) for span in sat]
        if self.first_sign is not None:
            first, last = [*first, self.first_sign], [*last, self.until() or self.first_sign]
        return (min(first), max(last)) if first else None

    def alive(self, begins: Moment) -> bool:
        """Say whether they were seen since a run began."""
        return self.first_sign is not None or any(span.ends is None or span.ends > begins for span in self.voice)

    def there_at_start(self, begins: Moment, first: Moment) -> bool:
        """Say whether they were there at the start.

        They said so at the welcome, gave a sign within the first minutes, or sat in the voice channel then.
        """
        signed = self.first_sign is not None and self.first_sign <= first
        return self.waved_at_start or signed or self.sat(begins, first)

    def there_since(self, last: Moment, end: Moment) -> bool:
        """Say whether they were there at the end.

        They said so at the closing, gave a sign within the last minutes, or sat in the voice channel then.
        """
        until = self.until()
        left_before = self.left is not None and self.left < last
        signed = until is not None and until >= last
        return (self.waved_at_end and not left_before) or signed or self.sat(last, end)


def overlaps(spans: Iterable[Span], begins: Moment, end: Moment) -> bool:
    """Say whether any of the spans lies within an interval, in part at least."""
    return any(span.begins <= end and (span.ends is None or span.ends > begins) for span in spans)
