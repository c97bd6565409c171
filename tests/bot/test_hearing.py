"""What comes from a platform, as the workshop hears it."""

from __future__ import annotations

import pytest

from bot.hearing import _numbers


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [((), ()), (("1", "3"), (1, 3)), (("²", "2"), None), (("-1",), None), (("7" * 5_000,), None), (("٣",), None)],
)
def test_an_answer_that_no_chat_program_sends_is_none(
    answers: tuple[str, ...], numbers: tuple[int, ...] | None
) -> None:
    """It breaks no batch, and takes nobody's earlier ballot away; an empty one does: that is how one takes it back."""
    assert _numbers(answers) == numbers
