"""Who has what open, shown softly."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.admin.access import editor_of
from claims.admin.fields import called, is_key
from claims.admin.site import site
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel
from claims.models.desk.presence import Presence

OPEN_FOR = timedelta(minutes=10)
"""So long after it was last heard of, a page counts as open."""


def presence_of(request: HttpRequest, subject: DeskModel) -> dict[str, object]:
    """What a page of a thing shows of the others, and where it goes on asking."""
    address = reverse("admin:presence", args=[subject._meta.model_name, subject.pk])
    return {"others": open_here(request, subject), "url": address}


def open_here(request: HttpRequest, subject: DeskModel) -> list[str]:
    """Note that this editor has the thing open; who else has, a sentence each."""
    kind, now = str(subject._meta.model_name), timezone.now()
    try:
        with transaction.atomic():
            _touch(editor_of(request), kind, subject.pk, now)
    except DatabaseError:
        # Soft: a busy database must keep nobody from opening a page.
        pass
    others = Presence.objects.filter(kind=kind, key=subject.pk, seen_at__gt=now - OPEN_FOR)
    others = others.exclude(who=request.user.pk).select_related("who").order_by("since_at")
    return [
        _(
            "%(called)s has this open since %(since_at)s (UTC).",
            called=called(other.who),
            since_at=f"{other.since_at:%H:%M}",
        )
        for other in others
    ]


def _touch(who: User, kind: str, key: int, now: datetime) -> None:
    row = Presence.objects.filter(who=who, kind=kind, key=key).first()
    if row is None:
        Presence.objects.filter(seen_at__lt=now - OPEN_FOR).delete()
        row = Presence(who=who, kind=kind, key=key, since_at=now)
    elif row.seen_at < now - OPEN_FOR:
        row.since_at = now
    row.seen_at = now
    row.save()


@require_POST
def presence(request: HttpRequest, kind: str, key: int) -> JsonResponse:
    """What a page that stays open asks every minute; ``left`` says that it was closed."""
    pages = {model._meta.model_name: page for model, page in site._registry.items()}
    page = pages.get(kind)
    subject = page.get_queryset(request).filter(pk=key).first() if page and is_key(key) else None
    if page is None or subject is None:
        raise Http404
    if not page.has_change_permission(request, subject):
        raise PermissionDenied
    if "left" in request.GET:
        Presence.objects.filter(who=request.user.pk, kind=kind, key=key).delete()
        return JsonResponse({"others": []})
    return JsonResponse({"others": open_here(request, subject)})
