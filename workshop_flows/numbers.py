"""The numbers of persons that a day holds, also of those whose accounts were deleted: nobody new may be given one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop


def numbers(day: Conference) -> Iterator[int]:
    """Yield them, in no order, and often more than once; those of counted ballots that are nobody's are below zero."""
    yield from (*day.names, *day.erased, *day.roles, *day.last_seen)
    for workshop in day.workshops.values():
        yield from _of(workshop)


def _of(workshop: Workshop) -> Iterator[int]:
    before = cast("dict[str, Any]", workshop.before)  # it is back after a trial
    for run in (_now(workshop), before):
        for given in (run.get("ideas", ()), *(run.get(name, {}).values() for name in ("questions", "messages"))):
            yield from (each.person for each in given)
        for vote in run.get("votes", {}).values():
            yield from vote.ballots
        if "presence" in run:
            yield from run["presence"].people


def _now(workshop: Workshop) -> dict[str, Any]:
    return {name: getattr(workshop, name) for name in ("ideas", "questions", "messages", "votes", "presence")}
