"""A page asks the database no more often at a thousand claims than at ten."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import dossier
from tests.builders import NOW

pytestmark = pytest.mark.django_db

# With the most that each may ask. Lower it where a page asks less: so it never grows unseen.
PAGES = {
    "/": 13,
    "/events/": 6,
    "/events/the-event/": 14,
    "/events/the-event/figures/": 13,
    "/events/the-event/figures.csv": 12,
    "/events/the-event/figures.json": 13,
    "/claims/": 14,
    "/claims/?status=unconfirmed&event=the-event&measure=killed&q=killed": 20,
    "/claims/claim-1/": 7,
    "/sources/": 7,
    "/sources/the-army/": 25,
    "/changes/": 4,
    "/claims/?as_of=2024-08-26": 15,
    "/events/the-event/?as_of=2024-08-26": 16,
    "/events/the-event/dossier.json": 17,
    # Of nothing: it asks for when the record began.
    "/feeds/changes.atom?event=the-event&status=unconfirmed": 9,
    "/events/the-event/changes.json": 6,
    "/sitemap.xml": 9,
    "/robots.txt": 1,
}


def some_claims(first, last):
    """One event with claims of these numbers, each with a figure, a report and a decision."""
    return {
        "format": "counterclaim-dossier/1",
        "event": {"slug": "the-event", "title": "The event"},
        "sources": [
            {"slug": "the-army", "name": "The army", "kind": "military"},
            {"slug": "the-paper", "name": "The paper", "kind": "media"},
        ],
        "reports": [{"slug": "a-report", "publisher": "the-paper", "published_at": "2024-08-26"}],
        "claims": [a_claim(n) for n in range(first, last)],
    }


def a_claim(n):
    return {
        "slug": f"claim-{n}",
        "claimant": "the-army",
        "event": "the-event",
        "statement": f"{n} people were killed.",
        "citations": [{"report": "a-report", "quote": f"{n} killed"}],
        "figures": [
            {
                "id": f"figure-{n}",
                "measure": "killed",
                "category": "all",
                "qualifier": "plain",
                "value": n,
            }
        ],
        "history": [{"status": "unconfirmed", "at": "2024-08-26", "reason": "Said by the army."}],
        "publication": "published",
    }


CONTRADICTED = {"links": [{"from": "claim-2", "relation": "contradicts", "to": "claim-1"}]}


def brought_in(first, last, **more):
    content = json.dumps(some_claims(first, last) | more).encode()
    dossier.import_dossier(dossier.read(content), add=True, by=None, at=NOW)


def asked(client):
    """How many queries each page takes, made anew by a process that has made another."""
    cache.clear()
    client.get("/methodology/")
    counts = {}
    for path in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200, path
        counts[path] = len(queries)
    return counts


def test_no_page_asks_more_often_than_it_did(client):
    brought_in(1, 11)

    assert {path: n for path, n in asked(client).items() if n > PAGES[path]} == {}


def test_no_page_asks_more_often_at_a_thousand_claims_than_at_ten(client):
    brought_in(1, 11)
    at_ten = asked(client)

    brought_in(11, 1001)

    # What words find is asked for less often where it is much.
    assert {p: n for p, n in asked(client).items() if n > at_ten[p]} == {}


def test_a_claim_with_another_number_against_it_asks_twice_more(client):
    brought_in(1, 3, **CONTRADICTED)

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/claims/claim-1/")

    assert "2 people were killed" in page.content.decode()
    assert len(queries) == PAGES["/claims/claim-1/"] + 2
