"""Matrix as the configuration wants it."""

from __future__ import annotations

from pathlib import Path

from bot.configuration.settings import Settings
from bot.platforms.matrix.adapter import Matrix


def platform(settings: Settings, folder: Path) -> Matrix:
    """Return the platform of a configuration that has it."""
    matrix = settings.matrix
    assert matrix is not None  # noqa: S101 - the table of the platforms looked
    token = matrix.access_token.get_secret_value() if matrix.access_token is not None else None
    password = matrix.password.get_secret_value() if matrix.password is not None else None
    return Matrix(matrix.homeserver, matrix.user_id, folder / "matrix", token=token, password=password)
