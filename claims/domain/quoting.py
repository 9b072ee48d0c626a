"""What a text repeats of the words of others: runs of them, compared as they are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims.domain.search import words

RUN = 4
"""Words in a row that are hardly the same by chance."""

Runs = frozenset[tuple[str, ...]]


def runs(texts: Iterable[str], names: Iterable[str] = ()) -> Runs:
    """Every run of words of some texts; a shorter text is one as a whole, if it is no lone word.

    ``names`` count however short they are.
    """
    found = {run for text in texts for run in _runs(words(text)) if len(run) > 1}
    return frozenset(found | {tuple(words(name)) for name in names if words(name)})


def repeated(text: str, known: Runs) -> Runs:
    """Those of the runs that stand in a text."""
    here = words(text)
    lengths = {len(run) for run in known}
    return frozenset(run for length in lengths for run in _in_a_row(here, length) if run in known)


def _runs(here: list[str]) -> Iterator[tuple[str, ...]]:
    return _in_a_row(here, min(RUN, len(here)))


def _in_a_row(here: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(here[n : n + length]) for n in range(len(here) - length + 1) if length)
