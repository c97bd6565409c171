"""What people point at: an idea by number or by reply, a question by `F3`, a message by reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.numbers import references

if TYPE_CHECKING:
    from commands.command import Said
    from workshop_flows.workshop import Workshop


def ideas_of(workshop: Workshop, text: str) -> list[int]:
    """Return the idea numbers named in a text that mean this workshop: `7`, and `B7` if it is B."""
    return [ref.number for ref in references(text) if ref.letter in {"", workshop.letter}]


def idea_of(workshop: Workshop, said: Said) -> int | None:
    """Return the idea that a command is about: by number, else the one whose message it replies to."""
    numbers = ideas_of(workshop, said.rest)
    if numbers:
        return numbers[0]
    return workshop.ideas.by_source.get(said.reply_to) if said.reply_to else None


def question_of(workshop: Workshop, said: Said) -> int | None:
    """Return the question that a command is about: `F3`, else the one whose message it replies to."""
    for ref in references(said.rest):
        if ref.letter == "F":
            return ref.number
    return workshop.question_sources.get(said.reply_to) if said.reply_to else None
