"""Claims that contradict one that was just published or decided, and are not decided alike."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from claims.domain.relations import AGAINST
from claims.domain.status import Status
from claims.domain.vocabulary import TAKEN_BACK, Lifecycle, LinkState
from claims.models.desk.claim import Claim
from claims.models.desk.link import Link

# What may stand on the other side once an editor has decided on it; anything where not named.
FITTING: Mapping[Status, frozenset[Status]] = {
    Status.CONFIRMED: frozenset({Status.REFUTED}),
    Status.PARTLY_CONFIRMED: frozenset({Status.REFUTED, Status.PARTLY_CONFIRMED}),
    Status.DISPUTED: frozenset({Status.DISPUTED}),
    Status.UNVERIFIABLE: frozenset({Status.UNVERIFIABLE, Status.UNCONFIRMED}),
}


def other_sides(claim: Claim) -> list[Claim]:
    """To be looked at, never to be decided by this.

    One side of a contradiction tells nothing of how far the other was examined.
    """
    links = Link.objects.filter(
        Q(from_claim=claim) | Q(to_claim=claim),
        state=LinkState.CONFIRMED,
        relation__in=AGAINST,
    )
    found: dict[int, Claim] = {}
    for link in links.select_related("from_claim__claimant", "to_claim__claimant").order_by("pk"):
        other = link.to_claim if link.from_claim_id == claim.pk else link.from_claim
        if _stands(other) and not _is_decided_alike(claim, other):
            found[other.pk] = other
    return list(found.values())


def _stands(claim: Claim) -> bool:
    taken_back = claim.publication in TAKEN_BACK
    return not taken_back and claim.lifecycle == Lifecycle.CURRENT


def _is_decided_alike(claim: Claim, other: Claim) -> bool:
    if not other.on_record or not other.examined:
        return False
    fitting = FITTING.get(Status(claim.status))
    return fitting is None or other.status in fitting
