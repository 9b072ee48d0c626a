"""The words of most claims, looked up before anybody asks, so that no reader waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from claims.domain.search import terms
from claims.domain.search.question import PASSED_OVER
from claims.lookup.asking_in_memory import AskingInMemory
from claims.lookup.columns import Columns
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim

SAMPLE = 500
MOST = 100
"""Words. Of a million claims they take most of what is kept of tokens, and a dozen seconds."""


def look_up(columns: Callable[[], Columns | None]) -> None:
    """Each in the columns that there are by then; the commonest last, as what is kept longest."""
    begun = columns()
    for word in reversed(_common_words(begun) if begun else []):
        if kept := columns():
            asking = AskingInMemory(AsOf(entry=kept.seq), "UTC", columns=kept)
            _, near = asking.look_up(terms(word))
            _ = [closer.mask for closer in near]


def _common_words(columns: Columns) -> list[str]:
    """Of claims all over the record, the commonest first."""
    since = columns.claims.since
    some = since[:: max(len(since) // SAMPLE, 1)].tolist()
    found: Counter[str] = Counter()
    rows = PublishedClaim.objects.filter(since__in=some)
    for words in rows.values_list("search", flat=True):
        found.update(word for word in words.split(" ") if word.isalpha())
    for word in PASSED_OVER:
        del found[word]
    return [word for word, _ in found.most_common(MOST)]
