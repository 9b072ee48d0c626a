"""Which moment a page shows, by whose clocks, and how exactly it is said."""

from datetime import timedelta

import pytest
from django.db import connection

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.lookup.as_of import common_zone, shown_at, with_later
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.models.record import triggers
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim
from tests.builders import NOW, a_claim, an_editor, an_event, published

pytestmark = pytest.mark.django_db


def head():
    return Entry.objects.order_by("-seq").first()


def test_clocks_all_events_share_are_the_clocks_of_pages_of_no_one_event():
    published(an_event(time_zone="Asia/Karachi"))
    published(an_event(time_zone="Asia/Karachi"))
    assert common_zone(head()) == "Asia/Karachi"


def test_events_of_two_zones_are_told_by_utc():
    published(an_event(time_zone="Asia/Karachi"))
    published(an_event(time_zone="Europe/London"))
    assert common_zone(head()) == "UTC"


def test_before_anything_is_on_record_clocks_are_utc():
    assert common_zone(None) == "UTC"


def test_an_event_added_later_changes_no_earlier_clocks():
    published(an_event(time_zone="Asia/Karachi"))
    then = head()
    published(an_event(time_zone="Europe/London"))
    assert common_zone(then) == "Asia/Karachi"


def test_clocks_are_those_of_all_events_again_once_one_is_withheld():
    published(an_event(time_zone="Asia/Karachi"))
    other = published(an_event(time_zone="Europe/London"))
    assert common_zone(head()) == "UTC"

    actions.suppress(other, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)

    assert common_zone(head()) == "Asia/Karachi"


@pytest.mark.parametrize("asked", ["0", "1000000"])
def test_an_entry_that_is_not_there_is_refused_in_words(asked):
    published(a_claim())
    with pytest.raises(NotOnRecord, match=r"^There is no such entry yet\.$"):
        shown_at(asked, head=head())


def test_the_first_entry_is_one_to_ask_for():
    published(a_claim())
    assert shown_at("1", head=head()).rows == AsOf(entry=1)


def test_an_entry_later_than_the_head_a_request_began_with_is_not_there_yet():
    published(a_claim())
    begun = head()
    published(a_claim())
    with pytest.raises(NotOnRecord):
        shown_at(str(head().seq), head=begun)


def test_a_link_stays_at_the_entry_that_was_asked_for():
    published(a_claim())
    assert shown_at("1", head=head()).query == "?as_of=1"


def test_only_the_newest_entry_shows_things_as_they_stand():
    published(a_claim())
    older, newest = (shown_at(str(seq), head=head()) for seq in (1, head().seq))
    assert newest.unsettled
    assert not older.unsettled


def test_only_a_time_no_earlier_than_the_newest_entry_shows_things_as_they_stand():
    published(a_claim())
    earlier, later = (
        shown_at((NOW + timedelta(hours=hours)).isoformat(), head=head()) for hours in (-1, 1)
    )
    assert later.unsettled
    assert not earlier.unsettled


def test_a_page_of_now_keeps_the_head_it_was_read_at():
    published(a_claim())
    assert shown_at("", head=head()).head == head()


def test_what_is_no_entry_is_refused_with_the_reason():
    refusal = r"^“As of” was not understood\. There is no entry “9223372036854775808”\.$"
    with pytest.raises(NotUnderstood, match=refusal):
        shown_at(str(2**63), head=None)


def test_a_moment_is_said_as_exactly_as_it_was_asked_for():
    published(a_claim())
    minute, second = (
        shown_at(asked, head=head()).moment
        for asked in ("2024-08-27T12:30Z", "2024-08-27T12:30:05Z")
    )
    assert "12:30:05" in second.text
    assert "12:30" in minute.text
    assert "12:30:00" not in minute.text


def test_only_a_moment_by_time_says_what_came_on_record_later():
    claim, later = published(a_claim()), published(a_claim(), at=NOW + timedelta(hours=1))
    since = [entry.seq for one in (claim, later) for entry in Entry.objects.about(one.uid)]

    by_entry = shown_at(str(since[0]), head=head())
    by_time = shown_at((NOW - timedelta(days=1)).isoformat(), head=head())

    assert with_later(by_entry, since) == by_entry
    assert with_later(by_time, since).later is not None
    assert with_later(by_time, []).later is None


def test_lists_go_by_when_things_came_to_hold_and_then_by_entry():
    late = published(a_claim(), at=NOW + timedelta(hours=1))
    early, second = (published(a_claim(), at=NOW) for _ in range(2))
    with triggers.rows_unguarded(connection):
        for claim, when in ((late, 2), (early, 1), (second, 1)):
            PublishedClaim.objects.filter(uid=claim.uid).update(
                effective_from=NOW + timedelta(hours=when)
            )
    order = [row.uid for row in PublishedClaim.objects.current().newest_first()]
    assert order == [late.uid, second.uid, early.uid]
