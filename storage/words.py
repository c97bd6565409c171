"""What a person may type and SQLite may not keep: lone surrogates, NUL, and numbers beyond 64 bits."""

from __future__ import annotations

from typing import Any

_MOST = 2**63 - 1
_PUT_INSTEAD = "\ufffd"


def clean(words: str) -> str:
    """Return the words with every lone surrogate and every NUL replaced, so that they survive the way to the disk."""
    if "\0" in words:
        words = words.replace("\0", _PUT_INSTEAD)
    if words.isascii():
        return words
    # A surrogate pair that came as two characters is one character in the end; only a lone one is replaced.
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _is_torn(words) else words


def clean_number(number: int) -> int:
    """Return the nearest number that fits into 64 bits."""
    return number if -_MOST <= number <= _MOST else max(-_MOST, min(_MOST, number))


def clean_json(value: Any) -> Any:  # noqa: ANN401
    """Return the JSON value with every string and number in it cleaned."""
    match value:
        case str():
            return clean(value)
        case bool() | None | float():
            return value
        case int():
            return clean_number(value)
        case dict():
            return {clean(str(key)): clean_json(one) for key, one in value.items()}
        case list() | tuple():
            return [clean_json(one) for one in value]
    raise TypeError(f"not JSON: {type(value).__name__}")


def _is_torn(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return True
    return False
