"""How often somebody may be wrong: by address and by account, so that nobody locks another out.

A browser in which this person signed in before counts for itself. Who tries names from elsewhere
uses up neither its allowance nor, by trying from one address, that of another.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from claims.models.desk.sign_in import PERIOD, Allowance, give_back, take

log = logging.getLogger(__name__)
BY_ADDRESS, BY_ACCOUNT = 20, 10
KNOWN = "known-browser"
KNOWN_FOR = 90 * 24 * 3600
WAIT = int(PERIOD.total_seconds())
_signer = TimestampSigner(salt="claims.admin.signing_in.limits")


class Try:
    """One try, counted before it is known whether it is good; ``good`` takes it back."""

    def __init__(self, request: HttpRequest, what: str, account: str) -> None:
        self.now = timezone.now()
        self.allowances = _allowances(request, what, account)
        self.may_go_on = take(self.allowances, self.now)
        if not self.may_go_on:
            log.warning("Too many wrong tries (%s) from %s.", what, request.META["REMOTE_ADDR"])

    def good(self) -> None:
        give_back(self.allowances, self.now)


def _allowances(request: HttpRequest, what: str, account: str) -> list[Allowance]:
    account = account.strip().casefold()
    browser = _known_browser(request, account) if account else ""
    if browser:
        return [(f"{what}:{account}:{browser}", BY_ACCOUNT)]
    address = (f"{what}:address:{_address(request)}", BY_ADDRESS)
    return [address, (f"{what}:{account}", BY_ACCOUNT)] if account else [address]


def _address(request: HttpRequest) -> str:
    """Whoever has one address of the newer kind has a whole network of them."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    if address.version == 4:
        return told
    return str(ipaddress.ip_network(f"{told}/64", strict=False))


def _known_browser(request: HttpRequest, account: str) -> str:
    try:
        told = _signer.unsign(request.COOKIES.get(KNOWN, ""), max_age=KNOWN_FOR)
    except BadSignature:
        return ""
    browser, _colon, name = told.partition(":")
    return browser if name == account else ""


def know_browser(request: HttpRequest, answer: HttpResponseBase, person: User) -> None:
    """From now on this browser is one in which this person signed in."""
    account = str(person.get_username()).strip().casefold()
    if _known_browser(request, account):
        return
    answer.set_cookie(
        KNOWN,
        _signer.sign(f"{secrets.token_urlsafe(16)}:{account}"),
        max_age=KNOWN_FOR,
        path="/admin/",
        secure=settings.PUBLIC,
        httponly=True,
        samesite="Strict",
    )
