"""How answers travel: not twice, to every site, without a cookie, and never as a 500."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from claims.api.description import description
from tests.api.asker import ROOT, ask
from tests.builders import a_claim, a_position, an_editor, an_event, published
from tests.pages.test_errors import HOSTILE

pytestmark = pytest.mark.django_db

LISTS = ["events/", "sources/", "claims/", "figures/", "positions/", "changes/", "record/"]
PATHS = ["", *LISTS, "claims/one/", "record/1/"]
PARAMETERS = [
    "as_of", "changed_since", "before", "after", "limit", "status", "source", "event", "measure",
    "q", "since", "until", "kind", "side", "party", "claim", "category", "treatment", "change",
    "subject", "subject_kind", "no-such",
]  # fmt: skip
SHAPE = {"type", "title", "status", "detail", "errors"}


@pytest.fixture
def claim():
    return published(a_claim(slug="one"))


@pytest.mark.parametrize("path", PATHS)
def test_whoever_has_an_answer_is_told_so_by_one_question(client, claim, path):
    etag = client.get(ROOT + path)["ETag"]

    with CaptureQueriesContext(connection) as asked:
        again = client.get(ROOT + path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert len(asked) == 1


def test_a_new_entry_is_a_new_answer(client, claim):
    etag = client.get("/api/v1/claims/")["ETag"]
    published(a_claim())

    assert client.get("/api/v1/claims/", headers={"If-None-Match": etag}).status_code == 200


def test_a_different_question_is_another_answer(client, claim):
    etag = client.get("/api/v1/claims/")["ETag"]

    other = client.get("/api/v1/claims/?q=other", headers={"If-None-Match": etag})

    assert other.status_code == 200


def test_the_date_of_the_newest_entry_tells_too_once_it_has_settled(client):
    published(a_claim(), at=timezone.now() - timedelta(minutes=2))
    modified = client.get("/api/v1/claims/")["Last-Modified"]

    again = client.get("/api/v1/claims/", headers={"If-Modified-Since": modified})

    assert again.status_code == 304


def test_a_date_is_not_given_while_another_entry_may_still_get_it(client):
    published(a_claim(), at=timezone.now())

    assert "Last-Modified" not in client.get("/api/v1/claims/")


def test_asking_whether_there_is_anything_is_no_way_to_a_304(client):
    answer = client.get("/api/v1/claims/no-such/", headers={"If-None-Match": "*"})

    assert answer.status_code == 404


def test_a_wish_for_an_older_answer_is_refused_in_the_same_shape(client, claim):
    answer = client.get("/api/v1/claims/", headers={"If-Match": '"older"'})

    assert answer.status_code == 412
    assert set(answer.json()) == SHAPE


@pytest.mark.parametrize("path", [*PATHS, "claims/no-such/"])
def test_nothing_depends_on_who_asks_and_no_cookie_is_set(path, claim):
    editor = Client()
    editor.force_login(an_editor())

    known, unknown = editor.get(ROOT + path), Client().get(ROOT + path)

    assert known.content == unknown.content
    for answer in (known, unknown):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    "path", ["/api/v1/claims/", "/api/v1/no-such/", "/api/v1/?x=1", "/api/docs/"]
)
def test_pages_of_any_site_may_read_answers_and_errors(client, path):
    answer = client.get(path, headers={"Origin": "https://elsewhere.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Retry-After" in answer["Access-Control-Expose-Headers"]


def test_a_browser_may_ask_first(client):
    answer = client.options("/api/v1/claims/", headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/claims/", "/admin/login/", "/healthz"])
def test_pages_for_people_are_not_open_to_other_sites(client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path)


def test_a_head_request_gets_the_headers_alone(client, claim):
    whole, head = client.get("/api/v1/claims/"), client.head("/api/v1/claims/")

    assert head.content == b""
    assert head["ETag"] == whole["ETag"]


PROBLEMS = [
    ("get", "/api/v1/claims/?statsu=confirmed", {}, 400, "There is no parameter “statsu” here."),
    ("get", "/api/v1/claims/?as_of=", {}, 400, "“as_of” is empty: give it a value"),
    ("get", "/api/v1/claims/?as_of=1&as_of=2", {}, 400, "“as_of” can be given once only."),
    (
        "get",
        "/api/v1/claims/?status=true",
        {},
        400,
        "“true” is not known here. Known are: unconfirmed, ",
    ),
    ("get", f"/api/v1/claims/?source={'a' * 121}", {}, 400, "takes 120 characters at most"),
    ("get", "/api/v1/claims/?since=26.8.2024", {}, 400, "write it as 2024-08-26"),
    ("get", "/api/v1/claims/?as_of=yesterday", {}, 400, "“As of” was not understood."),
    ("get", "/api/v1/claims/?changed_since=x", {}, 400, "“Changed since” was not understood."),
    ("get", "/api/v1/claims/?limit=1000000", {}, 400, "a whole number from 1 to 100"),
    ("get", "/api/v1/claims/?before=x", {}, 400, "Begin again at its newest end."),
    ("get", "/api/v1/sources/?kind=x", {}, 400, "Known are: armed_group, military"),
    ("get", "/api/v1/record/?after=-1", {}, 400, "Write the number of an entry"),
    ("get", "/api/v1/claims/?q=%00", {}, 400, "could not be understood"),
    ("get", "/api/v1/claims/?as_of=999", {}, 404, "There is no such entry yet."),
    ("get", "/api/v1/claims/no-such/", {}, 404, "There is nothing at this address."),
    ("get", "/api/v1/record/999/", {}, 404, "There is no such entry yet."),
    ("get", "/api/v2/", {}, 404, "There is nothing at this address."),
    ("post", "/api/v1/claims/", {}, 405, "Nothing can be written here"),
    ("delete", "/api/v1/claims/one/", {}, 405, "Nothing can be written here"),
    ("get", "/api/v1/claims/", {"Accept": "text/csv"}, 406, "Accept: application/json"),
]


@pytest.mark.parametrize(("method", "path", "headers", "status", "sentence"), PROBLEMS)
def test_every_error_has_one_shape_and_says_what_to_do(method, path, headers, status, sentence):
    answer = getattr(Client(headers=headers), method)(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == SHAPE
    assert problem["status"] == status
    assert sentence in problem["detail"]


def test_each_wrong_parameter_is_named():
    problem = ask("claims/", since="x", until="y", expected=400)

    assert [error["parameter"] for error in problem["errors"]] == ["since", "until"]


def test_a_fault_of_ours_is_told_in_the_same_shape(monkeypatch):
    monkeypatch.setattr("claims.api.claims.read", lambda rows: 1 / 0)
    published(a_claim())

    answer = Client(raise_request_exception=False).get("/api/v1/claims/")

    assert answer.status_code == 500
    assert set(answer.json()) == SHAPE
    assert "zero" not in answer.content.decode()


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    assert client.get("/api/v1/claims?q=x")["Location"] == "/api/v1/claims/?q=x"


@pytest.mark.parametrize("path", LISTS)
def test_no_value_of_a_parameter_breaks_an_answer(client, claim, path):
    known = {p["name"] for p in description()["paths"][ROOT + path]["get"]["parameters"]}
    for parameter in known:
        for value in HOSTILE:
            asked = f"{ROOT}{path}?{parameter}={value}"
            assert client.get(asked).status_code in (200, 400, 404), asked


@pytest.mark.parametrize("path", ["claims/", "events/", "sources/", "positions/", "record/"])
def test_no_address_of_a_thing_breaks_an_answer(client, claim, path):
    for name in [*HOSTILE, "..%2F..", "a" * 121, "%2e%2e", "1" * 400]:
        assert client.get(f"{ROOT}{path}{name}/").status_code in (400, 404), name


@examples(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.sampled_from(LISTS),
    asked=st.dictionaries(
        st.sampled_from(PARAMETERS),
        st.one_of(
            st.text(max_size=40),
            st.integers().map(str),
            st.dates().map(str),
            st.from_regex(r"-?[0-9]{1,18}-[0-9]{1,20}(-[0-9]{1,12})?", fullmatch=True),
        ),
        max_size=3,
    ),
)
def test_whatever_is_asked_is_answered(db, path, asked):
    query = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in asked.items()
    )

    assert Client().get(f"{ROOT}{path}?{query}").status_code in (200, 400, 404)


def test_what_was_never_published_answers_as_if_it_did_not_exist(client):
    a_claim(slug="a-draft")
    position = a_position(an_event())
    published(a_claim())

    draft, absent = client.get("/api/v1/claims/a-draft/"), client.get("/api/v1/claims/no-such/")
    ours = client.get(f"/api/v1/positions/{position.uid}/")

    assert draft.content == absent.content == ours.content
    assert draft.headers == absent.headers
