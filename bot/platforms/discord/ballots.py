"""What one person sees of their own ballot, and the taps that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.platforms.discord.components import ROWS, button, row
from bot.platforms.discord.contents import words
from bot.platforms.discord.lines import line
from bot.platforms.discord.markdown import LONGEST, escape, shortened
from bot.platforms.discord.names import Json
from bot.platforms.discord.polls import CHOSEN, WEIGH, grading, paged, picking
from bot.platforms.incoming import Standing
from workshop_flows.values import Method

THUMBS = {1: ("👍", "agree"), -1: ("👎", "disagree"), 0: ("🤷", "pass")}
RESISTANCE = range(11)
LABEL = 70
"""Characters of an option on its buttons."""


@dataclass(frozen=True, slots=True)
class View:
    """One person's view of a poll."""

    poll: str
    """Its message, with its key."""
    standing: Standing
    lang: str
    address: str

    def message(self, option: str = "") -> Json:
        """Return what they said so far, and what there is to tap for an option."""
        said = self._said()
        if self.standing.method in CHOSEN | {Method.SCALE}:
            return words(said)
        words_of, components = dict(self.standing.options), list[Json]()
        if self.standing.method == Method.DOTS:
            components = self._dots(option)
        elif option in words_of:
            asked = line(self.lang, f"grade-{self.standing.method}", self.address, option=escape(words_of[option]))
            said, components = f"{said}\n{asked}".strip(), [self._grades(option)]
        return words(shortened(said or line(self.lang, "noted"), LONGEST)) | {
            "components": [*components, *self._others(ROWS - len(components))]
        }

    def following(self, option: str) -> str:
        """Return the next option that they said nothing of; empty: there is none."""
        numbers = [number for number, _ in self.standing.options]
        at = numbers.index(option) + 1 if option in numbers else 0
        return next((each for each in numbers[at:] + numbers[:at] if each not in self.standing.weights), "")

    def _said(self) -> str:
        standing, weights = self.standing, self.standing.weights
        words_of = dict(standing.options)
        shown = [_shown(standing.method, words_of.get(each, each), weight) for each, weight in weights.items()]
        items = shortened(escape(", ".join(shown)), LONGEST // 2)
        if standing.method == Method.DOTS:
            left = standing.choices - sum(weights.values())
            name = "ballot-dots" if items else "ballot-dots-none"
            return line(self.lang, name, self.address, items=items, left=left)
        if standing.method in CHOSEN | {Method.SCALE}:
            return line(self.lang, "ballot" if items else "ballot-empty", self.address, items=items)
        return line(self.lang, "ballot-so-far", self.address, items=items) if items else ""

    def _dots(self, option: str) -> list[Json]:
        """Return plus and minus for an option, and for those that have dots."""
        weights, words_of = self.standing.weights, dict(self.standing.options)
        listed = [each for each in dict.fromkeys([option, *weights]) if each in words_of]
        room = ROWS - 1  # one for the menu with the others
        return [self._plus_minus(each, words_of[each], weights) for each in listed[:room]]

    def _plus_minus(self, option: str, label: str, weights: Mapping[str, int]) -> Json:
        has, standing = weights.get(option, 0), self.standing
        full = sum(weights.values()) >= standing.choices or (has > 0 and not standing.repeat)
        where, label = f"{WEIGH}:{self.poll}:{option}", shortened(label, LABEL)
        less = button(f"{where}:-1", f"− {label}", disabled=has == 0)
        return row(less, button(f"{where}:+1", f"+ {label}", disabled=full))

    def _grades(self, option: str) -> Json:
        now, where = self.standing.weights.get(option), f"{WEIGH}:{self.poll}:{option}"
        if self.standing.method == Method.RESISTANCE:
            return row(grading(self.poll, option, RESISTANCE, now, line(self.lang, "poll-grade")))
        thumbs = THUMBS.items()
        return row(*(button(f"{where}:={n}", line(self.lang, name), emoji=sign) for n, (sign, name) in thumbs))

    def _others(self, room: int) -> list[Json]:
        """Return the menus with which they go on, without going back to the vote's message."""
        pages, placeholder = paged(self.standing.options), line(self.lang, "poll-next")
        return [row(picking(self.poll, number, page, placeholder)) for number, page in enumerate(pages)][:room]


def _shown(method: str, option: str, weight: int) -> str:
    """Return an option with its weight, as people read it."""
    match method:
        case Method.DOTS:
            return option if weight == 1 else f"{option} ×{weight}"
        case Method.RESISTANCE:
            return f"{option}: {weight}"
        case Method.OPINION:
            return f"{THUMBS[weight][0]} {option}"
        case Method.SCALE:
            return str(weight)
        case _:
            return option
