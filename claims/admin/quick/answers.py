"""What the page asks while an editor types: the same answers as after a press of the button."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from claims.actions.duplicates import publisher_of, reports_at
from claims.actions.record_figure import names_of_counted
from claims.admin.duplicates import about
from claims.admin.fields import is_key
from claims.admin.quick.form import counted_choices
from claims.domain.errors import RuleBroken
from claims.domain.number_parser import parse_number
from claims.domain.text import clean
from claims.domain.web_address import plain_host, publisher_key
from claims.models.desk.event import Event


def asked(request: HttpRequest) -> str:
    """What was typed; nothing where it cannot be kept anyway."""
    if not request.user.has_perm("claims.add_claim"):
        raise PermissionDenied
    try:
        return clean(request.GET.get("q", ""))[:2000]
    except RuleBroken:
        return ""


def number(request: HttpRequest) -> JsonResponse:
    words, event = asked(request), asked_event(request.GET.get("event", ""))
    try:
        found = (
            parse_number(words, nouns=names_of_counted(event) if event else []) if words else None
        )
    except RuleBroken as broken:
        return JsonResponse({"problem": str(broken)})
    if found is not None and found.asks:
        return JsonResponse({"problem": found.question(words)})
    return JsonResponse({"says": found.meaning if found else ""})


def asked_event(key: str) -> Event | None:
    found: Event | None = Event.objects.filter(pk=key).first() if is_key(key) else None
    return found


def address(request: HttpRequest) -> JsonResponse:
    """Whether a report stands at this address, else who publishes there."""
    typed = asked(request)
    found = reports_at(typed)
    if found:
        return JsonResponse({"says": known_report(found[0]), "known": True})
    return JsonResponse({"says": new_report(typed), "known": False})


def new_report(address: str) -> str:
    if not plain_host(address):
        return ""
    publisher = publisher_of(address) or publisher_key(address)
    if publisher:
        return f"New to the desk. Published by {publisher}, unless you say otherwise."
    return f"New to the desk. {plain_host(address)} carries what many publish: say who did."


def known_report(report: Any) -> str:
    return f"Known: “{report}”, {about(report)}"


def counted(request: HttpRequest) -> JsonResponse:
    """Who can be counted in an event."""
    return JsonResponse({"options": counted_choices(asked_event(asked(request)))})
