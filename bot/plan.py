"""The plan of the day as facts for the journal: what the configuration and its flows say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count, product
from zoneinfo import ZoneInfo

from bot.configuration.settings import Settings
from bot.configuration.tables import WorkshopSettings
from workshop_flows.conference import Conference
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.values import Moment

PLENARY = frozenset({"plenum", "plenary"})
"""Ids of the one workshop in which everybody is together."""
ALPHABET = "ABCDEGHIJKLMNOPQRSTUVWXYZ"
"""Without F: `F7` is a question."""


def letters() -> Iterator[str]:
    """Yield the letters of workshops: A, B, ... Z, AA, AB ... without end."""
    for length in count(1):
        yield from ("".join(signs) for signs in product(ALPHABET, repeat=length))


def moment(local: datetime, zone: str) -> Moment:
    """Return the instant of a local time; of the two in autumn's doubled hour the first."""
    return int(local.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def facts(settings: Settings, flows: Mapping[str, Flow]) -> list[In]:
    """Return what is planned: the day, then each workshop with its flow, in the order of the configuration.

    `flows` has a flow for each workshop's id. Letters follow the order, so new workshops belong at the end.
    """
    planned = [In("", conference(settings))]
    for letter, workshop in zip(letters(), settings.workshops, strict=False):
        planned.append(In(workshop.id, _workshop(settings, workshop, letter)))
        planned.append(In(workshop.id, FlowAdopted(flows[workshop.id])))
    return planned


def conference(settings: Settings) -> ConferencePlanned:
    """Return what is planned for the day as a whole."""
    day, privacy = settings.conference, settings.privacy
    return ConferencePlanned(
        name=day.name,
        title=day.title,
        language=day.language,
        timezone=day.timezone,
        address=day.address,
        invited=day.invited,
        next_steps=day.next_steps,
        controller=privacy.controller,
        contact=privacy.contact,
        legal_basis=privacy.legal_basis,
        retention_days=privacy.retention_days,
        small_count=privacy.small_count,
        listeners=day.listeners,
        officials=settings.officials is not None,
    )


def _workshop(settings: Settings, workshop: WorkshopSettings, letter: str) -> WorkshopPlanned:
    starts = workshop.starts
    return WorkshopPlanned(
        letter=letter,
        title=workshop.title,
        language=workshop.language or settings.conference.language,
        starts=None if starts is None else moment(starts, settings.conference.timezone),
        call=workshop.call or "",
        plenary=workshop.id in PLENARY,
        sides=sides(workshop),
    )


def sides(workshop: WorkshopSettings) -> tuple[str, ...]:
    """Return the platforms on which a workshop has a room."""
    rooms = {"matrix": workshop.matrix_room, "discord": workshop.discord_channel}
    return tuple(platform for platform, room in rooms.items() if room is not None)


def news(day: Conference, planned: list[In]) -> list[Fact | In]:
    """Return the facts of a plan that are not yet so: a configuration that did not change is no news."""
    found: list[Fact | In] = []
    for each in planned:
        known = day.workshops.get(each.workshop)
        match each.fact:
            case WorkshopPlanned() as fact if known is not None:
                now = WorkshopPlanned(
                    known.letter, known.title, known.language, known.starts, known.call, known.plenary, known.sides
                )
                changed = now != fact
            case FlowAdopted(flow) if known is not None:
                changed = known.planned != flow
            case _ if each.workshop == "":
                changed = day.plan != each.fact
            case _:
                changed = True
        if changed:
            found.append(each)
    return found
