"""Headers that every response carries, errors and static files included."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Policy = Mapping[str, Sequence[str]]


class HeadersMiddleware:
    """Send Content-Security-Policy and its kin.

    A view that needs another policy (an embed may be framed) gives its response an attribute
    `content_security_policy` with the directives that differ.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY or "no-referrer",
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
            or "same-origin",
            "Cross-Origin-Resource-Policy": settings.CROSS_ORIGIN_RESOURCE_POLICY,
            "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy: Policy = settings.SECURE_CSP | getattr(response, "content_security_policy", {})
        response.headers.setdefault("Content-Security-Policy", as_header(policy))
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        # The older header for browsers without frame-ancestors, where nobody may frame us.
        if policy["frame-ancestors"] == ["'none'"]:
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response


def as_header(policy: Policy) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())
