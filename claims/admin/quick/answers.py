"""What the page asks while an editor types: the same answers as after a press of the button."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse

from claims.actions.choices import (
    category_choices,
    measure_choices,
    named_in,
    names_of_counted,
)
from claims.actions.duplicates import publisher_of, reports_at
from claims.actions.source_names import Meant, SourceNames, in_full
from claims.actions.stubs import source_stub
from claims.admin.attackers_question import whether
from claims.admin.duplicates import about
from claims.admin.fields import is_key
from claims.admin.quick.form import counted_choices, counted_of_what
from claims.domain.address_input import kept_address
from claims.domain.errors import RuleBroken
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.number_parser import parse_number
from claims.domain.text import clean
from claims.domain.web_address import plain_host, publisher_key
from claims.models.desk.event import Event
from claims.models.desk.source import Report


def asked(request: HttpRequest) -> str:
    """What was typed; nothing where it cannot be kept anyway."""
    try:
        return clean(request.GET.get("q", ""))[:2000]
    except RuleBroken:
        return ""


def number(request: HttpRequest) -> JsonResponse:
    words, event = asked(request), asked_event(request.GET.get("event", ""))
    if not words:
        return JsonResponse({"says": ""})
    named, known = named_in(words, measure_choices(event)), None
    if measure := request.GET.get("measure", "") or named:
        known = event.measure(measure) if event else MEASURES.of(measure)
    try:
        found = parse_number(words, nouns=names_of_counted(event), measure=known)
    except RuleBroken as broken:
        return JsonResponse({"problem": str(broken)})
    if found.asks:
        return JsonResponse({"problem": found.question(words)})
    counted = category_choices(event, attackers=whether(request.GET.get("attackers", "")))
    names = {"measure": named, "counted": named_in(words, counted)}
    return JsonResponse({"says": found.meaning, "named": names})


def asked_event(key: str) -> Event | None:
    found: Event | None = Event.objects.filter(pk=key).first() if is_key(key) else None
    return found


def address(request: HttpRequest) -> JsonResponse:
    """Whether a report stands at this address, else who publishes there."""
    typed = asked(request)
    found = reports_at(typed)
    if found:
        return JsonResponse({"says": known_report(found[0]), "known": True})
    says = new_report(typed)
    if not says:
        return JsonResponse({"says": ""})
    try:
        kept_address(typed)
    except RuleBroken as broken:
        return JsonResponse({"problem": str(broken)})
    return JsonResponse({"says": says, "known": False})


def new_report(address: str) -> str:
    if not plain_host(address):
        return ""
    publisher = publisher_of(address) or publisher_key(address)
    if publisher:
        return _(
            "New to the desk. Published by %(publisher)s, unless you say otherwise.",
            publisher=publisher,
        )
    return _(
        "New to the desk. %(plain_host)s carries what many publish: say who did.",
        plain_host=plain_host(address),
    )


def known_report(report: Report) -> str:
    return _("Known: “%(report)s”, %(about)s", report=report, about=about(report))


def claimant(request: HttpRequest) -> JsonResponse:
    return who(request, SourceNames.claimant)


def publisher(request: HttpRequest) -> JsonResponse:
    return who(request, SourceNames.publisher)


def who(request: HttpRequest, read: Callable[[SourceNames, str], Meant]) -> JsonResponse:
    """Who is taken for the name in a box: shown in full, or asked about."""
    typed = asked(request)
    if not typed:
        return JsonResponse({"says": ""})
    try:
        meant = read(SourceNames(asked_event(request.GET.get("event", ""))), typed)
    except RuleBroken as broken:
        return JsonResponse({"problem": str(broken)})
    if meant.asks:
        return JsonResponse({"problem": meant.question(typed)})
    found = meant.source
    return JsonResponse({"says": in_full(found or source_stub(typed)), "known": bool(found)})


def counted(request: HttpRequest) -> JsonResponse:
    """Who and what can be counted in an event."""
    event = asked_event(asked(request))
    counted = counted_choices(event, attackers=whether(request.GET.get("attackers", "")))
    return JsonResponse({"options": counted, "measures": counted_of_what(event)})
