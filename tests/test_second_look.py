"""When something others rest on is shaken, they come back to the desk, with the reason."""

import pytest

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, EvidenceKind, Grounds, Lifecycle, LinkState
from claims.models.desk.position import LeftOut
from claims.models.desk.second_look import SecondLook
from tests.admin.desk import at_the_desk, page
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_report,
    a_source,
    a_stance,
    an_editor,
    published,
    published_state,
    some_evidence,
)

pytestmark = pytest.mark.django_db
SAID = "A photograph of the list was examined by two of us."


def waiting(subject):
    return [
        (look.cause, look.why)
        for look in subject.second_looks.filter(cleared_at=None).order_by("pk")
    ]


def retract(subject, **more):
    return actions.retract(subject, reason="It was forged.", by=None, at=NOW, **more)


def confirmed(claim):
    piece = some_evidence(claim, kind=EvidenceKind.PRIMARY, note=SAID)
    return decide(claim, Status.CONFIRMED, piece)


def decide(claim, to, *pieces, reason="We examined the list, name by name."):
    actions.change_status(claim, to=to, reason=reason, evidence=pieces, by=None, at=NOW)
    return claim


def test_a_retracted_report_brings_back_all_that_is_taken_from_it():
    report = published(a_report())
    cited, weighed, answered = (a_claim(cited=False) for _ in range(3))
    a_citation(cited, report=report)
    some_evidence(weighed, report=report, key="the-list")
    a_stance(answered, report=report)
    elsewhere = a_claim()

    retract(report)

    assert waiting(cited) == [("retracted", "This claim is cited from it.")]
    assert waiting(weighed) == [("retracted", "It is evidence here: “the-list”.")]
    assert waiting(answered) == [("retracted", "A stance on this claim is taken from it.")]
    assert waiting(elsewhere) == []


def test_a_retracted_report_brings_back_what_is_cited_from_its_reprint():
    report = published(a_report())
    claim = a_claim(cited=False)
    a_citation(claim, report=a_report(title="The reprint", reprints=report))

    retract(report)

    ((_, why),) = waiting(claim)
    assert why == "This claim is cited from it, through “The reprint”, which reprints it."


def test_a_retracted_source_brings_back_what_it_claimed_or_originated():
    source = published(a_source())
    own, weighed = a_claim(claimant=source), a_claim()
    some_evidence(weighed, originator=source, key="its-count")

    retract(source)

    assert waiting(own) == [("retracted", "It made this claim.")]
    assert waiting(weighed) == [("retracted", "It saw, counted or holds the evidence “its-count”.")]


def test_a_refuted_claim_brings_back_every_way_of_resting_on_it():
    shaken = a_claim()
    figure = a_figure(shaken, key="ispr-14")
    piece = some_evidence(shaken, Bearing.AGAINST, EvidenceKind.PRIMARY, note=SAID)
    weighed, linked, merged, repeated = (a_claim(event=shaken.event) for _ in range(4))
    some_evidence(weighed, other_claim=shaken, report=None, key="its-word")
    a_link(shaken, linked, "corroborates")
    merged.lifecycle, merged.merged_into = Lifecycle.MERGED, shaken
    merged.save()
    a_figure(repeated, key="again", repeats=figure)
    position = a_position(shaken.event)
    position.uses.add(figure)
    other = a_position(shaken.event, category="all")
    LeftOut(position=other, figure=figure, reason="Older.").save()

    decide(shaken, Status.REFUTED, piece)

    told = {str(look.claim or look.position): look.why for look in SecondLook.objects.all()}
    assert told == {
        str(weighed): "It is evidence here: “its-word”.",
        str(linked): "This claim is linked: corroborated by it.",
        str(merged): "This claim was merged into it.",
        str(repeated): "Its figure “again” repeats a figure of it.",
        str(position): "This position uses its figure “ispr-14”.",
        str(other): "This position leaves out its figure “ispr-14”.",
    }
    assert {look.cause for look in SecondLook.objects.all()} == {"refuted"}


def test_links_that_are_no_more_than_suggested_or_context_bring_nothing_back():
    shaken, other = confirmed(a_claim()), a_claim()
    a_link(shaken, other, "context")
    a_link(other, shaken, "repeats", state=LinkState.SUGGESTED)

    decide(shaken, Status.UNCONFIRMED)

    assert not SecondLook.objects.exists()


def test_a_claim_that_is_no_longer_confirmed_brings_back_what_rests_on_it():
    shaken, weighed = confirmed(a_claim()), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None, key="its-word")

    decide(shaken, Status.UNCONFIRMED)

    assert [cause for cause, _ in waiting(weighed)] == ["downgraded"]


@pytest.mark.parametrize("to", [Status.CONFIRMED, Status.UNVERIFIABLE])
def test_a_claim_that_was_never_settled_shakes_nothing(to):
    claim, weighed = a_claim(), a_claim()
    some_evidence(weighed, other_claim=claim, report=None)
    piece = some_evidence(claim, kind=EvidenceKind.PRIMARY, note=SAID)

    decide(claim, to, piece)

    assert waiting(weighed) == []


@pytest.mark.parametrize("lifecycle", [Lifecycle.WITHDRAWN, Lifecycle.MISATTRIBUTED])
def test_what_the_claimant_takes_back_or_never_said_shakes_others(lifecycle):
    shaken, weighed = a_claim(), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None)
    was, shaken.lifecycle = Lifecycle.CURRENT, lifecycle
    shaken.save()

    actions.lifecycle_moved(shaken, was=was, by=None, at=NOW)

    assert [cause for cause, _ in waiting(weighed)] == [lifecycle.value]


def test_what_is_suppressed_shakes_others():
    shaken, weighed = published(a_claim()), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None)

    actions.suppress(shaken, grounds=Grounds.LAW, reason="A court.", by=None, at=NOW)

    assert [cause for cause, _ in waiting(weighed)] == ["withheld"]


def test_one_cause_waits_once_however_often_it_is_told():
    shaken, weighed = a_claim(), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None)

    for _ in range(2):
        actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)

    assert len(waiting(weighed)) == 1


def test_an_editor_says_that_it_stands_and_why():
    shaken, weighed, editor = a_claim(), a_claim(), an_editor()
    some_evidence(weighed, other_claim=shaken, report=None)
    (look,) = actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)

    with pytest.raises(RuleBroken, match="Say what you found"):
        actions.stands(look, note="  ", by=editor, at=NOW)
    actions.stands(look, note="Two other pieces carry it.", by=editor, at=NOW)

    assert waiting(weighed) == []
    look.refresh_from_db()
    assert (look.cleared_by, look.note) == (editor, "Two other pieces carry it.")
    assert look.history.count() == 2
    with pytest.raises(RuleBroken, match="already"):
        actions.stands(look, note="Again.", by=editor, at=NOW)


def test_a_decision_on_its_status_is_a_second_look():
    shaken, weighed = a_claim(), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None)
    actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)

    decide(weighed, Status.UNVERIFIABLE, reason="We asked both hospitals and the district.")

    assert waiting(weighed) == []
    assert weighed.second_looks.get().note.endswith("We asked both hospitals and the district.")


def test_what_no_longer_rests_on_it_need_not_be_looked_at():
    shaken, weighed = a_claim(), a_claim()
    piece = some_evidence(weighed, other_claim=shaken, report=None)
    actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)

    actions.settle_second_looks(weighed, by=None, at=NOW)
    assert len(waiting(weighed)) == 1
    piece.delete()
    actions.settle_second_looks(weighed, by=None, at=NOW)

    assert waiting(weighed) == []


def test_a_refused_retraction_brings_nothing_back():
    draft, weighed = a_claim(), a_claim()
    some_evidence(weighed, other_claim=draft, report=None)

    with pytest.raises(RuleBroken):
        retract(draft)

    assert not SecondLook.objects.exists()


def test_readers_learn_nothing_of_a_second_look():
    shaken, weighed = published(a_claim()), published(a_claim())
    some_evidence(weighed, other_claim=shaken, report=None)
    before = published_state(weighed)

    retract(shaken)

    weighed.refresh_from_db()
    assert waiting(weighed)
    assert published_state(weighed) == before


def answered(**more):
    claim, other = confirmed(a_claim()), a_claim()
    question = a_question(claim.event, answers=[("army", "The army", [claim]), ("b", "B", [other])])
    told = {"standing": "established", "chosen": "army", "rationale": "The crater.", **more}
    for name, value in told.items():
        setattr(question, name, value)
    question.save()
    return question, claim, other


def test_an_answer_of_ours_is_looked_at_again_where_its_claim_no_longer_stands():
    question, claim, _ = answered()

    decide(claim, Status.UNCONFIRMED)

    assert waiting(question) == [("downgraded", "It gives the answer that we hold: “The army”.")]


def test_the_fate_of_a_claim_shakes_the_answer_that_rests_on_it():
    question, claim, other = answered()
    was, claim.lifecycle = Lifecycle.CURRENT, Lifecycle.WITHDRAWN
    claim.save()

    actions.lifecycle_moved(claim, was=was, by=None, at=NOW)
    actions.lifecycle_moved(other, was=was, by=None, at=NOW)

    assert [cause for cause, _ in waiting(question)] == ["withdrawn"]


def test_words_of_our_own_are_looked_at_again_for_each_answer_that_they_weigh():
    question, claim, _ = answered(chosen="", words="Nobody can say.", standing="disputed")

    decide(claim, Status.UNCONFIRMED)

    assert waiting(question) == [("downgraded", "It gives an answer that ours weighs: “The army”.")]


def test_a_question_that_is_open_or_holds_another_answer_is_not_shaken():
    for more in ({"chosen": "b"}, {"chosen": "", "standing": "", "rationale": ""}):
        question, claim, _ = answered(**more)
        decide(claim, Status.UNCONFIRMED)
        assert waiting(question) == []


def test_another_answer_needs_no_second_look_for_what_it_no_longer_rests_on():
    question, claim, _ = answered()
    decide(claim, Status.UNCONFIRMED)
    question.chosen, question.standing = "b", "likely"
    question.save()

    actions.settle_second_looks(question, by=None, at=NOW)

    assert waiting(question) == []


def test_the_page_of_a_question_and_the_work_list_say_why_it_is_looked_at_again():
    question, claim, _ = answered()
    decide(claim, Status.UNCONFIRMED)
    client = at_the_desk()

    for address in (page("question", "change", question.pk), page("secondlook", "changelist")):
        shown = client.get(address).content.decode()
        assert "is no longer confirmed" in shown
        assert "It gives the answer that we hold" in shown
    assert question.text in client.get("/admin/").content.decode()
    look = question.second_looks.get()
    assert client.get(page("secondlook", "change", look.pk)).status_code == 200
