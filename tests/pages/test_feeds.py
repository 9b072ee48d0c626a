"""Feeds: each change once, in forms that other programs take without a word of complaint."""

import json
from datetime import timedelta
from pathlib import Path

import feedparser
import jsonschema
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.lookup.news_count import Counted, NewsCount
from claims.models.record.entry import Entry, head
from tests.builders import (
    NOW,
    a_claim,
    a_position,
    a_source,
    an_editor,
    an_event,
    published,
)
from tests.pages.reader import read
from tests.pages.test_changes import carried_over, decided
from tests.pages.test_query_counts import brought_in

pytestmark = pytest.mark.django_db

FORMATS = Path(__file__).parent / "formats"
ATOM = etree.RelaxNG(etree.parse(FORMATS / "atom.rng"))
JSON = json.loads((FORMATS / "json_feed.schema.json").read_text())
SITE = "/feeds/changes"
TYPE = "application/atom+xml"
NUMBER = "//record:entry/text()"
OURS = {"record": "urn:counterclaim:record:1"}


def parsed(path, **query):
    """The feed as a reader of feeds has it; both forms must be sound and say the same."""
    atom, feed = read(f"{path}.atom", **query), json.loads(read(f"{path}.json", **query))
    ATOM.assertValid(etree.fromstring(atom.encode()))
    jsonschema.validate(feed, JSON)
    found = feedparser.parse(atom.encode(), response_headers={"content-type": TYPE})
    assert not found.bozo, found.get("bozo_exception")
    assert [e.id for e in found.entries] == [item["id"] for item in feed["items"]]
    assert [e.title for e in found.entries] == [item["title"] for item in feed["items"]]
    return found


def titles(path, **query):
    return [entry.title for entry in parsed(path, **query).entries]


def a_world():
    """A claim that was decided and then corrected, by somebody, about something."""
    event = an_event("Attacks of 26 August", slug="attacks", time_zone="Asia/Karachi")
    hospital = a_source("The hospital", slug="hospital")
    claim = published(a_claim("Ten died.", slug="ten", event=event, claimant=hospital))
    decided(claim, at=NOW + timedelta(hours=1))
    actions.change_status(
        claim,
        to="unconfirmed",
        reason="One of the two had not counted.",
        change="correction",
        evidence=[],
        by=None,
        at=NOW + timedelta(hours=2),
    )
    return claim


def test_a_change_says_from_what_to_what_who_said_it_and_why():
    a_world()

    newest = parsed(SITE).entries[1]

    assert newest.title == "Unconfirmed, not examined → Confirmed: The hospital: Ten died."
    assert "Two counted separately." in newest.summary
    assert newest.link.startswith("http://testserver/claims/ten/#change-")
    assert newest.updated == "2024-08-27T14:00:00Z"


def test_the_link_leads_to_the_change_on_the_page():
    a_world()

    for entry in parsed("/claims/ten/changes").entries:
        assert f'id="{entry.link.partition("#")[2]}"' in read("/claims/ten/")


@pytest.mark.parametrize("path", ["/claims/ten", "/events/attacks", "/sources/hospital"])
def test_a_subject_has_a_feed_of_its_own(path):
    a_world()
    published(a_claim("Something else."))

    found = titles(f"{path}/changes")

    assert "Unconfirmed, not examined → Confirmed: The hospital: Ten died." in found
    assert "Something else." not in str(found)


def test_corrections_have_a_feed_with_nothing_else():
    a_world()
    wrong = published(a_claim("We misread it."))
    actions.retract(wrong, reason="We misread it.", by=an_editor(), at=NOW + timedelta(hours=3))

    assert [title.partition(":")[0] for title in titles("/feeds/corrections")] == [
        "Retracted",
        "Confirmed → Unconfirmed",
    ]


def test_a_feed_of_nothing_yet_is_as_old_as_the_record():
    a_world()
    begun = Entry.objects.get(seq=1).recorded_at

    feed = etree.fromstring(read("/feeds/corrections.atom", as_of="1").encode())

    assert feed.findtext("{*}updated") == f"{begun:%Y-%m-%dT%H:%M:%SZ}"
    assert feed.find("{*}entry") is None


def test_a_figure_of_ours_never_stands_without_what_it_counts():
    published(a_position(published(an_event("The attack")), low=10, high=12))

    assert (
        "Recorded: Our own figure, The attack: Everyone except attackers, killed: between 10 and 12"
    ) in titles(SITE)


def test_one_item_stands_for_what_was_carried_over():
    carried_over(a_claim("An old claim", slug="old"), then="confirmed")

    site, own = titles(SITE), parsed("/claims/old/changes").entries

    assert [title.partition(":")[0] for title in site] == ["History carried over"]
    assert "An old claim" not in str(site)
    assert "Unconfirmed → Confirmed" in own[0].title
    assert own[0].updated == "2024-08-27T13:00:00Z"
    assert own[0].record_effective_at == "2024-08-26T23:59:59Z"
    assert own[0].record_carried_over == "true"
    assert "not published here at that time" in own[0].summary


def test_minor_edits_are_no_news():
    claim = published(a_claim("A tpyo", slug="typo"))
    claim.statement = "A typo"
    claim.save()
    actions.publish([claim], note="Spelling.", minor=True, by=None, at=NOW)

    assert "Spelling." not in read(f"{SITE}.atom")


def test_withheld_words_are_in_no_feed_and_the_withholding_is():
    claim = published(a_claim("A danger", slug="danger", event=an_event(slug="the-event")))
    actions.suppress(claim, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)

    for path in (SITE, "/feeds/corrections", "/claims/danger/changes", "/events/the-event/changes"):
        parsed(path)
        assert "danger" not in read(f"{path}.json").replace("/claims/danger/", "").lower()
    assert "Withheld: Claim withheld" in titles("/claims/danger/changes")


def test_ids_stay_whatever_is_written_later():
    a_world()
    before = [entry.id for entry in parsed(SITE).entries]
    published(a_claim())

    after = [entry.id for entry in parsed(SITE).entries]

    assert after[-len(before) :] == before
    assert len(set(after)) == len(after)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "confirmed"}, ["Unconfirmed, not examined → Confirmed"]),
        ({"source": "hospital"}, 3),
        ({"event": "attacks"}, 3),
        ({"event": "attacks", "status": "refuted"}, 0),
        ({"source": "nobody"}, 0),
    ],
)
def test_the_feed_of_the_site_is_narrowed_as_the_list_of_claims_is(query, expected):
    a_world()
    published(a_claim("Something else."))

    found = titles(SITE, **query)

    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert [title.partition(":")[0] for title in found] == expected


@pytest.mark.parametrize(
    "query",
    [
        {"status": "sure"},
        {"after": "first"},
        {"after": "-1"},
        {"after": "9" * 19},
        {"after": "9" * 40},
        {"after": "١"},
        {"after": "1' OR 1=1 --"},
        {"source": "x" * 500},
        {"as_of": "yesterday"},
        {"as_of": "999999999"},
    ],
)
@pytest.mark.parametrize("form", ["atom", "json"])
def test_what_is_not_understood_is_answered_in_words(client, query, form):
    published(a_claim())

    answer = client.get(f"{SITE}.{form}", query)

    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.content.decode()


def test_readers_walk_through_archives_without_gap_or_repeat(client, monkeypatch):
    monkeypatch.setattr("claims.pages.feeds.feed.SIZE", 3)
    brought_in(1, 3)
    source = a_source()
    for _ in range(11):
        published(a_claim(claimant=source))
    every = [e.seq for e in Entry.objects.news().recorded_then().order_by("-seq")]
    found, address, archives = [], f"{SITE}.atom", []
    while address:
        feed = etree.fromstring(client.get(address).content)
        ATOM.assertValid(feed)
        found += [int(n) for n in feed.xpath(NUMBER, namespaces=OURS)]
        (address,) = feed.xpath("//*[@rel='prev-archive']/@href") or [""]
        archives.append(address)

    assert found == every
    assert len(archives) > 2
    oldest = etree.fromstring(client.get(archives[-2]).content)
    assert oldest.xpath("count(//*[local-name()='archive'])") == 1
    (later,) = oldest.xpath("//*[@rel='next-archive']/@href")
    assert later == archives[-3]


def test_news_are_counted_on_from_what_was_counted():
    counted = NewsCount()
    published(a_claim())
    first = head()
    before = counted.up_to(first)
    published(a_claim("Something else."))

    with CaptureQueriesContext(connection) as asked:
        after = counted.up_to(head())

    assert (before, after) == (news_up_to(first), news_up_to(head()))
    assert before < after
    assert f'"seq" > {first.seq}' in asked[-1]["sql"]


def test_news_of_another_database_or_of_later_entries_are_not_counted():
    published(a_claim())
    first = head()
    published(a_claim("Something else."))
    elsewhere, later = NewsCount(), NewsCount()
    elsewhere._last = Counted(first.seq, "0" * 64, 500)
    later.up_to(head())

    assert elsewhere.up_to(head()) == news_up_to(head())
    assert later.up_to(first) == news_up_to(first)


def news_up_to(entry):
    return Entry.objects.news().recorded_then().up_to(entry.seq).count()


def test_an_archive_stays_as_it_is(client, monkeypatch):
    monkeypatch.setattr("claims.pages.feeds.feed.SIZE", 2)
    source = a_source()
    for _ in range(9):
        published(a_claim(claimant=source))
    before = client.get(f"{SITE}.json?after=0")
    published(a_claim(claimant=source))
    again = client.get(f"{SITE}.json?after=0", headers={"If-None-Match": before["ETag"]})

    assert again.status_code == 304


def test_a_short_feed_says_that_it_is_complete_and_a_long_one_does_not(client, monkeypatch):
    published(a_claim())
    assert b"fh:complete" in client.get(f"{SITE}.atom").content

    monkeypatch.setattr("claims.pages.feeds.feed.SIZE", 1)
    published(a_claim())
    cache.clear()

    assert b"fh:complete" not in client.get(f"{SITE}.atom").content


def test_an_empty_site_has_sound_feeds():
    assert titles(SITE) == titles("/feeds/corrections") == []


@pytest.mark.parametrize("form", ["atom", "json"])
def test_anybody_may_fetch_a_feed_and_who_has_it_gets_no_second_copy(client, form):
    a_world()
    first = client.get(f"{SITE}.{form}")

    again = client.get(f"{SITE}.{form}", headers={"If-None-Match": first["ETag"]})

    assert first["Access-Control-Allow-Origin"] == "*"
    assert "license" in first["Link"]
    assert first["Content-Type"].startswith(("application/atom+xml", "application/feed+json"))
    assert (again.status_code, again.content) == (304, b"")


def test_a_feed_follows_its_subject_to_a_new_address(client):
    claim = published(a_claim(slug="before"))
    claim.slug = "after"
    claim.save()
    actions.publish([claim], note="A better address.", by=None, at=NOW)

    answer = client.get("/claims/before/changes.atom?as_of=2024-08-27")

    assert answer.status_code == 301
    assert answer["Location"] == "/claims/after/changes.atom?as_of=2024-08-27"


def test_a_feed_can_be_read_as_of_an_entry():
    claim = a_world()
    first = Entry.objects.filter(subject=claim.uid).order_by("seq").first()

    assert [
        title.partition(":")[0] for title in titles("/claims/ten/changes", as_of=first.seq)
    ] == ["Recorded as Unconfirmed, not examined"]


def test_odd_characters_break_no_feed():
    published(a_claim("A \ufffe mark & <b>bold</b> ]]> بلوچستان", slug="odd"))

    feed = etree.fromstring(read("/claims/odd/changes.atom").encode())
    json.loads(read("/claims/odd/changes.json"))
    (title,) = feed.xpath("//*[local-name()='entry']/*[local-name()='title']/text()")

    assert "& <b>bold</b> ]]> بلوچستان" in title


def test_a_feed_asks_as_often_at_a_hundred_claims_as_at_ten(client):
    paths = [f"{SITE}.atom", "/events/the-event/changes.json", "/sources/the-army/changes.atom"]

    def counts():
        found = []
        for path in paths:
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        return found

    brought_in(1, 11)
    at_ten = counts()
    brought_in(11, 111)

    assert counts() == at_ten


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/changes.atom",
        "/claims/ten/changes.json",
        "/export/figures.csv",
        "/export/claims.jsonl",
    ],
)
def test_a_misspelt_parameter_is_refused_by_its_name(client, path):
    published(a_claim("Ten died.", slug="ten"))

    answer = client.get(path, {"statsu": "confirmed"})

    assert answer.status_code == 400
    assert "There is no parameter “statsu” here." in answer.content.decode()


def test_links_of_a_feed_as_of_a_moment_lead_to_pages(client):
    event = published(a_claim("Ten died.", slug="ten")).event
    seq = Entry.objects.order_by("-seq").first().seq

    items = client.get(f"/events/{event.slug}/changes.json", {"as_of": seq}).json()["items"]

    for item in items:
        assert client.get(item["url"].removeprefix("http://testserver")).status_code == 200
