"""Put a piece of evidence on a claim's file, while its status is being decided."""

from __future__ import annotations

from django.db import transaction

from claims.actions.desk import Editor
from claims.actions.stubs import keep_new
from claims.domain.slugs import free_slug, slugify
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence
from claims.publishing.registry import differs

LONGEST_KEY = 50


def add_evidence(claim: Claim, piece: Evidence, *, by: Editor) -> Evidence:
    """The piece belongs to no claim yet; its report may be new. Without a name it gets one."""
    with transaction.atomic():
        held = claim.locked()
        keep_new(piece.report, by=by)
        # Its key was not known when it was first set.
        piece.report = piece.report
        piece.claim = held
        piece.key = piece.key or _free_key(held, piece)
        piece.tidy()
        piece.save(by=by)
        held.changed = differs(held)
        held.save(by=by)
    return piece


def _free_key(claim: Claim, piece: Evidence) -> str:
    named = piece.originator or piece.report or piece.other_claim
    base = slugify(named.slug if named else "piece", LONGEST_KEY)
    taken = set(claim.evidence.values_list("key", flat=True))
    return free_slug(base, lambda key: key in taken)
