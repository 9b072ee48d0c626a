"""Deciding where figures cannot all be true: kept, undone, and what it does to figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.actions import Answered
from claims.actions.reconcile.sheet import sheet_of
from claims.actions.reconcile.state import Count, Ground
from claims.domain.errors import RuleBroken, Stale
from claims.domain.positions import Draft
from claims.domain.reconciliation import planning
from claims.domain.vocabulary import Option, Treatment
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.figure import Figure
from tests.admin.desk import words
from tests.builders import NOW, a_claim, a_figure, an_editor, an_event, published
from tests.clash import Raid, a_draft, said

pytestmark = pytest.mark.django_db
WHY = "The hospital counted, the wire was told."


class Ward:
    """Two counts of one place: nine by the hospital, seven by the wire."""

    def __init__(self):
        raid = Raid()
        self.event, self.north = raid.event, raid.north
        raid.six.claim.delete()
        raid.ten.claim.delete()
        raid.five.claim.delete()
        self.nine = said(self.north, 9, "Ward", key="ward-9")
        self.seven = said(self.north, 7, "Wire", key="wire-7")
        self.ward = self.nine.claim.claimant
        self.ward.kind = "health"
        self.ward.save()

    @property
    def cards(self):
        return planning.plan(sheet_of(self.event).case()).cards

    @property
    def card(self):
        (card,) = self.cards
        return card


@pytest.fixture
def ward():
    return Ward()


@pytest.fixture
def editor():
    return an_editor()


def decide(ward, option, *, seen=None, reason=WHY, by=None, **more):
    card = ward.card
    return actions.decide(
        ward.event,
        card.key,
        Answered(Option(option), **more),
        seen=seen or card.fingerprint,
        reason=reason,
        by=by,
        at=NOW,
    ).row


def treatments(*figures):
    found = []
    for figure in figures:
        figure.refresh_from_db()
        found.append((figure.treatment, figure.treatment_note))
    return found


def test_a_count_that_stands_leaves_the_others_out_with_the_reason(ward, editor):
    row = decide(ward, "stands", by=editor)

    assert treatments(ward.nine, ward.seven) == [
        (Treatment.USE, ""),
        (Treatment.LEAVE_OUT, WHY),
    ]
    assert (row.part, row.measure, row.party) == (ward.north, "killed", "")
    assert (row.low, row.high, row.reason, row.by) == (9, 9, WHY, editor)
    assert row.figures == ["ward-9", "wire-7"]
    assert ward.cards == ()


def test_the_editor_can_let_another_count_stand_than_the_one_proposed(ward):
    decide(ward, "stands", figure="wire-7")

    assert treatments(ward.nine, ward.seven) == [(Treatment.LEAVE_OUT, WHY), (Treatment.USE, "")]


def test_a_range_is_a_fact_of_its_own_and_leaves_its_figures_in_use(ward):
    row = decide(ward, "range")

    assert (row.low, row.high) == (7, 9)
    assert treatments(ward.nine, ward.seven) == [(Treatment.USE, "")] * 2
    assert ward.cards == ()


def test_a_range_wider_than_the_counts_is_refused(ward):
    with pytest.raises(RuleBroken, match="between 7 and 9"):
        decide(ward, "range", low=0, high=50)

    assert not Decision.objects.exists()


def test_a_new_figure_that_disagrees_brings_the_card_back(ward):
    decide(ward, "range")

    said(ward.north, 8, "Agency", key="agency-8")
    assert ward.cards == ()

    said(ward.north, 12, "Paper", key="paper-12")
    assert (ward.card.again, ward.card.proposal.high) == (("paper-12",), 9)


def test_of_one_voice_the_older_count_is_replaced_by_the_newer(ward):
    claim = a_claim(
        event=ward.north,
        claimant=ward.ward,
        said_at=NOW + timedelta(days=1),
        said_precision="minute",
    )
    later = a_figure(claim, 5, category="everyone-else", key="ward-5")

    decide(ward, "stands", figure="ward-5")

    later.refresh_from_db()
    assert later.supersedes == ward.nine
    assert treatments(ward.seven) == [(Treatment.LEAVE_OUT, WHY)]


def test_a_decision_undone_is_kept_and_its_figures_are_used_again(ward, editor):
    row = decide(ward, "stands")

    undone = actions.undo(row, by=editor, at=NOW).row

    assert list(Decision.objects.order_by("pk")) == [row, undone]
    assert not Decision.objects.all().standing().exists()
    assert treatments(ward.nine, ward.seven) == [(Treatment.USE, "")] * 2
    assert ward.card.again == ()


def test_what_is_shown_after_a_decision_is_what_a_fresh_reading_shows(ward):
    card = ward.card

    decided = actions.decide(
        ward.event, card.key, Answered(Option.STANDS, "wire-7"), seen=card.fingerprint,
        reason=WHY, by=None, at=NOW,
    )  # fmt: skip

    shown, fresh = decided.sheet(), sheet_of(ward.event)
    assert shown.case().figures == fresh.case().figures
    assert shown.case().decisions == fresh.case().decisions
    assert shown.ties == fresh.ties
    assert [(c.pk, c.version) for c in shown.claims] == [(c.pk, c.version) for c in fresh.claims]


def test_what_is_saved_for_many_rows_at_once_stands_in_their_history(ward, editor):
    card = ward.card

    actions.decide(
        ward.event, card.key, Answered(Option.STANDS, "ward-9"), seen=card.fingerprint,
        reason=WHY, by=editor, at=NOW,
    )  # fmt: skip

    for row in (Figure.objects.get(key="wire-7"), Claim.objects.get(figures__key="wire-7")):
        line = row.history.latest("history_id")
        told = (line.history_type, line.history_user, line.history_date)
        assert told == ("~", editor, NOW)
        assert line.instance == row
        kept = {field.attname for field in row._meta.concrete_fields}
        assert {name: getattr(line, name) for name in kept} == {
            name: getattr(row, name) for name in kept
        }


def test_a_decision_asks_no_more_for_other_positions_and_figures(ward):
    def counted(names):
        for name in names:
            place = an_event(f"Hamlet {name}", parent=ward.event)
            figure = said(place, 3, f"Guide {name}", key=f"guide-{name}")
            count, rests = Count(place, figure.category, "killed"), Ground(frozenset({figure.pk}))
            ours = actions.state_position(count, a_draft(low=3, high=3), rests, by=None, at=NOW)
            published(ours)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            row = decide(ward, "stands")
        actions.undo(row, by=None, at=NOW)
        return len(captured)

    counted("ab")
    few = asked()
    counted("cdefgh")

    assert asked() == few


def test_a_figure_treated_otherwise_since_stays_so(ward):
    row = decide(ward, "stands")
    ward.seven.refresh_from_db()
    ward.seven.treatment_note = "A misprint, the wire says."
    ward.seven.save()

    actions.undo(row, by=None, at=NOW)

    assert treatments(ward.seven) == [(Treatment.LEAVE_OUT, "A misprint, the wire says.")]


def test_a_decision_is_undone_once(ward):
    row = decide(ward, "range")
    undone = actions.undo(row, by=None, at=NOW).row

    for again in (row, undone):
        with pytest.raises(Stale, match="undone this decision"):
            actions.undo(again, by=None, at=NOW)


def test_whoever_saw_other_figures_is_told_to_look_again(ward):
    seen = ward.card.fingerprint
    said(ward.north, 12, "Paper", key="paper-12")

    with pytest.raises(Stale, match="no longer there as you saw it"):
        decide(ward, "stands", seen=seen)

    assert not Decision.objects.exists()
    assert treatments(ward.seven) == [(Treatment.USE, "")]


def test_a_decision_needs_a_reason_unless_it_is_put_off(ward):
    with pytest.raises(RuleBroken, match="Give the reason"):
        decide(ward, "range", reason=" ")

    decide(ward, "later", reason="")

    assert ward.card.put_off


def test_an_option_that_is_no_answer_is_refused(ward):
    with pytest.raises(RuleBroken, match="“both” is no answer"):
        decide(ward, "both")


def test_a_whole_that_leaves_some_out_stays_in_use_as_a_floor():
    raid = Raid()
    (card,) = planning.plan(sheet_of(raid.event).case()).cards

    actions.decide(
        raid.event,
        card.key,
        Answered(Option.LEAVES_SOME_OUT),
        seen=card.fingerprint,
        reason=WHY,
        by=None,
        at=NOW,
    )

    plan = planning.plan(sheet_of(raid.event).case())
    assert plan.cards == ()
    assert treatments(raid.ten) == [(Treatment.USE, "")]
    over_all = [r for r in plan.rows if r.cell.event == raid.event.slug and r.party == "*"]
    assert [(row.low, row.high) for row in over_all] == [(11, None)]


def test_figures_that_our_own_number_adds_up_are_asked_about_once(ward):
    decide(ward, "stands")
    guests = said(ward.event, 4, "Guide", key="guests-4", category="civilians")
    assert ward.cards == ()

    count = Count(ward.event, ward.event.categories.get(slug="everyone-else"), "killed")
    ground = Ground(uses=frozenset({ward.nine.pk, guests.pk}))
    actions.state_position(count, a_draft(low=9), ground, by=None, at=NOW)

    assert (ward.card.key, ward.card.figures) == ("twice:guests-4", ("guests-4", "ward-9"))

    decide(ward, "not_the_same")

    assert ward.cards == ()


def test_readers_see_a_decision_beside_the_figure_that_it_bears_on(ward, client):
    ours = actions.state_position(
        Count(ward.north, ward.nine.category, "killed"),
        Draft(established=True, low=9, high=9, rationale="The hospital counted."),
        Ground(frozenset({ward.nine.pk})),
        by=None,
        at=NOW,
    )
    published(ours)
    published(ward.seven.claim)
    decide(ward, "stands")
    ours.refresh_from_db()
    assert ours.changed

    actions.publish([ours], note="The ward's count stands.", by=None, at=NOW)

    page = words(client.get(f"/events/{ward.event.slug}/figures/"))
    assert "9 stands. The hospital counted, the wire was told." in page
    (told,) = client.get(f"/events/{ward.event.slug}/dossier.json").json()["decisions"]
    assert (told["option"], told["low"], told["reason"]) == ("stands", 9, WHY)
    assert told["about"]["category"] == "everyone-else"
    assert "ward-9" in told["figures"]
    (row,) = client.get("/api/v1/positions/").json()["results"]
    assert row["decisions"][0]["option"] == "stands"
