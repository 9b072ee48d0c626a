"""Two answers for whoever watches the site: it lives, and it is ready."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models.record import readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return _plain("ok", 200)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated, and the record's triggers stand unchanged."""
    try:
        wrong = readiness.problems(connection)
    except DatabaseError:
        wrong = ["The database does not answer."]
    return _plain("\n".join(wrong) or "ok", 503 if wrong else 200)


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
