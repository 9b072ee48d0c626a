"""Give the chosen claims to oneself, or let them go."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.messages import Message, ngettext
from claims.domain.messages import gettext as _
from claims.models.desk.claim import Claim

ASSIGNED = ngettext("%(number)s claim assigned to you.", "%(number)s claims assigned to you.", 1)
LET_GO = ngettext(
    "%(number)s claim let go: nobody follows them now.",
    "%(number)s claims let go: nobody follows them now.",
    1,
)


@admin.action(description=_("Assign to me"), permissions=["change"])
def assign_to_me(page: ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    _assign(request, chosen, to=request.user, done=ASSIGNED)


@admin.action(description=_("Assign to nobody"), permissions=["change"])
def assign_to_nobody(page: ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    _assign(request, chosen, to=None, done=LET_GO)


def _assign(request: HttpRequest, chosen: QuerySet, *, to: Any, done: Message) -> None:
    # Read again by key: the list's rows carry what it counts, and belong to no transaction.
    claims = Claim.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))).order_by("pk")
    try:
        count = actions.assign(claims, to=to, by=request.user)  # type: ignore[arg-type]  # signed in
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return
    messages.success(request, done.counted(count))
