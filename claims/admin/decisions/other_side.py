"""After one side of a contradiction was published or decided: the way to the other."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from claims.actions.other_side import other_sides
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim

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
