"""Every key of a TOML file has a line, and no text can make the search for it fail."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.configuration.toml_lines import KeyPath, Lines

CASES: list[tuple[str, KeyPath, int]] = [
    ("a = 1", ("a",), 1),
    ("\n\n# note\na = 1", ("a",), 4),
    ("[t]\n\nkey = 1", ("t",), 1),
    ("[t]\n\nkey = 1", ("t", "key"), 3),
    ("[t]\nkey = 1\n[u]\nkey = 2", ("u", "key"), 4),
    ("[a.b]\nc = 1", ("a", "b", "c"), 2),
    ("a.b.c = 1\na.b.d = 2", ("a", "b", "d"), 2),
    ("a . b = 1\n'c' . \"d\" = 2", ("c", "d"), 2),
    ("[[w]]\nid = 1\n\n[[w]]\nid = 2", ("w", 0, "id"), 2),
    ("[[w]]\nid = 1\n\n[[w]]\nid = 2", ("w", 1), 4),
    ("[[w]]\nid = 1\n\n[[w]]\nid = 2", ("w", 1, "id"), 5),
    ("[[w]]\n[[w]]\n[w.x]\ny = 1", ("w", 1, "x", "y"), 4),
    ("[[w]]\n[[w.v]]\n[[w.v]]\nz = 1\n[[w]]\n[[w.v]]\nz = 2", ("w", 0, "v", 1, "z"), 4),
    ("[[w]]\n[[w.v]]\n[[w.v]]\nz = 1\n[[w]]\n[[w.v]]\nz = 2", ("w", 1, "v", 0, "z"), 7),
    ('a = """\nb = 1\n[c]\n"""\nb = 2', ("b",), 5),
    ("a = '''\n\"\"\"\n'''\nb = 2", ("b",), 4),
    ('a = """x""""\nb = 2', ("b",), 2),
    ('a = "x \\" # [y]"\nb = 2', ("b",), 2),
    ("a = [\n  1,  # one\n\n  2,\n]\nb = 2", ("a", 1), 4),
    ("a = [\n  1,\n  2,\n]\nb = 2", ("b",), 5),
    ("a = [[1], [\n2]]\nb = 2", ("a", 1, 0), 2),
    ("a = [{ x = 1 },\n{ x = 2 }]", ("a", 1, "x"), 2),
    ("a = { b = { c = 1 }, d = [1,\n2] }\ne = 1", ("a", "d", 1), 2),
    ("a = { b = { c = 1 }, d = [1,\n2] }\ne = 1", ("e",), 3),
    ("a = 2027-06-20 11:00:00 # note\nb = 1", ("b",), 2),
    ('"ä.b" = 1\n"c\\u0041" = 2', ("cA",), 2),
    ("a = 1\r\nb = 2\r\n", ("b",), 2),
    ("a = 1\n[t]\nb = 2", ("t", "missing"), 2),
    ("a = 1\n[t]\nb = 2", ("nothing", "here"), 1),
]


@pytest.mark.parametrize(("text", "path", "line"), CASES)
def test_a_key_is_found_in_its_line(text: str, path: KeyPath, line: int) -> None:
    """Tables, arrays of tables, dotted keys, values of several lines; what is missing is sought around it."""
    tomllib.loads(text)
    assert Lines(text).of(path) == line


@settings(deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'#\\\n ,1é", max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    """Broken files are asked for lines too."""
    assert Lines(text).of(("a", 0, "b")) >= 1
