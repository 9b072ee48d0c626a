"""Record the rows of a table: every one of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from claims.actions.desk import Editor
from claims.actions.new_claims import Line as Line
from claims.actions.new_claims import NewClaims
from claims.models.desk.claim import Claim
from claims.publishing.beforehand import built_before


def record_table(lines: Callable[[], Sequence[Line]], *, by: Editor) -> list[Claim]:
    """The new claims, in the order of their rows.

    The lines are read, checked and built before anybody has to wait, from reading alone, and
    anew where the desk has changed meanwhile; then inserted in bulk.
    """
    with built_before(lambda: NewClaims(lines(), by=by), transaction.atomic) as built:
        return built.put()
