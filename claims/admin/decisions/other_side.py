"""After one side of a contradiction was published or decided: the way to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from claims.domain.relations import AGAINST
from claims.domain.status import Status
from claims.domain.vocabulary import TAKEN_BACK, Lifecycle, LinkState
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.link import Link

MOST = 5


def offer(request: HttpRequest, subjects: Iterable[Publishable]) -> None:
    """Nothing is done to the other: an editor looks at it, or does not."""
    claims = [subject for subject in subjects if isinstance(subject, Claim)]
    known = {claim.pk for claim in claims}
    others = {o.pk: o for claim in claims for o in other_sides(claim) if o.pk not in known}
    for other in list(others.values())[:MOST]:
        messages.info(request, format_html(_sentence(other), claim=_link(other)))


def _sentence(other: Claim) -> str:
    if not other.on_record:
        return _("The other side of it is not published: {claim}. Nothing was done to it.")
    if not other.examined:
        return _("Nobody has examined the other side of it: {claim}. Nothing was done to it.")
    return _("The other side of it is decided otherwise: {claim}. Nothing was done to it.")


def _link(other: Claim) -> str:
    page = "status" if other.on_record else "publish"
    address = reverse(f"admin:claims_claim_{page}", args=[other.pk])
    return format_html('<a href="{}">{}</a>', address, other)


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
