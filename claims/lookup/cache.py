"""A page is a function of its address, the newest entry, the edition and the day.

It is kept under all four: what we said that we would look at by a day is overdue the day after.
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
from claims.lookup.edition import edition
from claims.lookup.errors import NotUnderstood
from claims.lookup.public import Known, known_query, public
from claims.models.record.entry import Entry, head

LARGEST = 1_000_000
ALWAYS_ASK = "public, max-age=0, must-revalidate"
KEPT_HEADERS = (
    "Content-Type",
    "X-Robots-Tag",
    "Access-Control-Allow-Origin",
    "Content-Disposition",
    "Link",
    "Cache-Control",
)

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
    """A view of its address, the known parameters of its query and the newest entry: kept by them.

    ``strict``: what is not known is refused by its name, for programs.

    It is asked anew once the record, the edition or the known part of the query is another.
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
            key = _key(asked)
            kept, reachable = _kept(key)
            if kept is None:
                made = view(asked, *args, **kwargs)
                made.headers.setdefault("Cache-Control", ALWAYS_ASK)
                if made.status_code != 200 or not isinstance(made, HttpResponse):
                    return made
                kept = _ready(made)
                if reachable and len(made.content) <= LARGEST:
                    _keep(key, kept)
            return _conditional(request, kept)

        return respond

    return decorate


def refuse_unknown(query: QueryDict, known: tuple[str, ...]) -> None:
    """A program that misspells a parameter must not take everything for what it asked for."""
    unknown = sorted(set(query) - set(known))
    if unknown:
        raise NotUnderstood(_("There is no parameter “%(name)s” here.", name=unknown[0]))


def _key(asked: PageRequest) -> str:
    # The digest, not the number: a restored or another database must not answer with old pages.
    head = asked.head
    digest = f"{head.digest} {head.signed} {head.witnessed}" if head else ""
    address = f"{edition()} {asked.today} {digest} {asked.path}?{asked.GET.urlencode()}"
    return "page-" + hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


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
    log.warning("The cache does not answer, pages are made without it: %s", unreachable)


def _ready(made: HttpResponse) -> dict[str, Any]:
    return {
        "body": made.content,
        "etag": f'"{hashlib.sha256(made.content).hexdigest()}"',
        "headers": {name: made[name] for name in KEPT_HEADERS if name in made},
        "policy": getattr(made, "content_security_policy", {}),
    }


def _conditional(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(kept["body"], headers=kept["headers"])
    response["ETag"] = kept["etag"]
    answered = get_conditional_response(request, etag=kept["etag"], response=response)
    found = answered if isinstance(answered, HttpResponse) else response
    # Of "not modified" too: what it says replaces what a browser kept with the page.
    found.content_security_policy = kept["policy"]  # type: ignore[attr-defined]
    return found
