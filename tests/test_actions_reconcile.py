"""Deciding how figures are treated, answering findings, stating positions."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.errors import RuleBroken, Stale
from claims.domain.figure_treatment import How, Treated
from claims.domain.reconciliation import Suggestion, Tie
from claims.domain.relations import Relation
from claims.domain.vocabulary import Answer, LinkState
from claims.models.desk.link import Link
from claims.models.desk.position import FindingAnswer, Position
from tests.builders import NOW, a_claim, a_figure, an_editor, published, published_state, state
from tests.clash import Raid, a_draft, resting, said

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def raid():
    return Raid()


def treat(raid, treated, *, by=None, seen=None):
    figures = {f.pk: f for f in (raid.six, raid.five, raid.ten)}
    for figure in figures.values():
        figure.claim.refresh_from_db()
    versions = {f.claim_id: f.claim.version for f in figures.values()}
    return actions.treat_figures(raid.event, treated, seen=seen or versions, by=by, at=LATER)


def answer(raid, finding, word=Answer.SHOWN, *, reason="Neither has said more.", seen=0):
    return actions.answer_finding(
        raid.event,
        fingerprint=finding.fingerprint,
        answer=word,
        reason=reason,
        seen=seen,
        by=an_editor(),
        at=LATER,
    )


def test_a_figure_left_out_keeps_its_reason_and_changes_its_claim(raid):
    editor = an_editor()
    published(raid.ten.claim)

    (claim,) = treat(raid, {raid.ten.pk: Treated(How.LEAVE_OUT, note="Too old.")}, by=editor)

    raid.ten.refresh_from_db()
    assert (raid.ten.treatment, raid.ten.treatment_note) == ("leave_out", "Too old.")
    assert (claim.pk, claim.changed) == (raid.ten.claim_id, True)
    assert raid.ten.history.latest("history_id").history_user == editor
    assert "sum_exceeds_total" not in {f.kind for f in raid.findings()}


@pytest.mark.parametrize("how", [How.SUPERSEDED, How.REPEAT, How.DERIVED])
def test_a_figure_hangs_on_another_and_is_let_go_again(raid, how):
    treat(raid, {raid.ten.pk: Treated(how, (("+", raid.six.pk),))})
    hanging = "sum_exceeds_total" not in {f.kind for f in raid.findings()}

    treat(raid, {raid.ten.pk: Treated()})

    assert hanging
    assert raid.clash


@pytest.mark.parametrize(
    ("treated", "words"),
    [
        (lambda r: {r.ten.pk: Treated(How.LEAVE_OUT)}, "say why it is not used"),
        (lambda r: {r.ten.pk: Treated(How.SUPERSEDED)}, "name the figure"),
        (lambda r: {r.ten.pk: Treated(How.REPEAT, (("+", r.ten.pk),))}, "hang on itself"),
        (
            lambda r: {r.ten.pk: Treated(How.REPEAT, (("+", r.six.pk), ("+", r.five.pk)))},
            "one figure only",
        ),
        (lambda r: {r.ten.pk: Treated(How.REPEAT, (("+", 10**9),))}, "no longer there"),
        (lambda r: {10**9: Treated()}, "no longer there"),
        (
            lambda r: {
                r.ten.pk: Treated(How.SUPERSEDED, (("+", r.six.pk),)),
                r.six.pk: Treated(How.SUPERSEDED, (("+", r.ten.pk),)),
            },
            "in a circle",
        ),
    ],
)
def test_treatments_that_make_no_sense_are_refused_whole(raid, treated, words):
    with pytest.raises(RuleBroken, match=words):
        treat(raid, {raid.five.pk: Treated(How.LEAVE_OUT, note="Said twice."), **treated(raid)})

    raid.five.refresh_from_db()
    assert raid.five.treatment == "use"


def test_one_figure_may_supersede_several_and_let_one_of_them_stand(raid):
    by_six = Treated(How.SUPERSEDED, (("+", raid.six.pk),))
    treat(raid, {raid.ten.pk: by_six, raid.five.pk: by_six})

    six = type(raid.six).objects.get(pk=raid.six.pk)
    assert {figure.pk for figure in six.replaced()} == {raid.ten.pk, raid.five.pk}

    treat(raid, {raid.ten.pk: Treated()})

    again = type(raid.six).objects.get(pk=raid.six.pk)
    assert [figure.pk for figure in again.replaced()] == [raid.five.pk]


def test_of_two_editors_at_one_figure_the_second_is_told(raid):
    seen = {raid.ten.claim_id: raid.ten.claim.version}
    treat(raid, {raid.ten.pk: Treated(How.LEAVE_OUT, note="First.")})

    with pytest.raises(Stale):
        treat(raid, {raid.ten.pk: Treated(How.LEAVE_OUT, note="Second.")}, seen=seen)


def test_an_answer_keeps_what_the_finding_said(raid):
    finding = raid.clash

    row = answer(raid, finding)

    assert (row.sentence, row.arithmetic, row.settles, row.severity) == (
        finding.sentence,
        "6 + 5 = 11 > 10",
        "Ask Mayor whether the total leaves some of them out.",
        3,
    )
    assert row.figures == ["north-6", "south-5", "all-10"]


def test_an_answer_needs_a_reason_and_a_finding_that_is_there(raid):
    finding = raid.clash
    with pytest.raises(RuleBroken, match="reason"):
        answer(raid, finding, reason=" ")
    treat(raid, {raid.ten.pk: Treated(How.LEAVE_OUT, note="Too old.")})

    with pytest.raises(Stale, match="no longer there"):
        answer(raid, finding)
    assert not FindingAnswer.objects.exists()


def test_of_two_editors_at_one_finding_the_second_is_told_the_first_answer(raid):
    finding = raid.clash
    first = answer(raid, finding, Answer.EXPLAINED, reason="The mayor left South out.")

    with pytest.raises(Stale, match="The mayor left South out"):
        answer(raid, finding, Answer.DISMISSED)

    assert answer(raid, finding, Answer.DISMISSED, seen=first.version).answer == "dismissed"
    assert FindingAnswer.objects.count() == 1


def test_an_answer_taken_back_leaves_the_finding_waiting(raid):
    row = answer(raid, raid.clash)

    actions.reopen(row, by=an_editor())

    assert not FindingAnswer.objects.exists()


def stated(raid, draft=None, ground=None, **more):
    given = {"seen": 0, "by": an_editor(), "at": LATER, **more}
    count = given.pop("count", None) or raid.count()
    ground = ground or resting(raid.six, raid.five)
    return actions.state_position(count, draft or a_draft(), ground, **given)


def test_a_position_is_stated_with_what_it_rests_on(raid):
    ground = resting(raid.six, raid.five, leaves_out={raid.ten.pk: "Too old."})

    position = stated(raid, ground=ground)

    assert (position.low, position.high, position.publication) == (11, None, "draft")
    assert state(position)["uses"][0]["low"] == 6
    assert [out["reason"] for out in state(position)["leaves_out"]] == ["Too old."]
    assert position.stated_at == LATER


def test_a_position_beyond_what_its_figures_allow_needs_a_reason(raid):
    with pytest.raises(RuleBroken, match="11 or more: say why"):
        stated(raid, a_draft(low=9))

    assert stated(raid, a_draft(low=9, override_reason="One died elsewhere.")).low == 9


def test_a_position_that_cannot_be_stated_leaves_no_trace(raid):
    for draft, ground in [
        (a_draft(rationale=""), resting(raid.six)),
        (a_draft(), resting()),
        (a_draft(), resting(raid.six, leaves_out={raid.six.pk: "Twice."})),
        (a_draft(), resting(raid.six, leaves_out={raid.ten.pk: " "})),
    ]:
        with pytest.raises(RuleBroken):
            stated(raid, draft, ground)

    assert not Position.objects.exists()


def test_not_established_needs_no_figures(raid):
    draft = a_draft(established=False, low=None)

    assert not stated(raid, draft, resting()).established


def test_of_two_editors_at_one_position_the_second_is_told(raid):
    first = stated(raid)

    with pytest.raises(Stale, match="Somebody else has stated"):
        stated(raid, a_draft(low=12))
    again = stated(raid, a_draft(low=12), seen=first.version)

    assert (again.pk, again.low) == (first.pk, 12)


def test_parts_may_not_exceed_the_whole_when_they_are_published(raid):
    published(stated(raid, a_draft(low=6, high=6), resting(raid.six), count=raid.count(raid.north)))
    whole = stated(raid, a_draft(low=5, high=5, override_reason="We think so."))

    with pytest.raises(RuleBroken, match=r"cannot all be true \(6 > 5\)"):
        published(whole)

    whole.refresh_from_db()
    assert whole.publication == "draft"


def test_a_position_never_tells_more_than_its_claims_do(raid):
    published(raid.six.claim)
    treat(raid, {raid.six.pk: Treated(note="Counted at the morgue.")})
    position = stated(raid)

    with pytest.raises(RuleBroken, match="publish them together"):
        published(position)
    raid.six.claim.refresh_from_db()
    actions.publish([position, raid.six.claim], note="A note was added.", by=None, at=LATER)

    assert published_state(position)["low"] == 11


def test_a_position_waits_once_a_figure_it_names_has_changed_or_was_replaced(raid):
    position = stated(raid)
    assert not Position.objects.all().under_revision().exists()

    newer = said(raid.north, 8, "City Hospital", key="north-8", supersedes=raid.six)
    replaced = list(Position.objects.all().under_revision())
    newer.supersedes = None
    newer.save()
    raid.five.low = 4
    raid.five.save()

    assert replaced == list(Position.objects.all().under_revision()) == [position]


def test_showing_a_finding_is_news_of_a_published_position(raid):
    position = published(stated(raid))
    published(raid.ten.claim)

    answer(raid, raid.clash)

    position.refresh_from_db()
    assert position.changed
    assert [f["arithmetic"] for f in state(position)["findings"]] == ["6 + 5 = 11 > 10"]


def test_a_rejected_link_is_remembered(raid):
    first, second = a_claim(event=raid.event), a_claim(event=raid.event)

    for reason in ("Another ward.", "Again."):
        actions.reject_suggested(second, Relation.UPDATES, first, reason=reason, by=None)

    assert list(Link.objects.values_list("state", "note")) == [
        (LinkState.REJECTED, "Another ward.")
    ]


def test_no_link_is_rejected_without_a_reason(raid):
    first, second = a_claim(event=raid.event), a_claim(event=raid.event)

    with pytest.raises(RuleBroken, match="Say why"):
        actions.reject_suggested(second, Relation.UPDATES, first, reason=" ", by=None)

    assert not Link.objects.exists()


def test_a_rejected_sum_is_a_finding_dismissed(raid):
    a_figure(raid.ten.claim, 11, category="everyone-else", key="all-11")
    one = Suggestion(Tie.SUM, "all-11", ("north-6", "south-5"))

    actions.reject_tie(raid.event, one, reason="By chance.", by=None, at=LATER)

    row = FindingAnswer.objects.get()
    assert (row.kind, row.answer, row.reason) == ("add_up_match", "dismissed", "By chance.")
