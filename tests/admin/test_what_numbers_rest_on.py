"""What positions and findings rest on is never lost or falsified under them."""

import pytest

from claims import actions
from claims.actions import Answered
from claims.actions.reconcile.sheet import sheet_of
from claims.domain.errors import RuleBroken
from claims.domain.reconciliation import planning
from claims.domain.second_look import Cause
from claims.domain.vocabulary import Answer, ChangeType, Lifecycle, Option
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure, FigureReading
from claims.models.desk.position import Position
from tests.admin.desk import at_the_desk, errors, opened, page, save
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_request,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)
from tests.clash import Raid, a_draft, resting, said
from tests.pages.reader import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def raid():
    return Raid()


def stated(raid):
    """A published position on two figures, with the clash of the third shown to readers."""
    for figure in (raid.six, raid.five, raid.ten):
        published(figure.claim)
    ground = resting(raid.six, raid.five)
    actions.state_position(raid.count(), a_draft(), ground, by=None, at=NOW)
    actions.answer_finding(
        raid.event, fingerprint=raid.clash.fingerprint,
        answer=Answer.SHOWN, reason="The mayor left South out.", by=None, at=NOW,
    )  # fmt: skip
    return published(Position.objects.get())


def corrected(figure, value):
    figure.value = figure.low = figure.high = value
    figure.save()
    figure.claim.save()
    actions.publish([figure.claim], note="Counted again.", by=None, at=NOW)


def test_readers_see_a_finding_no_more_once_one_of_its_numbers_is_another(raid):
    stated(raid)
    path = f"/events/{raid.event.slug}/"
    assert "The mayor left South out." in words(path)

    corrected(raid.ten, 9)

    assert "The mayor left South out." not in words(path)


def test_positions_wait_once_a_finding_shown_with_them_has_changed(raid):
    position, desk = stated(raid), at_the_desk()
    address = page("claim", "change", raid.ten.claim.pk)

    save(desk, address, {**opened(desk, address), "figures-0-value": "9", "figures-0-low": "",
                         "figures-0-high": ""})  # fmt: skip

    position.refresh_from_db()
    assert position.changed


def test_a_position_is_put_back_though_a_finding_beside_it_has_changed(raid):
    position = stated(raid)
    raid.ten.value = raid.ten.low = raid.ten.high = 9
    raid.ten.save()
    position.rationale = "Half a thought"
    position.save()

    (back,) = actions.put_back(position, by=None, at=NOW)

    assert back.rationale != "Half a thought"


def test_a_figure_is_not_deleted_from_under_a_position(raid):
    position, desk = stated(raid), at_the_desk()
    address = page("claim", "change", raid.six.claim.pk)

    refused = save(desk, address, {**opened(desk, address), "figures-0-DELETE": "on"})

    assert f"“{position}” uses north-6: take it from there first." in " ".join(errors(refused))
    assert Figure.objects.filter(pk=raid.six.pk).exists()


def test_the_id_of_a_figure_is_its_own_in_the_event_and_stays_once_readers_know_it(raid):
    desk = at_the_desk()
    address = page("claim", "change", raid.six.claim.pk)
    sent = opened(desk, address)

    twice = save(desk, address, {**sent, "figures-0-key": "south-5"})
    assert "has a figure of this id in the event." in " ".join(errors(twice))

    published(raid.six.claim)
    renamed = save(desk, address, {**opened(desk, address), "figures-0-key": "north-six"})
    assert "know it by this id: it stays." in " ".join(errors(renamed))
    raid.six.refresh_from_db()
    assert raid.six.key == "north-6"


def test_a_merged_claims_figures_do_not_share_an_id_with_their_copies(raid):
    into = a_claim(event=raid.north, claimant=raid.six.claim.claimant)

    actions.merge(raid.six.claim, into=into, reason="One statement.", by=None, at=NOW)

    assert sheet_of(raid.event).case().by_id
    assert into.figures.get().key != raid.six.key


def test_claims_are_not_merged_while_a_position_uses_one_and_leaves_the_other_out(raid):
    twin = a_claim(event=raid.north, claimant=raid.six.claim.claimant)
    same = a_figure(twin, 6, category="everyone-else", key="north-six")
    for one, other in ((raid.six, same), (same, raid.six)):
        Position.objects.all().delete()
        ground = resting(one, leaves_out={other.pk: "The same count."})
        actions.state_position(raid.count(), a_draft(low=6), ground, by=None, at=NOW)

        with pytest.raises(RuleBroken, match="leaves the other out"):
            actions.merge(twin, into=raid.six.claim, reason="One.", by=None, at=NOW)


def test_undoing_a_merge_brings_a_figure_back_into_a_list_that_was_edited_since(raid):
    position = stated(raid)
    into = a_claim(event=raid.north, claimant=raid.six.claim.claimant)
    as_stated = position.as_stated
    actions.merge(raid.six.claim, into=into, reason="One.", by=None, at=NOW)
    position.refresh_from_db()
    assert set(position.as_stated) == {str(into.figures.get().pk), str(raid.five.pk)}
    position.uses.remove(raid.five)

    actions.undo_merge(Claim.objects.get(pk=raid.six.claim.pk), by=None, at=NOW)

    position.refresh_from_db()
    assert list(position.uses.all()) == [raid.six]
    assert position.as_stated == as_stated


@pytest.mark.parametrize("which", ["a reading that stays behind", "a reading that goes along"])
def test_a_part_that_words_may_mean_is_not_split_off(raid, which):
    at_home = which == "a reading that stays behind"
    figure, part = (raid.ten, raid.north) if at_home else (raid.six, raid.south)
    FigureReading(figure=figure, event=part).save()

    with pytest.raises(RuleBroken, match="may count"):
        actions.place_event(raid.north, under=None, change=ChangeType.UPDATE, by=None, at=NOW)


def test_answers_go_along_with_a_part_and_come_back(raid):
    a_figure(raid.six.claim, 7, category="everyone-else", key="north-7")
    finding = next(
        f for f in raid.findings() if len(f.figures) == 2 and "north-7" in str(f.figures)
    )
    row = actions.answer_finding(
        raid.event, fingerprint=finding.fingerprint,
        answer=Answer.EXPLAINED, reason="Two lists.", by=None, at=NOW,
    )  # fmt: skip
    assert row.event == raid.event

    for under, root in ((None, raid.north), (raid.event, raid.event)):
        actions.place_event(raid.north, under=under, change=ChangeType.UPDATE, by=None, at=NOW)
        row.refresh_from_db()
        assert row.event == root


def test_decisions_go_along_with_a_part_and_come_back(raid):
    said(raid.north, 9, "Paper", key="paper-9")
    cards = planning.plan(sheet_of(raid.event).case()).cards
    card = next(card for card in cards if card.kind == "one_cell")
    row = actions.decide(
        raid.event, card.key, Answered(Option.RANGE), seen=card.fingerprint,
        reason="Nobody says which.", by=None, at=NOW,
    ).row  # fmt: skip

    for under, root in ((None, raid.north), (raid.event, raid.event)):
        actions.place_event(raid.north, under=under, change=ChangeType.UPDATE, by=None, at=NOW)
        row.refresh_from_db()
        assert (row.event, row.category.event) == (root, root)
        keys = [card.key for card in planning.plan(sheet_of(root).case()).cards]
        assert card.key not in keys


def test_an_event_is_not_put_where_its_figures_ids_are_taken(raid):
    other = an_event("Another raid")
    a_figure(a_claim(event=other), 7, key="north-6")

    with pytest.raises(RuleBroken, match="Another figure there is called north-6"):
        actions.place_event(other, under=raid.event, change=ChangeType.UPDATE, by=None, at=NOW)


def test_put_back_keeps_who_stands_behind_confidential_evidence():
    claim = a_claim()
    piece = some_evidence(claim, confidential=True)
    published(claim)
    behind = piece.originator
    piece.confidential = False
    piece.save()

    actions.put_back(claim, by=None, at=NOW)

    piece.refresh_from_db()
    assert (piece.confidential, piece.originator) == (True, behind)


def test_a_position_restated_without_what_was_shaken_need_not_be_looked_at_again(raid):
    position = stated(raid)
    actions.look_again(raid.six.claim, cause=Cause.REFUTED, by=None, at=NOW)
    assert position.second_looks.filter(cleared_at=None).exists()

    actions.state_position(
        raid.count(), a_draft(low=5), resting(raid.five), seen=position.version, by=None, at=NOW
    )

    assert not position.second_looks.filter(cleared_at=None).exists()


def test_a_request_that_a_stance_rests_on_went_to_whom_it_went():
    claim, desk = a_claim(), at_the_desk()
    request = a_request(claim)
    a_stance(claim, "no_response", source=request.whom, request=request)
    address = page("claim", "change", claim.pk)

    refused = save(desk, address, {**opened(desk, address), "requests-0-whom": a_source().pk})

    assert "A stance rests on this" in " ".join(errors(refused))

    save(desk, address, {**opened(desk, address), "requests-0-asked": "2024-08-29"})
    request.refresh_from_db()
    assert claim.stances.get().asked_at == request.asked_at


def test_what_still_stands_is_not_hidden_in_what_does_not():
    old = a_claim(lifecycle=Lifecycle.SUPERSEDED)
    now = a_claim(event=old.event, claimant=old.claimant)

    with pytest.raises(RuleBroken, match="stands as superseded"):
        actions.merge(now, into=old, reason="One.", by=None, at=NOW)

    actions.merge(old, into=now, reason="One.", by=None, at=NOW)
