"""Say who follows a claim."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from claims.actions.desk import Editor, keep
from claims.models.desk.claim import Claim


def assign(claims: Iterable[Claim], *, to: User | None, by: Editor) -> int:
    """Give claims to an editor, all or none; returns how many were somebody else's before.

    Raises ``Stale`` where one is no longer what the editor saw.
    """
    with transaction.atomic():
        moving = [claim for claim in claims if claim.assignee != to]
        for claim in moving:
            keep(claim, by=by, assignee=to)
    return len(moving)
