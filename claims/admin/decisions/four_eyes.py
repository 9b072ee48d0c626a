"""What of a page of decision is handed to a second person: all that was typed, and its digest."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.urls import reverse

from claims.actions.four_eyes import Asked
from claims.domain.four_eyes import FOUR_EYES_LABELS, FourEyes, ProposalState
from claims.models.desk.base import Publishable
from claims.models.desk.proposal import Proposal

HIDDEN = {"seal"}


def asked_on(page: Any, form: BaseForm) -> Asked:
    return Asked(
        page=page.name,
        query=page.request.GET.urlencode(),
        typed=typed_in(form),
        digest=digest_of(page, form),
    )


def typed_in(form: Any) -> dict[str, list[str]]:
    """What stands in the boxes of a form, whatever else was sent with it."""
    names = {form.add_prefix(name) for name in form.fields if name not in HIDDEN}
    return {
        name: form.data.getlist(name)
        for name in form.data
        if name in names or name.rpartition("_")[0] in names
    }


def digest_of(page: Any, form: BaseForm) -> str:
    """Of what would be done, as it was shown, and of all that was typed to have it done."""
    told = [page.name, page.subject.uid, page.sealed(form), typed_in(form)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


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
