"""The configurations of the demonstration, as a press office would write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.lines import TOPICS
from bot.demo.venue import Venue
from workshop_flows.values import SECOND, Moment

CONFIG = """\
[conference]
name = "{name}"
title = "Bürgerkonferenz zur Vorführung"
data_dir = "var"
invited = {invited}
next_steps = "Die Stadt antwortet bis zum Herbst auf jede Idee."
listeners = "Die Oberbürgermeisterin und ihr Team"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30
{platforms}
[officials]
{officials}

[organisers]
{organisers}
"""
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "{title}"
flow = "{flow}"
{starts}
{rooms}
"""
DAY, AFTERWARDS = "vorfuehrung", "mitmachen"
"""The conference that is played, and the one for whoever takes part afterwards."""
OWN_FLOW, OPEN_FLOW, OPEN = "ablauf.toml", "bochum-workshop", "mobilitaet"


def of_the_day(folder: Path, venues: Sequence[Venue], invited: int, begins: Moment) -> Path:
    """Write the configuration of the day, as a press office would."""
    local = datetime.fromtimestamp(begins / SECOND, UTC).replace(tzinfo=None)
    starts = f"starts = {local.replace(hour=local.hour + 2).isoformat()}"  # summer in Berlin
    workshops = [
        WORKSHOP.format(id=id_, title=title, flow=OWN_FLOW, starts=starts, rooms=_rooms(venues, id_))
        for id_, title in TOPICS.items()
    ]
    return _written(folder / f"{DAY}.toml", venues, invited, workshops)


def of_afterwards(folder: Path, venues: Sequence[Venue], invited: int) -> Path:
    """Write a configuration with one workshop, which begins when a moderator says so."""
    rooms = _rooms(venues, OPEN)
    workshop = WORKSHOP.format(id=OPEN, title=TOPICS[OPEN], flow=OPEN_FLOW, starts="", rooms=rooms)
    return _written(folder / f"{AFTERWARDS}.toml", venues, invited, [workshop])


def _written(path: Path, venues: Sequence[Venue], invited: int, workshops: Sequence[str]) -> Path:
    platforms = "".join(venue.table() for venue in venues)
    staff = {"officials": _rooms(venues, "rathaus"), "organisers": _rooms(venues, "orga")}
    text = CONFIG.format(name=path.stem, invited=invited, platforms=platforms, **staff)
    path.write_text("".join([text, *workshops]), "utf-8")
    return path


def _rooms(venues: Sequence[Venue], name: str) -> str:
    return "\n".join(venue.room(name) for venue in venues)
