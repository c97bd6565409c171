"""Topics in a text: `#mobilität`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workshop_flows.normal import normalised

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

_TOPIC = re.compile(r"#(\w{2,40})")


def topics_in(text: str, workshop: Workshop) -> tuple[str, ...]:
    """Return the topics named in a text; as the flow spells them, where it knows them."""
    known = {normalised(topic): topic for topic in (workshop.flow.topics if workshop.flow else ())}
    found = (known.get(normalised(word), word) for word in _TOPIC.findall(text))
    return tuple(dict.fromkeys(found))
