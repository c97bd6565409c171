"""No log names a secret, however it got there."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from bot.shell.discretion import Discreet

SYNAPSE = "syt_a2FyaW4_VxQrZbUOuLdLhbTGCsJS_2dK9ab"
DISCORD = "MTA4" + "Nzk5NTM2NDQ1MjQ4MTAx" + ".GxYz12." + "abcdefghijklmnopqrstuvwxyz012345"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        (f"GET /_matrix/client/v3/sync?access_token={SYNAPSE}&timeout=0", SYNAPSE),
        ("Authorization: Bearer geheim-wie-nie", "geheim-wie-nie"),
        (f"das Token {SYNAPSE} gilt nicht", SYNAPSE),
        (f"{{'Authorization': 'Bot {DISCORD}'}}", DISCORD),
        (f"Improper token {DISCORD} has been passed.", DISCORD),
        ("http://127.0.0.1:8765/?token=leinwand-geheim", "leinwand-geheim"),
    ],
)
def test_a_secret_is_blotted_out_of_messages_and_errors(words: str, secret: str) -> None:
    """In the message itself, in its arguments, and in the error that is told with it."""
    for error in (None, RuntimeError(words)):
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "Es ging schief: %s", (words,), None)
        record.exc_info = (RuntimeError, error, None) if error is not None else None
        told = Discreet().format(record)
        assert secret not in told
        assert "***" in told


@pytest.mark.parametrize("words", ["In 0.5 s.", "$abc:example.org", "matrix:!raum/$ereignis", "Bot ist da"])
def test_everything_else_is_told(words: str) -> None:
    """A log without a word helps nobody."""
    record = logging.LogRecord("x", logging.ERROR, "f", 1, words, (), None)
    assert Discreet().format(record).endswith(words)


BROKEN = f"""
import sys, threading
from bot import cli
from bot.shell import flows

def command():
    threading.Thread(target=threading.Event().wait).start()
    raise RuntimeError('token={SYNAPSE}')

flows.command = command
sys.argv = ["werkstatt", "flows"]
cli.main()
"""


def test_an_error_that_nobody_caught_is_told_discreetly() -> None:
    """It ends the process, whatever else still runs in it, with the code for a failure, and names no secret."""
    done = subprocess.run([sys.executable, "-c", BROKEN], cwd=ROOT, capture_output=True, check=False, timeout=30)  # noqa: S603
    assert done.returncode == 1
    assert b"RuntimeError" in done.stderr
    assert SYNAPSE.encode() not in done.stderr
