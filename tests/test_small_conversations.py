"""Three ideas and what people do with them: one promise in a few lines each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts import Play, parse

HEAD = """title = Test
flow = small.toml
begin = 10:00
until = 10:30
leads = Anna
people = Karin Ben Cem Dora
listeners = Der Rat

10:00 Anna       !start
10:01 Ben        Nachtbus am Wochenende
10:01 Cem        Mehr Bänke am See
10:01 Dora       Blumen auf dem Markt
"""
FLOW = """title = "Klein"

[[phase]]
kind = "ideas"
title = "Ideen"
minutes = 10

[[phase]]
kind = "vote"
title = "Punkte"
minutes = 5
method = "dots"
keep = 1

[[phase]]
kind = "break"
title = "Pause"
minutes = 5

[[phase]]
kind = "closing"
title = "Schluss"
minutes = 5
"""


class Room:
    """A room in which people talk from ten o'clock on: ideas until 10:10, a vote until 10:15, a break until 10:20."""

    def __init__(self, folder: Path) -> None:
        """Write down the flow."""
        self.folder = folder
        (folder / "small.toml").write_text(FLOW, "utf-8")

    def hears(self, *lines: str, leads: str = "Anna") -> str:
        """Return the whole conversation."""
        head = HEAD.replace("leads = Anna", f"leads = {leads}")
        return Play(parse(head + "\n".join(lines) + "\n"), self.folder).run()


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a room."""
    return Room(tmp_path)


def test_mere_numbers_are_never_an_idea(room: Room) -> None:
    """Nothing was to be voted on yet; Karin may mean the numbers of a list that somebody shows in the video."""
    heard = room.hears(
        "10:02 Karin      ich nehme 1 2 3", "10:02 Dora       Nummer 2 und 3 bitte!", "10:10 Ben        1"
    )
    assert "💡4" not in heard


def test_who_votes_after_the_close_is_told_so_even_while_messages_are_collected(tmp_path: Path) -> None:
    """Petra's numbers came twenty minutes too late: no message to the city."""
    room = Room(tmp_path)
    letters = FLOW.replace(
        'kind = "break"\ntitle = "Pause"\nminutes = 5', 'kind = "messages"\ntitle = "Satz"\nminutes = 30'
    )
    (tmp_path / "small.toml").write_text(letters, "utf-8")
    heard = room.hears(
        "10:16 Karin      1 2 3", "10:25 Dora       ich nehme 1 und 2", "10:26 Ben       Danke, weiter so!"
    )
    assert heard.count("Das Stimmungsbild ist schon zu.") == 2
    assert "Danke, weiter so!  [✉️1]" in heard


@pytest.mark.parametrize("first", ["10:11 Karin      1 1 1", "10:16 Karin      1 1 1"], ids=["counted", "late"])
@pytest.mark.parametrize("alone", ["", "(direkt)"])
def test_an_old_ballot_is_no_ballot_of_the_next_vote(room: Room, first: str, alone: str) -> None:
    """Karin edits her message of the first vote while another is open: neither changes, and she is told what helps."""
    if alone:
        first = first.replace("      1 1 1", f"      {alone} 1 1 1")
    heard = room.hears(
        first,
        "10:11 Ben        2",
        "10:17 Anna       !umfrage Wo? Rathaus | Park",
        "10:17 Karin      (bearbeitet) 2",
        "10:18 Cem        2",
        "10:19 Anna       !auszählen",
    )
    told = " ".join(heard.split())
    assert told.count("Das Stimmungsbild zu dieser Nachricht ist schon zu. Die Änderung zählt nicht mehr.") == 1
    assert "Für das Stimmungsbild, das jetzt läuft, schreiben Sie bitte eine neue Nachricht." in told
    assert "Platz 1: Park (2), 1 Stimme." in heard.partition("Wo?")[2]


def test_an_old_ballot_that_becomes_something_else_is_heard(room: Room) -> None:
    """What is no ballot any more is what it says."""
    heard = room.hears("10:11 Karin      1 1 1", "10:16 Karin      (bearbeitet) Idee: Tore für Kinder")
    assert "Das Stimmungsbild zu dieser" not in heard
    assert "Karin      1 1 1  [✅ 💡4]" in heard


def test_undo_takes_back_the_last_act_and_no_older_one(room: Room) -> None:
    """A topic was named by mistake: the bundle of before stays."""
    heard = room.hears(
        "10:02 Anna       !bündeln 1 2",
        "10:03 Anna       !thema 3 Verkehr",
        "10:03 Anna       !rückgängig",
        "10:04 Anna       !stand",
    )
    assert "2 Ideen, vorn" in heard


def test_undo_does_not_reopen_what_the_clock_closed_before_the_last_act(room: Room) -> None:
    """Whoever takes back a head count does not want the vote again."""
    heard = room.hears("10:11 Ben        1", "10:16 Anna       !anwesend 14", "10:17 Anna       !rückgängig")
    assert "noch einmal weiter" not in heard


def test_undo_gives_a_vote_back_with_all_its_ballots(room: Room) -> None:
    """Counted too early: the vote goes on, and Ben's ballot is still there."""
    heard = room.hears(
        "10:11 Ben        1",
        "10:12 Anna       !auszählen",
        "10:13 Anna       !rückgängig",
        "10:13 Cem        2 2",
    )
    assert heard.count("Stimmungsbild, nicht bindend") == 2
    assert "Platz 1: Mehr Bänke am See (2), 2 Punkte." in heard.split("noch einmal weiter")[1]
    assert "2 von 3" in heard.split("noch einmal weiter")[1]


def test_undo_that_costs_ballots_asks_once(room: Room) -> None:
    """The ideas were ended by mistake, and people vote already: the moderation knows what it does."""
    given = ("10:05 Anna       !weiter", "10:06 Ben        1", "10:06 Cem        2", "10:07 Anna       !rückgängig")
    told = " ".join(room.hears(*given).split())
    assert "2 Stimmen sind schon abgegeben, sie verfallen dann. Trotzdem zurück?" in told
    assert "je 1 Punkt" in told
    meant = room.hears(*given, "10:07 Anna       !rückgängig", "10:08 Dora       Ein Zaun am Teich")
    assert "weiter mit „Ideen“, bis 10:12 Uhr. Danach stimmen wir neu ab" in " ".join(meant.split())
    assert "Ein Zaun am Teich  [💡4]" in meant


def test_a_yes_to_undo_is_good_for_once_and_for_a_minute(room: Room) -> None:
    """What was meant before is no yes to other ballots."""
    given = ("10:05 Anna       !weiter", "10:06 Ben        1", "10:07 Anna       !rückgängig")
    assert "noch einmal weiter" not in room.hears(*given, "10:09 Anna       !rückgängig")
    again = (
        "10:07 Anna       !rückgängig",
        "10:07 Anna       !weiter",
        "10:07 Cem        2",
        "10:08 Anna       !rückgängig",
    )
    heard = " ".join(room.hears(*given, *again).split())
    assert heard.count("noch einmal weiter mit „Ideen“") == 1
    assert heard.count("Eine Stimme ist schon abgegeben, sie verfällt dann.") == 2


def test_two_who_lead_and_act_at_once_have_not_said_yes(room: Room) -> None:
    """Each is asked: the other read no question."""
    given = (
        "10:05 Anna       !weiter",
        "10:06 Ben        1",
        "10:07 Anna       !rückgängig",
        "10:07 Eva        !rückgängig",
    )
    assert "noch einmal weiter" not in room.hears(*given, leads="Anna Eva")
    ended = room.hears("10:05 Anna       !beenden", "10:05 Eva        !beenden", leads="Anna Eva")
    assert ended.count("wirklich beenden?") == 2


def test_undo_whose_phase_has_no_ballots_after_it_asks_nothing(room: Room) -> None:
    """Nobody loses anything."""
    assert "Trotzdem zurück?" not in room.hears("10:05 Anna       !weiter", "10:07 Anna       !rückgängig")


def test_going_back_does_not_throw_ballots_away(room: Room) -> None:
    """In a vote that people have voted in, `!vorige` asks for something better."""
    heard = room.hears("10:11 Ben        1 1 1", "10:12 Anna       !vorige", "10:13 Cem        2")
    assert "Platz 1: Nachtbus am Wochenende (1), 3 Punkte." in heard


def test_what_is_typed_is_kept_even_if_it_is_mistyped(room: Room) -> None:
    """While ideas are collected a broken command is still an idea."""
    heard = room.hears("10:02 Karin      !idde Tore für Kinder", "10:02 Dora       !iddee Ein Zaun am Teich")
    assert "!idde Tore für Kinder  [💡4]" in heard
    assert "!iddee Ein Zaun am Teich  [💡5]" in heard


def test_a_withdrawn_head_takes_nobody_s_idea_with_it(room: Room) -> None:
    """Ben takes his idea back; Cem's, which was bundled under it, is on the list and can be chosen."""
    heard = room.hears("10:02 Anna       !bündeln 1 2", "10:03 Ben        !zurückziehen 1", "10:11 Cem        2 2")
    assert "2 Mehr Bänke am See" in heard.split("10:10 Werkstatt")[1]
    assert "10:11 Cem        2 2  [✅]" in heard


def test_a_ballot_entered_for_somebody_is_that_person_s(room: Room) -> None:
    """Karin is in the room and has said nothing yet: no second Karin is made, and her own ballot replaces it."""
    heard = room.hears(
        "10:11 Anna       !stimme für Karin: 3 3 3",
        "10:12 Karin      3 1",
        "10:13 Anna       !wer",
    )
    assert "Karin und Karin" not in heard
    assert "eine Person von 4" in heard or "1 von 4" in heard


def test_plus_one_as_a_reply_is_support_even_while_a_vote_is_open(room: Room) -> None:
    """It is about the message that it answers, and no ballot."""
    heard = room.hears("10:11 Karin      (Antwort auf 3) +1", "10:12 Anna       !stand")
    assert "0 von" in heard or "niemand" in heard


def test_numbers_are_read_out_as_they_are_typed(room: Room) -> None:
    """A reference has no thousands."""
    assert "2027" in room.hears("10:05 Dora       !dafür 2027").split("!dafür 2027")[1]


def test_a_run_off_that_was_taken_back_is_gone(room: Room) -> None:
    """No empty run-off comes after the vote that went on."""
    heard = room.hears(
        "10:11 Ben        1",
        "10:11 Cem        2",
        "10:12 Anna       !auszählen",
        "10:12 Anna       !stichwahl",
        "10:13 Anna       !rückgängig",
        "10:13 Cem        1",
    )
    assert "nichts zur Auswahl" not in heard


def test_what_is_shown_again_bears_no_sign_of_having_been_hidden(room: Room) -> None:
    """Hiding is silent and can be undone: the sign under the author's message goes with it."""
    hidden = room.hears("10:02 Anna       !ausblenden 1")
    assert "Nachtbus am Wochenende  [💡1] [🙈]" in hidden or "Nachtbus am Wochenende  [💡1 🙈]" in hidden
    for back in ("!einblenden 1", "!rückgängig"):
        assert "🙈" not in room.hears("10:02 Anna       !ausblenden 1", f"10:03 Anna       {back}")


def test_the_officials_hear_a_result_once(room: Room) -> None:
    """A poll in between is the room's own; the vote's result comes once."""
    heard = room.hears(
        "10:02 Anna       !umfrage Wo? Park | See",
        "10:02 Ben        1",
        "10:11 Ben        2 2",
        "10:16 Anna       !umfrage Wann? Heute | Morgen",
    )
    assert heard.count("-> Rathaus") == 1


def test_a_hand_in_the_stage_and_the_word_are_one_list(room: Room) -> None:
    """First come, first served; who leads takes people off it, and who goes is no longer on it."""
    heard = room.hears(
        "10:02 Ben        (sitzt im Sprachkanal)",
        "10:02 Ben        (meldet sich)",
        "10:02 Cem        !wort",
        "10:02 Dora       !wort",
        "10:03 Dora       !wort",
        "10:03 Karin      !fertig",
        "10:03 Anna       !fertig Cem",
        "10:04 Ben        (senkt die Hand)",
        "10:04 Anna       !fertig",
        "10:05 Anna       !fertig",
        "10:06 Anna       !wer",
    )
    assert "Cem        !wort  [✋2]" in heard
    assert "Dora       !wort  [✋3]" in heard
    assert "(an Dora) Sie stehen schon auf der Redeliste, an 3. Stelle." in heard
    assert "(an Karin) Auf der Redeliste ist niemand zu streichen." in heard
    assert "Anna       !fertig Cem  [✅]" in heard
    assert "Anna       !fertig  [✅]" in heard
    assert "(an Anna) Auf der Redeliste ist niemand zu streichen." in heard


def test_who_sits_in_the_voice_channel_is_here_without_a_word(room: Room) -> None:
    """Getting up is leaving, unless there are other signs of life."""
    heard = room.hears(
        "10:02 Karin      (sitzt im Sprachkanal)",
        "10:03 Anna       !wer",
        "10:04 Karin      (steht auf)",
        "10:04 Ben        (sitzt im Sprachkanal)",
        "10:05 Ben        (steht auf)",
        "10:06 Anna       !wer",
    )
    assert "4 sind da: Karin, Ben, Cem und Dora" in heard
    assert "3 sind da: Ben, Cem und Dora" in heard
    assert "Eine Person ist gegangen: Karin" in heard


def test_whoever_taps_the_digit_of_an_idea_means_the_idea(room: Room) -> None:
    """On Discord the number stands beside the lamp as a sign of its own."""
    heard = room.hears("10:03 Karin      (tippt 3️⃣ auf 3)", "10:05 Cem        !stand")
    assert "3 Ideen, vorn: 3 Blumen auf dem Markt" in heard
