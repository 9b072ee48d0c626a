"""A page asks the database no more often at a thousand claims than at ten."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import dossier
from tests.builders import NOW

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/events/",
    "/events/the-event/",
    "/events/the-event/figures/",
    "/events/the-event/figures.csv",
    "/events/the-event/figures.json",
    "/claims/",
    "/claims/?status=unconfirmed&event=the-event&measure=killed&q=killed",
    "/claims/claim-1/",
    "/sources/",
    "/sources/the-army/",
    "/changes/",
    "/claims/?as_of=2024-08-26",
    "/events/the-event/?as_of=2024-08-26",
    "/events/the-event/dossier.json",
    "/feeds/changes.atom?event=the-event&status=unconfirmed",
    "/events/the-event/changes.json",
    "/sitemap.xml",
    "/robots.txt",
]


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


def brought_in(first, last):
    content = json.dumps(some_claims(first, last)).encode()
    dossier.import_dossier(dossier.read(content), add=True, by=None, at=NOW)


def asked(client):
    """How many queries each page takes, made anew."""
    cache.clear()
    counts = {}
    for path in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200, path
        counts[path] = len(queries)
    return counts


def test_no_page_asks_more_often_at_a_thousand_claims_than_at_ten(client):
    brought_in(1, 11)
    at_ten = asked(client)

    brought_in(11, 1001)

    # What words find is asked for less often where it is much.
    assert {p: n for p, n in asked(client).items() if n > at_ten[p]} == {}
