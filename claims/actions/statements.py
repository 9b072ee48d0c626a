"""Statements: claims that one claimant made at once, in one place, share a word for it."""

from __future__ import annotations

from django.db.models import Q

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.models.desk.claim import Claim
from claims.models.desk.source import Report, Source
from claims.presenters.moments import when


def statement_of(word: str) -> Claim | None:
    """The claim with which a statement of that word begins."""
    if not word:
        return None
    claims = Claim.objects.filter(Q(utterance=word) | Q(slug=word, utterance=""))
    first: Claim | None = claims.select_related("claimant", "event").order_by("pk").first()
    return first


def told(claim: Claim) -> str:
    """Whose statement it is, what it says and when it was made."""
    said = ""
    if claim.said_at is not None:
        moment = when(claim.said_at, claim.said_precision, claim.event.time_zone)
        said = f" ({moment.text})"
    return f"{claim.claimant.name}: “{claim}”{said}"


def what_ends(begun: Claim, *, claimant: Source, said: Moment | None, report: Report | None) -> str:
    """What of another claim shows that it was not said with this one; empty where nothing does."""
    if claimant != begun.claimant:
        return _("the claimant is another")
    if (
        (said.at, said.precision) != (begun.said_at, begun.said_precision)
        if said
        else begun.said_at
    ):
        return _("the time is another")
    carried: set[int | None] = {citation.report_id for citation in begun.citations.all()}
    if (report.pk if report else None) not in (carried or {None}):
        return _("the address is another")
    return ""


def claimants_of(word: str, *, but: Claim) -> list[Source]:
    """Who made the other claims of a statement."""
    others = Claim.objects.filter(Q(utterance=word) | Q(slug=word)).exclude(pk=but.pk)
    return list(Source.objects.filter(claims__in=others).distinct().order_by("name", "pk"))
