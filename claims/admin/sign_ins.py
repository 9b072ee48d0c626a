"""Tells the audit log who came in or failed to, and who gave whom which rights.

By Django's own signals: sign-ins and roles are Django's, and whichever way leads to them (a page,
another app's, a command, a shell) these alone are told of each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.http import HttpRequest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.admin.audit_middleware import address_of
from claims.domain.audit import AuditKind
from claims.publishing import audit

WATCHED = ("is_active", "is_staff", "is_superuser", "password")
UNKNOWN = "no such account"
DONE = {"post_add": "given", "post_remove": "taken", "pre_clear": "all taken"}


def connect() -> None:
    user_logged_in.connect(_came, dispatch_uid="audit_came")
    user_logged_out.connect(_went, dispatch_uid="audit_went")
    user_login_failed.connect(_failed, dispatch_uid="audit_failed")
    pre_save.connect(_before, sender=User, dispatch_uid="audit_before")
    post_save.connect(_kept, sender=User, dispatch_uid="audit_kept")
    m2m_changed.connect(_moved, sender=User.groups.through, dispatch_uid="audit_roles")


def _came(request: HttpRequest | None, user: User, **kwargs: object) -> None:
    _write(AuditKind.SIGNED_IN, "sign-in", by=user, request=request)


def _went(request: HttpRequest | None, user: User | None, **kwargs: object) -> None:
    if user is not None:
        _write(AuditKind.SIGNED_OUT, "sign-out", by=user, request=request)


def _failed(
    credentials: Mapping[str, object], request: HttpRequest | None = None, **kwargs: object
) -> None:
    """What was typed is never kept: it may be a password in the wrong box."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    named = models.Q(username=typed) | models.Q(email__iexact=typed) & ~models.Q(email="")
    found = get_user_model().objects.filter(named).first() if typed.isprintable() else None
    detail = "" if found else UNKNOWN
    _write(AuditKind.SIGN_IN_FAILED, "sign-in", request=request, about=found, detail=detail)


def _before(
    instance: User, update_fields: Collection[str] | None, raw: bool, **kwargs: object
) -> None:
    watched = [name for name in WATCHED if update_fields is None or name in update_fields]
    stood = User.objects.filter(pk=instance.pk).first() if instance.pk and watched else None
    moved = [n for n in watched if stood and getattr(stood, n) != getattr(instance, n)]
    instance.moved = [_said(instance, name) for name in moved]  # type: ignore[attr-defined]


def _said(user: User, name: str) -> str:
    """Which rights an account now has; of a password that it is another."""
    return "password changed" if name == "password" else f"{name}: {getattr(user, name)}"


def _kept(instance: User, created: bool, **kwargs: object) -> None:
    said = ["created"] if created else instance.moved  # type: ignore[attr-defined]  # set before
    if said:
        _of_people("account", instance, ", ".join(said))


def _moved(
    instance: models.Model,
    action: str,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[int] | None,
    **kwargs: object,
) -> None:
    if action in DONE and (pk_set or action == "pre_clear"):
        moved = model._default_manager.filter(pk__in=pk_set or ()).order_by("pk")
        told = ", ".join(map(str, moved))
        _of_people("members" if reverse else "role", instance, f"{DONE[action]}: {told}")


def _of_people(what: str, about: models.Model, detail: str) -> None:
    request = getattr(HistoricalRecords.context, "request", None)
    by = audit.person(getattr(request, "user", None))
    _write(AuditKind.PEOPLE, what, by=by, about=about, detail=detail)


def _write(
    kind: AuditKind,
    what: str,
    *,
    by: User | None = None,
    request: HttpRequest | None = None,
    about: models.Model | None = None,
    detail: str = "",
) -> None:
    address, at = address_of(request), timezone.now()
    audit.write(kind, what, by=by, at=at, about=about, address=address, detail=detail)
