"""Two answers for whoever watches the site: it lives, and it is ready."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models.record import readiness
from claims.publishing.watch import watch

MOST_TOLD = 20
NOT_SOUND = (
    "The record is not as it was written: find out who changed it, and run"
    " `python manage.py verify_record`."
)
log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return _plain("ok", 200)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated, its triggers stand, and the record holds.

    Of the record some is looked at each time; see ``claims.publishing.watch``.
    """
    try:
        wrong = readiness.problems(connection) or altered()
    except DatabaseError:
        wrong = ["The database does not answer."]
    return _plain("\n".join(wrong) or "ok", 503 if wrong else 200)


def altered() -> list[str]:
    """Told in full to the log alone: readers have no use for it."""
    found = watch.look()
    if not found:
        return []
    log.error("The record is not sound: %s", " ".join(found[:MOST_TOLD]))
    return [NOT_SOUND]


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
