"""Tells who bakes answers which of them readers ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from claims.baked.folder import Folder
from claims.baked.kinds import BAKED

log = logging.getLogger(__name__)


class AskForCopies:
    """The app is asked for a bare address only where there is no file of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.BAKED and response.status_code == 200 and _can_be_kept(request):
            folder = Folder(settings.BAKED)
            try:
                if folder.is_made() and not folder.file_of(request.path).exists():
                    folder.want(request.path)
            except OSError as problem:
                log.warning("Nobody can be told that a page is asked for: %s", problem)
        return response


def _can_be_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and match is not None
        and match.view_name in BAKED
    )
