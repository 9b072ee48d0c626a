"""How often one address, and everybody together, may send. Nothing of it is kept but a count."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

HOUR = 3600
MOST_FROM_ONE = 5
MOST_IN_ALL = 200

log = logging.getLogger(__name__)


def wait(request: HttpRequest) -> int:
    """Seconds until this reader may send again; 0 where it may now, and then it is counted."""
    if _count("all") > MOST_IN_ALL or _count(_sender(request)) > MOST_FROM_ONE:
        return HOUR
    return 0


def _count(whose: str) -> int:
    """Without a cache nobody is turned away: a report may be about somebody in danger."""
    key = f"error-reports-{whose}"
    try:
        counts = caches["counts"]
        counts.add(key, 0, HOUR)
        return int(counts.incr(key))
    except Exception as unreachable:  # each kind of cache fails in its own way
        log.warning("The cache does not answer, no report is held up: %s", unreachable)
        return 1


def _sender(request: HttpRequest) -> str:
    """A name for the address that sends, from which it cannot be read without our key."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    return hashlib.sha256(f"{settings.SECRET_KEY} {address}".encode()).hexdigest()
