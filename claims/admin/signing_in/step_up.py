"""What was proved in this session, and when: for pages that ask for more than being signed in."""

from __future__ import annotations

import time
from typing import TypedDict

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from claims.admin.signing_in.codes import has_second_factor
from claims.domain import roles
from claims.models.desk.roles import role_of

FRESH_FOR = 15 * 60


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether whoever writes on a site for readers has not proved a second factor here."""
    if not (settings.PUBLIC and roles.writes(role_of(request.user))):
        return False
    return "mfa" not in (record["method"] for record in _records(request))


def first_of_all(request: HttpRequest) -> HttpResponseRedirect:
    """To where a second factor is proved or, where there is none, made."""
    page = "prove_again" if has_second_factor(request.user) else "account"
    return HttpResponseRedirect(reverse(f"admin:{page}"))


def is_fresh(request: HttpRequest) -> bool:
    """Whether they proved within a quarter of an hour who they are, as strongly as they can."""
    since = time.time() - FRESH_FOR
    proved = {record["method"] for record in _records(request) if record["at"] > since}
    return "mfa" in proved or (bool(proved) and not has_second_factor(request.user))


class Proof(TypedDict):
    """How somebody proved who they are, as allauth keeps it."""

    method: str
    at: float


def _records(request: HttpRequest) -> list[Proof]:
    found: list[Proof] = get_authentication_records(request, request.user)
    return found
