"""The values of a line, as they stand in what people read."""

from __future__ import annotations

from bot.values import Setting
from bot.wording import wording
from workshop_flows.effects import Clock, Item, Items, Person, line
from workshop_flows.values import Text


def test_people_s_words_are_escaped_once_and_ping_nobody() -> None:
    """A name with an @ rings no phone, and markup is shown as it was typed."""
    rendered = wording("de").render([line("announcement", text=Text("<b>@alle</b> & mehr"))], Setting())
    assert rendered.html == "&lt;b&gt;@\u2060alle&lt;/b&gt; &amp; mehr"
    assert rendered.plain == "<b>@\u2060alle</b> & mehr"


def test_a_very_long_text_is_said_whole() -> None:
    """Fluent refuses long values; people's words are put in after it."""
    text = "Wort " * 400
    assert wording("de").plain([line("announcement", text=Text(text))], Setting()).strip() == text.strip()


def test_times_are_local_and_read_as_in_the_country() -> None:
    """`12:02 Uhr`, without a leading zero in the morning."""
    morning = 1_813_474_920_000  # 2027-06-20, 09:02 in Bochum
    says = line("phase-opens", title="Ankommen", ends=Clock(morning))
    assert "bis 9:02 Uhr" in wording("de").plain([says], Setting("Europe/Berlin"))
    assert "Uhr" not in wording("en").plain([says], Setting("Europe/Berlin"))


def test_lists_are_joined_as_the_language_does() -> None:
    """A, B und C; A, B and C."""
    said = line("closing-winners", winners=tuple(line("closing-winner", title=Text(x)) for x in "ABC"))
    assert "A, B und C" in wording("de").plain([said], Setting())
    assert "A, B and C" in wording("en").plain([said], Setting())


def test_a_person_without_a_name_is_somebody() -> None:
    """An erased name leaves a sentence that can be read."""
    assert wording("de").plain([line("name", person=Person(7))], Setting(names={})) == "jemand"


def test_items_stand_in_a_line_or_below_each_other() -> None:
    """Long lists get a row for each."""
    items = (Item("1", Text("Bänke")), Item("2", Text("Bus")))
    short = wording("de").plain([line("ideas-list", ideas=Items(items))], Setting())
    long = wording("de").plain([line("ideas-list", ideas=Items(items, long=True))], Setting())
    assert (short, long) == ("1 Bänke · 2 Bus", "1 Bänke\n2 Bus")


def test_signs_that_we_keep_for_ourselves_are_taken_out_of_people_s_words() -> None:
    """Whoever writes the sign that a long value has meanwhile does not have it said twice."""
    office, answer = Text("Amt \ue0000\ue001"), Text("Wort " * 100)
    said = wording("de").plain([line("answer-office", office=office, question="F1", answer=answer)], Setting())
    assert "(Amt 0)" in said
    assert said.count("Wort") == 100
