"""What waits for a second pair of eyes, and where it is signed."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from claims.domain.four_eyes import FOUR_EYES_LABELS, FourEyes, ProposalState
from claims.models.desk.base import Publishable
from claims.models.desk.proposal import Proposal


def waiting_on(subject: Publishable, page: str) -> Proposal | None:
    """What somebody has proposed on this very page, and nobody has signed yet."""
    if not settings.FOUR_EYES:
        return None
    waiting = Proposal.objects.filter(uid=subject.uid, page=page, state=ProposalState.WAITING)
    return waiting.select_related("by").first()


def asked_for() -> list[str]:
    """For what a second pair of eyes is asked, in words."""
    return [str(FOUR_EYES_LABELS[FourEyes(kind)]) for kind in settings.FOUR_EYES]


def sign_url(proposal: Proposal) -> str:
    return reverse("admin:claims_proposal_sign", args=[proposal.pk])
