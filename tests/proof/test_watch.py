"""The record is looked through by itself, and whoever watches the site is told what is wrong."""

import pytest
from django.db import connection

from claims.models.record import triggers
from claims.models.record.entry import EntryBody
from claims.models.record.rows import PublishedClaim
from claims.publishing import background_check as watching
from claims.publishing.background_check import Watch, watch


@pytest.fixture
def fresh(monkeypatch):
    """As if the process had just begun, and again at the end."""
    yield
    watch.wrong.clear()
    watch._looked = None


def edit_a_row():
    with triggers.rows_unguarded(connection):
        PublishedClaim.objects.update(statement="Nobody died.")


def edit_a_body():
    triggers.drop(connection)
    EntryBody.objects.filter(entry=1).update(nonce="0" * 32)
    triggers.install(connection)


@pytest.mark.parametrize("change", [edit_a_row, edit_a_body])
def test_readyz_says_that_the_record_was_altered(claim, client, fresh, change):
    watch._looked = None
    assert client.get("/readyz").content == b"ok\n"
    change()
    watch._looked = None

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "not as it was written" in answer.content.decode()
    assert "Nobody died" not in answer.content.decode()


def test_a_long_record_is_looked_through_bit_by_bit_and_again(claim, monkeypatch):
    monkeypatch.setattr(watching, "WINDOW", 4)
    monkeypatch.setattr(watching, "MOST_SECONDS", -1)
    now = iter(range(0, 10_000, 100))
    slow = Watch(clock=lambda: next(now))
    edit_a_row()

    looks = [bool(slow.look()) for _ in range(6)]

    # Found where its window comes, and told from then on until it is put right.
    assert looks == sorted(looks)
    assert looks[-1]


def test_whoever_asks_at_once_again_costs_nothing(claim, django_assert_num_queries):
    quick = Watch(clock=lambda: 1.0)
    quick.look()

    with django_assert_num_queries(1):
        assert quick.look() == []
