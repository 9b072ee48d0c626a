"""How many claims each other answer would find, for every way to narrow a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from django.db import models

from claims.models.record.claim_search import Claims

COLUMNS = {"status": "status", "source": "claimant", "event": "event", "measure": "measures"}
Count = Callable[[str], Mapping[str, int]]
"""From the name of a parameter to how many claims each of its values would find."""


def grouped(claims: Claims, column: str) -> dict[str, int]:
    """Counted by the database, which reads one index in its order: best where nearly all fit."""
    rows = claims.order_by().values_list(column).annotate(n=models.Count("since"))
    found: Counter[str] = Counter()
    for values, n in rows:
        # Of measures a column holds several.
        for value in values.split():
            found[value] += n
    return dict(found)
