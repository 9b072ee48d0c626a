"""How published rows are asked for, of a moment, by name and in their order."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.search import terms
from claims.models.record import read_tracking
from claims.models.record.entry import Entry, head_seq
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim, PublishedSource
from tests.builders import NOW, a_claim, a_source, an_editor, published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def early_and_late():
    """One source that was renamed, one that came on record after the moment asked for."""
    early = published(a_source("Early"))
    then = AsOf(entry=head_seq())
    early.name = "Renamed"
    early.save()
    actions.publish([early], note="Renamed.", by=None, at=LATER)
    return early.uid, published(a_source("Late"), at=LATER).uid, then


@pytest.mark.parametrize("with_body", [False, True])
def test_a_name_is_the_one_of_then_or_else_the_first(early_and_late, with_body):
    early, late, then = early_and_late

    found = PublishedSource.objects.named([early, late], then, body=with_body)

    assert {uid: row.name for uid, row in found.items()} == {early: "Early", late: "Late"}
    assert all(bool(row.body) is with_body for row in found.values())


def test_of_nobody_there_are_no_names(django_assert_num_queries):
    moment = AsOf(entry=head_seq())

    with django_assert_num_queries(0):
        assert PublishedSource.objects.named([], moment) == {}


def test_a_source_is_found_by_the_words_of_its_name(early_and_late):
    early, *_ = early_and_late

    found = PublishedSource.objects.current().called(terms("renamed"))

    assert [row.uid for row in found] == [early]


def test_withheld_are_those_whose_words_were_removed():
    kept, gone = published(a_claim()), published(a_claim())
    actions.suppress(gone, grounds="danger", reason="A threat.", by=an_editor(), at=LATER)

    rows = PublishedClaim.objects.withheld()

    assert {row.uid for row in rows} == {gone.uid}
    assert all(row.withheld for row in rows)
    assert not PublishedClaim.objects.current().get(uid=kept.uid).withheld


def test_what_is_read_is_told_to_whoever_asks_what_an_answer_was_made_from():
    uid = published(a_claim()).uid

    with read_tracking.noticed() as seen:
        list(PublishedClaim.objects.current())

    assert uid in seen
    with read_tracking.noticed() as seen:
        list(PublishedClaim.objects.only("slug"))
    assert seen == set()


def test_the_log_is_cut_at_a_moment_as_its_rows_are():
    published(a_claim())
    seq = head_seq()
    published(a_claim(), at=LATER)

    def last(moment):
        return Entry.objects.filter(moment.entries()).order_by("seq").last().seq

    assert last(AsOf(entry=seq)) == last(AsOf(time=NOW)) == seq
    assert last(AsOf(time=LATER)) == head_seq() > seq
