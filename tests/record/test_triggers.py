"""The log is append-only, whoever asks and however."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from claims import actions
from claims.domain.vocabulary import EntryKind, Grounds, SubjectKind
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody, head
from tests.builders import NOW, a_source, published

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way past it")
COLUMNS = "recorded_at, effective_at, kind, subject_kind, subject, change, minor, previous, digest"


def refused(sql, words):
    """Run SQL that must fail with these words."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        run(sql)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def the_next(**changes):
    """The entry that would be accepted, but for what is changed."""
    last = head()
    return Entry(
        **{
            "seq": last.seq + 1,
            "recorded_at": last.recorded_at,
            "effective_at": changes.get("recorded_at", last.recorded_at),
            "kind": EntryKind.CHANGED,
            "subject_kind": SubjectKind.SOURCE,
            "subject": last.subject,
            "previous": last.digest,
            "digest": "d" * 64,
            **changes,
        }
    )


@pytest.fixture
def source(db):
    return published(a_source("Hospital"))


def test_the_next_entry_is_accepted(source):
    entry = the_next()
    entry.save(force_insert=True)
    EntryBody(entry=entry, nonce="0" * 32, body="{}").save(force_insert=True)

    assert EntryBody.objects.get(entry=2).body == "{}"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_entry SET kind = 'hacked'",
        "UPDATE claims_entry SET digest = digest",
        "DELETE FROM claims_entry",
        "UPDATE claims_entrybody SET body = '{}'",
        "UPDATE claims_entrybody SET nonce = '' WHERE entry_id = 1",
    ],
)
def test_raw_sql_cannot_change_what_stands(source, sql):
    before = [*Entry.objects.values(), *EntryBody.objects.values()]

    refused(sql, triggers.FIXED)

    assert [*Entry.objects.values(), *EntryBody.objects.values()] == before


def test_querysets_cannot_either(source):
    with pytest.raises(DatabaseError, match=triggers.FIXED), transaction.atomic():
        Entry.objects.update(subject="0" * 32)
    with pytest.raises(DatabaseError, match=triggers.KEPT), transaction.atomic():
        EntryBody.objects.all().delete()


def test_words_go_only_after_their_subject_was_suppressed(source):
    other = published(a_source())
    refused("DELETE FROM claims_entrybody WHERE entry_id = 1", triggers.KEPT)

    actions.suppress(source, grounds=Grounds.LAW, reason="A court order.", by=None, at=NOW)

    refused("DELETE FROM claims_entrybody WHERE entry_id = 2", triggers.KEPT)
    # The entry that suppresses says so itself: its words stay.
    refused("DELETE FROM claims_entrybody WHERE entry_id = 3", triggers.KEPT)
    assert EntryBody.objects.filter(entry__subject=other.uid).exists()


def test_words_stay_when_their_subject_was_only_changed(source):
    the_next().save(force_insert=True)

    refused("DELETE FROM claims_entrybody WHERE entry_id = 1", triggers.KEPT)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["claims_entry, claims_entrybody", "claims_entrybody"])
def test_tables_cannot_be_truncated(source, table):
    # Checks that wait for the end of the transaction would refuse it first.
    run("SET CONSTRAINTS ALL IMMEDIATE")

    refused(f"TRUNCATE {table}", triggers.FIXED)


@pytest.mark.postgres
def test_entries_cannot_be_truncated_even_where_words_are_no_longer_guarded(source):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("DROP TRIGGER body_no_truncate ON claims_entrybody")

    refused("TRUNCATE claims_entry CASCADE", triggers.FIXED)


@on_sqlite
def test_insert_or_replace_cannot_overwrite_an_entry(source):
    refused(
        f"INSERT OR REPLACE INTO claims_entry (seq, {COLUMNS}) SELECT seq,"
        f" {COLUMNS.replace('kind,', 'change,', 1)} FROM claims_entry",
        triggers.NEXT,
    )
    refused(
        "INSERT OR REPLACE INTO claims_entrybody (entry_id, nonce, body) VALUES (1, '', '{}')",
        triggers.BOUND,
    )
    assert Entry.objects.get().kind == EntryKind.PUBLISHED


@pytest.mark.postgres
def test_on_conflict_cannot_overwrite_an_entry(source):
    refused(
        f"INSERT INTO claims_entry (seq, {COLUMNS}) SELECT seq, {COLUMNS} FROM claims_entry"
        " ON CONFLICT (seq) DO UPDATE SET kind = 'hacked'",
        triggers.NEXT,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 1},
        {"seq": 3},
        {"seq": 0},
        {"previous": ""},
        {"previous": "e" * 64},
        {"recorded_at": NOW - timedelta(microseconds=1)},
    ],
    ids=str,
)
def test_only_the_next_entry_is_accepted(source, wrong):
    with pytest.raises(DatabaseError, match=triggers.NEXT), transaction.atomic():
        the_next(**wrong).save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"seq": 2}, {"seq": 0}, {"previous": "e" * 64}], ids=str)
def test_the_log_begins_with_one_and_no_digest_before_it(wrong):
    first = {"seq": 1, "previous": "", "digest": "d" * 64, "subject": "0" * 32}
    times = {"recorded_at": NOW, "effective_at": NOW}
    kinds = {"kind": EntryKind.PUBLISHED, "subject_kind": SubjectKind.SOURCE}

    with pytest.raises(DatabaseError, match=triggers.NEXT), transaction.atomic():
        Entry(**first | times | kinds | wrong).save(force_insert=True)


def test_no_entry_goes_back_behind_the_one_before_it(source):
    the_next(recorded_at=NOW + timedelta(hours=2)).save(force_insert=True)

    with pytest.raises(DatabaseError, match=triggers.NEXT), transaction.atomic():
        the_next(recorded_at=NOW + timedelta(hours=1)).save(force_insert=True)


def test_each_entry_of_one_statement_is_checked(source):
    good = the_next()
    bad = the_next(seq=3, previous="e" * 64)

    with pytest.raises(DatabaseError, match=triggers.NEXT), transaction.atomic():
        Entry.objects.bulk_create([good, bad])

    assert Entry.objects.count() == 1


def test_an_entry_has_its_words_once(source):
    again = EntryBody(entry_id=1, nonce="0" * 32, body="{}")

    with pytest.raises(DatabaseError), transaction.atomic():
        again.save(force_insert=True)


def test_there_are_no_words_without_an_entry(source):
    with pytest.raises(DatabaseError, match=triggers.BOUND), transaction.atomic():
        EntryBody(entry_id=2, nonce="0" * 32, body="{}").save(force_insert=True)


def test_suppressed_words_cannot_be_put_back(source):
    words = EntryBody.objects.get()
    actions.suppress(source, grounds=Grounds.LAW, reason="A court order.", by=None, at=NOW)

    with pytest.raises(DatabaseError, match=triggers.BOUND), transaction.atomic():
        EntryBody(entry_id=1, nonce=words.nonce, body=words.body).save(force_insert=True)


@pytest.mark.parametrize(
    "later", [{}, {"kind": EntryKind.SUPPRESSED, "subject": "0" * 32}], ids=["changed", "other"]
)
def test_words_may_follow_their_entry_unless_their_own_subject_was_suppressed(source, later):
    the_next().save(force_insert=True)
    the_next(digest="f" * 64, **later).save(force_insert=True)

    EntryBody(entry_id=2, nonce="0" * 32, body="{}").save(force_insert=True)

    assert EntryBody.objects.get(entry=2).body == "{}"
