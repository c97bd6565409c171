"""What happens to questions for the city, and to the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import NOWHERE, UNTITLED, Source, Text


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Somebody asks the city. The number counts through the conference."""

    question: int
    person: int
    text: Text
    source: Source = NOWHERE
    by: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionEdited:
    """The author said it better."""

    question: int
    text: Text


@dataclass(frozen=True, slots=True)
class QuestionWithdrawn:
    """The author took it back."""

    question: int


@dataclass(frozen=True, slots=True)
class QuestionHidden:
    """A moderator took it out of sight, or put it back."""

    question: int
    by: int
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class QuestionSupported:
    """Somebody wants to know it too."""

    question: int
    person: int


@dataclass(frozen=True, slots=True)
class AnswerDrafted:
    """An official answers; before it goes out they see how it will look."""

    question: int
    person: int
    text: Text
    source: Source = NOWHERE
    office: Text = UNTITLED
    """Who answers for the city, as people are told: "Tiefbauamt"."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """The answer went out to the room of the question, or was corrected there."""

    question: int
    person: int
    text: Text
    corrected: bool = False
    office: Text = UNTITLED


QuestionFact: TypeAlias = (
    QuestionAsked
    | QuestionEdited
    | QuestionWithdrawn
    | QuestionHidden
    | QuestionSupported
    | AnswerDrafted
    | AnswerGiven
)
