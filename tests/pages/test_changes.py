"""The list of changes: everything that happened, newest first, each with an address."""

import re
from datetime import timedelta

import pytest

from claims import actions
from claims.domain.vocabulary import ChangeType, Grounds, Lifecycle, NumberChange, Precision
from claims.lookup import paging
from claims.models.desk.event import Category, Measure
from claims.models.record.entry import Entry
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_position,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.dossier.small import take
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def decided(claim, to="confirmed", reason="Two counted separately.", at=NOW):
    evidence = [some_evidence(claim), some_evidence(claim)]
    actions.change_status(claim, to=to, reason=reason, evidence=evidence, by=None, at=at)
    return claim


def carried_over(claim, then=""):
    """A claim whose decisions are of the past, put on record now."""
    ways = ["unconfirmed", then] if then else ["unconfirmed"]
    for n, status in enumerate(ways):
        claim.decisions.create(
            n=n + 1,
            status=status,
            was="unconfirmed",
            was_examined=n > 0,
            reason="First heard on the radio.",
            change="update",
            at=TODAY - timedelta(days=2 - n),
            precision=Precision.DAY,
            recorded_at=NOW,
        )
    claim.status, claim.examined = ways[-1], True
    claim.save()
    actions.carry_over(claim.event, claims=[claim], note="From August.", by=None, at=NOW)
    return claim


def test_a_decision_is_told_with_both_statuses_and_its_reason():
    decided(published(a_claim("Ten died.", claimant=a_source("The hospital"))))

    shown = words("/changes/")

    told = "Unconfirmed, not examined changed to Confirmed Ten died. The hospital . Two counted"
    assert told in shown


def test_changes_stand_under_their_day_by_the_clocks_of_the_newsroom(settings):
    settings.TIME_ZONE = "Asia/Karachi"
    claim = a_claim(event=an_event(time_zone="Pacific/Auckland"))
    published(claim, at=NOW.replace(hour=20))

    shown = read("/changes/")

    assert '<time datetime="2024-08-28">28 August 2024</time> <small>UTC+5</small>' in shown
    assert '<time datetime="2024-08-28T01:00+05:00">01:00</time>' in shown


def test_every_change_has_an_address_that_is_its_number():
    claim = published(a_claim())
    entry = Entry.objects.get(subject=claim.uid)

    assert f'<li id="change-{entry.seq}">' in read("/changes/")


def test_what_was_carried_over_is_marked_and_dated_no_more_exactly_than_its_report():
    carried_over(a_claim("An old claim"))

    shown = words("/changes/")

    assert "25 August 2024, no time given" in shown
    assert "Carried over: put together on 27 August 2024" in shown


def test_a_minor_edit_is_in_the_history_and_not_among_the_changes():
    claim = published(a_claim("A tpyo"))
    claim.statement = "A typo"
    claim.save()
    actions.publish([claim], note="Spelling.", minor=True, by=None, at=NOW)

    assert "Spelling." not in words("/changes/")
    assert "Spelling." in words(f"/claims/{claim.slug}/")


def test_what_was_taken_back_is_told_and_what_was_withheld_is_not_repeated():
    one, two = published(a_claim("We were wrong")), published(a_claim("A danger"))
    actions.retract(one, reason="We had misread it.", by=an_editor(), at=NOW)
    actions.suppress(two, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)

    shown = words("/changes/")

    assert "Retracted. We were wrong" in shown
    assert "On the ground of the law." in shown
    assert "A danger" not in shown
    assert "A court" not in shown


def test_a_draft_changes_nothing_that_readers_see():
    published(a_claim("For readers"))
    a_claim("Not for readers yet")

    assert "Not for readers yet" not in words("/changes/")


def test_the_list_is_read_to_its_end_without_gap_or_repeat(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 3)
    event, source = an_event(), a_source()
    claims = [a_claim(f"Claim {n}", event=event, claimant=source) for n in range(8)]
    for claim in claims:
        published(claim)
    found, path = [], "/changes/"
    while path:
        page = read(path)
        found += re.findall(r'id="change-(\d+)"', page)
        path = "".join(re.findall(r'href="([^"]*)" rel="next"', page)).replace("&amp;", "&")

    assert found == [str(e.seq) for e in Entry.objects.news().newest_first()]


def test_the_page_is_valid_html():
    decided(published(a_claim()))

    assert mistakes(read("/changes/")) == []


def test_a_figure_of_ours_is_told_by_the_names_that_its_event_gives():
    event = an_event()
    Category(event=event, slug="tower", name="People of the tower", position=9).save()
    Measure(event=event, slug="out", name="got out by the stairs").save()
    published(event)
    position = published(a_position(event, category="tower", measure="out", low=10, high=12))

    told = "People of the tower, got out by the stairs: between 10 and 12"
    for path in ("/changes/", "/", f"/events/{position.event.slug}/"):
        assert told in words(path), path


@pytest.mark.parametrize("place", ["/changes/", "the event"])
def test_a_figure_of_ours_that_moved_says_what_it_was_before(place):
    position = published(a_position(published(an_event()), low=10, high=12))
    position.low, position.high = 14, 20
    position.save()
    actions.publish(
        [position],
        note="A second count.",
        numbers={position.uid: NumberChange.NEWS},
        by=None,
        at=NOW + timedelta(hours=1),
    )

    shown = words(f"/events/{position.event.slug}/" if place == "the event" else place)

    told = "Everyone except attackers, killed: between 14 and 20, before that between 10 and 12"
    assert f"Our own figure, {position.event.title}: {told}" in shown
    assert shown.count("before that") == 1


def test_changes_are_narrowed_by_what_was_done_and_say_so():
    claim = published(a_claim("Ten were killed."))
    claim.statement = "Eleven were killed."
    claim.save()
    actions.publish([claim], change="correction", note="We had misread it.", by=an_editor(), at=NOW)

    shown = words("/changes/", change="correction")

    assert "Only: Correction. <a href" in read("/changes/", change="correction")
    assert "We had misread it." in shown
    assert "Recorded as" not in shown
    assert "Only:" not in words("/changes/")
    assert "Nothing on this list is of this kind." in words("/changes/", kind="suppressed")


@pytest.mark.parametrize("asked", [{"kind": "correction"}, {"change": "all"}])
def test_a_kind_of_change_that_there_is_not_is_refused_by_name(asked):
    (value,) = asked.values()

    refused = read("/changes/", 400, **asked)

    assert f"“{value}” is none of these: " in refused
    assert "&lt;" not in refused


NOTE = "A blogger wrote it."
FACES = ("/changes/", "/", "/corrections/", "/feeds/changes.json", "/feeds/changes.atom")


def became(claim, to, note, **more):
    return actions.settle_lifecycle(claim, to=to, note=note, by=None, at=NOW, **more)


@pytest.mark.parametrize("change", ChangeType)
def test_what_nobody_said_is_told_of_on_no_face_as_said_by_them(change):
    claim = published(a_claim("Ten died.", claimant=a_source("The army", kind="military")))
    event = f"/events/{claim.event.slug}/"
    became(claim, Lifecycle.MISATTRIBUTED, NOTE, change=change)

    told = [path for path in (*FACES, event, f"{event}changes.json") if NOTE in read(path)]

    assert {"/changes/", f"{event}changes.json"} <= set(told)
    for path in told:
        assert "rongly attributed to the army" in read(path), path
    assert "Wrongly attributed to the army: Ten died." in read("/feeds/changes.json")
    if change is ChangeType.CORRECTION:
        assert "The army Wrongly attributed to the army" in words("/corrections/")
        assert '"about":{"@type":"Thing","name":"Ten died."}' in read(event)


def test_what_was_withdrawn_is_told_of_as_that():
    claim = published(a_claim("Ten died.", claimant=a_source("The army")))
    told = actions.Withdrawal(report=a_report(), quote="We were wrong.")
    became(claim, Lifecycle.WITHDRAWN, "They took it back.", withdrawal=told)

    assert "Withdrawn. Ten died. The army . They took it back." in words("/changes/")
    assert '"title": "Withdrawn: The army: Ten died."' in read("/feeds/changes.json")
    assert "lifecycle" not in words(f"/claims/{claim.slug}/")


def test_a_figure_of_ours_is_dated_by_when_we_stated_it():
    """Though a figure it uses is dated by its month alone, which ends later."""
    said = {"report": "report", "quote": "Dozens were arrested"}
    take(
        {
            "format": "counterclaim-dossier/1",
            "event": {"slug": "march", "title": "The march", "starts_on": "2024-05-17"},
            "sources": [{"slug": "watch", "name": "The watch", "kind": "ngo", "nature": "body"}],
            "reports": [{"slug": "report", "publisher": "watch", "published_at": "2024-05"}],
            "claims": [
                {
                    "slug": "dozens",
                    "claimant": "watch",
                    "event": "march",
                    "statement": "Dozens were arrested.",
                    "said_at": "2024-05",
                    "said_precision": "month",
                    "citations": [said],
                    "figures": [
                        {"id": "f", "measure": "arrested", "category": "all", "words": "dozens"}
                    ],
                    "history": [{"status": "unconfirmed", "at": "2024-05", "reason": "Said."}],
                    "publication": "published",
                }
            ],
            "positions": [
                {
                    "event": "march",
                    "category": "all",
                    "measure": "arrested",
                    "low": 24,
                    "uses": ["f"],
                    "rationale": "Nobody else counted.",
                    "at": "2024-05-20",
                }
            ],
        }
    )

    shown = words("/changes/")

    assert "20 May 2024, no time given Recorded from reports. Our own figure" in shown
