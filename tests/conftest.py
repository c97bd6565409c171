"""Options of the tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a transcript be written anew: read the difference aloud before committing it."""
    parser.addoption("--rewrite", action="store_true", help="write the transcripts as they come out now")
