"""Answers too large to keep: made while they are sent, in memory that does not grow with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from claims.lookup.cache import ALWAYS_ASK, PageRequest, refuse_unknown
from claims.lookup.licence import licence
from claims.lookup.public import Known, known_query, public
from claims.lookup.release import edition
from claims.models.record.entry import head

P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], StreamingHttpResponse]


def streamed(*known: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Like ``cache.record_page``, for answers that are too large to keep."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @public(Known(known, strict=True, kept=False))
        @require_safe
        @wraps(view)
        def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            refuse_unknown(request.GET, known)
            asked = PageRequest(
                request.path, known_query(request.GET, known), head(), timezone.localdate()
            )
            made = view(asked, *args, **kwargs)
            made["ETag"] = etag = _etag(asked)
            made["Cache-Control"] = ALWAYS_ASK
            alone = HttpResponse(headers=dict(made.items()))
            answer = get_conditional_response(request, etag=etag, response=alone)
            if answer is not None and answer is not alone:
                return answer
            return made if request.method == "GET" else _headers_alone(made)

        return respond

    return decorate


def _etag(asked: PageRequest) -> str:
    digest = asked.head.digest if asked.head else ""
    said = f"{edition()} {digest} {asked.path}?{asked.GET.urlencode()}"
    return f'"{hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()}"'


def _headers_alone(made: StreamingHttpResponse) -> StreamingHttpResponse:
    """For who asks for no more: the rows are never asked for.

    Streamed as they are: a file that nobody has made is not said to have no bytes.
    """
    return StreamingHttpResponse((), headers=dict(made.items()))


def download(
    parts: Iterator[bytes], *, media: str, name: str, **headers: str
) -> StreamingHttpResponse:
    """A file of the record that anybody may take, from any site."""
    response = StreamingHttpResponse(parts, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = licence().link
    for header, value in headers.items():
        response[header.replace("_", "-")] = value
    return response
