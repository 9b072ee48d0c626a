"""Numbers as they were said: from words to bounds and back to words."""

from enum import Enum
from functools import lru_cache
from typing import Final

from claims.domain.errors import RuleBroken
from claims.domain.measures import MEASURES
from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Qualifier

HIGHEST = 10**15
Bounds = tuple[int | None, int | None]
"""The least and the most a figure allows; None is open."""
RUNNING = frozenset({Qualifier.PLAIN, Qualifier.NEARLY})
"""How a count that goes on is told by anybody; estimates of two bodies are a dispute."""


class _Unstated(Enum):
    UNSTATED = "unstated"


UNSTATED: Final = _Unstated.UNSTATED
"""A bound nobody gave, to be taken from the table; unlike None, which is open."""

End = int | None | _Unstated


def measure_label(slug: str) -> str:
    """What is counted, by the measures that every event has."""
    return MEASURES.of(slug).name


def bounds(
    qualifier: Qualifier, value: int | None, low: End = UNSTATED, high: End = UNSTATED
) -> Bounds:
    """What a figure allows; a given low or high wins over the table."""
    for number in (value, low, high):
        _check_size(number)
    table_low, table_high = _table(qualifier, value, low, high)
    low = table_low if low is UNSTATED else low
    high = table_high if high is UNSTATED else high
    _check_pair(low, high)
    return low, high


def differs_from_table(
    qualifier: Qualifier, value: int | None, low: int | None, high: int | None
) -> bool:
    """Whether an editor set other bounds than the words give; False where they give none."""
    if value is None or qualifier in _WITHOUT_TABLE:
        return False
    return (low, high) != _from_table(qualifier, value)


@lru_cache(maxsize=4_096)
def describe(qualifier: Qualifier, value: int | None, low: int | None, high: int | None) -> str:
    """A figure in a reader's words: "at least 23", "between 5 and 7", "24 or more"."""
    if value is None or qualifier in _WITHOUT_TABLE:
        return describe_range(low, high)
    said = _SAID.get(qualifier)
    return said.placed(number=f"{value:,}") if said else f"{value:,}"


def as_said(
    words: str, qualifier: Qualifier, value: int | None, low: int | None, high: int | None
) -> str:
    """As it was said: the least of "dozens" is our reading of the words, nobody said 24."""
    if words and qualifier is Qualifier.UNSTATED:
        return words
    return describe(qualifier, value, low, high)


def describe_range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return _("a number not stated")
    if high is None:
        return _("%(low)s or more", low=f"{low:,}")
    if low == high:
        return f"{high:,}"
    return (
        _("between %(low)s and %(high)s", low=f"{low:,}", high=f"{high:,}")
        if low
        else _("up to %(high)s", high=f"{high:,}")
    )


_WITHOUT_TABLE = frozenset({Qualifier.BETWEEN, Qualifier.UNSTATED})

_SAID: dict[Qualifier, Message] = {
    Qualifier.AT_LEAST: _("at least %(number)s"),
    Qualifier.MORE_THAN: _("more than %(number)s"),
    Qualifier.AT_MOST: _("at most %(number)s"),
    Qualifier.UP_TO: _("up to %(number)s"),
    Qualifier.ABOUT: _("about %(number)s"),
    Qualifier.NEARLY: _("nearly %(number)s"),
}


def _table(qualifier: Qualifier, value: int | None, low: End, high: End) -> Bounds:
    """What the words alone give; refuses where they give too little."""
    if qualifier in _WITHOUT_TABLE:
        if isinstance(low, int) or isinstance(high, int):
            return None, None
        raise RuleBroken(
            _("Words without one number need the lowest or the highest they can mean.")
        )
    if value is not None:
        return _from_table(qualifier, value)
    if low is UNSTATED or high is UNSTATED:
        raise RuleBroken(_("Give the number, or both the lowest and the highest it can mean."))
    return None, None


@lru_cache(maxsize=4_096)
def _from_table(qualifier: Qualifier, value: int) -> Bounds:
    if qualifier is Qualifier.NEARLY and value < 1:
        raise RuleBroken(_("“Nearly” needs a number of at least 1."))
    table: dict[Qualifier, Bounds] = {
        Qualifier.EXACTLY: (value, value),
        Qualifier.PLAIN: (value, value),
        Qualifier.AT_LEAST: (value, None),
        Qualifier.MORE_THAN: (value + 1, None),
        Qualifier.AT_MOST: (0, value),
        Qualifier.UP_TO: (0, value),
        Qualifier.ABOUT: (value * 9 // 10, -(-value * 11 // 10)),
        Qualifier.NEARLY: (value * 9 // 10, value - 1),
    }
    return table[qualifier]


def _check_size(number: End) -> None:
    if isinstance(number, int) and number < 0:
        raise RuleBroken(_("A count cannot be below zero: %(number)s.", number=f"{number:,}"))
    if isinstance(number, int) and number > HIGHEST:
        raise RuleBroken(_("A count above %(highest)s cannot be kept.", highest=f"{HIGHEST:,}"))


def _check_pair(low: End, high: End) -> None:
    _check_size(low)
    _check_size(high)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise RuleBroken(
            _(
                "The lowest (%(low)s) is above the highest (%(high)s).",
                low=f"{low:,}",
                high=f"{high:,}",
            )
        )
