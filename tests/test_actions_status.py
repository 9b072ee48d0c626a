"""Changing a status: what each needs, what readers then see, and what never moves along."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.errors import RuleBroken, Stale
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, ChangeType, EntryKind, EvidenceKind
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import StatusChange
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.rows import PublishedClaim
from claims.publishing import verify
from claims.states.encoding import dump
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_report,
    a_source,
    a_stance,
    an_editor,
    published,
    published_state,
    raw,
    some_evidence,
    state,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
REASON = "Two hospitals counted, each for itself; we have seen both lists."
FOR, AGAINST = Bearing.SUPPORTS, Bearing.AGAINST

# The evidence, all of it named, that is just enough for each status.
ENOUGH = {
    Status.UNCONFIRMED: (),
    Status.PARTLY_CONFIRMED: (FOR, FOR),
    Status.CONFIRMED: (FOR, FOR),
    Status.DISPUTED: (FOR, AGAINST),
    Status.REFUTED: (AGAINST, AGAINST),
    Status.UNVERIFIABLE: (),
}
NEEDY = [status for status in Status if ENOUGH[status]]


def decide(claim, to, evidence=(), *, reason=REASON, by=None, at=LATER, **more):
    claim.refresh_from_db()
    return actions.change_status(
        claim, to=to, reason=reason, evidence=evidence, by=by, at=at, **more
    )


def decided(to, *, draft=False):
    """A claim of a status, with the evidence its decision named."""
    claim = a_claim()
    pieces = [some_evidence(claim, bearing) for bearing in ENOUGH[to]]
    if not draft:
        published(claim)
    decide(claim, to, pieces)
    return claim, pieces


def last_body():
    return raw(EntryBody.objects.get(entry=head_seq()))


@pytest.mark.parametrize("to", Status)
def test_readers_see_each_status_once_it_has_what_it_needs(to):
    claim, pieces = decided(to)

    row = PublishedClaim.objects.current().get(uid=claim.uid)
    assert (row.status, claim.status) == (to, to)
    assert published_state(claim)["named_evidence"] == sorted(p.key for p in pieces)
    assert last_body()["change"] == {
        "type": "update",
        "note": "",
        "status_from": "unconfirmed",
        "status_to": to.value,
        "reason": REASON,
        "evidence": sorted(p.key for p in pieces),
        "examined_from": False,
        "examined_to": True,
    }


@pytest.mark.parametrize("to", NEEDY)
@pytest.mark.parametrize("there", [True, False], ids=["not named", "not on file"])
def test_no_status_without_the_evidence_it_needs(to, there):
    claim = a_claim()
    if there:
        for bearing in ENOUGH[to]:
            some_evidence(claim, bearing)

    with pytest.raises(RuleBroken):
        decide(claim, to)

    assert claim.status == Status.UNCONFIRMED


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("reason", ["", "  \n"], ids=["empty", "blank"])
def test_no_status_without_a_reason(to, reason):
    claim = a_claim()
    pieces = [some_evidence(claim, bearing) for bearing in ENOUGH[to]]

    with pytest.raises(RuleBroken, match="Give the reason"):
        decide(claim, to, pieces, reason=reason)


@pytest.mark.parametrize("after", Status)
@pytest.mark.parametrize("before", Status)
def test_any_status_may_follow_any_other(before, after):
    claim, _ = decided(before)
    claim.evidence.all().delete() if not ENOUGH[before] else None
    pieces = [some_evidence(claim, bearing) for bearing in ENOUGH[after]]

    decide(claim, after, list(claim.evidence.all()) or pieces)

    settled = before in (Status.CONFIRMED, Status.REFUTED)
    row = PublishedClaim.objects.current().get(uid=claim.uid)
    assert (row.status, row.reopened) == (after, settled and before != after)


def test_a_status_change_publishes_the_decision_and_no_unfinished_edit():
    claim = published(a_claim("Fourteen were killed."))
    before = published_state(claim)
    claim.statement, claim.occasion = "Sixteen were killed.", "Half typed"
    claim.save()
    a_figure(claim, 16)
    a_stance(claim)
    pieces = [some_evidence(claim), some_evidence(claim)]
    unnamed = some_evidence(claim)

    decide(claim, Status.CONFIRMED, pieces)

    after = published_state(claim)
    moved = {key for key in after if after[key] != before[key]}
    assert moved == {
        "status",
        "reason",
        "decided",
        "examined",
        "named_evidence",
        "evidence",
        "origins",
    }
    assert [e["key"] for e in after["evidence"]] == [p.key for p in pieces]
    assert unnamed.key not in str(after)
    assert after["origins"] == {"supports": 2, "against": 0}
    assert claim.changed


def test_an_unnamed_piece_edited_on_the_desk_does_not_move_the_count_of_origins():
    claim = a_claim()
    one, other = some_evidence(claim), some_evidence(claim)
    published(claim)
    other.originator = one.originator
    other.save()

    decide(claim, Status.UNVERIFIABLE)

    assert published_state(claim)["origins"] == {"supports": 2, "against": 0}


def test_the_desk_is_in_step_with_readers_when_nothing_else_was_edited():
    claim, _ = decided(Status.CONFIRMED)

    claim.refresh_from_db()
    assert not claim.changed
    assert published_state(claim) == state(Claim.objects.get(pk=claim.pk))


def test_what_the_named_evidence_rests_on_is_published_with_it():
    claim = published(a_claim())
    publisher = a_source("A paper nobody met yet")
    piece = some_evidence(claim, report=a_report(publisher=publisher), kind=EvidenceKind.PRIMARY)

    decide(claim, Status.CONFIRMED, [piece])

    for subject in (publisher, piece.report, piece.originator):
        subject.refresh_from_db()
        assert subject.on_record
    assert list(verify.problems()) == []


def test_a_confidential_piece_leads_to_nobody():
    claim = published(a_claim())
    hidden = some_evidence(claim, confidential=True, kind=EvidenceKind.PRIMARY)

    decide(claim, Status.CONFIRMED, [hidden])

    words = "".join(EntryBody.objects.values_list("body", flat=True))
    assert hidden.originator.uid not in words
    assert hidden.report.uid not in words
    assert not type(hidden.originator).objects.get(pk=hidden.originator.pk).on_record


def test_a_decision_on_a_draft_writes_no_entry_and_is_shown_once_published():
    claim, _ = decided(Status.CONFIRMED, draft=True)
    assert Entry.objects.count() == 0

    published(claim, at=LATER)

    body = raw(EntryBody.objects.get(entry__subject=claim.uid))
    assert body["state"]["status"] == "confirmed"
    assert body["change"]["status_to"] == "confirmed"


def test_a_refused_change_leaves_no_trace():
    claim = published(a_claim())
    unmet = some_evidence(claim)
    before = (head_seq(), claim.version, claim.history.count())

    with pytest.raises(RuleBroken):
        decide(claim, Status.CONFIRMED, [unmet])

    claim.refresh_from_db()
    unmet.originator.refresh_from_db()
    assert (head_seq(), claim.version, claim.history.count()) == before
    assert claim.status == Status.UNCONFIRMED
    assert StatusChange.objects.count() == 0
    assert not unmet.originator.on_record


def test_evidence_of_another_claim_cannot_be_named():
    claim, other = a_claim(), a_claim()
    pieces = [some_evidence(other), some_evidence(other)]

    with pytest.raises(RuleBroken, match="on file for this claim"):
        decide(claim, Status.CONFIRMED, pieces)


def test_the_second_of_two_editors_is_told():
    claim = published(a_claim())
    seen = Claim.objects.get(pk=claim.pk)
    decide(claim, Status.UNVERIFIABLE)
    before = head_seq()

    with pytest.raises(Stale):
        actions.change_status(seen, to=Status.UNCONFIRMED, reason=REASON, by=None, at=LATER)

    assert head_seq() == before


def test_a_decision_says_who_what_kind_and_when():
    editor = an_editor()
    claim = published(a_claim())

    decide(claim, Status.UNVERIFIABLE, by=editor, change=ChangeType.CORRECTION)

    decision = claim.decisions.get()
    assert (decision.by, decision.at, decision.change) == (editor, LATER, "correction")
    entry = Entry.objects.get(pk=head_seq())
    assert (entry.kind, entry.change, entry.recorded_at) == (EntryKind.STATUS, "correction", LATER)
    assert claim.history.latest("history_id").history_user == editor
    assert editor.username not in str(last_body())


@pytest.mark.parametrize("way", ["retract", "suppress"])
def test_what_was_taken_back_has_no_status_to_change(way):
    claim = published(a_claim())
    more = {"grounds": "law"} if way == "suppress" else {}
    getattr(actions, way)(claim, reason="A mistake.", by=None, at=NOW, **more)

    with pytest.raises(RuleBroken, match="taken back"):
        decide(claim, Status.UNVERIFIABLE)


def test_a_status_typed_into_the_row_is_refused():
    claim = a_claim()
    claim.status = Status.CONFIRMED

    with pytest.raises(RuleBroken, match="only by a decision"):
        claim.save()
    with pytest.raises(RuleBroken, match="only by a decision"):
        a_claim(status=Status.CONFIRMED)


def test_a_decision_is_kept_as_it_was_made():
    claim, _ = decided(Status.CONFIRMED)
    decision = claim.decisions.get()
    decision.reason = "Something else."

    with pytest.raises(RuleBroken, match="as it was made"):
        decision.save()


@pytest.mark.parametrize("draft", [True, False], ids=["draft", "published"])
@pytest.mark.parametrize("to", Status)
def test_the_preview_is_what_readers_then_see(to, draft):
    claim = a_claim()
    pieces = [some_evidence(claim, bearing) for bearing in ENOUGH[to]]
    if not draft:
        published(claim)
    unkept = StatusChange(
        claim=claim, status=to, was=claim.status, reason=REASON, at=LATER, precision="minute"
    )

    preview = actions.preview_status(claim, unkept, pieces)

    decide(claim, to, pieces)
    if draft:
        published(claim)
    assert published_state(claim) == dump(preview)


def test_a_reason_is_kept_as_all_text_is():
    claim = published(a_claim())

    decide(claim, Status.UNVERIFIABLE, reason=" We asked at the cafe\u0301\r\nin vain. ")

    assert claim.decisions.get().reason == "We asked at the café\nin vain."
    assert published_state(claim)["reason"] == "We asked at the café\nin vain."


def test_a_reason_that_cannot_be_kept_is_refused_in_a_sentence():
    claim = published(a_claim())

    with pytest.raises(RuleBroken, match=r"U\+0007"):
        decide(claim, Status.UNVERIFIABLE, reason="We asked everybody, and a bell: \a")
