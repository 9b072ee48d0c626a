"""The index beside the rows: kept by triggers that migrations cannot lose without its showing."""

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection

from claims.models.record import readiness, search_index, triggers
from claims.models.record.rows import PublishedClaim
from claims.publishing import rebuild, verify
from tests.builders import a_claim, published

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way")
TRIGGERS = list(search_index.wanted(search_index.SEARCHED)) if connection.vendor == "sqlite" else []


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def found(word):
    from claims.domain.search import terms

    return PublishedClaim.objects.called(terms(word)).count()


@on_sqlite
@pytest.mark.parametrize("name", TRIGGERS)
def test_a_lost_trigger_is_named(name):
    run(f"DROP TRIGGER {name}")

    assert search_index.missing(connection) == [name]
    assert name in readiness.problems(connection)[0]
    assert any(name in problem for problem in verify.problems())


@on_sqlite
def test_migrations_put_them_back():
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    assert search_index.missing(connection) == sorted(TRIGGERS)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert search_index.missing(connection) == []


@on_sqlite
def test_an_index_that_strayed_is_noticed_and_mended():
    published(a_claim("Ten were killed."))
    run("DELETE FROM claims_publishedclaim_fts_data WHERE id > 10")

    assert any("claims_publishedclaim" in problem for problem in verify.problems())
    rebuild.rebuild()
    assert found("killed") == 1
    assert list(verify.problems()) == []


def test_rows_changed_behind_our_back_are_found_as_they_stand():
    published(a_claim("Ten were killed."))

    with triggers.rows_unguarded(connection):
        PublishedClaim.objects.update(search="=injured injured")

    assert (found("killed"), found("injured")) == (0, 1)


def test_rows_deleted_are_found_no_more():
    published(a_claim("Ten were killed."))

    with triggers.rows_unguarded(connection):
        PublishedClaim.objects.all().delete()

    assert found("killed") == 0
