"""What the people of the demonstration sent: the other side of the books."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Log:
    """Every input by its source, as the journal calls it."""

    sent: dict[str, bool] = field(default_factory=dict)
    """Source -> whether it may be just talk."""
    words: dict[str, str] = field(default_factory=dict)
    ballots: set[str] = field(default_factory=set)

    def note(self, source: str, words: str, *, talk: bool = False, ballot: bool = False) -> None:
        """Note an input."""
        self.sent[source], self.words[source] = talk, words
        if ballot:
            self.ballots.add(source)
