"""A page is a function of its address, the newest entry, the edition and the day.

So it can be kept until one of them is another: what we said that we would look at by a day is
overdue the day after. Whoever keeps it stands before the app; see ``public``.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from claims.domain.messages import gettext as _
from claims.lookup.errors import NotUnderstood
from claims.lookup.public import Known, known_query, public
from claims.models.record import read_tracking
from claims.models.record.entry import Entry, head

ALWAYS_ASK = "public, max-age=0, must-revalidate"
log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class PageRequest:
    """What a page may depend on: no more of the request reaches a view, no cookie and no user.

    ``GET`` has the known parameters alone; everything is asked as of ``head``, the newest entry.
    ``today`` is the newsroom's day.
    """

    path: str
    GET: QueryDict
    head: Entry | None
    today: date

    @property
    def as_of(self) -> str:
        return str(self.GET.get("as_of", ""))


View = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def record_page(
    *known: str, strict: bool = False
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """A view of its address, the known parameters of its query and the newest entry.

    ``strict``: what is not known is refused by its name, for programs.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @public(Known(known, strict=strict))
        @require_safe
        @wraps(view)
        def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if strict:
                refuse_unknown(request.GET, known)
            query = known_query(request.GET, known)
            asked = PageRequest(request.path, query, head(), timezone.localdate())
            made = view(asked, *args, **kwargs)
            made.headers.setdefault("Cache-Control", ALWAYS_ASK)
            if made.status_code != 200 or not isinstance(made, HttpResponse):
                return made
            return _conditional(request, made)

        return respond

    return decorate


def refuse_unknown(query: QueryDict, known: tuple[str, ...]) -> None:
    """A program that misspells a parameter must not take everything for what it asked for."""
    unknown = sorted(set(query) - set(known))
    if unknown:
        raise NotUnderstood(_("There is no parameter “%(name)s” here.", name=unknown[0]))


def kept_as(key: str, make: Callable[[], T]) -> T:
    """What was kept under this key, or else what is made, which is kept for the next."""
    kept, reachable = _kept(key)
    if kept is not None:
        return cast(T, kept)
    made = make()
    if reachable:
        _keep(key, made)
    return made


def _kept(key: str) -> tuple[Any, bool]:
    """What was kept, and whether the cache answers. Without it pages are made for each reader."""
    if read_tracking.is_noticing():
        return None, False
    try:
        return cache.get(key), True
    except Exception as unreachable:  # each kind of cache fails in its own way
        _warn(unreachable)
        return None, False


def _keep(key: str, ready: object) -> None:
    try:
        cache.set(key, ready)
    except Exception as unreachable:
        _warn(unreachable)


def _warn(unreachable: Exception) -> None:
    log.warning("The cache does not answer, pictures are made without it: %s", unreachable)


def _conditional(request: HttpRequest, made: HttpResponse) -> HttpResponse:
    made["ETag"] = etag = f'"{hashlib.sha256(made.content).hexdigest()}"'
    answered = get_conditional_response(request, etag=etag, response=made)
    found = answered if isinstance(answered, HttpResponse) else made
    # Of "not modified" too: what it says replaces what a browser kept with the page.
    policy = getattr(made, "content_security_policy", {})
    found.content_security_policy = policy  # type: ignore[attr-defined]
    return found
