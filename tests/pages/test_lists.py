"""The list of claims: narrowed as the address says, paged by key, never a draft in it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.moments import Moment
from claims.domain.vocabulary import Grounds, Lifecycle, Precision
from claims.lookup import paging
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def listed(**query):
    """The statements on the page, in order."""
    return statements(read("/claims/", **query))


def statements(page):
    """Without the marks on what was searched for."""
    found = re.findall(r'<p class="what"><a [^>]*>(.*?)</a>', page)
    return [re.sub("</?mark[^>]*>", "", one) for one in found]


def test_the_latest_change_stands_first():
    for n, name in enumerate(["First", "Second", "Third"]):
        published(a_claim(f"{name} died."), at=NOW + timedelta(hours=n))

    assert listed() == ["Third died.", "Second died.", "First died."]


def test_a_draft_is_in_no_list():
    published(a_claim("For readers"))
    a_claim("Not for readers yet")

    assert listed() == ["For readers"]


def test_of_what_was_retracted_or_withheld_no_words_are_listed():
    taken_back, removed = published(a_claim("We were wrong")), published(a_claim("A danger"))
    actions.retract(taken_back, reason="Misread.", by=an_editor(), at=NOW)
    actions.suppress(removed, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=NOW)

    assert listed() == []
    assert "Retracted on" in words("/claims/")
    assert "Withheld on" in words("/claims/")


def test_a_status_narrows_and_may_be_given_twice():
    one = published(a_claim("Confirmed one"))
    published(a_claim("Unconfirmed one"))
    evidence = [some_evidence(one), some_evidence(one)]
    actions.change_status(
        one, to="confirmed", reason="Two counts.", evidence=evidence, by=None, at=NOW
    )

    assert listed(status="confirmed") == ["Confirmed one"]
    assert listed(status="refuted") == []
    assert len(listed(status=["confirmed", "unconfirmed"])) == 2


def test_an_event_includes_its_parts():
    whole = an_event("The attacks")
    part = an_event("Kalat", parent=whole)
    published(a_claim("In Kalat", event=part))
    published(a_claim("Elsewhere"))

    assert listed(event=whole.slug) == ["In Kalat"]


def test_a_source_and_a_measure_narrow():
    police = a_source("Police")
    claim = a_claim("Ten were killed", claimant=police)
    a_figure(claim, 10)
    published(claim)
    published(a_claim("Roads were blocked", claimant=police))

    assert len(listed(source=police.slug)) == 2
    assert listed(source=police.slug, measure="killed") == ["Ten were killed"]
    assert listed(measure="injured") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("musakhel", True),
        ("MUSAKHEL killed", True),
        ("اہلكار", True),  # Arabic kaf where the quote has the Urdu one
        ("Musakhel drowned", True),  # which has the most of the words
        ("drowned", False),
        ("100%", False),
        ("_", True),  # nothing to search for is no condition
    ],
)
def test_words_must_be_contained_whatever_their_letters(question, found):
    claim = a_claim("Killed in Musakhel", cited=False)
    a_citation(claim, quote="چودہ اہلکار ہلاک", language="ur")
    published(claim)

    assert bool(listed(q=question)) == found


def test_days_are_those_of_the_event():
    event = an_event(time_zone="Asia/Karachi")
    day = {"said_precision": Precision.DAY, "event": event}
    published(a_claim("On the 26th", said_at=NOW.replace(day=25, hour=19), **day))
    published(a_claim("On the 27th", said_at=NOW.replace(day=26, hour=19), **day))

    assert listed(since="2024-08-27") == ["On the 27th"]
    assert listed(until="2024-08-26") == ["On the 26th"]


ZONES = ["Asia/Karachi", "UTC", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Honolulu"]
ZONES += ["Pacific/Pago_Pago", "Pacific/Chatham"]


def test_a_claim_is_found_under_the_day_that_is_printed_whatever_the_zones(client):
    claims, wanted = [], []
    for zone in ZONES:
        event = an_event(zone, time_zone=zone)
        for text in ("2024-08-25", "2024-08-26", "2024-08-27"):
            for clock in ("", "T00:05", "T12:00", "T23:55"):
                said = Moment.parse(text + clock, zone)
                claims.append(a_claim(event=event, said_at=said.at, said_precision=said.precision))
                if text == "2024-08-26":
                    wanted.append(claims[-1].slug)
    actions.publish(claims, by=None, at=NOW)
    for slug in wanted:
        assert "Said 26 August 2024" in " ".join(words(f"/claims/{slug}/").split())
    asked = {"since": "2024-08-26", "until": "2024-08-26"}

    answer = client.get("/api/v1/claims/", {**asked, "limit": 100}).json()
    rows = client.get("/export/claims.csv", asked).getvalue().decode().splitlines()[1:]

    assert sorted(one["slug"] for one in answer["results"]) == sorted(wanted)
    assert len(rows) == len(wanted)
    assert f"{len(wanted)} unconfirmed" in words("/claims/", **asked)
    here = client.get("/claims/", {**asked, "event": event.slug}).content.decode()
    assert len(statements(here)) == 4


def test_counts_by_status_lead_to_the_narrowed_list():
    published(a_claim())

    shown = read("/claims/", q="something")

    assert 'href="/claims/?examined=no&amp;q=something&amp;status=unconfirmed"' in shown
    assert "1 unconfirmed" in words("/claims/")
    assert "0 refuted" in words("/claims/")


def test_an_empty_answer_says_what_to_do():
    shown = words("/claims/", q="nobody said this")

    assert "No claim fits all of this." in shown
    assert "Use fewer or other words" in shown


def test_what_cannot_be_understood_is_said_in_plain_words():
    shown = words("/claims/", expected=400, since="yesterday")

    assert "This is not a date" in shown


def test_a_status_that_does_not_exist_is_said_so(client):
    answer = client.get("/claims/?status=true")

    assert answer.status_code == 400
    assert "There is no status “true”." in answer.content.decode()


def test_a_long_list_is_read_to_its_end_without_gap_or_repeat(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 3)
    event, source = an_event(), a_source()
    for n in range(8):
        published(a_claim(f"Claim {n}", event=event, claimant=source))
    found, path = [], "/claims/?event=" + event.slug
    while path:
        page = read(path)
        found += statements(page)
        path = "".join(re.findall(r'href="([^"]*)" rel="next"', page)).replace("&amp;", "&")

    assert found == [f"Claim {n}" for n in reversed(range(8))]


def test_something_new_does_not_move_the_page_somebody_is_reading(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    for n in range(4):
        published(a_claim(f"Claim {n}"))
    (second,) = set(re.findall(r'href="([^"]*)" rel="next"', read("/claims/")))
    published(a_claim("Breaking"))

    assert statements(read(second)) == ["Claim 1", "Claim 0"]


def test_queries_do_not_grow_with_what_is_on_record(client):
    event, source = an_event(), a_source()

    def queries(path):
        with CaptureQueriesContext(connection) as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    paths = ("/claims/", "/changes/", "/")
    several(10, event, source)
    for path in paths:
        queries(path)  # once its process has answered
    few = {path: queries(path) for path in paths}
    several(50, event, source)

    assert {path: queries(path) for path in paths} == few
    assert max(few.values()) < 20


def several(number, event, source):
    claims = [a_claim(event=event, claimant=source) for _ in range(number)]
    actions.publish(claims, by=None, at=NOW)


def test_the_page_of_a_claim_takes_as_many_queries_with_many_beside_it(client):
    said = {"event": an_event(), "claimant": a_source(), "utterance": "said-1"}
    claim = published(a_claim(**said))

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/claims/{claim.slug}/").status_code == 200
        return len(counted)

    published(a_claim(**said))
    few = queries()
    actions.publish([a_claim(**said) for _ in range(30)], by=None, at=NOW)

    assert queries() == few < 30


def test_lists_are_valid_html():
    published(a_claim("A <b>bold</b> & “quoted” claim"))

    assert mistakes(read("/claims/")) == []
    assert mistakes(read("/claims/", q='"><script>')) == []


def test_a_list_and_the_page_of_its_event_count_the_same():
    event, source = an_event("The collapse"), a_source("The company")
    kept, gone = (
        published(a_claim(f"{name} died.", event=event, claimant=source)) for name in ("Ten", "Two")
    )
    published(a_claim("Six died.", event=event, lifecycle=Lifecycle.MISATTRIBUTED))
    actions.retract(gone, reason="Misread.", by=None, at=NOW)

    lists = [words("/claims/", **asked) for asked in ({}, {"event": event.slug}, {"q": "died"})]

    assert "1 claim" in words(f"/events/{event.slug}/").partition("All we hold")[2]
    for shown in lists:
        assert "All 1 1 unconfirmed, not examined" in shown
        assert "2 claims on this page are listed and not counted: they were retracted" in shown
    for name, label in (("event", "The collapse (1)"), ("source", "The company (1)")):
        assert label in options(read("/claims/"), name)[0]
    assert "1 claim on this page is listed and not counted" in words("/claims/", source=source.slug)
    assert kept.statement in listed()


# What became background is in no list of claims.
LISTED = [f for f in Lifecycle if f not in (Lifecycle.CURRENT, Lifecycle.CONTEXT)]
FATES = [(fate, fate.value.capitalize()) for fate in LISTED]


@pytest.mark.parametrize(("lifecycle", "word"), FATES)
@pytest.mark.parametrize("place", ["claims", "sources"])
def test_what_no_longer_stands_says_so_beside_its_status_wherever_it_is_listed(
    place, lifecycle, word
):
    if place == "sources" and lifecycle in (Lifecycle.MERGED, Lifecycle.MISATTRIBUTED):
        pytest.skip("counts in nobody's record")
    into = published(a_claim("The other")) if lifecycle is Lifecycle.MERGED else None
    claim = published(a_claim("Ten died", lifecycle=lifecycle, merged_into=into))

    shown = words(f"/sources/{claim.claimant.slug}/" if place == "sources" else "/claims/")

    assert re.search(rf"Unconfirmed, not examined {word}\s+Ten died", shown)


def options(page, name):
    """The labels of a select, and the one chosen."""
    select = re.search(rf'<select id="{name}".*?</select>', page, re.S)[0]
    labels = re.findall(r"<option[^>]*>([^<]*)<", select)
    return labels, re.findall(r"<option[^>]* selected>([^<]*)<", select)


def test_the_form_offers_what_would_find_something_with_how_many():
    whole = an_event("The attacks")
    police = a_source("Police")
    a_figure(claim := a_claim("In Kalat", event=an_event("Kalat", parent=whole)), 10)
    published(claim)
    published(a_claim("Elsewhere", claimant=police, event=whole))

    page = read("/claims/", source=police.slug)

    assert options(page, "source") == (
        ["Anybody", "Police (1)", f"{claim.claimant.name} (1)"],
        ["Police (1)"],
    )
    assert options(page, "event")[0] == ["Any event", "The attacks (1)"]
    indented = "\xa0\xa0\xa0Kalat (1)"
    assert options(read("/claims/"), "event")[0] == ["Any event", "The attacks (2)", indented]
    assert options(page, "measure")[0] == ["Any, or none"]
    assert options(read("/claims/"), "measure")[0] == ["Any, or none", "Killed (1)"]
    assert "Unconfirmed (1)" in options(page, "status")[0]


def test_the_form_keeps_what_was_asked_folded_beside_what_is_found():
    event = an_event("The attacks")
    published(a_claim("Ten died", event=event))
    asked = {"event": event.slug, "status": "refuted", "since": "2024-08-26"}

    page = read("/claims/", **asked)

    assert '<details class="more">' in page
    assert options(page, "event")[1] == ["The attacks (0)"]
    assert options(page, "status")[1] == ["Refuted (0)"]
    assert 'value="2024-08-26"' in page


def test_what_was_not_understood_is_said_above_the_form(client):
    page = client.get("/claims/?status=nonsense").content.decode()

    assert 0 < page.index("There is no status “nonsense”.") < page.index('<form class="find')
    assert '<details class="more" open>' in page


def test_a_search_says_its_words_in_the_field_alone():
    published(a_claim("Ten died"))

    assert "Take away:" not in read("/claims/", q="died")
    assert "Take away:" in read("/claims/", q="died", status="unconfirmed")


def test_more_than_one_status_survives_the_form():
    published(a_claim())

    page = read("/claims/", status=["confirmed", "refuted"])

    assert options(page, "status")[1] == ["Confirmed (0)", "Refuted (0)"]
    assert '<select id="status" name="status" multiple' in page


def test_what_narrows_the_list_is_said_in_words_with_a_way_out():
    event = an_event("The attacks")
    claim = published(a_claim("Ten died", event=event))
    asked = {"event": event.slug, "source": claim.claimant.slug, "status": "unconfirmed"}

    shown = words("/claims/", **asked, q="died", until="2025-01-02")

    assert (
        "Only claims Take away: that stand as unconfirmed ✕"
        f" Take away: said by {claim.claimant.name} ✕ Take away: about The attacks ✕"
        " Take away: with the words “died” ✕"
        " Take away: said on or before 2 January 2025 ✕ Clear, and show all claims"
    ) in shown
    assert "Only claims" not in words("/claims/")


def test_what_was_asked_for_and_is_not_on_record_is_said_so():
    published(a_claim())

    assert "said by something that is not in our record" in words("/claims/", source="nobody")


def test_a_day_that_is_none_is_not_put_back_into_the_field():
    page = read("/claims/", expected=400, since="yesterday")

    assert 'value="yesterday"' not in page


def test_offering_costs_no_more_queries_with_more_to_offer(client):
    def queries(event):
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/claims/", {"event": event.slug}).status_code == 200
        return len(counted)

    whole = an_event()
    published(a_claim(event=an_event(parent=whole)))
    few = queries(whole)
    for _ in range(5):
        published(a_claim(event=an_event(parent=whole), claimant=a_source()))

    assert queries(whole) == few


def test_a_day_of_change_that_many_claims_share_is_told_once():
    event = an_event()
    for number in (1, 2, 3):
        published(a_claim(f"{number} died.", event=event))

    assert words("/claims/").count("Last change") == 1
