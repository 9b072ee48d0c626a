"""What was shown at an entry, and never anything mixed."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.status import Status
from claims.models.record.entry import Entry, head, head_seq
from claims.models.record.moment import AsOf
from claims.models.record.rows import (
    PublishedClaim,
    PublishedFigure,
    PublishedReport,
    PublishedSource,
)
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_report,
    published,
)
from tests.record.newsroom import Newsroom, told

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
U, V, S = Status.UNCONFIRMED, Status.UNVERIFIABLE, Status.CONFIRMED


@pytest.mark.parametrize("seed", range(4))
def test_every_entry_tells_for_ever_what_was_shown_then(seed):
    room = Newsroom(seed).work(80)

    ours = set(
        Entry.objects.filter(subject_kind__in=["claim", "source"]).values_list("subject", flat=True)
    )
    assert len(room.after) == head_seq() > 25
    for number, shown in room.after.items():
        assert told(number) == {uid: what for uid, what in shown.items() if uid in ours}


# Torn reads --------------------------------------------------------------------------------------


def test_a_page_read_between_two_writes_shows_one_state():
    first, second = published(a_claim("Before.")), published(a_claim("Before."))

    seen = AsOf(entry=head_seq())
    before = PublishedClaim.objects.as_of(seen).get(uid=first.uid)
    _rewrite(first, second)
    after = PublishedClaim.objects.as_of(seen).get(uid=second.uid)

    assert (before.statement, after.statement) == ("Before.", "Before.")
    # Without a moment the same two reads would have shown a page that never was.
    assert PublishedClaim.objects.current().get(uid=second.uid).statement == "After."


def test_names_and_figures_read_later_are_of_the_same_moment():
    claim = published(a_claim("Before."))
    a_figure(claim, 14)
    actions.publish([claim], note="A figure.", by=None, at=NOW)
    seen = AsOf(entry=head().seq)

    claim.refresh_from_db()
    claim.figures.all().delete()
    a_figure(claim, 21)
    source = claim.claimant
    source.name = "After"
    source.save()
    actions.publish([claim, source], note="Another figure.", by=None, at=NOW)

    figures = PublishedFigure.objects.as_of(seen).filter(uid=claim.uid)
    assert [f.value for f in figures] == [14]
    names = PublishedSource.objects.named([source.uid], seen)
    assert names[source.uid].name != "After"


def test_reports_shown_at_an_entry_are_those_of_then():
    report = published(a_report(title="Before"))
    seen = AsOf(entry=head_seq())
    report.title = "After"
    report.save()
    actions.publish([report], note="A new headline.", by=None, at=NOW)

    assert PublishedReport.objects.as_of(seen).get(uid=report.uid).title == "Before"
    assert PublishedReport.objects.current().get(uid=report.uid).title == "After"


def _rewrite(*claims):
    for claim in claims:
        claim.refresh_from_db()
        claim.statement = "After."
        claim.save()
    actions.publish(list(claims), note="Said better.", by=None, at=NOW)
