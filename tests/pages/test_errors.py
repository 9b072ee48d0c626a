"""Where there is no page, readers are told so in plain words, and never met with a 500."""

from urllib.parse import quote

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.pages import errors
from claims.presenters import addresses
from tests.builders import a_claim, published
from tests.pages.reader import mistakes

pytestmark = pytest.mark.django_db

LISTS = ["/", "/claims/", "/changes/", "/methodology/"]
PARAMETERS = ["as_of", "before", "status", "source", "event", "measure", "q", "since", "until"]
HOSTILE = [
    "%00",
    "a%00b",
    "%ED%A0%80",  # a lone surrogate
    "%FF%FE",
    "%C0%80",
    str(2**63),
    str(-(2**63)),
    "9" * 3000,
    "1e400",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "2024-02-30",
    "10000-01-01",
    "%D9%A1%D9%A2",
    "2024-08-26T10:00:00.1234567%2B05:00",
    "0001-01-01T00:00:00%2B14:00",
    "9999-12-31T23:59:59-14:00",
    "-99999999999999999-1",
    "99999999999999999-9223372036854775807",
    "1-99999999999999999999",
    "%25",
    "%5C",
    "'%20OR%201=1--",
    "%3Cscript%3E",
    "%E2%80%AE",
    "x" * 6000,
    "a+" * 2000,
    "[]",
    "%7B%7D",
]


@pytest.fixture
def claim():
    return published(a_claim())


def test_an_address_that_leads_nowhere_is_answered_in_plain_words(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", LISTS)
def test_pages_stand_before_anything_is_published(client, path):
    assert client.get(path).status_code == 200
    assert (
        "Nothing has been recorded since" in client.get(f"{path}?as_of=2024-08-26").content.decode()
    )


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_no_value_of_a_parameter_breaks_a_page(client, claim, parameter):
    everywhere = [*LISTS, f"/claims/{claim.slug}/"] if parameter == "as_of" else LISTS[1:3]
    for path in everywhere:
        for value in HOSTILE:
            status = client.get(f"{path}?{parameter}={value}").status_code
            assert status in (200, 400, 404), (path, value)


@pytest.mark.parametrize("slug", [*HOSTILE, "..%2F..", "a" * 121, "%2e%2e"])
def test_no_address_of_a_claim_breaks_the_site(client, slug):
    assert client.get(f"/claims/{slug}/").status_code in (400, 404)


@pytest.mark.parametrize("path", LISTS)
def test_parameters_given_twice_break_nothing(client, claim, path):
    twice = "&".join(f"{name}=1&{name}=2" for name in PARAMETERS)

    assert client.get(f"{path}?{twice}").status_code in (200, 400, 404)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from(LISTS),
    asked=st.dictionaries(
        st.sampled_from(PARAMETERS),
        st.one_of(
            st.text(max_size=40),
            st.integers().map(str),
            st.dates().map(str),
            st.datetimes().map(lambda d: d.isoformat()),
            st.from_regex(r"-?[0-9]{1,18}-[0-9]{1,20}", fullmatch=True),
        ),
        max_size=4,
    ),
)
def test_whatever_is_asked_is_answered(db, path, asked):
    query = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in asked.items()
    )

    assert Client().get(f"{path}?{query}").status_code in (200, 400, 404)


def test_a_page_that_says_what_is_wrong_is_valid_html(client):
    for path in ("/nowhere/", "/claims/?as_of=x", "/claims/?since=x", "/?as_of=999"):
        assert mistakes(client.get(path).content.decode()) == []


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (lambda r: errors.bad_request(r, BadRequest("inner words")), 400),
        (lambda r: errors.forbidden(r, PermissionDenied("inner words")), 403),
        (lambda r: errors.not_found(r, Exception("inner words")), 404),
        (errors.broken, 500),
    ],
)
def test_an_error_page_repeats_nothing_of_the_inside(page, status):
    answer = page(RequestFactory().get("/"))

    assert answer.status_code == status
    assert "inner words" not in answer.content.decode()


PROMISED = {
    "/": reverse("pages:home"),
    "/claims/": reverse("pages:claims"),
    "/claims/x/": addresses.page("claim", "x"),
    "/claims/x/badge.svg": addresses.page("badge", "x"),
    "/claims/x/changes.atom": reverse("pages:claim-feed", args=["x", "atom"]),
    "/events/": reverse("pages:events"),
    "/events/x/": addresses.page("event", "x"),
    "/events/x/changes.json": reverse("pages:event-feed", args=["x", "json"]),
    "/events/x/dossier.json": addresses.page("dossier", "x"),
    "/events/x/figures/": addresses.page("figures", "x"),
    "/sources/": reverse("pages:sources"),
    "/sources/x/": addresses.page("source", "x"),
    "/sources/x/changes.atom": reverse("pages:source-feed", args=["x", "atom"]),
    "/changes/": reverse("pages:changes"),
    "/methodology/": reverse("pages:methodology"),
    "/feeds/changes.atom": reverse("pages:changes-feed", args=["atom"]),
    "/feeds/changes.json": reverse("pages:changes-feed", args=["json"]),
    "/export/claims.csv": reverse("pages:claims-export", args=["csv"]),
    "/export/figures.csv": reverse("pages:figures-export", args=["csv"]),
    "/export/changes.jsonl": reverse("pages:changes-export", args=["jsonl"]),
    "/embed/claims/x/": addresses.page("embed-claim", "x"),
    "/embed/events/x/": addresses.page("embed-event", "x"),
    "/oembed": reverse("pages:oembed"),
    "/sitemap.xml": reverse("pages:sitemap"),
    "/api/v1/claims/": reverse("api:claims"),
    "/api/v1/claims/x/": reverse("api:claim", args=["x"]),
    "/api/schema/": reverse("api:schema"),
    "/api/docs/": reverse("api:docs"),
    "/report-an-error/": reverse("inbox:report"),
}


def test_addresses_that_others_keep_never_change():
    assert list(PROMISED) == list(PROMISED.values())
