"""One JSON text for one value, and its digest, so that what was published can be checked.

Normalising text is the caller's job: whatever could be written in two ways is refused.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

DEEPEST = 64

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUL = "\\u0000"
_PLAIN = frozenset({str, int, bool, type(None)})
_KEYS = frozenset({str})
# That nothing holds itself is known by its depth.
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def dumps(value: object) -> str:
    """Canonical JSON: keys in code point order, no spaces, nothing escaped without need."""
    if not _is_plain((value,), depth=0):
        _check(value, at="$", depth=0)
    text = _encode(value)
    # What stands between two texts combines with neither: they are in form C if all of it is.
    if _NUL in text or not (text.isascii() or _is_text(text)):
        _check(value, at="$", depth=0)
    return text


def loads(text: str) -> Any:
    """Read JSON, refusing what `dumps` never writes: floats, repeated keys, endless depth."""
    try:
        return json.loads(
            text,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_without_repeats,
        )
    except RecursionError:
        raise ValueError("The JSON is nested too deeply.") from None


def leaf_digest(leaf: Mapping[str, object]) -> str:
    """The leaf hash of RFC 6962: SHA-256 of a zero byte and the canonical JSON."""
    return hashlib.sha256(b"\x00" + dumps(leaf).encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """UTC with microseconds and Z, always, so that equal moments are equal text."""
    if moment.utcoffset() is None:
        raise ValueError("A moment needs its offset from UTC.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _is_plain(values: Iterable[object], *, depth: int) -> bool:
    """Whether these are surely of kinds that have a canonical form; ``_check`` tells why not."""
    if depth > DEEPEST:
        return False
    for value in values:
        if type(value) in _PLAIN or isinstance(value, (str, int)):
            continue
        inner = _within(value)
        if inner is None or (inner and not _is_plain(inner, depth=depth + 1)):
            return False
    return True


def _within(value: object) -> Collection[object] | None:
    if type(value) is list or type(value) is tuple:
        return value
    if type(value) is dict and _KEYS.issuperset(map(type, value)):
        return value.values()
    return None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False  # it holds half of a surrogate pair
    return unicodedata.is_normalized("NFC", text)


def _check(value: object, *, at: str, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(f"{at} is nested too deeply.")
    if isinstance(value, str):
        _check_text(value, at=at)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            _check(item, at=f"{at}[{number}]", depth=depth + 1)
    elif isinstance(value, dict):
        _check_object(value, at=at, depth=depth)
    elif value is not None and not isinstance(value, int):
        raise ValueError(f"{at} is a {type(value).__name__}, which has no canonical form.")


def _check_object(value: dict[object, object], *, at: str, depth: int) -> None:
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError(f"{at} has a key that is not text: {key!r}.")
        _check_text(key, at=f"a key of {at}")
        _check(item, at=f"{at}.{key}", depth=depth + 1)


def _check_text(text: str, *, at: str) -> None:
    if "\x00" in text:
        raise ValueError(f"{at} contains the character NUL.")
    if text.isascii():
        return
    if _SURROGATE.search(text):
        raise ValueError(f"{at} contains half of a surrogate pair.")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{at} is not in Unicode normal form C.")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("The JSON names one key twice.")
    return found


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a whole number.")
