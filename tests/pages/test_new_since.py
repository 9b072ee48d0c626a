"""What is newer than a decision stands beside it, until somebody has looked again."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, EvidenceKind, Precision
from tests.admin.decision import words as desk_words
from tests.admin.desk import at_the_desk
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import words

pytestmark = pytest.mark.django_db

LATER, LATEST = NOW + timedelta(days=3), NOW + timedelta(days=4)
NEW = "New since this decision, not yet weighed"


def a_decided_claim(**more):
    claim = published(a_claim(**more))
    return decide(claim)


def decide(claim, at=NOW):
    actions.change_status(
        claim, to=Status.UNVERIFIABLE, reason="We asked three hospitals.", by=None, at=at
    )
    return claim


def a_report_of(day):
    return a_report(published_at=day, published_precision=Precision.DAY)


def first_screen(claim, **query):
    return words(f"/claims/{claim.slug}/", **query).partition("The words")[0]


@pytest.mark.parametrize("days", [3, -3], ids=["published later", "put on record later"])
def test_evidence_newer_than_the_decision_is_told_until_somebody_looked_again(days):
    claim = a_decided_claim()
    report = a_report_of(TODAY + timedelta(days=days))
    some_evidence(claim, Bearing.AGAINST, report=report, note="PICSS counts 22.")
    actions.publish([claim], note="A count.", by=None, at=LATER)

    told = first_screen(claim)
    claim.refresh_from_db()
    actions.checked_no_change(claim, by=None, at=LATEST)

    assert f"{NEW}" in told
    assert "PICSS counts 22." in told.partition(NEW)[2]
    assert NEW not in first_screen(claim)
    assert "Checked, no change 31 August 2024, 13:00 (UTC)" in first_screen(claim)


def test_what_was_on_file_or_weighed_is_not_new():
    claim = published(a_claim())
    some_evidence(claim, report=a_report_of(TODAY - timedelta(days=3)))
    actions.publish([claim], note="A count.", by=None, at=NOW)
    claim.refresh_from_db()

    assert NEW not in first_screen(decide(claim, at=LATER))


@pytest.mark.parametrize(
    "more", [{"kind": EvidenceKind.REPEATED}, {"originator": None}], ids=["a repeat", "of nobody"]
)
def test_what_counts_for_nothing_is_not_new_to_be_weighed(more):
    desk, claim = at_the_desk(), a_decided_claim()
    some_evidence(claim, report=a_report_of(TODAY + timedelta(days=3)), **more)
    actions.publish([claim], note="Carried again.", by=None, at=LATER)

    assert NEW not in first_screen(claim)
    assert "1 decided, with newer evidence" not in desk_words(desk.get("/admin/"))


@pytest.mark.parametrize("noted", [False, True], ids=["no decision", "noted"])
def test_nothing_is_new_where_nobody_has_examined_it(noted):
    claim = published(a_claim())
    if noted:
        told = {"to": Status.UNCONFIRMED, "reason": "Said on the radio.", "examined": False}
        actions.change_status(claim, **told, by=None, at=NOW)
    some_evidence(claim, report=a_report_of(LATER))
    actions.publish([claim], note="A count.", by=None, at=LATER)

    assert NEW not in first_screen(claim)
    assert "0 results" in desk_words(at_the_desk().get("/admin/claims/claim/?since=newer"))


def test_a_report_that_was_withdrawn_since_is_told_beside_the_decision():
    claim = a_decided_claim()
    report = claim.citations.get().report
    report.publisher_action, report.publisher_note = "withdrawn", "The count was wrong."
    day = TODAY + timedelta(days=3)
    report.publisher_acted_at, report.publisher_acted_precision = day, Precision.DAY
    report.save()
    actions.publish([report], note="Withdrawn.", by=None, at=LATER)

    told = first_screen(claim).partition(NEW)[2]

    assert "30 August 2024 Withdrawn by its publisher" in told
    assert "The count was wrong." in told


def test_newer_figures_of_the_same_count_are_told_beside_ours():
    event = an_event("The fire")
    used = a_figure(published(a_claim(event=event)), 40, category="everyone-else")
    more = {"said_at": LATER, "said_precision": "day", "event": event}
    newer, other = a_claim("Fifty died.", **more), a_claim("Two policemen died.", **more)
    a_figure(newer, 50, category="everyone-else")
    a_figure(other, 2, category="police")
    for claim in (used.claim, newer, other):
        actions.publish([claim], note="Figures.", by=None, at=NOW)
    position = a_position(event, as_of_at=TODAY, as_of_precision="day")
    position.uses.set([used])
    published(position)

    told = words(f"/events/{event.slug}/")
    position.refresh_from_db()
    actions.checked_no_change(position, look_again_on=None, by=None, at=LATEST)

    assert "1 newer figure since" in told
    assert "newer figure" not in words(f"/events/{event.slug}/")
    assert "Checked, no change 31 August 2024" in words(f"/events/{event.slug}/")


@pytest.mark.parametrize(
    ("later", "newer"), [({"hours": 20}, 0), ({"days": 1}, 1), ({"days": 3}, 1)]
)
@pytest.mark.parametrize("checked", [None, LATEST])
def test_readers_the_lists_and_the_workbench_agree_on_what_is_newer(later, newer, checked):
    event = an_event("The fire")
    used = a_figure(published(a_claim(event=event)), 40, category="everyone-else")
    at = TODAY + timedelta(**later)
    newest = a_claim("Fifty died.", event=event, said_at=at, said_precision="minute")
    a_figure(newest, 50, category="everyone-else")
    published(newest)
    position = a_position(event, as_of_at=TODAY, as_of_precision="day")
    position.uses.set([used])
    published(position)
    if checked:
        position.refresh_from_db()
        actions.checked_no_change(position, look_again_on=None, by=None, at=checked)
        newer = 0
    desk = at_the_desk()

    page = words(f"/events/{event.slug}/")
    listed = desk_words(desk.get("/admin/claims/position/?since=newer"))
    bench = desk_words(desk.get(f"/admin/claims/event/{event.pk}/reconcile/"))

    told = ("1 newer figure since" in page, "1 result" in listed, "Newer:" in bench)
    assert told == (newer > 0,) * 3


def test_the_firmest_contradiction_stands_beside_the_claim_with_who_whom_and_when():
    event = an_event("The fire")
    said = {"event": event, "said_at": TODAY, "said_precision": "day"}
    ours = a_claim("Forty died.", claimant=a_source("The rebels"), **said)
    weak = a_claim("Nobody died.", **said)
    firm = a_claim("Ten died.", claimant=a_source("The coroner"), **said)
    a_figure(ours, 40, category="soldiers")
    a_figure(firm, 10, category="soldiers")
    for claim in (ours, weak, firm):
        published(claim)
    decide(firm)
    for other in (weak, firm):
        published(a_link(other, ours, "contradicts", state="confirmed"))

    shown = first_screen(ours)

    assert "40 soldiers killed The rebels , 27 August 2024" in shown
    assert "10 soldiers killed The coroner , 27 August 2024" in shown
    assert "Nobody died." not in shown


def test_the_work_list_counts_what_is_newer_and_what_is_overdue():
    desk, claim = at_the_desk(), a_decided_claim()
    some_evidence(claim, report=a_report_of(TODAY + timedelta(days=3)))
    promised = a_decided_claim()
    actions.checked_no_change(promised, look_again_on=LATER.date(), by=None, at=NOW)

    index = desk_words(desk.get("/admin/"))
    newer = desk_words(desk.get("/admin/claims/claim/?since=newer"))
    overdue = desk_words(desk.get("/admin/claims/claim/?again=overdue"))

    assert "1 decided, with newer evidence not yet weighed" in index
    assert "1 claims to be looked at again, and overdue" in index
    assert (str(claim) in newer, str(promised) in newer) == (True, False)
    assert (str(claim) in overdue, str(promised) in overdue) == (False, True)
    told = first_screen(promised)
    assert "Overdue: we said that we would look again by 30 August 2024" in told


@pytest.mark.parametrize(("number", "told"), [(1, "1 person killed (soldiers)"), (2, "2 soldiers")])
def test_a_single_one_of_many_is_one_person(number, told):
    event = an_event("The fire")
    one, other = (a_claim(f"{n} died.", event=event) for n in (number, 9))
    a_figure(one, number, category="soldiers")
    a_figure(other, 9, category="soldiers")
    for claim in (one, other):
        published(claim)
    published(a_link(other, one, "contradicts", state="confirmed"))

    assert told in first_screen(one)


def test_dozens_stand_as_dozens_beside_another_count():
    event = an_event("The ferry")
    many, few = (a_claim(f"{who} drowned.", event=event) for who in ("Dozens", "Nine"))
    a_figure(many, None, low=24, qualifier="unstated", words="dozens", category="all")
    a_figure(few, 9, category="all")
    for claim in (many, few):
        published(claim)
    published(a_link(few, many, "contradicts", state="confirmed"))

    shown = first_screen(many)

    assert "dozens people killed" in shown
    assert "24" not in shown
