"""A reader reports an error: it reaches the desk, and nothing of it reaches anybody else."""

import pytest

from claims.inbox.views import MOST_FROM_ONE
from claims.models.desk.inbox import ErrorReport

pytestmark = pytest.mark.django_db

FORM = "/report-an-error/"
WORDS = "The number at Kalat is another: the hospital said nine."


def send(client, **typed):
    return client.post(FORM, {"words": WORDS, **typed})


def test_a_report_reaches_the_desk(client):
    answer = send(
        client, about="/claims/fourteen/", grounds="A photograph.", contact="me@example.org"
    )

    report = ErrorReport.objects.get()
    assert (answer.status_code, answer.url) == (303, "/report-an-error/thanks/")
    assert (report.about, report.words, report.grounds, report.contact, report.outcome) == (
        "/claims/fourteen/",
        WORDS,
        "A photograph.",
        "me@example.org",
        "open",
    )
    assert client.get(answer.url).status_code == 200


def test_the_form_knows_which_page_it_is_about(client):
    page = client.get(FORM, {"about": "/claims/fourteen/"}).content.decode()

    assert 'value="/claims/fourteen/"' in page


@pytest.mark.parametrize("about", ["https://elsewhere.example/", "//elsewhere", "x" * 400, "\x00"])
def test_an_address_that_is_none_of_ours_is_dropped(client, about):
    send(client, about=about)

    assert all(report.about == "" for report in ErrorReport.objects.all())


def test_it_sets_no_cookie_and_needs_no_script(client):
    answers = [client.get(FORM), send(client), client.get("/report-an-error/thanks/")]

    assert [dict(answer.cookies) for answer in answers] == [{}, {}, {}]
    assert b"<script" not in answers[0].content


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, "Say in a sentence what is wrong."),
        ({"words": "wrong"}, "Say in a sentence what is wrong."),
        ({"words": "x" * 4001}, "4,000 characters"),
        ({"contact": "x" * 201}, "200 characters"),
        ({"words": f"{WORDS}\x07"}, "cannot be kept"),
    ],
)
def test_what_is_no_report_is_refused_in_words_and_the_text_is_kept(client, typed, told):
    answer = send(client, grounds="I was there.", **typed)

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert "I was there." in answer.content.decode()
    assert not ErrorReport.objects.exists()


def test_who_fills_in_the_hidden_field_is_thanked_and_not_heard(client):
    answer = send(client, website="https://spam.example/")

    assert answer.status_code == 303
    assert not ErrorReport.objects.exists()


def test_after_many_reports_from_one_place_the_next_has_to_wait(client):
    for _ in range(MOST_FROM_ONE):
        assert send(client).status_code == 303

    answer = send(client)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert WORDS in answer.content.decode()
    assert ErrorReport.objects.count() == MOST_FROM_ONE


def test_somebody_elsewhere_may_still_send(client):
    for _ in range(MOST_FROM_ONE + 1):
        send(client)

    answer = client.post(FORM, {"words": WORDS}, REMOTE_ADDR="192.0.2.9")

    assert answer.status_code == 303


def test_a_body_that_is_no_form_breaks_nothing(client):
    for kind, body in [
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("application/x-www-form-urlencoded", b"words=%ff%fe&about=%00"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"words=a"),
    ]:
        answer = client.generic("POST", FORM, body, content_type=kind)
        assert answer.status_code in (400, 303), kind


def test_behind_a_proxy_readers_are_told_apart_by_the_address_it_heard_from(client, settings):
    settings.PROXIES = 1
    for n in range(MOST_FROM_ONE + 1):
        client.post(FORM, {"words": WORDS}, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.1")

    same = client.post(FORM, {"words": WORDS}, HTTP_X_FORWARDED_FOR="192.0.2.1")
    other = client.post(FORM, {"words": WORDS}, HTTP_X_FORWARDED_FOR="192.0.2.2")

    assert (same.status_code, other.status_code) == (429, 303)


def test_without_a_cache_no_report_is_held_up(client, settings):
    settings.CACHES = {
        "counts": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert send(client).status_code == 303
