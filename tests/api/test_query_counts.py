"""An answer asks the database no more often at a thousand claims than at ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages.test_query_counts import brought_in

pytestmark = pytest.mark.django_db

ANSWERS = [
    "",
    "events/",
    "events/the-event/",
    "sources/",
    "sources/the-army/",
    "claims/",
    "claims/?status=unconfirmed&event=the-event&measure=killed&q=killed",
    "claims/?changed_since=2024-01-01",
    "claims/?as_of=2024-08-26",
    "claims/claim-1/",
    "figures/",
    "figures/?event=the-event&measure=killed&source=the-army",
    "positions/",
    "changes/",
    "record/",
    "record/?after=3",
    "record/1/",
]


def asked(client):
    """How many queries each answer takes."""
    counts = {}
    for path in ANSWERS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/{path}").status_code == 200, path
        counts[path] = len(queries)
    return counts


def test_no_answer_asks_more_often_at_a_thousand_claims_than_at_ten(client):
    brought_in(1, 11)
    at_ten = asked(client)

    brought_in(11, 1001)

    assert {a: n for a, n in asked(client).items() if n > at_ten[a]} == {}
    assert max(at_ten.values()) <= 20
