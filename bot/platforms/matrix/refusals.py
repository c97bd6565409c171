"""What a server's refusal means: wait, try again, never, or a new login."""

from __future__ import annotations

from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND

LIMITED = "M_LIMIT_EXCEEDED"
NOBODY = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"})
"""Nobody is logged in under this token any more."""
PASSING = frozenset({"M_RESOURCE_LIMIT_EXCEEDED", "M_UNRECOGNIZED"})
"""Refusals that an administrator can lift while we run, or that come from something in front of the server."""
USUAL_WAIT = SECOND
"""For a server that names no time; the pace waits longer each time (`bot/delivery/pace.py`)."""
LONGEST_WAIT = 5 * SECOND
"""A server that names a longer time is asked again after this one: a wrong number must not make us deaf for an hour."""
UNCLEAR = "keine verständliche Antwort"


def code_of(answer: object) -> str:
    """Return the error code of an answer; empty if it is no error, or not from a Matrix server."""
    code = getattr(answer, "status_code", None)
    return code if isinstance(code, str) else ""


def status_of(answer: object) -> int:
    """Return the HTTP status of an answer; 0 if unknown."""
    status = getattr(getattr(answer, "transport_response", answer), "status", 0)
    return status if isinstance(status, int) else 0


def pause(refusal: NotNow, at_least: float) -> float:
    """Return for how many seconds a question waits that was refused for now: never in a spin, and not for ever."""
    return max(at_least, min(refusal.wait, LONGEST_WAIT) / SECOND)


def problem(answer: object) -> NotNow | LoginRefused | Impossible | Unreachable:
    """Return what a refusal means. A server in trouble, or something in front of it, refuses nothing."""
    code, status, message = code_of(answer), status_of(answer), str(getattr(answer, "message", ""))
    if code == LIMITED or status == 429:
        wait = getattr(answer, "retry_after_ms", None)
        return NotNow(wait if isinstance(wait, int) and wait > 0 else USUAL_WAIT)
    if code in NOBODY:
        return LoginRefused(message)
    if code.startswith("M_") and code not in PASSING and 400 <= status < 500:
        return Impossible(f"{code}: {message}")
    return Unreachable(f"{code or UNCLEAR}: {message}")
