"""The machine fails: what editors and readers are told, and that nothing is half-written."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims import actions
from claims.domain.database_faults import Fault, fault_of
from claims.models.record.entry import head_seq
from claims.publishing import verify
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import NOW, a_claim, published
from tracker import health

SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite is made to fail")
TYPED = {"to": "unverifiable", "reason": "We asked both hospitals."}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("database or disk is full", Fault.FULL),
        ('could not extend file "base/1/2": No space left on device', Fault.FULL),
        ("attempt to write a readonly database", Fault.READ_ONLY),
        ("cannot execute INSERT in a read-only transaction", Fault.READ_ONLY),
        ("unable to open database file", Fault.GONE),
        ('connection to server at "127.0.0.1" failed: Connection refused', Fault.GONE),
        ("server closed the connection unexpectedly", Fault.GONE),
        ("the connection is closed", Fault.GONE),
        ("terminating connection due to administrator command", Fault.GONE),
        ("database is locked", Fault.BUSY),
        ("canceling statement due to lock timeout", Fault.BUSY),
        ("no such table: claims_entry", None),
    ],
)
def test_what_both_databases_say_is_understood(said, fault):
    assert fault_of(said) == fault


@pytest.fixture
def claim(transactional_db):
    return published(a_claim("Fourteen soldiers were killed."))


@pytest.fixture
def failing(claim):
    """Makes SQLite refuse what it would refuse on such a disk; well again afterwards."""

    def fail(how):
        with connection.cursor() as cursor:
            if how == "full":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
            else:
                cursor.execute("PRAGMA query_only = ON")

    yield fail
    _well_again()


def _well_again():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("PRAGMA max_page_count = 1073741823")


@SQLITE
@pytest.mark.parametrize(
    ("how", "told"),
    [("full", "The disk is full: nothing was saved"), ("read", "can be read and not written")],
)
def test_a_disk_that_takes_nothing_is_told_to_editors_and_readers_read_on(
    claim, client, failing, how, told
):
    form, seq = Page(at_the_desk(), "claim", "status", claim.pk), head_seq()
    long = {**TYPED, "reason": ("We asked both hospitals. " * 80)[:1990].strip()}
    failing(how)

    refused = form.decide(**long)

    assert any(told in sentence for sentence in refused.refusals)
    assert long["reason"] in refused.words
    assert client.get(f"/claims/{claim.slug}/").status_code == 200
    _well_again()
    claim.refresh_from_db()
    actions.change_status(claim, **TYPED, by=None, at=NOW)
    assert head_seq() > seq
    assert list(verify.problems()) == []


@SQLITE
@pytest.mark.parametrize(("how", "status"), [("full", 507), ("read", 503)])
def test_what_a_reader_sends_to_a_disk_that_takes_nothing_is_told_as_not_kept(
    claim, client, failing, how, status
):
    failing(how)
    client.raise_request_exception = False

    for _ in range(4):  # the first may find room in a page that was begun
        words = "It was fifteen. " * 100
        sent = {"about": f"/claims/{claim.slug}/", "words": words}
        answer = client.post("/report-an-error/", sent)

    assert answer.status_code == status
    assert "nothing was saved" in answer.content.decode()


@pytest.fixture
def lost(transactional_db):
    """The database is where nobody answers."""
    published(a_claim())
    own = dict(connection.settings_dict)
    connection.close()
    nowhere = (
        {"NAME": "/nowhere/at/all.sqlite3"} if connection.vendor == "sqlite" else {"PORT": "1"}
    )
    connection.settings_dict.update(nowhere)
    yield
    connection.close()
    connection.settings_dict.update(own)


def test_a_lost_database_is_said_and_comes_back_by_itself(client, lost):
    client.raise_request_exception = False

    page, api, ready = client.get("/claims/"), client.get("/api/v1/claims/"), client.get("/readyz")

    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert "The record cannot be reached at this moment" in page.content.decode()
    assert (api.status_code, api.json()["status"]) == (503, 503)
    assert (ready.status_code, ready.content) == (503, b"The database does not answer.\n")
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_disk_that_fills_up_and_a_clock_that_was_ahead_turn_readyz_red(client, monkeypatch):
    published(a_claim())
    assert client.get("/readyz").status_code == 200

    with monkeypatch.context() as patched:
        patched.setattr(health, "LEAST_FREE", 1 << 62)
        assert b"The disk is filling up" in client.get("/readyz").content

    published(a_claim(), at=timezone.now() + timedelta(days=400))
    assert b"dated later than this machine's clock" in client.get("/readyz").content
