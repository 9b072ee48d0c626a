"""Record the answer of a party that we asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.desk import Editor, keep, note_difference
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.slugs import free_slug, slugify
from claims.domain.text import kept_as_typed
from claims.domain.vocabulary import Channel, Medium, StanceKind
from claims.models.desk.claim import Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.evidence import Stance
from claims.models.desk.source import Report

ANSWERS = tuple(kind for kind in StanceKind if kind is not StanceKind.NO_RESPONSE)
_MEDIUM = {
    Channel.POST: Medium.POST,
    Channel.PHONE: Medium.INTERVIEW,
    Channel.IN_PERSON: Medium.INTERVIEW,
}


def record_reply(
    request: CommentRequest,
    *,
    stance: StanceKind,
    quote: str = "",
    report: Report | None = None,
    answered: Moment,
    by: Editor,
    at: datetime,
) -> Stance:
    """Keep what a party answered as a report and as its stance, in place of “no response yet”.

    Where no report is named, one is made of the answer itself. The claim is then changed since
    publication: readers are told when it is published again.
    """
    if stance not in ANSWERS:
        raise RuleBroken(_("Say what they answered; until then the request stays open."))
    with transaction.atomic():
        claim = request.claim.locked()
        request = CommentRequest.objects.select_for_update().get(pk=request.pk)
        if request.reply is not None:
            raise RuleBroken(_("The answer of %(whom)s is recorded already.", whom=request.whom))
        request.reply = report or _report_of(request, claim, answered, by=by)
        request.save(by=by, at=at)
        told = _stance_of(request)
        told.stance, told.quote, told.report = stance, kept_as_typed(quote), request.reply
        told.stated_at, told.stated_precision = answered.at, answered.precision
        told.save(by=by, at=at)
        keep(claim, by=by)
        note_difference(claim, by=by)
    return told


def _stance_of(request: CommentRequest) -> Stance:
    waiting = request.stances.filter(stance=StanceKind.NO_RESPONSE).first()
    return waiting or Stance(claim_id=request.claim_id, source=request.whom, request=request)


def _report_of(request: CommentRequest, claim: Claim, answered: Moment, *, by: Editor) -> Report:
    whom = request.whom
    day = answered.day(claim.event.time_zone)
    report = Report(
        publisher=whom,
        title=_("Answer of %(whom)s to our questions", whom=whom.short_name or whom.name),
        medium=_MEDIUM.get(Channel(request.channel or Channel.OTHER), Medium.STATEMENT),
        published_at=answered.at,
        published_precision=answered.precision,
        slug=free_slug(
            slugify(f"{whom.slug} answer {day}"),
            lambda slug: Report.history.filter(slug=slug).exists(),
        ),
    )
    report.save(by=by)
    return report
