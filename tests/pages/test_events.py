"""Pages about what happened: where an event stands, and who counted whom."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Grounds, Precision
from claims.models.record.entry import Entry
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_position,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def page(event, then="", **query):
    return words(f"/events/{event.slug}/{then}", **query)


def decided(claim, to, reason, *evidence):
    actions.change_status(claim, to=to, reason=reason, evidence=evidence, by=an_editor(), at=NOW)
    return claim


def confirmed(claim, reason="Two hospitals counted."):
    return decided(claim, Status.CONFIRMED, reason, some_evidence(claim), some_evidence(claim))


HEADINGS = ("Known", "Disputed", "Wrong", "Not established", "Not examined yet", "What was said")


def under(shown, heading):
    """What stands under one of the five headings."""
    after = shown.partition(f" {heading} ")[2]
    following = HEADINGS[HEADINGS.index(heading) + 1]
    return after.partition(f" {following} ")[0].partition(" Background and changes ")[0]


def test_claims_stand_under_the_heading_their_status_gives_them():
    event = an_event()
    published(confirmed(a_claim("Trains stopped.", event=event)))
    published(a_claim("Forty were killed.", event=event))
    published(decided(a_claim("Ten fled.", event=event), Status.UNCONFIRMED, "Nobody saw it."))
    wrong = a_claim("A bridge fell.", event=event)
    against = [some_evidence(wrong, "against"), some_evidence(wrong, "against")]
    published(decided(wrong, Status.REFUTED, "It stands.", *against))

    shown = page(event)

    assert "Trains stopped." in under(shown, "Known")
    assert under(shown, "Disputed") == "Nothing yet"
    assert "A bridge fell." in under(shown, "Wrong")
    assert "Ten fled." in under(shown, "Not established")
    assert "Forty were killed." in under(shown, "Not examined yet")


def test_what_is_known_in_part_says_so():
    event = an_event()
    who = a_source("Railways")
    claim = a_claim("Ten were killed at the bridge.", event=event, claimant=who)
    pieces = some_evidence(claim), some_evidence(claim)
    published(decided(claim, Status.PARTLY_CONFIRMED, "The place is not established.", *pieces))

    shown = under(page(event), "Known")
    assert "Partly confirmed Ten were killed at the bridge. Railways" in shown


def test_what_is_most_widely_carried_stands_first():
    event = an_event()
    published(a_claim("Few carry this.", event=event))
    wide = a_claim("Many carry this.", event=event)
    for _ in range(3):
        a_citation(wide)
    published(wide)
    published(a_claim("Few carry this either.", event=event))

    shown = under(page(event), "Not examined yet")

    assert shown.index("Many carry this.") < shown.index("Few carry this")


def test_a_heading_counts_all_that_stand_there_and_leads_to_them():
    event = an_event()
    for n in range(8):
        published(a_claim(f"Something number {n}.", event=event))

    shown = read(f"/events/{event.slug}/")

    where = f"/claims/?event={event.slug}&amp;examined=no&amp;status=unconfirmed"
    assert f'<a href="{where}">8<span class="vh"> claims</span></a>' in shown


def test_without_a_position_it_says_so_and_shows_who_counted_what():
    event = an_event()
    published_figure(event, "ISPR", 14)

    shown = page(event)

    assert "We have not stated a figure for this event." in shown
    assert "ISPR , 14 killed (Everyone)" in shown


def published_figure(event, who, value, **more):
    claim = a_claim(f"{who} counted {value}.", claimant=a_source(who), event=event)
    figure = a_figure(claim, value, **more)
    published(claim)
    return figure


def test_a_position_on_claims_that_are_not_confirmed_names_whose_figures_they_are():
    event = an_event(time_zone="Asia/Karachi")
    figure = published_figure(event, "ISPR", 14, category="everyone-else")
    position = a_position(
        event, low=14, high=75, as_of_at=NOW, as_of_precision=Precision.MINUTE,
        dissent="One of us would say more.",
    )  # fmt: skip
    position.uses.add(figure)
    published(position)

    shown = page(event)

    assert (
        "Between 14 and 75 people were killed, not counting attackers"
        " , by the figures of ISPR, which are not confirmed." in shown
    )
    assert "As of 27 August 2024, 18:00 in Karachi (13:00 UTC)" in shown
    assert "One of us would say more." in shown
    assert "We have not stated a figure" not in shown
    assert "up to" not in shown.lower()


def test_a_position_that_goes_beyond_its_figures_is_not_said_to_rest_on_them_alone():
    event = an_event()
    claim = confirmed(a_claim(event=event))
    figure = a_figure(claim, 71, category="everyone-else")
    published(claim)
    position = a_position(event, low=71, high=72, override_reason="One more died in hospital.")
    position.uses.add(figure)
    published(position)

    shown = page(event)

    assert "Established" not in shown
    assert "are confirmed, and by our own judgement we go beyond them." in shown
    card = words(f"/embed/events/{event.slug}/")
    assert "Our figure: Not fully confirmed" in card
    assert "by our own judgement, made from figures of" in card


def test_a_position_on_confirmed_claims_is_established_until_one_is_reopened():
    event = an_event()
    claim = confirmed(a_claim(event=event))
    figure = a_figure(claim, 14, category="everyone-else")
    published(claim)
    position = a_position(event, low=14, high=14)
    position.uses.add(figure)
    published(position)
    assert "Established, by confirmed figures of" in page(event)

    decided(claim, Status.UNCONFIRMED, "One hospital withdrew its count.")

    assert "Established" not in page(event)


def test_a_number_that_may_include_attackers_says_so_in_the_same_breath():
    event = an_event()
    published(a_position(event, category="all", low=61, high=75))

    assert "Between 61 and 75 people were killed, who may include attackers" in page(event)


def test_a_position_that_nothing_is_established_gives_no_number():
    event = an_event()
    published(a_position(event, established=False, low=None))

    assert "We cannot say how many people were killed, not counting attackers" in page(event)


def test_every_number_of_the_ledger_stands_beside_who_counted_it():
    event = an_event()
    published_figure(event, "ISPR", 14, words="14 personnel", qualifier="at_least")

    rows = read(f"/events/{event.slug}/figures/").partition("<tbody>")[2].partition("</tbody>")[0]

    assert "ISPR" in rows
    assert "at least 14" in rows
    assert "14 personnel" in rows
    assert "not dated" in rows
    assert "Unconfirmed" in rows


def test_words_stand_in_quotation_marks_only_where_we_hold_them():
    event = an_event()
    seen = a_claim(event=event, cited=False)
    a_citation(seen, quote="We killed over 130 soldiers in all.")
    a_figure(seen, 130, words="over 130 soldiers")
    published(seen)
    published_figure(event, "BLA", 68, words="68 at Bela")

    shown = read(f"/events/{event.slug}/figures/")

    assert '<q dir="auto">over 130 soldiers</q>' in shown
    assert '<q dir="auto">68 at Bela</q>' not in shown


def test_our_band_lies_behind_those_alone_who_count_the_same_people():
    event = an_event()
    published_figure(event, "Police", 38, category="everyone-else")
    published_figure(event, "Army", 14, category="soldiers")
    published(a_position(event, low=30, high=40))

    drawn = read(f"/events/{event.slug}/figures/").partition('<figure class="plot">')[2]
    police, army = (drawn.partition(f"<span>{who}")[2].partition("</li>")[0] for who in POLICE_ARMY)

    assert 'class="bd"' in police
    assert 'class="bd"' not in army


POLICE_ARMY = ("Police", "Soldiers: Army")


def test_a_figure_beyond_all_others_leaves_the_scale_to_them():
    event = an_event()
    for who, number in [("A", 10), ("B", 14), ("C", 74), ("D", 10**12)]:
        published_figure(event, who, number)

    drawn = read(f"/events/{event.slug}/figures/").partition('<div class="ax"')[2]

    assert ">100</text>" in drawn.partition("</div>")[0] or ">90</text>" in drawn
    assert '<use href="#by" x="100%"' in drawn
    assert "1,000,000,000,000" in drawn


def test_a_replaced_figure_says_by_which_and_is_drawn_as_out_of_the_reckoning():
    event = an_event()
    old = published_figure(event, "ISPR", 12)
    published_figure(event, "Army", 14, supersedes=old)

    shown = page(event, "figures/")

    assert "Replaced by Army: 14." in shown
    assert "Replaces ISPR: 12." in shown
    assert "ISPR (replaced)" in shown


def test_how_figures_are_drawn_is_told_once_however_many_measures_are_counted():
    event = an_event()
    for measure in ("killed", "injured", "missing"):
        claim = a_claim(event=event)
        a_figure(claim, 12, measure=measure)
        published(claim)

    shown = page(event, "figures/")

    assert shown.count("as each party counts it") == 3
    assert shown.count("A dot is exact, an arrow open-ended") == 1


def test_what_a_count_rests_on_is_told_in_the_same_word_on_both_pages():
    claim = a_claim(event=an_event())
    a_figure(claim, basis="Counted at the hospital.")
    published(claim)

    told = "Basis: Counted at the hospital."
    assert told in page(claim.event, "figures/")
    assert told in words(f"/claims/{claim.slug}/")


def test_who_counted_twice_is_told_apart_by_the_day():
    event = an_event()
    police = a_source("Police")
    for day, number in ((26, 38), (27, 74)):
        claim = a_claim(event=event, claimant=police)
        at = TODAY.replace(day=day)
        a_figure(claim, number, as_of_at=at, as_of_precision=Precision.DAY)
        published(claim)

    shown = page(event)

    assert "Police, 27 August 2024 74" in shown
    assert "Police, 26 August 2024 38" in shown


def test_parts_of_one_statement_stand_under_their_whole_in_small():
    event = an_event()
    claim = a_claim(event=event, claimant=a_source("ISPR"))
    a_figure(claim, 14, category="security-forces")
    a_figure(claim, 10, category="soldiers")
    published(claim)

    drawn = read(f"/events/{event.slug}/figures/").partition('<figure class="plot">')[2]

    assert '<li class="of"><span>of them soldiers</span><b>10</b>' in drawn
    assert '<use href="#sm"' in drawn


def test_a_part_that_another_party_counts_too_stands_beside_that_count():
    event = an_event()
    claim = a_claim(event=event, claimant=a_source("ISPR"))
    a_figure(claim, 14, category="security-forces")
    a_figure(claim, 10, category="soldiers")
    published(claim)
    published_figure(event, "BLA", 130, category="soldiers")

    drawn = page(event, "figures/").partition("as each party counts it")[2]

    assert "Soldiers BLA 130 ISPR 10" in drawn


def test_a_measure_is_read_alone_where_there_are_too_many_figures(monkeypatch):
    monkeypatch.setattr("claims.pages.events.MOST_AT_ONCE", 1)
    event = an_event()
    published_figure(event, "ISPR", 14)
    published_figure(event, "Hospital", 99, measure="injured")

    assert "Hospital" not in page(event, "figures/")
    assert "Hospital" in page(event, "figures/", measure="injured")
    assert "ISPR" in page(event, "figures/", measure="no such")


def test_where_there_are_too_many_figures_those_of_a_part_stand_on_its_page(monkeypatch):
    monkeypatch.setattr("claims.pages.events.MOST_AT_ONCE", 1)
    event = an_event()
    part = published(an_event("Kalat", parent=event))
    published_figure(event, "ISPR", 14)
    published_figure(part, "Hospital", 11)

    shown = page(event, "figures/")

    assert "Hospital" not in shown
    assert "Kalat (1)" in shown
    assert "Hospital" in page(part, "figures/")


def test_the_page_of_an_event_shows_the_claims_of_its_parts():
    event = an_event("The attacks")
    part = an_event("Kalat", parent=event)
    published(a_claim("Ten died at Kalat.", event=part))

    assert "Ten died at Kalat." in page(event)
    assert "Kalat 1 claim" in page(event)
    assert "Part of The attacks" in page(part)


def test_a_figure_of_a_part_is_read_on_its_page_whatever_the_claim_is_about():
    event = an_event("The attacks")
    part = an_event("Kalat", parent=event)
    claim = a_claim(event=event, claimant=a_source("Dawn"))
    a_figure(claim, 11, event=part)
    published(part)
    published(claim)

    assert "Dawn , 11 killed" in page(part)


@pytest.mark.parametrize("then", ["", "figures/"])
def test_nothing_that_is_not_published_is_shown(then):
    event = an_event("Known event", summary="Public summary.")
    draft = a_claim("Not for readers.", event=event, claimant=a_source("Hidden claimant"))
    a_figure(draft, 4242, words="forty-two hundred")
    an_event("Hidden part", parent=event)
    a_position(event, rationale="Hidden rationale", low=4243)
    shown_claim = a_claim("For readers.", event=event, private_note="Hidden note")
    a_figure(shown_claim, 7)
    published(shown_claim)
    a_figure(shown_claim, 4244)
    event.refresh_from_db()
    event.summary = "Hidden new summary"
    event.save()

    page_text = read(f"/events/{event.slug}/{then}") + read("/events/")

    assert "Known event" in page_text
    for hidden in ("Not for readers", "Hidden", "4,242", "4,243", "4,244", "forty-two hundred"):
        assert hidden not in page_text


def test_what_was_retracted_counts_nowhere():
    event = an_event()
    figure = published_figure(event, "ISPR", 14)
    figure.claim.refresh_from_db()
    actions.retract(figure.claim, reason="We misread it.", by=an_editor(), at=NOW)

    shown = page(event)

    assert "We have recorded no figures" in shown
    assert "ISPR: 14" not in shown
    assert not re.search(r"\b1 claim\b|All 1", shown)


def test_a_withheld_event_says_so_and_nothing_else():
    event = published(an_event("Something dangerous"))
    actions.suppress(
        event, grounds=Grounds.DANGER, reason="Names a person.", by=an_editor(), at=NOW
    )

    shown = page(event)

    assert "danger to a person" in shown
    assert "Something dangerous" not in read(f"/events/{event.slug}/")


def test_an_event_that_has_moved_leads_to_its_new_address(client):
    event = published(an_event(slug="old-name"))
    event.slug = "new-name"
    event.save()
    actions.publish([event], note="Renamed.", by=an_editor(), at=NOW)

    answer = client.get("/events/old-name/figures/", {"as_of": "2024-09-01"})

    assert answer.status_code == 301
    assert answer["Location"] == "/events/new-name/figures/?as_of=2024-09-01"


@pytest.mark.parametrize("path", ["/events/no-such-thing/", "/events/no-such-thing/figures/"])
def test_what_never_was_published_has_no_page(client, path):
    an_event(slug="no-such-thing")

    assert client.get(path).status_code == 404


def test_a_page_as_of_an_entry_shows_exactly_what_stood_then():
    event = an_event()
    published_figure(event, "ISPR", 14)
    then = Entry.objects.order_by("-seq").first().seq
    published_figure(event, "BLA", 130)

    past = page(event, as_of=str(then))

    assert "ISPR" in past
    assert "BLA" not in past
    assert f'href="/events/{event.slug}/figures/?as_of={then}"' in read(
        f"/events/{event.slug}/", as_of=str(then)
    )


def test_pages_ask_as_many_questions_however_many_claims_there_are():
    few, many = an_event(), an_event()
    for event, number in ((few, 10), (many, 200)):
        source = a_source()
        claims = [a_claim(event=event, claimant=source, cited=False) for _ in range(number)]
        report = a_report()
        for claim in claims:
            a_citation(claim, report=report)
            a_figure(claim)
        actions.publish([*claims], by=None, at=NOW)

    def asked(event, then):
        with CaptureQueriesContext(connection) as found:
            read(f"/events/{event.slug}/{then}")
        return len(found)

    for then in ("", "figures/"):
        assert asked(few, then) == asked(many, then)


def busy_event():
    event = an_event("Attacks across a province", time_zone="Asia/Karachi", place="Balochistan")
    part = an_event("Kalat district", parent=event)
    for n in range(80):
        claim = a_claim(
            f"Number {n} of the claims said that at least {n} people were killed there.",
            event=event if n % 2 else part,
            claimant=a_source(f"Claimant number {n}"),
        )
        category = ["all", "soldiers", "civilians", "police"][n % 4]
        a_figure(claim, n, words=f"at least {n} people", qualifier="at_least", category=category)
        published(claim)
    position = a_position(event, low=3, high=9, dissent="Not all agree.")
    published(position)
    return event


def test_a_page_of_a_busy_event_is_valid_and_light():
    event = busy_event()

    detail, figures = (read(f"/events/{event.slug}/{then}") for then in ("", "figures/"))

    assert mistakes(detail) == []
    assert mistakes(figures) == []
    assert len(detail.encode()) < 60_000


def test_the_list_shows_events_with_their_parts_and_where_their_claims_stand():
    event = an_event("The attacks", starts_on=date(2024, 8, 26))
    part = an_event("Kalat", parent=event)
    published(a_claim(event=part))
    published(confirmed(a_claim(event=event)))

    shown = words("/events/")

    assert (
        "26 August 2024 The attacks 1 unconfirmed, not examined 1 confirmed Parts: Kalat" in shown
    )
    assert mistakes(read("/events/")) == []


def test_the_list_goes_on_where_it_was_left():
    for n in range(51):
        published(an_event(f"Event called {n}."))
    first = read("/events/")
    key = first.partition("?before=")[2].partition('"')[0]

    assert "Event called 0." not in first
    assert "Event called 0." in read("/events/", before=key)
    assert "Event called 50." not in read("/events/", before=key)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣", "0"])
def test_a_key_nobody_gave_out_shows_the_first_page(before):
    published(an_event("The only event"))

    assert "The only event" in words("/events/", before=before)
