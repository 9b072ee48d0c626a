"""The first steps on an empty desk, shown until a claim has been published and decided on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.evidence import StatusChange
from claims.models.desk.source import Report, Source


@dataclass(frozen=True)
class Step:
    title: str
    words: str
    url: str
    done: bool


def steps() -> list[Step]:
    """Five steps with what is done of them; none once a claim was decided on and published."""
    told = [
        Step(title, words, reverse(f"admin:claims_{address}"), done)
        for (title, words, address), done in zip(_STEPS, _done(), strict=True)
    ]
    return [] if all(step.done for step in told[3:]) else told


_STEPS = [
    (
        _("What happened"),
        (
            _(
                "Add the event, with its place and time zone. Places or phases of it become its"
                " parts. Who is counted comes with it."
            )
        ),
        "event_add",
    ),
    (
        _("Who speaks, and where it stands"),
        (
            _(
                "Add the party as a source: say its kind, its side, and for whom it speaks. Then"
                " the report: the article, statement or post in which you found its words."
            )
        ),
        "source_add",
    ),
    (
        _("What they claim"),
        (
            _(
                "Add the claim: one neutral sentence that can be true or false by itself. Below"
                " it, the citation with the exact words, and the number as it was said."
            )
        ),
        "claim_add",
    ),
    (
        _("Publish it"),
        (
            _(
                "Open the claim and press Publish. You see what readers will see, and what goes"
                " along. Every claim begins as Unconfirmed."
            )
        ),
        "claim_changelist",
    ),
    (
        _("Weigh it and decide"),
        (
            _(
                "Add evidence with its originator: who saw, counted or holds it. Then press"
                " Change status. Each status says what it needs and what is missing."
            )
        ),
        "claim_changelist",
    ),
]


def _done() -> list[bool]:
    return [
        Event.objects.exists(),
        Source.objects.exists() and Report.objects.exists(),
        Claim.objects.exists(),
        Claim.objects.exclude(publication=Publication.DRAFT).exists(),
        StatusChange.objects.exists(),
    ]
