"""`python -m tests.chaos.record EVIDENCE`: keep of a run's evidence what the tests of the oracle need.

`python -m tests.chaos.full calm` leaves such a file, and names it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.chaos.evidence import Event, Evidence

RECORDED = Path(__file__).with_name("recorded.json")
KEPT = ("content", "event_id", "origin_server_ts", "redacts", "room_id", "sender", "state_key", "type")
PAPERS = ("attendance.csv", "ideas.csv", "log")
LONG = 200
"""Characters of which the rest says nothing."""


def keep(evidence: Evidence) -> None:
    """Write it down."""
    for events in (*evidence.rooms.values(), evidence.staff):
        events[:] = [_small(each) for each in events]
    evidence.papers = {name: evidence.papers[name] for name in PAPERS}
    evidence.secrets = ["das-Token-des-Bots"]
    rows = (f'"{name}": {_lines(value)}' for name, value in json.loads(evidence.dump()).items())
    RECORDED.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


def _lines(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    """Return JSON with a line for each thing in a list, at the outside, so that a difference can be read."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(_text(each) for each in value) + "\n]"
    return _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    return json.dumps(value, ensure_ascii=False)


def _small(event: Event) -> Event:
    found = {key: event[key] for key in KEPT if key in event}
    content = found.get("content") or {}
    words = content.get("body")
    if "org.werkstatt.chaos" in content and isinstance(words, str):
        found["content"] = content | {"body": words[:LONG]}
    return found


if __name__ == "__main__":
    keep(Evidence.load(Path(sys.argv[1]).read_text("utf-8")))
