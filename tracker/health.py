"""Two answers for whoever watches the site: it lives, and it is ready."""

from __future__ import annotations

import logging
import os
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models.record import readiness
from claims.models.record.entry import head
from claims.publishing import clock
from claims.publishing.background_check import watch

MOST_TOLD = 20
NOT_SOUND = (
    "The record is not as it was written: find out who changed it, and run"
    " `python manage.py verify_record`."
)
MB = 1 << 20
LEAST_FREE = 200 * MB
FILLING = "The disk is filling up: {} MB are free. Make room before nothing can be saved."
CLOCKS_DIFFER = timedelta(minutes=5)
AHEAD = (
    "The newest entry is dated later than this machine's clock. Set the clock right; where it is,"
    " it was wrong when that entry was written, and every entry until then is dated like it."
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
    """The database answers, is migrated, its triggers stand, the record holds, and there is room.

    Of the record some is looked at each time; see ``claims.publishing.background_check``.
    """
    try:
        wrong = [*room(), *(readiness.problems(connection) or altered() or [*ahead(), *doubted()])]
    except Error:
        wrong = ["The database does not answer."]
    return _plain("\n".join(wrong) or "ok", 503 if wrong else 200)


def room() -> list[str]:
    """What there is to write to: told while it still can be written."""
    place = os.statvfs(settings.DATA)
    free = place.f_bavail * place.f_frsize
    if place.f_flag & os.ST_RDONLY:
        return ["The data directory can be read and not written."]
    return [FILLING.format(free // MB)] if free < LEAST_FREE else []


def ahead() -> list[str]:
    """The newest entry is dated later than now: this clock or an earlier one was wrong."""
    last = head()
    late = last is not None and last.recorded_at > timezone.now() + CLOCKS_DIFFER
    return [AHEAD] if late else []


def doubted() -> list[str]:
    """The clock jumped: nothing is published until somebody says that it is right."""
    why = clock.doubt()
    return [str(why)] if why else []


def altered() -> list[str]:
    """Told in full to the log alone: readers have no use for it."""
    found = watch.look()
    if not found:
        return []
    log.error("The record is not sound: %s", " ".join(found[:MOST_TOLD]))
    return [NOT_SOUND]


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
