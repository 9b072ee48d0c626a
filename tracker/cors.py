"""Pages of other sites may read what is made for machines; nothing else of ours."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

METHODS = "GET, HEAD, OPTIONS"
A_DAY = "86400"


class OpenToOtherSites:
    """CORS for the addresses that OPEN_TO_OTHER_SITES begins. No cookie ever goes along."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(tuple(settings.OPEN_TO_OTHER_SITES)):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": METHODS})
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = A_DAY
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
