"""Publish several: what of an event readers do not see yet, to be ticked and published as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django import forms
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from claims.actions.publish import not_ready
from claims.admin.decisions.page import Decision, DecisionForm
from claims.admin.decisions.publish_selection import MOST, address, change_page
from claims.admin.fields import offer_choices
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import Position
from claims.publishing.registry import kind_of

ALL = "_all"
"""The button that stands for a tick at each."""
WAITS = Q(publication=Publication.DRAFT) | Q(publication=Publication.PUBLISHED, changed=True)


@dataclass(frozen=True)
class Waiting:
    """One thing that could go; ``lacks`` says why it cannot yet."""

    key: str
    kind: str
    name: str
    claimant: str
    url: str
    new: bool
    ticked: bool
    lacks: tuple[str, ...]


class BulkPublishForm(DecisionForm):
    chosen = forms.MultipleChoiceField(
        label=_("What to publish"),
        error_messages={
            "required": _("Tick what to publish."),
            "invalid_choice": _("Something has changed meanwhile: tick again."),
        },
    )

    def __init__(
        self, typed: QueryDict | None, *, keys: Sequence[str], initial: dict[str, object]
    ) -> None:
        super().__init__(typed, initial=initial)
        offer_choices(self, "chosen", [(key, key) for key in keys])


class BulkPublish(Decision[BulkPublishForm]):
    """Only leads on: the page of publication shows all of it, and publishes all or nothing."""

    name = "several"
    title = _("Publish several")
    template = "admin/claims/decisions/bulk_publish.html"

    subject: Event

    def form(self, typed: QueryDict | None = None) -> BulkPublishForm:
        self.waiting = _waiting(self.subject)
        keys = [_key(s) for s in self.waiting if not not_ready(s)]
        if typed is not None and ALL in typed:
            typed = typed.copy()
            typed.setlist("chosen", keys)
        asked = [key for key in self.request.GET.getlist("chosen") if key in keys]
        return BulkPublishForm(
            typed, keys=keys, initial={"version": self.version(), "chosen": asked}
        )

    def act(self, form: BulkPublishForm) -> HttpResponse:
        ticked = set(form.cleaned_data["chosen"])
        return HttpResponseRedirect(address([s for s in self.waiting if _key(s) in ticked]))

    def look(self, form: BulkPublishForm) -> dict[str, object]:
        ticked = set(form["chosen"].value() or [])
        return {"unseen": [_as_waiting(s, ticked) for s in self.waiting], "most": MOST}


def _waiting(event: Event) -> list[Publishable]:
    tree = event.tree()
    events = Event.objects.filter(WAITS, pk__in=[e.pk for e in tree]).order_by("pk")
    claims = Claim.objects.filter(WAITS, event__in=tree).select_related("claimant").order_by("pk")
    positions = Position.objects.filter(WAITS, event__in=tree).order_by("pk")
    return list(chain(claims, events, positions))[:MOST]


def _as_waiting(subject: Publishable, ticked: set[str]) -> Waiting:
    return Waiting(
        key=_key(subject),
        kind=kind_of(subject).label,
        name=str(subject),
        claimant=str(subject.claimant) if isinstance(subject, Claim) else "",
        url=change_page(subject),
        new=not subject.on_record,
        ticked=_key(subject) in ticked,
        lacks=tuple(not_ready(subject)),
    )


def _key(subject: Publishable) -> str:
    return f"{kind_of(subject)}-{subject.pk}"
