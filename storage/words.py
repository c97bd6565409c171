"""What a person may type and SQLite may not keep: lone surrogates, NUL, and numbers beyond 64 bits."""

from __future__ import annotations

from typing import Any

import msgspec

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


def as_json(value: Any, *, ordered: bool = False) -> str:  # noqa: ANN401
    """Return the value as JSON that survives the way to the disk; `ordered`: its keys by the alphabet.

    Nearly always it does as it is, so the whole is looked at before each of its parts is cleaned.
    """
    encode = _ENCODE_SORTED if ordered else _ENCODE
    try:
        words = encode(value).decode()
    except ValueError:  # torn words, or a number of more digits than Python writes
        return encode(clean_json(value)).decode()
    return encode(clean_json(value)).decode() if "\\u0000" in words else words


def _as_words(value: object) -> str:
    """Return people's words and sources, which are types of their own, as what they are on the disk."""
    if not isinstance(value, str):
        raise TypeError(f"not JSON: {type(value).__name__}")
    return str(value)


def _is_torn(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return True
    return False


_ENCODE = msgspec.json.Encoder(enc_hook=_as_words).encode
_ENCODE_SORTED = msgspec.json.Encoder(enc_hook=_as_words, order="sorted").encode
