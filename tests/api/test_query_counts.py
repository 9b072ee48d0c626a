"""An answer asks the database no more often at a thousand claims than at ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages.test_query_counts import brought_in

pytestmark = pytest.mark.django_db

# With the most that each may ask.
ANSWERS = {
    "": 1,
    "events/": 6,
    "events/the-event/": 5,
    "sources/": 5,
    "sources/the-army/": 4,
    "claims/": 9,
    "claims/?status=unconfirmed&event=the-event&measure=killed&q=killed": 17,
    "claims/?changed_since=2024-01-01": 10,
    "claims/?as_of=2024-08-26": 9,
    "claims/claim-1/": 10,
    "figures/": 10,
    "figures/?event=the-event&measure=killed&source=the-army": 17,
    "positions/": 4,
    "changes/": 3,
    "record/": 3,
    "record/?after=3": 3,
    "record/1/": 2,
}


def asked(client):
    """How many queries each answer takes of a process that has given another."""
    client.get("/api/v1/events/")
    counts = {}
    for path in ANSWERS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/{path}").status_code == 200, path
        counts[path] = len(queries)
    return counts


def test_no_answer_asks_more_often_than_it_did(client):
    brought_in(1, 11)

    assert {path: n for path, n in asked(client).items() if n > ANSWERS[path]} == {}


def test_no_answer_asks_more_often_at_a_thousand_claims_than_at_ten(client):
    brought_in(1, 11)
    at_ten = asked(client)

    brought_in(11, 1001)

    assert {a: n for a, n in asked(client).items() if n > at_ten[a]} == {}
