"""Requests for comment as an editor meets them: on the claim's page, in the list, answered."""

import pytest

from claims.models.desk.comment_request import CommentRequest
from tests.admin.decision import words
from tests.admin.desk import at_the_desk, errors, opened, page, save, who
from tests.builders import a_claim, a_report, a_request, a_source, a_stance, an_event, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk()


def change(desk, claim, **typed):
    address = page("claim", "change", claim.pk)
    return save(desk, address, opened(desk, address) | typed)


def reply_page(request):
    return page("commentrequest", "reply", request.pk)


ANSWER = {"stance": "denies", "quote": "We deny it.", "answered": "2024-08-27 18:00"}


def test_a_request_is_written_on_the_claims_page_in_its_events_zone(desk):
    claim = published(a_claim(event=an_event(time_zone="Asia/Karachi")))
    ministry = a_source("The Ministry")

    saved = change(
        desk,
        claim,
        **{
            "requests-0-whom": ministry.pk,
            "requests-0-channel": "phone",
            "requests-0-asked": "2024-08-27 14:00",
            "requests-0-deadline": "2024-08-28",
        },
    )

    assert errors(saved) == []
    (request,) = claim.requests.all()
    assert f"{request.asked_at:%d %H:%M} {request.deadline_precision}" == "27 09:00 day"
    assert request.asked_by == who(desk)
    claim.refresh_from_db()
    # Readers learn of it only by a stance.
    assert not claim.changed


@pytest.mark.parametrize("missing", ["channel", "asked"])
def test_a_request_says_how_and_when(desk, missing):
    typed = {"whom": a_source().pk, "channel": "phone", "asked": "2024-08-27"} | {missing: ""}

    refused = change(desk, a_claim(), **{f"requests-0-{name}": v for name, v in typed.items()})

    assert errors(refused)
    assert not CommentRequest.objects.exists()


def test_no_response_rests_on_the_request_that_is_on_file(desk):
    claim = a_claim()
    request = a_request(claim)

    saved = change(
        desk, claim, **{"stances-0-source": request.whom.pk, "stances-0-stance": "no_response"}
    )

    assert errors(saved) == []
    assert claim.stances.get().request == request
    assert claim.stances.get().asked_at == request.asked_at


def test_no_response_with_the_time_we_asked_makes_its_request(desk):
    claim, ministry = a_claim(), a_source()

    saved = change(
        desk,
        claim,
        **{
            "stances-0-source": ministry.pk,
            "stances-0-stance": "no_response",
            "stances-0-asked": "2024-08-27 14:00",
        },
    )

    assert errors(saved) == []
    request = claim.requests.get()
    assert (request.whom, request.asked_by) == (ministry, who(desk))
    assert claim.stances.get().request == request
    assert request.history.count() == 1


def test_a_stance_that_goes_to_another_party_leaves_the_request_behind(desk):
    claim = a_claim()
    stance = a_stance(claim, "no_response")

    saved = change(desk, claim, **{"stances-0-source": a_source().pk, "stances-0-stance": "denies"})

    assert errors(saved) == []
    stance.refresh_from_db()
    assert stance.request is None


def test_an_answer_is_recorded_in_two_steps_from_the_list(desk):
    claim = published(a_claim(event=an_event(time_zone="Asia/Karachi")))
    request = a_request(claim)

    assert reply_page(request) in desk.get(page("commentrequest")).content.decode()
    told = words(desk.post(reply_page(request), ANSWER, follow=True))

    assert "The answer is recorded. Readers see it once the claim is published again." in told
    stance = claim.stances.get()
    assert (stance.stance, stance.quote, f"{stance.stated_at:%H:%M}") == (
        "denies",
        "We deny it.",
        "13:00",
    )
    assert "Answer of" in words(desk.get(page("commentrequest")))


def test_an_answer_that_is_in_a_report_names_it(desk):
    request, report = a_request(a_claim()), a_report()

    desk.post(reply_page(request), ANSWER | {"report": report.pk})

    request.refresh_from_db()
    assert request.reply == report


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"stance": ""}, "Say how they answered."),
        ({"stance": "no_response"}, "Select a valid choice"),
        ({"answered": "yesterday"}, "Write"),
        ({"answered": ""}, "This field is required"),
        ({"report": "999999"}, "Select a valid choice"),
        ({"quote": "a bell: \a"}, "control"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_kept(desk, typed, sentence):
    request = a_request(a_claim())

    refused = desk.post(reply_page(request), ANSWER | typed)

    assert refused.status_code == 200
    assert not request.claim.stances.exists()
    assert "Nothing has been decided yet." in words(refused)


def test_a_second_answer_is_refused_in_words(desk):
    request = a_request(a_claim())
    desk.post(reply_page(request), ANSWER)

    assert "recorded already" in words(desk.get(reply_page(request)))
    assert "recorded already" in words(desk.post(reply_page(request), ANSWER))
    assert request.claim.stances.count() == 1


def test_who_may_not_change_claims_records_no_answer(desk):
    request, user = a_request(a_claim()), who(desk)
    user.is_superuser = False
    user.save()

    assert desk.post(reply_page(request), ANSWER).status_code == 403
    assert desk.get("/admin/claims/commentrequest/99999999999999999999999/reply/").status_code in (
        403,
        404,
    )
