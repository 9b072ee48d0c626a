"""What a request gives the audit log: refusals, and what confidential it showed.

Written once the answer is made, so that no lock is held meanwhile. What cannot be written is told
to the log of the server and keeps nobody from the desk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import DatabaseError, models
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken, Stale
from claims.models.desk.base import DeskModel
from claims.models.desk.claim import Claim
from claims.publishing import audit

logger = logging.getLogger(__name__)
NOT_WRITTEN = "The audit log could not be written: %s"
REFUSED = (403, 429)
SOURCES = "confidential source"
CONFIDENTIAL = (SOURCES, "private note", "contact")


class Noted(TypedDict):
    """A line to be written."""

    kind: AuditKind
    what: str
    about: Model | None
    detail: str
    address: str
    by: User
    at: datetime


class AuditMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _noted(request)  # A copy of the request adds to the same.
        response = self.get_response(request)
        if response.status_code in REFUSED and request.path.startswith(reverse("admin:index")):
            note(request, AuditKind.REFUSED, str(response.status_code), detail=_asked(request))
        for line in _noted(request):
            try:
                audit.write(**line)
            except DatabaseError as problem:
                logger.error(NOT_WRITTEN, problem)
        return response


def note(
    request: HttpRequest,
    kind: AuditKind,
    what: str,
    about: models.Model | None = None,
    *,
    detail: str = "",
) -> None:
    """Have it written once the answer is made, of whoever is signed in."""
    by = audit.person(getattr(request, "user", None))
    if by is None:
        return
    address = address_of(request) if kind is AuditKind.REFUSED else ""
    _noted(request).append(
        {
            "kind": kind,
            "what": what,
            "about": about,
            "detail": detail,
            "address": address,
            "by": by,
            "at": timezone.now(),
        }
    )


def note_rule(request: HttpRequest, page: str, about: Model | None, problem: Exception) -> None:
    """That a rule refused what an editor asked for; somebody else's quicker hand is no rule.

    Which rule is not told: its sentence names things by their words.
    """
    if isinstance(problem, RuleBroken) and not isinstance(problem, Stale):
        note(request, AuditKind.REFUSED, page, about, detail="rule")


def note_reading(
    request: HttpRequest, what: str, subject: DeskModel, *, shows: Sequence[str] = CONFIDENTIAL
) -> None:
    """That a page showed what is confidential about a thing, where there is such."""
    if shown := [name for name in shows if _holds(subject, name)]:
        note(request, AuditKind.READ, what, subject, detail=", ".join(shown))


def _holds(subject: DeskModel, name: str) -> bool:
    if name == SOURCES:
        return isinstance(subject, Claim) and subject.evidence.filter(confidential=True).exists()
    return bool(getattr(subject, name.replace(" ", "_"), ""))


def address_of(request: HttpRequest | None) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""


def _noted(request: HttpRequest) -> list[Noted]:
    found: list[Noted] = vars(request).setdefault("audited", [])
    return found


def _asked(request: HttpRequest) -> str:
    """Which page, by its name: an address may hold what somebody searched for."""
    found = request.resolver_match
    if found is None:
        return str(request.method)
    key = str(found.kwargs.get("pk", found.kwargs.get("object_id", "")))
    return " ".join([str(request.method), found.view_name, key if key.isdigit() else ""]).strip()
