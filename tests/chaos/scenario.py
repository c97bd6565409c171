"""What is played: how big a run is and how bad, the agenda of its workshops, and the files an organiser would write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.chaos.crowd import Script
from tests.chaos.evidence import Phase, Promise
from tests.chaos.mood import Mood
from tests.chaos.proxy import Cut

BEGINS = int(datetime(2027, 6, 20, 7, 0, tzinfo=UTC).timestamp() * 1000)
SPEED = 60
"""A minute of the day is a second."""
BEFORE = 8
"""Minutes of the day before the workshops begin."""
DATA = "var/probe"
"""Where the bot keeps its things, in the folder of the run."""
OPTIONS = ["Bänke", "Brunnen", "Bäume", "Busse", "Brücken", "Bühnen"]
DAY = """\
[conference]
name = "probe"
title = "Die Probe aller Unfälle"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30
"""
MATRIX = """
[matrix]
homeserver = "{url}"
user_id = "{bot}"
control_room = "#regie:{server}"

[organisers]
matrix_room = "#orga:{server}"
"""
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "Workshop {id}"
flow = "ablauf.toml"
starts = {starts}
matrix_room = "#{id}:{server}"
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How big the run is, and how bad."""

    citizens: int = 37
    workshops: int = 2
    minutes: tuple[int, int, int] = (10, 10, 10)
    """Of each phase of ideas, of each vote, of the closing."""
    script: Script = field(default_factory=lambda: Script(ideas=5, votes=4, closing=2))
    directs: int = 4
    """So many have a chat of their own with the bot as well."""
    sealed: int = 3
    """So many more are in the encrypted room of a workshop of its own."""
    random_kills: int = 6
    kills_per_point: int = 3
    digest_kills: int = 2
    server_kills: int = 2
    server_away: tuple[float, float] = (1.0, 4.0)
    orders: int = 0
    """It is told so often to end, orderly, in the midst of everything."""
    freezes: tuple[float, ...] = ()
    """For so many seconds each the process stands still, in the midst of everything."""
    absent: int = 0
    """The bot is down while so many events arrive."""
    catch_up_kills: int = 0
    """It is killed so often while it reads them."""
    cut: float = 0.0
    """Seconds for which the network is cut each time."""
    cuts: tuple[Cut, ...] = ()
    """How it is cut around the end of the first phase of ideas, of the first vote, and so on."""
    moods: tuple[Mood, ...] = ()
    """What the server is in, one after another, from the first phase of ideas on."""
    lose: int = 0
    """Each so-many-th message of the bot is taken, and its answer lost."""
    limited: bool = False
    """A server with the limits that nobody changed, for the bot; the crowd is exempt."""
    promise: Promise = field(default_factory=Promise)


def plan(size: Size) -> list[Phase]:
    """Return the agenda of the workshops."""
    ideas, vote, closing = size.minutes
    return [
        Phase("Ankommen", "welcome", 2, prompt="Willkommen zur Probe aller Unfälle."),
        Phase("Erste Ideen", "ideas", ideas, prompt="Was fällt Ihnen ein?"),
        Phase("Erste Wahl", "vote", vote, method="approval", options=OPTIONS, limit=3),
        Phase("Zweite Ideen", "ideas", ideas, ring=True),
        Phase("Zweite Wahl", "vote", vote, method="dots", options=OPTIONS, limit=3),
        Phase("Abschluss", "closing", closing),
    ]


def flow(phases: Sequence[Phase]) -> str:
    """Return the agenda as the file that an organiser would write."""
    rows = ['title = "Probe"', 'summary = "Für die Probe aller Unfälle."']
    for phase in phases:
        rows += ["", "[[phase]]", f'kind = "{phase.kind}"', f'title = "{phase.title}"', f"minutes = {phase.minutes}"]
        rows += [f'prompt = "{phase.prompt}"'] if phase.prompt else []
        rows += ["ring = true"] if phase.ring else []
        if phase.options:
            limit = {"approval": "choices", "dots": "dots"}[phase.method]
            rows += ['on = "options"', f'method = "{phase.method}"', f"{limit} = {phase.limit}", "keep = 6"]
            rows.append(f"options = {json.dumps(phase.options, ensure_ascii=False)}")
    return "\n".join(rows) + "\n"


def configuration(url: str, bot: str, server: str, workshops: Iterable[str]) -> str:
    """Return the configuration of the bot whose account is `bot`; the workshops have rooms of their names."""
    starts = (datetime.fromtimestamp(BEGINS / 1000, UTC) + timedelta(hours=2, minutes=BEFORE)).replace(tzinfo=None)
    text = MATRIX.format(url=url, bot=bot, server=server)
    return (
        DAY + text + "".join(WORKSHOP.format(id=name, starts=starts.isoformat(), server=server) for name in workshops)
    )


def lasts(phases: Iterable[Phase]) -> float:
    """Return the seconds of the computer's clock from the bot's first start until the workshops end."""
    return (BEFORE + sum(phase.minutes for phase in phases)) * 60 / SPEED
