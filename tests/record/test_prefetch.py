"""What is read of many things at once is what would be read of each by itself."""

from __future__ import annotations

import pytest

from claims.models.desk.source import Report, Source
from claims.publishing.prefetch import OF_CLAIMS, parts, read_again
from tests.builders import a_claim

pytestmark = pytest.mark.django_db


def test_more_reports_than_a_comparison_has_room_for_are_read_with_their_publishers():
    sources = Source._base_manager.bulk_create(
        Source(slug=f"source-{n}", name=f"Source {n}") for n in range(1_100)
    )
    Report._base_manager.bulk_create(
        Report(slug=f"report-{n}", title="A report", publisher=source)
        for n, source in enumerate(sources)
    )

    read = Report.objects.prefetch_related("publisher").order_by("pk")

    assert [report.publisher.slug for report in read] == [source.slug for source in sources]


def test_what_two_claims_name_is_one_object(django_assert_num_queries):
    first, second = a_claim(), a_claim()
    second.claimant = first.claimant
    second.save()

    one, other = read_again([first, second], *OF_CLAIMS)

    with django_assert_num_queries(0):
        assert one.claimant is other.claimant
        assert parts(one.claimant, "voices") == []
        assert [c.report.publisher.slug for c in parts(one, "citations")]
