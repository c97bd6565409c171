"""What comes from a platform, as the workshop hears it."""

from __future__ import annotations

import pytest

from bot.hearing import _numbers


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [(("1", "3"), (1, 3)), (("²", "2"), (2,)), (("", "-1", "1_0", "x", "7" * 5_000), ()), (("٣",), ())],
)
def test_of_a_poll_only_its_own_answers_are_numbers(answers: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    """Anybody may send what no chat program would: signs that look like figures, or thousands of them."""
    assert _numbers(answers) == numbers
