"""What is refused before anything reads it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.urls import get_resolver

BROKEN = "The address holds bytes that are no text."


class RefuseBrokenText:
    """Answer 400 to an address with NUL, or with a query that is no UTF-8.

    PostgreSQL refuses NUL even in a filter and SQLite takes it, so let it reach neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = str(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or not is_text(query):
            refuse = get_resolver().resolve_error_handler(400)
            return refuse(request, exception=BadRequest(BROKEN))  # type: ignore[call-arg]  # stub
        return self.get_response(request)


class TellWhoAsks:
    """Put the address of whoever asks where the proxies' own would stand.

    Each proxy adds the address that it heard from; what stands further left anybody can write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        heard = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if settings.PROXIES and heard != [""]:
            request.META["REMOTE_ADDR"] = heard[-min(settings.PROXIES, len(heard))].strip()
        return self.get_response(request)


def is_text(query: str) -> bool:
    """Whether a query, as it was sent, is UTF-8 without NUL."""
    try:
        return "\0" not in unquote_to_bytes(query.encode("latin-1", "replace")).decode("utf-8")
    except UnicodeDecodeError:
        return False
