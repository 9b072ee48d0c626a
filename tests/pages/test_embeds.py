"""Cards, badges and oEmbed: what other sites show of a claim stays true there."""

import html
import json
import re
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from claims import actions
from claims.domain.vocabulary import Lifecycle
from claims.models.record.entry import Entry
from claims.presenters import styles
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_source,
    an_event,
    published,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def a_said_claim(**more):
    army = more.pop("claimant", None) or a_source("The military", short_name="ISPR")
    return a_claim(
        "Fourteen were killed.",
        slug="fourteen",
        claimant=army,
        said_at=TODAY,
        said_precision="day",
        **more,
    )


def newest(claim):
    return Entry.objects.about(claim.uid).last()


def test_a_card_says_who_where_it_stands_and_since_when():
    published(a_said_claim())

    card = words("/embed/claims/fourteen/")

    assert "Unconfirmed" in card
    assert "Fourteen were killed." in card
    assert "Said by the military , 27 August 2024 ." in card
    assert "As of 27 August 2024 ." in card


def test_a_card_has_room_for_some_thirty_words_and_shows_the_short_form_of_a_longer_claim():
    long = "At least 39 people were killed: 23 in Musakhel, ten in Kalat and six in Bolan."
    claim = a_claim(long, short="Asianet: at least 39 killed", slug="long")
    published(claim)
    published(
        a_claim("Fourteen died.", short="Fourteen died in clearance operations", slug="brief")
    )
    published(a_claim(long, slug="no-short-form"))

    assert "Asianet: at least 39 killed" in words("/embed/claims/long/")
    assert long not in words("/embed/claims/long/")
    assert long in words("/claims/long/")
    assert "Fourteen died." in words("/embed/claims/brief/")
    assert long in words("/embed/claims/no-short-form/")


def test_a_card_may_be_framed_anywhere_and_nothing_else_may(client):
    published(a_said_claim())

    for address in ("/embed/claims/fourteen/", "/claims/fourteen/badge.svg"):
        for _ in ("made", "kept"):
            answer = client.get(address)
            assert "frame-ancestors *" in answer["Content-Security-Policy"]
            assert "X-Frame-Options" not in answer
            assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
            assert not answer.cookies
    page = client.get("/claims/fourteen/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_card_is_valid_html_without_script_and_not_for_search_engines(client):
    event = an_event(slug="the-attack")
    published(a_said_claim(event=event))

    for address in ("/embed/claims/fourteen/", "/embed/events/the-attack/"):
        page = read(address)
        assert mistakes(page) == []
        assert "<script" not in page
        assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_a_card_of_an_event_gives_our_figure_with_whose_it_is():
    event = an_event("The attack", slug="the-attack")
    claim = a_said_claim(event=event)
    figure = a_figure(claim, 38, category="everyone-else")
    published(claim)
    position = a_position(event, as_of_at=TODAY, as_of_precision="day")
    position.uses.add(figure)
    published(position)

    card = words("/embed/events/the-attack/")

    assert "Our figure" in card
    assert "38" in card
    assert "The attack" in card
    assert card.count("As of") == 1


def test_a_card_of_an_event_without_a_figure_of_ours_says_so():
    published(an_event(slug="the-attack"))

    assert "We have not stated a figure for this event." in words("/embed/events/the-attack/")


def test_what_was_taken_back_says_so_wherever_it_is_shown(client):
    claim = published(a_said_claim())
    actions.retract(claim, reason="We misread the statement.", by=None, at=NOW)

    card, badge = words("/embed/claims/fourteen/"), read("/claims/fourteen/badge.svg")

    assert "We misread the statement." in card
    for told in (card, badge, oembed(client)["html"], oembed(client)["title"]):
        assert "Retracted" in told
        assert "Unconfirmed" not in told


def test_what_was_merged_says_so():
    other = published(a_claim())
    claim = published(a_said_claim())
    claim.lifecycle, claim.merged_into = Lifecycle.MERGED, other
    claim.save()
    actions.publish([claim], note="The same claim.", by=None, at=NOW)

    assert "Merged" in words("/embed/claims/fourteen/")
    assert "Unconfirmed" not in read("/claims/fourteen/badge.svg")


def test_what_was_withheld_stays_200_and_gives_no_word_away():
    claim = published(a_said_claim())
    actions.suppress(claim, grounds="danger", reason="A name.", by=None, at=NOW)

    card, badge = words("/embed/claims/fourteen/"), read("/claims/fourteen/badge.svg")

    assert "Withheld" in card
    assert "Withheld" in badge
    assert "Fourteen" not in card + badge
    assert "military" not in card + badge


def test_a_badge_is_a_picture_that_says_itself_in_words():
    claim = published(a_said_claim(claimant=a_source('A <b>"source"</b> & more')))

    badge = ET.fromstring(read("/claims/fourteen/badge.svg"))

    said = f"27 August 2024, 13:00 (UTC), entry {newest(claim).seq}"
    assert badge.get("role") == "img"
    assert said in badge.get("aria-label")
    assert 'A <b>"source"</b> & more' in badge.get("aria-label")


@pytest.mark.parametrize("address", ["/embed/claims/fourteen/", "/claims/fourteen/badge.svg"])
def test_both_follow_a_claim_to_its_new_address(client, address):
    claim = published(a_said_claim())
    claim.slug = "fourteen-killed"
    claim.save()
    actions.publish([claim], note="A better address.", by=None, at=NOW)

    answer = client.get(address)

    assert answer.status_code == 301
    assert answer.url == address.replace("fourteen", "fourteen-killed")
    assert client.get(answer.url).status_code == 200


def oembed(client, url="/claims/fourteen/", expected=200, **more):
    answer = client.get("/oembed", {"url": f"{SITE}{url}", **more})
    assert answer.status_code == expected
    return json.loads(answer.content) if expected == 200 else answer


def test_oembed_has_all_that_the_standard_asks_for(client):
    published(a_said_claim())

    told = oembed(client)

    assert {k: told[k] for k in ("type", "version", "author_name", "provider_url")} == {
        "type": "rich",
        "version": "1.0",
        "author_name": "Counterclaim",
        "provider_url": f"{SITE}/",
    }
    assert told["cache_age"] <= 300
    assert f'src="{SITE}/embed/claims/fourteen/"' in told["html"]
    assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]


def test_what_stands_where_frames_are_stripped_says_as_of_when(client):
    claim = published(a_said_claim())

    quote = oembed(client)["html"].partition("<iframe")[0]

    at = f"as of 27 August 2024, 13:00 (UTC), entry {newest(claim).seq}."
    assert f"Counterclaim on The military: Unconfirmed, not examined, {at}" in quote
    # Others keep it for good, also where the words were withheld since.
    assert "Fourteen" not in quote
    assert f'href="{SITE}/claims/fourteen/"' in quote


def test_oembed_keeps_to_the_room_it_is_given(client):
    published(a_said_claim())

    narrow, low = oembed(client, maxwidth="120"), oembed(client, maxheight="200")

    assert (narrow["width"], low["height"]) == (120, 200)
    assert 'width="120"' in narrow["html"]
    assert oembed(client, maxwidth="nonsense")["width"] == 560
    # The picture is wider than that, and is shown as it is or not at all.
    assert "thumbnail_url" not in narrow
    assert "thumbnail_url" in oembed(client, maxwidth="1200")


def test_a_card_is_as_light_or_dark_as_its_host_wants_it(client):
    published(a_said_claim())

    night = styles.of_cards("dark").text.removeprefix(styles.of_cards("light").text)
    cards = {theme: read("/embed/claims/fourteen/", theme=theme) for theme in ("auto", "dark")}

    assert night
    assert night in cards["dark"]
    assert f"@media(prefers-color-scheme:dark){{{night}}}" in cards["auto"]
    assert night not in read("/embed/claims/fourteen/", theme="light")
    assert 'src="http://testserver/embed/claims/fourteen/?theme=dark"' in oembed(
        client, theme="dark"
    )["html"].replace("&amp;", "&")
    for path, more in (
        ("/embed/claims/fourteen/", {}),
        ("/oembed", {"url": f"{SITE}/claims/fourteen/"}),
    ):
        refused = client.get(path, {"theme": "sepia", **more})
        assert refused.status_code == 400
        assert "There is no theme “sepia”." in refused.content.decode()


def test_a_frame_that_was_copied_has_room_for_whatever_becomes_of_the_claim(client):
    claim = published(a_said_claim())
    before = oembed(client)
    actions.retract(claim, reason="We misread it. " * 30, by=None, at=NOW)

    after = oembed(client)

    assert after["height"] == before["height"]
    # What the frame is called is copied too: it says nothing that may change.
    assert 'title="Counterclaim on The military"' in before["html"]


def test_oembed_speaks_xml_and_json_and_nothing_else(client):
    published(a_said_claim(claimant=a_source("A < B & C")))

    as_xml = client.get("/oembed", {"url": f"{SITE}/claims/fourteen/", "format": "xml"})
    neither = client.get("/oembed", {"url": f"{SITE}/claims/fourteen/", "format": "yaml"})

    assert as_xml["Content-Type"].startswith("text/xml")
    title = ET.fromstring(as_xml.content).findtext("title")
    assert title.startswith("Unconfirmed, not examined. Said by A < B & C: ")
    assert neither.status_code == 501


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", 400),
        ("http://[broken", 400),
        (f"{SITE}/claims/no-such/", 404),
        (f"{SITE}/methodology/", 404),
        ("https://elsewhere.example/claims/fourteen/", 404),
        ("javascript:alert(1)", 404),
    ],
)
def test_oembed_of_anything_else_is_refused(client, url, status):
    published(a_said_claim())

    assert client.get("/oembed", {"url": url}).status_code == status


def test_oembed_of_a_draft_is_not_found(client):
    a_said_claim()
    published(a_claim())

    assert oembed(client, expected=404)


def test_pages_name_their_card(client):
    published(a_said_claim(event=an_event(slug="the-attack")))

    for address in ("/claims/fourteen/", "/events/the-attack/", "/events/the-attack/figures/"):
        found = re.search(r'application/json\+oembed" href="([^"]+)"', read(address))
        asked = html.unescape(found[1]).removeprefix(SITE)
        assert client.get(asked).json()["type"] == "rich"


def test_a_claim_can_be_cited_by_the_version_that_was_read(client):
    claim = published(a_said_claim())
    entry = newest(claim)
    cited = words("/claims/fourteen/")
    claim.statement = "Fourteen were killed and two wounded."
    claim.save()
    actions.publish([claim], note="Two wounded.", by=None, at=NOW)

    assert entry.digest in cited
    assert f"{SITE}/claims/fourteen/?as_of={entry.seq}" in cited
    then = words("/claims/fourteen/", as_of=entry.seq)
    assert "Fourteen were killed." in then
    assert "wounded" not in then


@pytest.mark.parametrize("kind", ["claims", "events", "sources"])
def test_each_page_says_how_to_cite_follow_and_report(kind):
    claim = published(a_said_claim())
    slug = {"claims": claim.slug, "events": claim.event.slug, "sources": claim.claimant.slug}[kind]

    page = read(f"/{kind}/{slug}/")

    offered = "Cite, follow" if kind == "sources" else "Cite, embed, follow"
    assert f"{offered}, report an error" in page
    assert f'href="/{kind}/{slug}/changes.atom"' in page
    assert f'href="/report-an-error/?about=%2F{kind}%2F{slug}%2F"' in page


@pytest.mark.parametrize("path", ["/", "/claims/", "/events/", "/sources/", "/changes/"])
def test_each_list_says_how_to_cite_follow_and_report(path):
    entry = newest(published(a_said_claim()))

    page = read(path)

    assert (
        f"entry {entry.seq}, SHA-256 {entry.digest[:12]}…: {SITE}{path}?as_of={entry.seq}" in page
    )
    assert 'href="/feeds/changes.atom"' in page
    assert f'href="/report-an-error/?{urlencode({"about": path})}"' in page
    assert f"?as_of={entry.seq}" in words(path, as_of=entry.seq).partition("SHA-256")[2]
    cited = words(path, as_of="2024-08-28").partition("report an error")[2]
    assert "as of 28 August 2024, 23:59" in cited
    assert f"{SITE}{path}?as_of=2024-08-28" in cited


def test_a_list_is_cited_followed_and_downloaded_as_it_is_narrowed():
    claim = published(a_said_claim())

    page = read("/claims/", status="unconfirmed", q="fourteen", source=claim.claimant.slug)

    text = html.unescape(page)
    said = "Claims that stand as unconfirmed, said by ISPR, with the words “fourteen”, as of "
    narrowed = f"source={claim.claimant.slug}&status=unconfirmed"
    assert said in text
    assert f"?as_of={newest(claim).seq}&q=fourteen&{narrowed}" in text
    feed = re.search(r'href="/feeds/corrections\.json\?([^"]+)"', text)[1]
    assert sorted(feed.split("&")) == ["q=fourteen", *narrowed.split("&")]
    assert f'href="/export/claims.csv?q=fourteen&{narrowed}"' in text


def test_where_nothing_is_on_record_there_is_nothing_to_cite():
    assert "SHA-256" not in read("/claims/")


def exact_version(path):
    """Where the page says that this very version stays."""
    address = re.search(r'This exact version: <a href="([^"]+)"', read(path))[1]
    return html.unescape(address).removeprefix(SITE)


@pytest.mark.parametrize("kind", ["claims", "events", "sources"])
def test_a_page_as_of_a_time_is_cited_by_that_time(kind):
    claim = published(a_said_claim())
    slug = {"claims": claim.slug, "events": claim.event.slug, "sources": claim.claimant.slug}[kind]
    path = f"/{kind}/{slug}/"

    cited = words(path, as_of="2024-08-28").partition("report an error")[2]

    assert "s of 28 August 2024, 23:59:59 (UTC). Counterclaim, entry" in cited
    assert f"{SITE}{path}?as_of=2024-08-28" in cited
    assert "This exact version" not in cited


def test_the_exact_version_of_a_claim_shows_what_stands_beside_it():
    claim, other = published(a_said_claim()), published(a_claim("None were killed."))
    published(a_link(claim, other, relation="contradicts"))

    then = words("/claims/fourteen/", as_of=exact_version("/claims/fourteen/").partition("=")[2])

    assert "Contradicts" in then
    assert "None were killed." in then


def test_the_exact_version_of_a_source_says_the_same_of_its_claims():
    claim = published(a_said_claim())
    path = f"/sources/{claim.claimant.slug}/"

    then = words(path, as_of=exact_version(path).partition("=")[2])

    assert "One claim" in words(path)
    assert "One claim" in then


def test_what_was_recorded_at_the_same_time_is_later_all_the_same():
    first = newest(published(a_said_claim())).seq
    published(a_claim("None were killed."))

    assert "Nothing has been recorded since" not in words("/claims/fourteen/", as_of=first)
    last = Entry.objects.latest("seq").seq
    assert "Nothing has been recorded since" in words("/claims/fourteen/", as_of=last)


@pytest.mark.parametrize("page", ["/", "figures/"])
def test_what_a_page_offers_to_follow_is_there(page):
    claim = published(a_said_claim())
    a_figure(claim)
    actions.publish([claim], note="A figure.", by=None, at=NOW)
    path = f"/events/{claim.event.slug}/{page.lstrip('/')}"

    for address in re.findall(r'href="([^"]+changes\.(?:atom|json))"', read(path)):
        assert read(address)


def test_feeds_that_follow_more_than_the_list_say_so():
    published(a_said_claim())

    since = {"since": "2024-08-01"}
    assert "All changes (Atom)" in words("/claims/", **since)
    assert "Changes (Atom)" in words("/claims/", q="fourteen")
    both = words("/claims/", q="fourteen", **since)
    assert "Changes, whatever the days (Atom)" in both


def test_the_address_of_a_claim_may_lack_its_final_slash(client):
    claim = published(a_claim())

    answer = client.get("/oembed", {"url": f"{SITE}/claims/{claim.slug}"})

    assert answer.status_code == 200
