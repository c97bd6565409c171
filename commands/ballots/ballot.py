"""A message read as a ballot, for the vote that is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from commands.ballots.choice import chosen
from commands.ballots.opinion import opinion
from commands.ballots.problem import Accepted, Problem
from commands.ballots.resistance import resistance
from commands.numbers import NUMBER, WORD, WORDS, numbers, only_numbers
from workshop_flows.values import Ballot, Method

if TYPE_CHECKING:
    from workshop_flows.votes import Vote

LONGEST_BALLOT = 400
"""Characters; a longer message is no ballot."""
SCALE = range(1, 6)
FILLER_ROWS = (
    "und oder sowie dann auch noch ich wir nehme nehmen wähle waehle gebe stimme stimmen bin für fuer auf an zu von",
    "die der das den dem meine mein meiner mir mich bitte nr nummer nummern note idee ideen vorschlag vorschläge punkt",
    "punkte je mal alle alles ja nein dafür dagegen hier sind ist wäre wären sehr gern gerne danke toll eine einen",
    "einmal zweimal dreimal viermal fünfmal doppelt beide beides egal enthaltung ein",
    "and or then also i we take choose give vote votes for against on the my please no number numbers idea ideas",
    "point points dot dots times all to yes of once twice",
)
FILLERS = frozenset(word for row in FILLER_ROWS for word in row.split())
TIMES = {
    "einmal": "1 mal", "zweimal": "2 mal", "dreimal": "3 mal", "viermal": "4 mal", "fünfmal": "5 mal",
    "doppelt": "2 mal", "once": "1 mal", "twice": "2 mal",
}  # fmt: skip
SPOKEN = {word: str(number) for word, number in WORDS.items()}
SPEAKABLE = (Method.SCALE, Method.SINGLE)
"""Where one number is the whole ballot, it may be a word."""
_KEYCAP = re.compile("\ufe0f?\u20e3")
_SKIN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_OF_FIVE = re.compile(r"\b(\d)\s*(?:von|of|/)\s*5\b", re.IGNORECASE)


def looks_like_ballot(text: str, method: Method | None = None) -> bool:
    """Say whether a message is nothing but numbers, signs and filler words."""
    if len(text) > LONGEST_BALLOT:
        return False
    if only_numbers(text):
        return True
    spoken = NUMBER.search(text) is None
    if spoken and method not in SPEAKABLE:
        return False
    said = WORD.findall(text.casefold())
    words = [word for word in said if word not in WORDS]
    if spoken and len(words) == len(said):
        return False
    return all(word in FILLERS or len(word) == 1 for word in words)


def ballot(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read a ballot for a vote, or say what is wrong with it. Never guesses.

    A bundled idea's number counts for its bundle; the ballot keeps the number that was written.
    """
    plain, method = text[:LONGEST_BALLOT], vote.method
    if not only_numbers(plain):
        plain = _digits(_KEYCAP.sub(" ", _SKIN.sub("", plain)), SPOKEN if method in SPEAKABLE else TIMES)
    match method:
        case Method.OPINION:
            return opinion(plain, accepted)
        case Method.RESISTANCE:
            return resistance(plain, vote, accepted)
        case Method.SCALE:
            return _scale(plain)
        case _:
            return chosen(plain, vote, accepted)


def _digits(text: str, words: Mapping[str, str]) -> str:
    """Return the text with spoken numbers as digits: `zweimal die 4` is `2 mal die 4`."""
    return WORD.sub(lambda found: words.get(found[0].casefold(), found[0]), text)


def _scale(text: str) -> Ballot | Problem:
    found = numbers(_OF_FIVE.sub(r"\1", text))
    if len(found) != 1 or found[0] not in SCALE:
        return Problem("ballot-scale")
    return ((1, found[0]),)
