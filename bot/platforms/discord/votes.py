"""Taps on a vote: choices in menus, plus and minus, grades. What counts is for the house to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.platforms.discord import polls
from bot.platforms.discord.ballots import View
from bot.platforms.discord.lines import language
from bot.platforms.discord.names import Json, about, account_name, keyed, source, unkeyed
from bot.platforms.discord.pending import Pending
from bot.platforms.discord.replies import FACT, LATE, Replies
from bot.platforms.incoming import Inbox, Incoming, Polled, Standing, Weighed
from workshop_flows.values import Method


@dataclass(slots=True)
class Votes:
    """Hears how people vote."""

    replies: Replies
    hear: Callable[[Incoming], None]
    house: Inbox | None = None
    """Who knows each person's ballot: nothing of it is kept here, so nothing is forgotten here."""

    def chose(self, data: Json, user: Json) -> None:
        """Take a choice in a menu of a vote's message."""
        message, chosen = data["message"]["id"], tuple(data["data"].get("values") or ())
        among = polls.offered(data["message"], data["data"]["custom_id"])
        self.replies.wait(data, partial(self._of_choice, data, user, message, len(chosen)))
        self.hear(Polled(*about(data, user), source(data["channel_id"], message), chosen, among))

    def picked(self, data: Json, user: Json, rest: str) -> None:
        """Take the option that somebody wants to weigh; the first of its dots comes with it."""
        poll, replaces = _where(data, rest)
        option = next(iter(data["data"].get("values") or ()), "")
        decided = partial(self._of_weight, data, user, poll, option)
        pending = self.replies.wait(data, decided, replaces=replaces)  # now: a slow disk may keep us waiting below
        self.replies.begin(self._picked(pending, user, (poll, option)))

    async def _picked(self, pending: Pending, user: Json, what: tuple[str, str]) -> None:
        if self.house is not None:
            await self.house.still()
        data, (poll, option) = pending.data, what
        standing = self._standing(data, user, poll)
        if standing is None or not standing.open:
            pending.answer([self.replies.words(data, "no-longer")])
        elif standing.method == Method.DOTS and _first_dot(standing, option):
            self._hear(data, user, what, 1, further=True)
        else:
            pending.answer([self._view(data, poll, standing).message(option)])

    def weighed(self, data: Json, user: Json, rest: str) -> None:
        """Take plus, minus, a thumb or a point of the scale."""
        poll, replaces = _where(data, rest)
        _, option, change = (*rest.split(":"), "", "", "")[:3]
        further = not change.startswith("=")
        try:
            weight = int(change.removeprefix("="))
        except ValueError:
            self.replies.say(data, "no-longer")
            return
        decided = partial(self._of_weight, data, user, poll, option)
        hear = partial(self._hear, data, user, (poll, option), weight, further=further)
        if further:
            self.replies.wait_once(data, decided, hear, replaces=replaces)
        else:
            self.replies.wait(data, decided, replaces=replaces)
            hear()

    def graded(self, data: Json, user: Json, rest: str) -> None:
        """Take a weight that was chosen in a menu."""
        value = next(iter(data["data"].get("values") or ()), "")
        self.weighed(data, user, f"{rest}:={value}")

    def _hear(self, data: Json, user: Json, what: tuple[str, str], weight: int, *, further: bool) -> None:
        poll, option = what
        self.hear(Weighed(*about(data, user), source(data["channel_id"], unkeyed(poll)[0]), option, weight, further))

    def recognise(self, data: Json, name: str) -> None:
        """Know the message of ours that is tapped by the key that it bears, before the tap is read."""
        event, key = unkeyed(name)
        if key and self.house is not None:
            event = data["message"]["id"] if event == polls.HERE else event
            self.house.recognise(source(data["channel_id"], event), key)

    # --- what they read -----------------------------------------------------------------------------------------

    def _of_choice(self, data: Json, user: Json, message: str, chosen: int, outcome: str) -> Json:
        standing = self._standing(data, user, message)
        if outcome == FACT and standing is not None:
            return self._view(data, message, standing).message()
        return self._not_taken(data, standing, chosen, outcome)

    def _of_weight(self, data: Json, user: Json, poll: str, option: str, outcome: str) -> Json:
        standing = self._standing(data, user, poll)
        if outcome == FACT and standing is not None:
            view = self._view(data, poll, standing)
            return view.message(option if standing.method == Method.DOTS else view.following(option))
        if standing is not None and standing.open and standing.method == Method.DOTS:
            return self._view(data, poll, standing).message(option)
        return self._not_taken(data, standing, 0, outcome)

    def _not_taken(self, data: Json, standing: Standing | None, chosen: int, outcome: str) -> Json:
        if outcome == LATE:
            earlier = standing is not None and standing.weights
            return self.replies.words(data, "ballot-late" if earlier else "ballot-none")
        if chosen and standing is not None and len(standing.weights) + chosen > standing.choices:
            return self.replies.words(data, "ballot-too-many", choices=standing.choices)
        return self.replies.words(data, "not-counted")

    def _standing(self, data: Json, user: Json, poll: str) -> Standing | None:
        target = source(data["channel_id"], unkeyed(poll)[0])
        return self.house.standing(target, account_name(user["id"])) if self.house is not None else None

    def _view(self, data: Json, poll: str, standing: Standing) -> View:
        return View(poll, standing, language(data.get("locale", "")), self.replies.address)


def _where(data: Json, rest: str) -> tuple[str, bool]:
    """Return the vote's message with its key, and whether the tap was on the answer that only one person sees."""
    poll = rest.partition(":")[0]
    message, key = unkeyed(poll)
    return (keyed(data["message"]["id"], key), False) if message == polls.HERE else (poll, True)


def _first_dot(standing: Standing, option: str) -> bool:
    return not standing.weights.get(option) and sum(standing.weights.values()) < standing.choices
