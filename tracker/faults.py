"""Where no view answered: machines get JSON, people get a page."""

from __future__ import annotations

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse

from claims.api import problems
from claims.domain.database_faults import fault_of
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
    """Of what went wrong, too, where it is the machine: a full disk, a database that is gone."""
    raised = sys.exc_info()[1]
    fault = fault_of(str(raised)) if isinstance(raised, Error) else None
    if fault:
        face = problems.out_of_order if _machine(request) else errors.out_of_order
        return face(request, fault)
    return problems.broken(request) if _machine(request) else errors.broken(request)


def _machine(request: HttpRequest) -> bool:
    return request.path_info.startswith(MACHINES)
