"""What is written to the log tells no secret: tokens are blotted out, whoever put them into a message or an error."""

from __future__ import annotations

import logging
import re
import sys

BLOT = "***"
_SECRETS = re.compile(
    r"\b(?:syt|mat|mct|mcr)_[A-Za-z0-9_\-=]{6,}"  # access tokens of Matrix servers
    r"|(?<=Bearer )\S+|(?<=Bot )[\w\-.]{20,}"
    r"|(?<=access_token=)[^&\s\"']+|(?<=token=)[^&\s\"']+|(?<=password=)[^&\s\"']+"
    r"|\b[\w\-]{20,}\.[\w\-]{5,7}\.[\w\-]{25,}"  # a token of a Discord application
)
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
UNEXPECTED = "Unerwartet beendet."


class Discreet(logging.Formatter):
    """Blots out what looks like a secret, in messages and in the errors below them."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished lines without secrets."""
        return blotted(super().format(record))


def blotted(words: str) -> str:
    """Return words with every secret in them blotted out."""
    return _SECRETS.sub(BLOT, words)


def keep_log() -> None:
    """Log to the standard error, discreetly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def tell(error: BaseException) -> None:
    """Tell of an error that nobody caught, discreetly."""
    keep_log()
    logging.getLogger(__name__).critical(UNEXPECTED, exc_info=error)
