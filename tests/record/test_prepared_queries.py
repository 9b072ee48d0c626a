"""A question that was put together once finds what the ORM finds, whatever it is asked with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from claims.models.record import read_tracking
from claims.models.record.entry import Entry, head_seq
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedClaim, PublishedSource
from tests.record.newsroom import Newsroom

pytestmark = pytest.mark.django_db


@prepared
def rows_of(model, uids, moment, with_body):
    rows = model.objects.as_of(moment).filter(uid__listed=uids)
    return rows.with_body() if with_body else rows


@prepared
def numbered(entries, kind):
    return Entry.objects.filter(seq__listed=entries, subject_kind=kind).values_list(
        "seq", flat=True
    )


@prepared
def with_words(uid):
    return Entry.objects.filter(subject=uid).select_related("words").order_by("seq")


def test_every_moment_and_number_of_things_finds_what_the_orm_finds():
    room = Newsroom(7).work(25)
    uids = [claim.uid for claim in room.claims] + [source.uid for source in room.sources]
    moments = [AsOf(entry=n) for n in range(head_seq() + 2)]
    moments += [AsOf(time=room.clock + timedelta(hours=hours)) for hours in (-9, -1, 0, 1)]

    for moment in moments:
        for model in (PublishedClaim, PublishedSource):
            for asked in ([], uids[:1], uids[::2], uids):
                every = set(model.objects.as_of(moment).filter(uid__in=asked))
                assert set(rows_of(model, asked, moment, False)) == every
                assert set(rows_of(model, asked, moment=moment, with_body=True)) == every


def test_rows_come_with_the_words_of_their_entries():
    Newsroom(7).work(12)
    moment = AsOf(entry=head_seq())
    uids = list(PublishedClaim.objects.values_list("uid", flat=True))

    found = rows_of(PublishedClaim, uids, moment, True)

    assert found
    assert {row.body for row in found} == {
        entry.words.body
        for uid in uids
        for entry in with_words(uid)
        if entry.seq in {row.since for row in found}
    }
    assert {row.body for row in rows_of(PublishedClaim, uids, moment, False)} == {None}


def test_numbers_are_found_among_numbers():
    Newsroom(7).work(12)

    of_claims = list(Entry.objects.filter(subject_kind="claim").values_list("seq", flat=True))

    assert sorted(numbered(range(1, head_seq() + 1), "claim")) == sorted(of_claims)
    assert numbered([], "claim") == []


def test_each_is_one_statement_and_the_orm_is_not_asked_again():
    Newsroom(7).work(12)
    uids = list(PublishedSource.objects.current().values_list("uid", flat=True))
    made = []

    @prepared
    def sources(uids):
        made.append(uids)
        return PublishedSource.objects.filter(uid__listed=uids)

    with CaptureQueriesContext(connection) as queries:
        found = [{row.uid for row in sources(uids[:number])} for number in range(len(uids) + 1)]

    assert found == [set(uids[:number]) for number in range(len(uids) + 1)]
    assert len(queries) == len(uids) + 1 > 1
    assert len(made) == 1


@pytest.mark.postgres
def test_postgresql_plans_once_what_is_asked_with_other_values():
    for number in range(4):
        rows_of(PublishedSource, ["f" * 32] * number, AsOf(entry=number), False)

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, custom_plans FROM pg_prepared_statements")
        kept = dict(cursor.fetchall())

    assert [kept[one] for one in kept if 'FROM "claims_publishedsource"' in one] == [0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_postgresql_ended_is_made_anew_before_it_is_asked():
    lost, other = connection, connection.copy()
    with lost.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    other.close()

    lost.close_if_unusable_or_obsolete()  # as each request begins

    assert numbered([1], "claim") == []


@pytest.mark.parametrize("words", ["it's 50 %", "%s", "%%s", '"\\', "", "ڈان"])
def test_what_is_always_the_same_may_be_of_any_letters(words):
    @prepared
    def said(number):
        return Entry.objects.filter(seq__gte=number).values_list(Value(words), "seq")

    Newsroom(7).work(12)

    assert said(1)[0] == (words, 1)
    assert said(head_seq() + 1) == []


def test_whom_it_asks_for_is_noticed_as_asked_for_by_itself():
    room = Newsroom(7).work(12)
    uids = [source.uid for source in room.sources]

    with read_tracking.noticed() as seen:
        rows_of(PublishedSource, [*uids, "f" * 32], AsOf(entry=head_seq()), False)

    assert seen == {*uids, "f" * 32}
