"""Where no view answered: machines get JSON, people get a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api import problems
from claims.pages import errors

MACHINES = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    face = problems.bad_request if _machine(request) else errors.bad_request
    return face(request, exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    face = problems.forbidden if _machine(request) else errors.forbidden
    return face(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    face = problems.not_found if _machine(request) else errors.not_found
    return face(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    return problems.broken(request) if _machine(request) else errors.broken(request)


def _machine(request: HttpRequest) -> bool:
    return request.path_info.startswith(MACHINES)
