"""What the desk's first page says of a second pair of eyes: what waits, what came back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from claims.admin.decisions.four_eyes import sign_url
from claims.admin.fields import called
from claims.admin.named_things import name_things
from claims.domain.four_eyes import FOUR_EYES_LABELS, FourEyes, ProposalState
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.models.desk.proposal import Proposal
from claims.models.desk.second_look import SecondLook


@dataclass(frozen=True)
class Pending:
    """A proposal with its page, and ``who`` proposed it or sent it back."""

    proposal: Proposal
    url: str
    who: str
    why: str = ""


def eyes_in_words(proposal: Proposal) -> str:
    return ", ".join(str(FOUR_EYES_LABELS[FourEyes(one)]) for one in proposal.eyes.split(","))


def to_sign() -> list[Pending]:
    """What waits, the oldest first, each with the thing it is about and the words for it."""
    waiting = Proposal.objects.filter(state=ProposalState.WAITING).select_related("by")
    found = name_things(waiting.order_by("at", "pk"), kind="kind", uid="uid")
    asked = SecondLook.objects.filter(cause=Cause.OPINION, cleared_at=None)
    blind = set(asked.values_list("about_uid", flat=True))
    return [
        Pending(
            one,
            sign_url(one),
            called(one.by),
            # Whoever is to give an opinion on it reads this, too.
            _("a status") if one.uid in blind else eyes_in_words(one),
        )
        for one in found
    ]


def sent_back_to(user: User) -> list[Pending]:
    back = Proposal.objects.filter(state=ProposalState.SENT_BACK, by=user.pk)
    found = name_things(back.select_related("settled_by").order_by("at"), kind="kind", uid="uid")
    return [Pending(one, sign_url(one), called(one.settled_by)) for one in found]
