"""The desk's pages of one story, the founding event: workbench, a decision on it, sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from benchmarks.plans import FOUNDING
from claims.actions.reconcile.sheet import sheet_of
from claims.admin.story.counting import bounds_text
from claims.domain.reconciliation import planning
from claims.models.desk.event import Event

Asked = Callable[[], Any]
FRAGMENT = {"_fragment": "1"}


def pages(client: Client, *, secure: bool) -> Iterator[tuple[str, Asked]]:
    """Each with what is to be measured; a decision is taken back again."""
    call_command("import_dossier", str(FOUNDING), stdout=StringIO(), stderr=StringIO())
    event = Event.objects.get(slug=FOUNDING.stem.replace("balochistan-", "balochistan-attacks-"))
    workbench = reverse("admin:claims_event_reconcile", args=[event.pk])
    sheet = reverse("admin:claims_event_sheet", args=[event.pk])
    answer = _first_proposal(event)
    yield "workbench", lambda: client.get(workbench, secure=secure)
    yield (
        "a decision on it",
        lambda: _taken_back(lambda: client.post(workbench, answer, secure=secure)),
    )
    yield "sheet", lambda: client.get(sheet, secure=secure)
    typed = _a_number_typed(event)
    yield "its margin, as typed", lambda: client.post(sheet, typed, secure=secure)


def _first_proposal(event: Event) -> dict[str, str]:
    """What the script of the workbench sends where an editor presses Enter."""
    card = planning.plan(sheet_of(event).case()).cards[0]
    asked = {"card": card.key, "card-seen": card.fingerprint, "do": str(card.proposal.option)}
    ways = {f"way-{figure}": "1" for figure in card.proposal.give_way}
    return {**FRAGMENT, **asked, **ways, "stands": card.proposal.figure, "why": "Measured."}


def _taken_back(act: Asked) -> Any:
    with transaction.atomic():
        answered = act()
        transaction.set_rollback(True)
    return answered


def _a_number_typed(event: Event) -> dict[str, str]:
    """What the script of the sheet sends where an editor typed a number."""
    first = next(iter(sheet_of(event).figures.values()))
    key, was = f"f{first.pk}-bounds", bounds_text(first.low, first.high)
    version = {f"f{first.pk}-seen": str(first.claim.version)}
    return {"_margin": "1", **version, key: f"{(first.low or 0) + 1}", f"{key}-was": was}
