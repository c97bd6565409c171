"""What is hidden is found in our messages as it stands there: nobody pinged, escaped, each row by itself."""

from __future__ import annotations

import pytest

from bot.obscuring import covered
from bot.speech import say
from storage.rows import Row
from tests.digest_days import Day, vote
from workshop_flows.effects import Item, Items, line
from workshop_flows.values import Text


@pytest.mark.parametrize(
    "words",
    [
        "Mehr Bänke am See",
        "Die @Verwaltung soll gehen",
        "Bus & Bahn <b>jetzt</b>",
        "Erst der Bus\nund dann die @Bahn",
        "Mehr \ue000Bänke\ue001 am See",
    ],
)
def test_what_is_hidden_stands_in_no_message(words: str) -> None:
    """Neither as plain text nor as HTML, nor where people tap; shown again it is back."""
    day = Day(*vote())
    day.say(1, f"!idee {words}")
    (idea,) = day.state.workshop("w1").ideas
    listed = say(day.state, "w1", (line("ideas-list", ideas=Items((Item("1", Text(idea.text)),))),))
    options = [["1", f"1 {idea.text}"]]
    row = Row("list", "matrix:!w", "result", "post", {"plain": listed.plain, "html": listed.html, "options": options})
    assert covered(day.state, row) == row
    day.lead("!ausblenden 1")
    hidden = "1 (ausgeblendet)"
    assert covered(day.state, row).body == {"plain": hidden, "html": hidden, "options": [["1", hidden]]}
    day.lead("!einblenden 1")
    assert covered(day.state, row) == row
