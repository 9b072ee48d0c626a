"""What the desk's first page says of a second pair of eyes: what waits, what came back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from claims.admin.decisions.four_eyes import sign_url
from claims.admin.fields import called
from claims.admin.named_things import name_things
from claims.domain.four_eyes import FOUR_EYES_LABELS, FourEyes, ProposalState
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.models.desk.proposal import Proposal
from claims.models.desk.second_look import SecondLook


def eyes_in_words(proposal: Proposal) -> str:
    return ", ".join(str(FOUR_EYES_LABELS[FourEyes(one)]) for one in proposal.eyes.split(","))


def to_sign() -> list[Any]:
    """What waits, the oldest first, each with the thing it is about and the words for it."""
    waiting = Proposal.objects.filter(state=ProposalState.WAITING).select_related("by")
    found = name_things(waiting.order_by("at", "pk"), kind="kind", uid="uid")
    asked = SecondLook.objects.filter(cause=Cause.OPINION, cleared_at=None)
    blind = set(asked.values_list("about_uid", flat=True))
    for proposal in found:
        # Whoever is to give an opinion on it reads this, too.
        proposal.why = _("a status") if proposal.uid in blind else eyes_in_words(proposal)
        proposal.url = sign_url(proposal)
        proposal.who = called(proposal.by)
    return found


def sent_back_to(user: User) -> list[Any]:
    back = Proposal.objects.filter(state=ProposalState.SENT_BACK, by=user.pk)
    found = name_things(back.select_related("settled_by").order_by("at"), kind="kind", uid="uid")
    for proposal in found:
        proposal.url, proposal.who = sign_url(proposal), called(proposal.settled_by)
    return found
