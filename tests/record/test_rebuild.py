"""The published rows follow from the log alone, and whatever does not is found."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain import canonical
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.rows import ROWS, PublishedClaim, PublishedFigure, PublishedSource
from claims.publishing import log, rebuild, verify
from tests.builders import NOW, a_claim, a_figure, a_source, published
from tests.record.dossiers import Imports
from tests.record.newsroom import Newsroom

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [20, 21])
def test_a_rebuild_writes_the_same_rows(seed):
    Newsroom(seed).work(60)
    if seed == 20:
        Imports()
    before = list(verify.all_rows())

    written = rebuild.rebuild()

    assert list(verify.all_rows()) == before
    assert written == len(before) > 40
    assert list(verify.problems()) == []


def test_a_row_is_told_in_full():
    claim = a_claim("Fourteen soldiers were killed.", slug="fourteen")
    a_figure(claim, 14, key="killed-14")
    published(claim)

    line = next(line for line in verify.all_rows() if line.startswith("PublishedFigure"))

    row = canonical.loads(line.partition(" ")[2])
    assert set(row) == {f.attname for f in PublishedFigure._meta.concrete_fields}
    assert (row["key"], row["value"], row["until"]) == ("killed-14", 14, None)
    assert row["effective_from"] == "2024-08-27T13:00:00.000000Z"
    assert list(row) == sorted(row)


@pytest.mark.django_db(transaction=True)
def test_readers_see_the_rows_that_stood_until_all_are_written_anew():
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL: who reads SQLite never waits")
    published(a_source())
    reader = connection.copy()

    def seen():
        with reader.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("SELECT count(*) FROM claims_publishedsource")
            return cursor.fetchone()

    try:
        with transaction.atomic():
            rebuild.rebuild()
            assert seen() == (1,)
    finally:
        reader.close()


@pytest.mark.django_db(transaction=True)
def test_what_a_rebuild_writes_is_kept_once():
    # SQLite keeps in memory what a savepoint could put back, and goes through it at each statement.
    published(a_claim())

    with log.writing(), CaptureQueriesContext(connection) as asked:
        rebuild.rebuild()

    assert not [q["sql"] for q in asked if q["sql"].startswith("SAVEPOINT")]


def test_a_rebuild_leaves_every_index_and_trigger_as_it_was():
    published(a_claim())

    def standing():
        with connection.cursor() as cursor:
            cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE type <> 'table'")
            return sorted(cursor.fetchall(), key=str)

    if connection.vendor != "sqlite":
        pytest.skip("of SQLite: elsewhere none is lifted")
    before = standing()

    rebuild.rebuild()

    assert standing() == before


def test_a_rebuild_repairs_what_was_broken():
    Newsroom(23).work(25)
    before = list(verify.all_rows())
    with triggers.rows_unguarded(connection):
        PublishedSource.objects.update(name="Hacked")
        PublishedClaim.objects.order_by("since").first().delete()

    rebuild.rebuild()

    assert list(verify.all_rows()) == before


# What verify finds --------------------------------------------------------------------------------


@pytest.fixture
def record(db):
    """Three sources, the first of them twice, and one claim with a figure; all sound."""
    first, second, _ = (published(a_source(f"Source {n}")) for n in "abc")
    first.name = "Source a, renamed"
    first.save()
    actions.publish([first], note="A new name.", by=None, at=NOW)
    claim = a_claim(claimant=second)
    a_figure(claim)
    published(claim)
    assert list(verify.problems()) == []
    return first


def behind_the_triggers(*statements):
    """What somebody with the database in hand can do: drop them, change, put them back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.drop(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE claims_entry SET kind = 'changed' WHERE seq = 2", "Entry 2 was altered"),
        ("UPDATE claims_entry SET minor = NOT minor WHERE seq = 4", "Entry 4 was altered"),
        ("UPDATE claims_entry SET subject = 'x' WHERE seq = 1", "Entry 1 was altered"),
        (
            "UPDATE claims_entrybody SET body = REPLACE(body, 'b', 'c') WHERE entry_id = 2",
            "Entry 2 was altered",
        ),
        (
            f"UPDATE claims_entrybody SET nonce = '{'0' * 32}' WHERE entry_id = 3",
            "Entry 3 was altered",
        ),
        ("UPDATE claims_entry SET digest = 'x' WHERE seq = 2", "Entry 3 does not hold the digest"),
        ("DELETE FROM claims_entrybody WHERE entry_id = 2", "The words of entry 2 are gone"),
    ],
)
def test_a_change_of_the_log_is_found(record, statement, sentence):
    behind_the_triggers(statement)

    assert any(problem.startswith(sentence) for problem in verify.problems())


def test_a_removed_entry_is_found(record):
    behind_the_triggers(
        "DELETE FROM claims_entrybody WHERE entry_id = 2", "DELETE FROM claims_entry WHERE seq = 2"
    )

    found = list(verify.problems())

    assert "Entry 3 does not follow 1." in found
    assert "Entry 3 does not hold the digest of the entry before it." in found


def test_a_cut_tail_is_found_by_its_rows(record):
    last = head_seq()
    behind_the_triggers(
        f"DELETE FROM claims_entrybody WHERE entry_id = {last}",
        f"DELETE FROM claims_entry WHERE seq = {last}",
    )

    assert any("the log calls for" in problem for problem in verify.problems())


def test_swapped_words_are_found(record):
    first, second = EntryBody.objects.filter(entry__in=(2, 3)).order_by("entry")
    change = "UPDATE claims_entrybody SET nonce = '{}', body = '{}' WHERE entry_id = {}"

    behind_the_triggers(
        change.format(second.nonce, second.body, 2), change.format(first.nonce, first.body, 3)
    )

    assert [p for p in verify.problems() if "was altered" in p] == [
        "Entry 2 was altered: its digest does not match.",
        "Entry 3 was altered: its digest does not match.",
    ]


def test_swapped_entries_are_found(record):
    columns = ("kind", "subject", "digest", "previous")
    second, third = Entry.objects.filter(seq__in=(2, 3)).order_by("seq").values(*columns)

    def put(values, seq):
        sets = ", ".join(f"{name} = '{value}'" for name, value in values.items())
        return f"UPDATE claims_entry SET {sets} WHERE seq = {seq}"

    behind_the_triggers(put(third, 2), put(second, 3))

    found = list(verify.problems())
    assert "Entry 2 does not hold the digest of the entry before it." in found
    assert "Entry 4 does not hold the digest of the entry before it." in found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rows: rows.filter(since=2).update(name="Hacked"), "PublishedSource of entry 2 dif"),
        (lambda rows: rows.filter(since=2).update(kind="media"), "PublishedSource of entry 2 dif"),
        (lambda rows: rows.filter(since=2).delete(), "PublishedSource of entry 2 is missing"),
        (lambda rows: rows.filter(since=1).update(until=3), "PublishedSource of entry 1 does not"),
        (
            lambda rows: rows.filter(since=4).update(until=9, effective_until=NOW),
            "PublishedSource of entry 4 does not end",
        ),
        (
            lambda rows: rows.create(since=99, uid="e" * 32, name="Extra", effective_from=NOW),
            "published rows; the log calls for",
        ),
        (
            lambda rows: PublishedFigure.objects.update(value=999),
            "PublishedFigure of entry",
        ),
    ],
    ids=["words", "column", "missing", "wrong until", "closed", "extra", "figure"],
)
def test_a_wrong_row_is_found(record, change, sentence):
    with triggers.rows_unguarded(connection):
        change(PublishedSource.objects)

    assert any(sentence in problem for problem in verify.problems())


def test_every_kind_of_row_is_compared():
    Newsroom(24).work(40)

    for model in ROWS:
        row = model._default_manager.order_by("pk").first()
        if row is None:
            continue
        with transaction.atomic():
            with triggers.rows_unguarded(connection):
                model._default_manager.filter(pk=row.pk).update(uid="f" * 32)
            assert any("differs from its entry" in p for p in verify.row_problems()), model
            transaction.set_rollback(True)


def test_checking_asks_no_more_for_more_entries():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert list(verify.problems()) == []
        return len(queries)

    for _ in range(3):
        published(a_source())
    few = asked()
    for _ in range(40):
        published(a_source())

    assert asked() == few
    assert Entry.objects.count() == 43
