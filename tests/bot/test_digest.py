"""The documentation of the model workshop: what a press office finds, and what nobody may find."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from bot.digest import write
from bot.digest.comma import BOM, comma_separated, guarded
from bot.digest.markdown import escaped
from bot.digest.sentences import Sentences
from bot.digest.tables import Sheet
from bot.digest.writing import contents
from bot.word_file import source
from bot.wording import Wording
from tests.digest_days import LEAD, Day, folded, model, phase, transcript, vote
from workshop_flows.flow import Kind, Way
from workshop_flows.summary import summarise

NAMES = "Karin Ahmet Petra Jonas Mehmet Lena Uwe Ruth Selim Olga Bernd Ines Kemal Dora Max Anna Dirk Kowalski"
NASTY = (
    "<script>alert(1)</script> im Park",
    'Ein "><img src=x onerror=alert(1)> Brunnen',
    "[Klick](javascript:alert(1)) auf dem Markt",
    '=HYPERLINK("http://boese.example";"Gewinn")',
    "  =1+1 oder mehr",
    "+49 234 als Bürgertelefon bitte",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9) in der Stadt",
    "eins | zwei | drei vier",
    "Zeile eins\nZeile zwei\n\n# Überschrift",
    "rechts \u202eliek\u202c links herum",
    '"Anführung" und ; Semikolon, Komma',
    "{{ 7 * 7 }} {% raw %} geht nicht",
    "`Code` *fett* _schräg_ ~weg~ \\ Ende",
    "1. Punkt eins der Liste",
    "Wasser & Brot &amp; mehr davon",
    "\u200b=SUMME(A1) ganz unsichtbar",
)
VOID = {"meta", "br", "img", "link", "hr", "input"}
PHRASING = {"p", "h1", "h2", "h3", "h4", "caption", "a", "title"}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Return the files of the model workshop."""
    return written(Stage())


class Stage:
    """A day that was played, and the instant after it."""

    def __init__(self) -> None:
        rehearsal = model()
        self.state, self.now = rehearsal.day, rehearsal.now


def written(day: Day | Stage) -> dict[str, str]:
    """Return the files of a day by name."""
    return dict(contents(summarise(day.state, day.now)))


def of_transcript(name: str) -> dict[str, str]:
    """Return the files of a day of the transcripts."""
    rehearsal = transcript(name)
    return dict(contents(summarise(rehearsal.day, rehearsal.now)))


def nasty_day() -> Day:
    """Return a day on which people write what breaks other programs."""
    day = Day(*vote(Way.APPROVAL, choices=9), people=len(NASTY))
    for person, words in enumerate(NASTY, 1):
        day.say(person, f"!idee {words}")
    day.say(1, "!frage <b>Wann</b> | wo [x](javascript:1)?")
    day.lead("!thema 1 =Park|<i>Grün</i>")
    day.after(11)
    day.say(1, "1 2 3 4 5 6 7 8 9")
    day.say(2, "10 11 12 13 14 15 16 17")
    return day.over()


class Nesting(HTMLParser):
    """Reads a page as a browser does and notes what is not well made."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it bears."""
        if self.open and self.open[-1] in PHRASING and tag in {"p", "div", "ul", "table", "section"}:
            self.faults.append(f"<{tag}> in <{self.open[-1]}>")
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end that does not belong to the last beginning."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep what people read."""
        self.texts.append(data)


def parsed(page: str) -> Nesting:
    """Return a page as it was read."""
    reader = Nesting()
    reader.feed(page)
    reader.close()
    reader.faults += reader.open
    return reader


def table(text: str, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


# --- what stands in it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dokumentation.html", "digest.md"])
def test_at_a_glance(files: dict[str, str], name: str) -> None:
    """The sentences that are copied, word for word."""
    text = "".join(parsed(files[name]).texts) if name.endswith("html") else re.sub(r"\\(.)", r"\1", files[name])
    for sentence in (
        "Entwurf, noch nicht freigegeben.",
        "Auf einen Blick",
        "Mobilität: Was hilft Ihnen, ohne Auto gut durch die Stadt zu kommen?",
        "14 von 15 Teilnehmenden blieben bis zum Schluss.",
        "13 von 15 Anwesenden haben mitgemacht",
        (
            "Bürgerkonferenz Bochum, 20. Juni 2027: 16 Menschen haben mitgemacht, 14 der anfangs 15 blieben bis zum "
            "Schluss; sie brachten 10 Ideen, eine beantwortete Frage und 2 Botschaften an die Stadt ein."
        ),
        (
            "Im Stimmungsbild des Workshops „Mobilität“ liegt „Nachtbus am Wochenende“ mit 10 Punkten vorn; "
            "13 von 15 Anwesenden haben mitgemacht, bindend ist das Ergebnis nicht."
        ),
        (
            "Aus dem Workshop „Mobilität“ geben Sie uns vor allem drei Vorschläge mit: „Nachtbus am Wochenende“, "
            "„Mehr Bänke am See und in der Stadt“ und „Sichere Radwege zur Schule“."
        ),
        "Die Stadt antwortet bis 15. August 2027 auf jede Idee, hier: bochum.example/ergebnisse",
        "11 Stimmen wurden für alle lesbar im Raum abgegeben, 2 auf anderem Weg.",
        "Eine Person stimmte erst nach dem Schluss; das zählt nicht mit.",
        "Antwort der Stadt (Verkehrsplanung): Ab dem Fahrplanwechsel im Dezember, alle 15 Minuten.",
        "1 von 15 (6,7 %)",
        "Themenspeicher",
        "Ampeln mit längerem Grün",
        "mehr Sitzbänke am Kemnader See",
    ):
        assert sentence in text, sentence


def test_glance_comes_first_and_the_appendix_last(files: dict[str, str]) -> None:
    """Whoever reads one page reads the right one."""
    chapters = re.findall(r"^## (.*)$", files["digest.md"], re.MULTILINE)
    assert (chapters[0], chapters[-1]) == ("Auf einen Blick", "Anhang: die Ideen im Wortlaut")


def test_every_vote_says_that_it_binds_nobody(files: dict[str, str]) -> None:
    """In the head, beside the top results, and at each of two votes."""
    assert files["digest.md"].count("Ein Stimmungsbild, nicht bindend.") == 3
    assert {row["binding"] for row in table(files["results.csv"])} == {"false"}
    assert json.loads(files["summary.json"])["binding"] is False


def test_nobody_is_named_in_any_file(files: dict[str, str]) -> None:
    """Neither the citizens, nor the moderation, nor the official who answered."""
    for name, text in files.items():
        found = re.findall(rf"\b({NAMES.replace(' ', '|')})\b", text)
        assert not found, (name, found)


def test_people_have_no_numbers_either(files: dict[str, str]) -> None:
    """No field of the open data is about one person."""
    keys = set(re.findall(r'"(\w+)":', files["summary.json"]))
    columns = {
        name for file, text in files.items() if file.endswith("s.csv") for name in text.split("\r\n")[0].split(",")
    }
    assert not {"person", "author", "by", "supporter", "source", "voter"} & (keys | columns)


def test_released_is_no_draft_any_more() -> None:
    """The mark changes, and the window's title with it."""
    day = Day()
    day.say(1, "Ein Brunnen vor dem Rathaus")
    day.over()
    assert "<title>Entwurf: " in written(day)["dokumentation.html"]
    day.lead("!freigeben")
    page = written(day)["dokumentation.html"]
    assert "Entwurf" not in page
    assert "Freigegeben am" in page


def test_hidden_words_are_in_no_file() -> None:
    """An idea, a question and a message that the moderation hid; the counts stay."""
    day = Day(*vote(), phase(Kind.MESSAGES, 5))
    day.say(1, "Gemeines über Nachbarn steht hier")
    day.say(2, "Ein Brunnen vor dem Rathaus")
    day.say(3, "!frage Wer hat den Unsinn erlaubt?")
    day.after(11)
    day.say(1, "1 1 2")
    day.after(16)
    day.say(4, "Schimpfworte an alle dort oben")
    day.over()
    day.lead("!ausblenden 1")
    state = day.state.workshop("w1")
    state.questions[1].hidden = True
    for message in state.messages.values():
        message.hidden = True
    files = written(day)
    for name, text in files.items():
        assert not re.search("Gemeines|Unsinn|Schimpfworte", text), name
    assert "(von der Moderation ausgeblendet)" in files["dokumentation.html"]
    assert "eine ausgeblendete Idee" in files["digest.md"]
    assert "liegt" not in files["digest.md"], "what comes second must not be called first"


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model-workshop", "consensus", "plenary-survey", "ideas-and-bundles", "english"])
def test_the_page_is_well_made(name: str) -> None:
    """Everything that opens closes, headings skip no level, tables have captions, nothing is fetched."""
    page = of_transcript(name)["dokumentation.html"]
    read = parsed(page)
    assert read.faults == []
    assert read.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(read.headings, read.headings[1:], strict=False))
    assert page.count("<table>") == page.count("<caption>")
    assert ("lang", "en" if name == "english" else "de") in read.attributes
    assert not read.tags & {"script", "img", "link", "iframe", "object", "form", "style "}
    assert not [value for key, value in read.attributes if key in {"src", "srcset", "action"}]
    assert all(value.startswith("#") for key, value in read.attributes if key == "href")
    assert "url(" not in page
    assert "@import" not in page


def test_every_link_has_its_place(files: dict[str, str]) -> None:
    """Ids are there once, and what refers to them finds them."""
    read = parsed(files["dokumentation.html"])
    ids = [value for key, value in read.attributes if key == "id"]
    assert len(ids) == len(set(ids))
    wanted = {value.removeprefix("#") for key, value in read.attributes if key in {"href", "aria-labelledby"}}
    assert wanted <= set(ids)


def test_colours_can_be_read(files: dict[str, str]) -> None:
    """Every colour of writing has at least 4.5:1 on its ground."""
    colours = dict(re.findall(r"--(\w+): (#\w+)", files["dokumentation.html"]))
    for name in ("ink", "quiet", "bar", "draft"):
        for ground in ("paper", "soft"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- what people write to break things ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nasty() -> dict[str, str]:
    """Return the files of the nasty day."""
    return written(nasty_day())


def test_nothing_nasty_runs_on_the_page(nasty: dict[str, str]) -> None:
    """It is there, as words, and no more than words."""
    read = parsed(nasty["dokumentation.html"])
    assert read.faults == []
    assert not read.tags & {"script", "img", "b", "i"}
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    text = "".join(read.texts)
    assert "<script>alert(1)</script> im Park" in text
    assert "{{ 7 * 7 }} {% raw %} geht nicht" in text
    assert "Wasser & Brot &amp; mehr davon" in text


def test_nothing_nasty_runs_in_markdown(nasty: dict[str, str]) -> None:
    """Read by a Markdown program: no tag, no link, no table that breaks, every word as it was written."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(nasty["digest.md"])
    read = parsed(html)
    assert read.faults == []
    assert not read.tags & {"script", "img", "b", "i", "a", "em", "code", "del", "blockquote "}
    text = " ".join("".join(read.texts).split())
    for words in NASTY:
        assert " ".join(words.replace("\u202e", "").replace("\u202c", "").replace("\u200b", "").split()) in text, words


def test_tables_in_markdown_keep_their_columns(nasty: dict[str, str]) -> None:
    """A pipe in somebody's words is no new cell."""
    width = 0
    for row in nasty["digest.md"].splitlines():
        cells = len(re.findall(r"(?<!\\)\|", row))
        width = 0 if not row.startswith("|") else width or cells
        assert not row.startswith("|") or cells == width, row


def test_nothing_turns_the_writing(nasty: dict[str, str]) -> None:
    """Marks that turn the direction are in no file."""
    for name, text in nasty.items():
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), name


def test_excel_computes_nothing(nasty: dict[str, str]) -> None:
    """No cell begins with what Excel takes for a formula, nor does one behind blanks; numbers stay numbers."""
    for name in ("ideas", "results", "phases", "attendance"):
        text = nasty[f"{name}-excel.csv"]
        assert text.startswith(BOM)
        for row in csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";"):
            for cell in row:
                assert not re.match(r"\s*[=+@\t\r]|\s*-(?!\d+$)", cell), cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\ra", "'\ra"),
        ("  \u00a0=1", "'  \u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("Rad + Bus", "Rad + Bus"),
        ("", ""),
        ("   ", "   "),
    ],
)
def test_the_guard(text: str, cell: str) -> None:
    """A quotation mark before what would compute, and before nothing else."""
    assert guarded(text) == cell


def test_tables_come_back_as_they_went(nasty: dict[str, str]) -> None:
    """Commas, quotes and line breaks: the words of the open data are the people's."""
    originals = [row["original"] for row in table(nasty["ideas.csv"])]
    assert '=HYPERLINK("http://boese.example";"Gewinn")' in originals
    assert '"Anführung" und ; Semikolon, Komma' in originals
    assert any(original.startswith("Zeile eins\nZeile zwei") for original in originals)
    assert not nasty["ideas.csv"].startswith(BOM)
    assert nasty["ideas.csv"].endswith("\r\n")


def test_both_kinds_of_table_say_the_same(files: dict[str, str]) -> None:
    """As many rows, the same references, German headings and numbers for Excel."""
    plain, excel = table(files["results.csv"]), table(files["results-excel.csv"].removeprefix(BOM), ";")
    assert [row["reference"] for row in plain] == [row["Kennung"] for row in excel]
    attendance = table(files["attendance-excel.csv"].removeprefix(BOM), ";")[0]
    assert (attendance["Aussteigerquote in Prozent"], attendance["Ohne eigenes Konto"]) == ("6,67", "<5")
    assert table(files["attendance.csv"])[0]["dropout_percent"] == "6.67"
    assert table(files["phases.csv"])[1]["begins"] == "2027-06-20T11:50:00+02:00"


def test_fractions_are_rounded_half_up(files: dict[str, str]) -> None:
    """Two decimals, and none where there are none."""
    rehearsal = model()
    say = Sentences(summarise(rehearsal.day, rehearsal.now))
    sheet = Sheet("x", ("a", "b"), ({"a": Fraction(1, 8), "b": Fraction(4, 2)}, {"a": None, "b": True}))
    assert comma_separated(sheet, say) == "a,b\r\n0.13,2\r\n,true\r\n"


@pytest.mark.parametrize("words", ["1. Eins", "- Strich", "# Titel", "+ Plus", "= Gleich", "2) Zwei", "> Zitat"])
def test_no_row_of_markdown_begins_something(words: str) -> None:
    """What looks like a list or a heading is a sentence."""
    html = MarkdownIt("commonmark").render(f"Vorher\n\n{escaped(words)}\n")
    assert "".join(parsed(html).texts).split("\n")[1] == words


# --- the same bytes -----------------------------------------------------------------------------------------------


def test_the_same_day_makes_the_same_bytes(files: dict[str, str]) -> None:
    """Played again; and from the journal alone, later, without a single name."""
    rehearsal = model()
    assert dict(contents(summarise(rehearsal.day, rehearsal.now))) == files
    assert dict(contents(summarise(folded(rehearsal), rehearsal.now + 1))) == files


def test_files_are_for_their_owner_and_whole(tmp_path: Path) -> None:
    """Mode 0600 in a folder of 0700, nothing left over, written again over what was there."""
    rehearsal = model()
    folder = tmp_path / "var" / "digest"
    for _ in range(2):
        paths = write(folder, rehearsal.day, rehearsal.now, None)
        assert sorted(folder.iterdir()) == sorted(paths)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert [path.name for path in paths] == [
        "dokumentation.html",
        "digest.md",
        "ideas.csv",
        "ideas-excel.csv",
        "results.csv",
        "results-excel.csv",
        "phases.csv",
        "phases-excel.csv",
        "attendance.csv",
        "attendance-excel.csv",
        "summary.json",
    ]


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path) -> None:
    """A folder where a file should be: nothing half-written stays behind."""
    rehearsal = model()
    (tmp_path / "dokumentation.html" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match=r"dokumentation\.html"):
        write(tmp_path, rehearsal.day, rehearsal.now, None)
    assert [path.name for path in tmp_path.iterdir()] == ["dokumentation.html"]


# --- other days ---------------------------------------------------------------------------------------------------


def test_in_english() -> None:
    """Everything of ours is English, what people wrote stays."""
    text = of_transcript("english")["digest.md"]
    assert "“A buddy for the first weeks” comes first with 5 dots; 3 of 3 people present took part" in text
    assert "Ein Sprachcafé am Abend" in text
    for german in ("Stimmungsbild", "Ergebnis", "Teilnehmende", "Uhr"):
        assert german not in text


def test_resistance_and_opinions() -> None:
    """What bothers least is not called what most want; opinions have three figures."""
    text = of_transcript("consensus")["digest.md"]
    assert "stört „Ein Markt am Freitagabend“ am wenigsten" in text
    assert "| 1 | B3 | Ein Markt am Freitagabend | 3 | 0 | 1 | ja |" in text
    assert "| 4 | 0 | Der Platz bleibt, wie er ist | 34 | nein |" in text


def test_opinions_alone() -> None:
    """The most agreement comes first, with both figures."""
    day = Day(*vote(Way.OPINION))
    day.say(1, "Ein Brunnen vor dem Rathaus")
    day.say(2, "Bäume in der Innenstadt")
    day.after(11)
    day.say(1, "+1 -2")
    day.say(2, "+1 +2")
    text = written(day.over())["digest.md"]
    assert "findet „Ein Brunnen vor dem Rathaus“ die größte Zustimmung (2 dafür, 0 dagegen)" in text


def test_a_scale() -> None:
    """All five points, and the average as a German number."""
    text = of_transcript("plenary-survey")["digest.md"]
    assert "gaben 4 Teilnehmende im Schnitt 3,8 von 5 Punkten" in text
    assert "| 4 | 2 |" in text
    assert "F2 (Plenum): Wer bezahlt das alles, und woher?" in text
    assert "Auf eine Ihrer Fragen schulden wir Ihnen noch eine Antwort." in text


def test_a_tie_at_the_top() -> None:
    """Nobody is called first who is not alone there."""
    day = Day(*vote(Way.APPROVAL, choices=2, keep=1))
    day.say(1, "Ein Brunnen vor dem Rathaus")
    day.say(2, "Bäume in der Innenstadt")
    day.after(11)
    day.say(1, "1 2")
    text = written(day.over())["digest.md"]
    assert "„Ein Brunnen vor dem Rathaus“ und „Bäume in der Innenstadt“ mit je einer Stimme gleichauf vorn" in text
    assert "eine von 2 anwesenden Personen hat mitgemacht" in text


def test_without_a_vote_the_most_supported_ideas_come_first() -> None:
    """In the first section, and as the sentence for the press."""
    day = Day()
    day.say(1, "Ein Brunnen vor dem Rathaus")
    day.say(2, "Bäume in der Innenstadt")
    day.say(3, "!dafür 2")
    text = written(day.over())["digest.md"].split("## Workshop")[0]
    assert "**Workshop B: Thema 1 (meiste Unterstützung)**" in text
    assert "| B2 | Bäume in der Innenstadt | 1 |" in text
    assert "kamen 2 Ideen zusammen; die meiste Unterstützung fand „Bäume in der Innenstadt“." in text


def test_a_survey_stands_in_the_first_section_where_no_vote_does() -> None:
    """All five points of the scale, with the turnout."""
    text = of_transcript("plenary-survey")["digest.md"].split("## Workshop")[0]
    assert "**Workshop B: Plenum (Wie zufrieden sind Sie mit dem heutigen Tag?)**" in text
    assert "4 von 5 Anwesenden haben mitgemacht" in text


def test_a_workshop_in_which_nothing_happened() -> None:
    """Every section says so; nothing is invented, and nothing fails."""
    files = written(Day(*vote()).over())
    assert parsed(files["dokumentation.html"]).faults == []
    for sentence in ("Es gibt keine Ideen.", "Es wurde kein Stimmungsbild erhoben.", "Keine Frage ist offen."):
        assert sentence in files["digest.md"]
    assert "Für die Presse" not in files["digest.md"]


def test_while_it_runs() -> None:
    """Nothing is said of an end that was not yet."""
    day = Day(*vote(), people=9)
    for person in range(1, 8):
        day.say(person, f"Idee {person}{person} für unsere schöne Stadt")
    files = written(day)
    assert "Der Workshop läuft noch." in files["digest.md"]
    assert "Noch gibt es kein Ergebnis." in files["digest.md"]
    assert "Die Zahlen kommen, wenn der Workshop zu Ende ist." in files["digest.md"]
    assert "bis zum Schluss" not in files["digest.md"]
    assert json.loads(files["summary.json"])["totals"]["stay"] is None


def test_a_day_of_which_nothing_began() -> None:
    """The documents say what they are."""
    day = Day(start="Guten Morgen zusammen")
    assert "Es gibt noch nichts zu dokumentieren." in written(day)["digest.md"]
    assert table(written(day)["ideas.csv"]) == []


def test_several_workshops_have_a_total() -> None:
    """Everybody counts once in it."""
    day = Day(workshops=2, small_count=1)
    for id_ in day.ids:
        day.say(1, "Ein Brunnen vor dem Rathaus", id_)
    text = written(day.over())["digest.md"]
    assert "## Workshop C: Thema 2" in text
    assert "## Insgesamt\n" in text
    assert "| Mitgemacht | 1 |" in text.split("## Insgesamt")[1]


def test_a_day_that_says_du() -> None:
    """The sentence for the mayor follows."""
    day = Day(*vote(), address="du")
    day.say(1, "Ein Brunnen vor dem Rathaus")
    day.after(11)
    day.say(1, "1")
    assert "gebt ihr uns vor allem einen Vorschlag mit" in written(day.over())["digest.md"]


# --- the words ----------------------------------------------------------------------------------------------------


def words(language: str) -> Wording:
    """Return the sentences of a language."""
    return Wording(language, source(language, "bot.digest"))


def test_both_languages_have_the_same_sentences() -> None:
    """What is missing would fail on the day, in front of everybody."""
    assert words("de").names() == words("en").names()


def used() -> Iterator[str]:
    """Yield the names that the code asks for, as far as they stand there in full."""
    for path in (Path(__file__).parents[2] / "bot" / "digest").glob("*.py"):
        yield from re.findall(r'say\(\s*"([\w-]+)"', path.read_text("utf-8"))


def test_the_code_asks_for_no_sentence_that_is_not_there() -> None:
    """Names that are put together are covered by the days above."""
    assert set(used()) <= words("de").names()


def test_no_column_is_without_its_heading(files: dict[str, str]) -> None:
    """The headings of the Excel tables are words, each its own."""
    for name in ("ideas", "results", "phases", "attendance"):
        head = files[f"{name}-excel.csv"].split("\r\n")[0].split(";")
        assert len(head) == len(set(head)), head


def test_the_moderation_is_named_by_its_role_only() -> None:
    """Also in a day of the tests."""
    day = Day()
    day.lead(f"!idee für {LEAD}: Ein Brunnen vor dem Rathaus")
    assert all(LEAD not in text for text in written(day.over()).values())
