"""Whom we asked for an answer, and what became of it."""

import pytest
from django.db import IntegrityError, transaction

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision, StanceKind
from claims.models.desk.evidence import Stance
from claims.models.desk.source import Report
from tests.builders import (
    NOW,
    a_claim,
    a_report,
    a_request,
    a_source,
    a_stance,
    an_editor,
    published,
    published_state,
)

pytestmark = pytest.mark.django_db
ANSWERED = Moment(NOW, Precision.MINUTE)


def reply(request, **more):
    told = {"stance": StanceKind.DENIES, "answered": ANSWERED, "by": None, "at": NOW, **more}
    return actions.record_reply(request, **told)


def test_no_response_cannot_be_kept_without_a_request():
    with pytest.raises(RuleBroken, match="needs a request for comment"):
        Stance(claim=a_claim(), source=a_source(), stance=StanceKind.NO_RESPONSE).save()


def test_the_database_itself_refuses_no_response_without_a_request():
    stance = Stance(claim=a_claim(), source=a_source(), stance=StanceKind.NO_RESPONSE)

    with pytest.raises(IntegrityError, match="no_response"), transaction.atomic():
        Stance._base_manager.bulk_create([stance])


def test_a_stance_names_a_request_to_that_party_about_that_claim():
    request = a_request(a_claim())

    with pytest.raises(RuleBroken, match="somebody else"):
        a_stance(a_claim(), "no_response", source=request.whom, request=request)
    with pytest.raises(RuleBroken, match="somebody else"):
        a_stance(request.claim, "no_response", source=a_source(), request=request)


def test_readers_see_whom_we_asked_how_and_when_and_nothing_else_of_it():
    claim = a_claim()
    request = a_request(claim, note="canary-note", asked_by=an_editor("canary"), deadline_at=NOW,
                        deadline_precision="day")  # fmt: skip
    a_stance(claim, "no_response", source=request.whom, request=request)

    (told,) = published_state(published(claim))["stances"]

    assert told["source"] == request.whom.uid
    assert told["channel"] == "email"
    assert told["asked"]["at"].startswith("2024-08-27T13:00")
    assert told.keys() == {"source", "stance", "report", "quote", "stated", "asked", "channel"}


def test_an_answer_becomes_a_report_and_a_stance_in_place_of_no_response():
    claim, editor = a_claim(), an_editor()
    request = a_request(claim, whom=a_source("The Ministry"))
    a_stance(claim, "no_response", source=request.whom, request=request)
    published(claim)

    reply(request, quote="We deny it.", by=editor)

    (stance,) = claim.stances.all()
    request.refresh_from_db()
    assert (stance.stance, stance.quote, stance.report) == ("denies", "We deny it.", request.reply)
    assert request.reply.publisher == request.whom
    assert str(request.reply) == "Answer of The Ministry to our questions"
    claim.refresh_from_db()
    assert claim.changed
    assert claim.history.latest("history_id").history_user == editor


def test_an_answer_may_stand_in_a_report_that_is_here():
    request, report = a_request(a_claim()), a_report()
    reports = Report.objects.count()

    stance = reply(request, report=report)

    assert stance.report == report
    assert stance.asked_at == request.asked_at
    assert Report.objects.count() == reports


def test_two_answers_of_one_day_get_an_address_each():
    whom = a_source()

    first, second = (reply(a_request(a_claim(), whom=whom)).report for _ in range(2))

    assert first.slug != second.slug


def test_an_answer_is_recorded_once_and_is_an_answer():
    request = a_request(a_claim())

    with pytest.raises(RuleBroken, match="what they answered"):
        reply(request, stance=StanceKind.NO_RESPONSE)
    reply(request)
    with pytest.raises(RuleBroken, match="already"):
        reply(request)
