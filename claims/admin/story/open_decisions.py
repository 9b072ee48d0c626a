"""How many decisions a story leaves open: planned once for each state of the desk, then known."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.cache import cache
from django.db.models import Subquery
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from claims.actions.reconcile.sheet import sheet_of
from claims.domain.errors import RuleBroken
from claims.domain.reconciliation import planning
from claims.models.desk.base import Kept
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Source

KEPT_FOR = 24 * 3600
# Whatever a plan rests on is saved with one of these.
RESTS_ON: tuple[type[Kept], ...] = (Claim, Event, Source, Decision, Position, FindingAnswer)


def known_counts(events: Sequence[Event]) -> dict[int, int]:
    """Of those that were planned since anything was saved."""
    state = _state_of_the_desk()
    keys = {_key(event, state): event.pk for event in events}
    return {keys[key]: n for key, n in cache.get_many(keys).items()}


def open_count(event: Event) -> int:
    key = _key(event, _state_of_the_desk())
    found: int | None = cache.get(key)
    if found is None:
        try:
            cards = planning.plan(sheet_of(event).case()).cards
        except RuleBroken:
            # The workbench says what is wrong with its figures.
            cards = ()
        found = sum(not card.put_off for card in cards)
        cache.set(key, found, KEPT_FOR)
    return found


def decisions_in_words(n: int) -> str:
    return ngettext("%(n)s decision", "%(n)s decisions", n) % {"n": n}


def open_decisions(request: HttpRequest, pk: int) -> JsonResponse:
    """What the desk's first page asks for a story that was not planned yet."""
    event = get_object_or_404(Event, pk=pk)
    return JsonResponse({"says": decisions_in_words(open_count(event.root()))})


def _state_of_the_desk() -> str:
    """The last line of each history, in one query."""
    lines = [
        Subquery(model.history.order_by("-history_id").values("history_id")[:1])
        for model in RESTS_ON
    ]
    found = Event.objects.order_by("pk").values_list(*lines)[:1]
    return "-".join(str(n) for row in found for n in row)


def _key(event: Event, state: str) -> str:
    return f"open-decisions:{event.pk}:{state}"
