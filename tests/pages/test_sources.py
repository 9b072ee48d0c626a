"""Pages about who says things: what they are, and what came of what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import EntryKind, Grounds, Precision, StanceKind, SubjectKind
from claims.models.desk.party import Voice
from claims.models.record.entry import Entry
from claims.publishing import log, registry
from claims.publishing.new_entry import Step
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_party,
    a_report,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def page(source, **query):
    return words(f"/sources/{source.slug}/", **query)


def test_it_says_what_the_source_is_and_for_whom_it_speaks():
    army = a_source("The military", kind="military")
    ispr = a_source(
        "Inter-Services Public Relations",
        short_name="ISPR",
        aliases=["DG ISPR"],
        kind="military",
        about="The military's press office.",
        speaks_for=army,
        url="https://example.org/",
    )
    published(ispr)

    shown = page(ispr)

    assert "Source. Military" in shown
    assert "The military&#x27;s press office." in shown
    assert "Also called ISPR, DG ISPR" in shown
    assert "Speaks for The military" in shown
    assert "Spoken for by Inter-Services Public Relations" in page(army)


def test_it_says_with_which_party_it_stood_in_each_event():
    army, ally = a_source("The army"), a_source("Its ally")
    man = a_source("A spokesman", speaks_for=ally)
    first, second = an_event("The first raid"), an_event("The second raid")
    a_party(first, army, name="the state", slug="state")
    a_party(first, (ally, "2024-08", "2024-08-30"), name="the coalition", allied_with=["state"])
    a_party(second, ally, name="the invaders")
    for event in (first, second):
        published(a_claim(claimant=ally, event=event))
    published(man)

    shown = page(ally)

    spent = "from August 2024 to 30 August 2024"
    assert f"the coalition , {spent}, allied with the state . In: The first raid" in shown
    assert "the invaders . In: The second raid" in shown
    assert "the invaders . In: The second raid" in page(man)
    assert "In: The second raid" not in page(army)


def test_the_side_of_a_source_from_before_parties_is_told_of_the_events_it_spoke_about():
    head = a_source("Baloch Liberation Army", slug="bla", side="bla")
    speaker = a_source("Its spokesman", side="bla")
    other = a_source("Somebody else", side="state-forces")
    event = published(an_event("The raid"))
    without_parties(event)
    for source in (head, speaker, other):
        published(a_claim(claimant=source, event=event))

    assert "Baloch Liberation Army . In: The raid" in page(speaker)
    assert "state forces . In: The raid" in page(other)
    published(a_claim(claimant=speaker, event=an_event("A later raid")))
    assert "In: A later raid" not in page(speaker)


def without_parties(event):
    """Its entry says nothing of parties, as all did before events had them."""
    old = replace(registry.published_state(event), parties=None)
    step = Step(EntryKind.CHANGED, SubjectKind.EVENT, event.uid, old, note="Told again.")
    with log.writing():
        log.append([step], by=None, at=NOW)


def test_what_was_said_on_its_behalf_stands_on_its_page():
    body, other = a_source("The ministry"), a_source("The party")
    man = a_source("A spokesman")
    Voice(source=man, whom=body, until="2024-08-26").save()
    Voice(source=man, whom=other, since="2024-08-27").save()
    said = {"claimant": man, "said_precision": "day"}
    published(a_claim("He said it then.", said_at=TODAY - timedelta(days=3), **said))
    published(a_claim("He said it later.", said_at=TODAY, **said))

    shown = page(body)

    assert "Spoken for by A spokesman" in shown
    assert "He said it then." in shown
    assert "He said it later." not in shown
    assert "He said it later." in page(other)
    assert "Speaks for The ministry , until 26 August 2024" in page(man)


def test_its_record_counts_each_status_and_is_no_score():
    source = a_source()
    for _ in range(2):
        published(a_claim(claimant=source))
    claim = a_claim(claimant=source)
    actions.change_status(
        claim,
        to=Status.CONFIRMED,
        reason="Two others saw it.",
        evidence=[some_evidence(claim), some_evidence(claim)],
        by=an_editor(),
        at=NOW,
    )
    published(claim)

    shown = page(source)

    assert "2 unconfirmed" in shown
    assert "1 confirmed" in shown
    assert "0 refuted" in shown
    assert "3 claims: 1 confirmed in full, none refuted." in shown
    assert "A record is not a score." in shown


def test_what_it_claimed_is_listed_newest_first():
    source = a_source()
    published(a_claim("The first.", claimant=source))
    published(a_claim("The second.", claimant=source))

    shown = page(source).partition("Claims of this source")[2]

    assert shown.index("The second.") < shown.index("The first.")


def test_what_it_said_of_the_claims_of_others_is_shown_with_their_status():
    event, army = an_event(), a_source("The military")
    own = a_claim(event=event, claimant=army)
    other = a_claim("130 were killed.", event=event, claimant=a_source("BLA"))
    a_stance(
        other, StanceKind.DENIES, source=army, quote="It is false.",
        stated_at=TODAY, stated_precision=Precision.DAY,
    )  # fmt: skip
    published(own)
    published(other)

    shown = page(army).partition("What this source said of others")[2]

    assert "BLA : 130 were killed. Denies, 27 August 2024 . It is false." in shown
    assert "Unconfirmed" in shown


def test_a_source_with_no_claim_of_its_own_still_shows_what_it_denied():
    party = a_source("A party")
    claim = a_claim("It was them.")
    a_stance(claim, StanceKind.DENIES, source=party)
    published(claim)

    assert "It was them. Denies" in page(party)


def test_it_tells_how_the_source_speaks_counting_one_statement_once():
    source = a_source()
    for words_said in ("Ten died.", "Four were soldiers."):
        published(
            a_claim(words_said, claimant=source, utterance="one", occasion="Press conference")
        )
    published(a_claim(claimant=source, utterance="two", occasion="Statement to journalists"))

    shown = page(source).partition("On what occasions")[2]

    assert "Press conference" in shown
    assert "Statement to journalists" in shown
    assert "2 times" not in shown


def test_an_outlet_shows_its_reports():
    outlet = a_source("The Daily", kind="media")
    claim = a_claim(cited=False)
    for n in range(7):
        a_citation(claim, report=a_report(title=f"Report number {n}.", publisher=outlet))
    published(claim)

    shown = page(outlet)

    assert "7 reports are recorded." in shown
    assert shown.count("Report number") == 5


def test_nothing_that_is_not_published_is_shown():
    source = a_source("Known source")
    event = an_event()
    published(a_claim("For readers.", claimant=source, event=event))
    a_claim("Hidden claim", claimant=source, event=event, occasion="Hidden occasion")
    other = a_claim("Hidden other claim", event=event)
    a_stance(other, source=source, quote="Hidden quote")
    a_source("Hidden spokesman", speaks_for=source)
    a_source("Hidden source")
    a_report(title="Hidden report", publisher=source)
    seen = published(a_claim("Shown claim", event=event))
    a_stance(seen, source=source, quote="Hidden stance")
    source.refresh_from_db()
    source.about = "Hidden new words"
    source.save()

    shown = read(f"/sources/{source.slug}/") + read("/sources/")

    assert "For readers." in shown
    assert "Hidden" not in shown


def test_a_withheld_source_says_so_and_nothing_else():
    source = published(a_source("A person in danger"))
    actions.suppress(source, grounds=Grounds.DANGER, reason="Threats.", by=an_editor(), at=NOW)

    shown = read(f"/sources/{source.slug}/")

    assert "danger to a person" in shown
    assert "A person in danger" not in shown + read("/sources/")


def test_a_source_that_has_moved_leads_to_its_new_address(client):
    source = published(a_source(slug="old-name"))
    source.slug = "new-name"
    source.save()
    actions.publish([source], note="Renamed.", by=an_editor(), at=NOW)

    assert client.get("/sources/old-name/")["Location"] == "/sources/new-name/"


def test_what_never_was_published_has_no_page(client):
    a_source(slug="draft")

    assert client.get("/sources/draft/").status_code == 404
    assert client.get("/sources/nobody/").status_code == 404


def test_who_speaks_for_a_spokesman_stood_where_the_whole_line_stood():
    state, event = a_source("The state"), an_event("The raid")
    command = a_source("The command", speaks_for=state)
    general = a_source("A general", nature="person", speaks_for=command)
    a_party(event, state, name="the government")
    for one in (published(general), published(event)):
        one.refresh_from_db()

    assert "the government . In: The raid" in page(general)


def test_what_was_said_by_who_speaks_for_a_spokesman_is_said_for_the_whole_line():
    state = a_source("The state")
    command = a_source("The command", speaks_for=state)
    general = a_source("A general", nature="person", speaks_for=command)
    published(a_claim("The bridge is held.", claimant=general))

    shown = page(state)

    assert "A general" in shown.partition("Spoken for by")[2].partition("Record so far")[0]
    assert "The bridge is held." in shown.partition("on behalf of this source")[2]


def test_a_page_as_of_an_entry_shows_what_stood_then():
    source = a_source()
    published(a_claim("The first.", claimant=source))
    then = Entry.objects.order_by("-seq").first().seq
    published(a_claim("The second.", claimant=source))

    past = page(source, as_of=str(then))

    assert "The first." in past
    assert "The second." not in past


def test_a_page_asks_as_many_questions_however_many_claims_there_are():
    def asked(number):
        event, source, other = an_event(), a_source(kind="media"), a_source()
        report = a_report(publisher=source)
        claims = [a_claim(event=event, claimant=source, cited=False) for _ in range(number)]
        claims += [a_claim(event=event, claimant=other, cited=False) for _ in range(number)]
        for claim in claims:
            a_citation(claim, report=report)
            a_stance(claim, source=source, report=report)
        actions.publish([*claims], by=None, at=NOW)
        with CaptureQueriesContext(connection) as found:
            read(f"/sources/{source.slug}/")
        return len(found)

    assert asked(5) == asked(60)


def test_the_list_groups_sources_by_kind_with_how_many_claims_each_made():
    army = a_source("The military", kind="military")
    published(a_claim(claimant=army))
    published(a_source("The Daily", kind="media"))

    shown = words("/sources/")

    assert "Military The military 1 claim" in shown
    assert "News outlet" in shown
    assert "2 with no claims" in shown.partition("The Daily")[0]


def test_the_list_goes_on_where_it_was_left(monkeypatch):
    monkeypatch.setattr("claims.pages.source_list.A_PAGE", 2)
    for name in ("Called A", "Called B", "Called C"):
        published(a_source(name))
    first = read("/sources/")
    key = first.partition("?after=")[2].partition('"')[0]

    assert "Called C" not in first
    assert "Called C" in read("/sources/", after=key)
    assert "Called B" not in read("/sources/", after=key)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "٣", "0"])
def test_a_key_nobody_gave_out_shows_the_first_page(after):
    published(a_source("The only source"))

    assert "The only source" in words("/sources/", after=after)


def test_pages_are_valid():
    source = a_source("One", short_name="1", about="About it.", side="state", url="https://x.org/")
    claim = a_claim(claimant=source, occasion="A speech")
    a_stance(published(a_claim(event=claim.event)), source=source)
    published(claim)

    assert mistakes(read(f"/sources/{source.slug}/")) == []
    assert mistakes(read("/sources/")) == []


def test_an_unnamed_group_is_called_one_on_its_page_and_to_programs(client):
    group = published(a_source("Local officials, not named", kind="official", nature="unnamed"))
    person = published(a_source("The Chief Minister", kind="official", nature="person"))

    assert "Source. Official. An unnamed group" in page(group)
    assert "unnamed" not in page(person)
    asked = client.get("/api/v1/sources/?nature=unnamed").json()
    assert [one["slug"] for one in asked["results"]] == [group.slug]
    assert client.get(f"/api/v1/sources/{person.slug}/").json()["nature"] == "person"


def test_times_on_a_page_are_those_of_the_event_it_spoke_of():
    published(a_claim(event=an_event("Elsewhere", time_zone="UTC")))
    event = an_event("The flood", time_zone="Pacific/Auckland")
    council = a_source("Council")
    # 06:00 on the 28th there.
    spoken = {"stated_at": NOW.replace(hour=18), "stated_precision": "minute"}
    report = a_report(
        publisher=council,
        title="Bulletin",
        published_at=NOW.replace(hour=18),
        published_precision="minute",
    )
    claim = a_claim(event=event, cited=False, claimant=council)
    a_citation(claim, report=report)
    other = a_claim("Nobody drowned.", event=event)
    a_stance(other, source=council, report=report, **spoken)
    for one in (claim, other):
        published(one)

    shown = words(f"/sources/{council.slug}/")

    assert shown.count("28 August 2024, 06:00 (UTC+12)") == 3
    assert "18:00 (UTC)" not in shown


def test_an_outlet_without_claims_is_dated_by_the_event_of_its_reports():
    published(a_claim(event=an_event("Elsewhere", time_zone="UTC")))
    flood = an_event("The flood", time_zone="Pacific/Auckland")
    # 06:00 on the 28th there.
    came_out = {"published_at": NOW.replace(hour=18), "published_precision": "minute"}
    report = a_report(publisher=a_source("Gazette", kind="media"), title="Flooded", **came_out)
    claim = a_claim(event=flood, cited=False)
    a_citation(claim, report=report)
    published(claim)

    shown = words(f"/sources/{report.publisher.slug}/")

    assert "28 August 2024, 06:00 (UTC+12)" in shown
    assert "18:00 (UTC)" not in shown
