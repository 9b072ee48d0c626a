"""No body names what readers could not reach when it was written."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.status import Status
from claims.models.record.entry import Entry
from claims.publishing import log
from claims.publishing.cutoff import Cut
from claims.publishing.dependencies import needs
from claims.publishing.names_on_record import named_early, naming_problems
from claims.publishing.new_entry import Step
from claims.publishing.registry import kind_of
from claims.publishing.registry import state as registry_state
from claims.states.references import references
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_report,
    a_source,
    a_stance,
    published,
    published_state,
    raw,
    some_evidence,
)

pytestmark = pytest.mark.django_db


def told():
    """What of the record leads nowhere, or led nowhere when it was written."""
    return [*naming_problems(), *named_early()]


class Everything:
    def __contains__(self, uid):
        return True


def a_full_claim():
    """Every field that names another thing names one of its own."""
    claim = a_claim(claimant=a_source())
    others = [a_figure(a_claim(event=claim.event)) for _ in range(5)]
    figure = a_figure(claim, supersedes=others[0], repeats=others[1])
    figure.same_people_as.add(others[2])
    figure.built_on.add(others[3])
    figure.derived_from.create(part=others[4], sign="+")
    a_stance(claim, report=a_report())
    some_evidence(claim)
    some_evidence(claim, report=None, other_claim=a_claim())
    return claim


def test_all_that_a_claim_names_is_among_what_it_needs():
    claim = a_full_claim()

    named = {uid for _, uid in references(registry_state(claim, Cut(also=Everything())))}

    assert named - {claim.uid} == {need.uid for need in needs(claim)}


def test_what_a_figure_refers_to_is_published_with_it():
    earlier = a_figure(a_claim())
    claim = a_claim(event=earlier.claim.event)
    later = a_figure(claim, supersedes=earlier)

    published(claim)

    (figure,) = published_state(claim)["figures"]
    assert figure["supersedes"] == [{"claim": earlier.claim.uid, "key": earlier.key}]
    assert later.claim.event_id == earlier.claim.event_id
    steps = Entry.objects.filter(subject_kind="claim").order_by("seq")
    order = list(steps.values_list("subject", flat=True))
    assert order == [earlier.claim.uid, claim.uid]
    assert told() == []


def test_what_cannot_be_published_yet_is_not_named_until_it_can():
    earlier = a_figure(a_claim(cited=False))
    claim = a_claim(event=earlier.claim.event)
    a_figure(claim, repeats=earlier)

    published(claim)

    assert published_state(claim)["figures"][0]["repeats"] == []
    earlier.claim.refresh_from_db()
    assert not earlier.claim.on_record
    a_citation(earlier.claim)
    assert [need for need in needs(claim) if need == earlier.claim]


def test_claims_that_name_one_another_are_published_in_one_go():
    one = a_claim()
    other = a_claim(event=one.event)
    a_figure(one).same_people_as.add(a_figure(other))
    a_figure(other).same_people_as.add(one.figures.get())

    published(one)

    assert {published_state(c)["slug"] for c in (one, other)} == {one.slug, other.slug}
    assert told() == []


@pytest.mark.parametrize("where", ["stances", "evidence", "figures", "claimant"])
def test_an_entry_that_names_what_is_not_on_record_is_told(where):
    claim = a_full_claim()
    draft = {
        "stances": lambda: claim.stances.get().source,
        "evidence": lambda: claim.evidence.exclude(other_claim=None).get().other_claim,
        "figures": lambda: claim.figures.get().derived_from.get().part.claim,
        "claimant": lambda: claim.claimant,
    }[where]()
    actions.publish([n for n in needs(claim) if n.uid != draft.uid], by=None, at=NOW)

    with log.writing():
        shape = registry_state(claim, Cut(also=Everything()))
        step = Step("published", kind_of(claim), claim.uid, shape)
        (entry,) = log.append([step], by=None, at=NOW)

    (problem,) = naming_problems()
    assert problem == (
        f"Entry {entry.seq} names {draft.uid} ({where}), of which nothing is on record."
    )


def test_a_name_that_came_on_record_only_later_is_told_as_such():
    claim = a_claim()
    actions.publish([n for n in needs(claim) if n != claim.claimant], by=None, at=NOW)
    with log.writing():
        shape = registry_state(claim)
        step = Step("published", kind_of(claim), claim.uid, shape)
        (entry,) = log.append([step], by=None, at=NOW)

    actions.publish([claim.claimant], by=None, at=NOW)

    (remark,) = named_early()
    assert remark.startswith(f"Entry {entry.seq} names {claim.claimant.uid} (claimant)")
    assert list(naming_problems()) == []


def test_an_import_without_a_past_begins_with_its_event():
    claim = a_claim()
    a_figure(claim)

    actions.carry_over(claim.event, claims=[claim], note="From reports.", by=None, at=NOW)

    assert told() == []


def test_a_step_of_the_past_holds_no_stance_whose_report_had_not_appeared():
    claim = a_claim()
    actions.change_status(claim, to=Status.UNCONFIRMED, reason="Said.", by=None, at=NOW)
    late = a_report(published_at=NOW + timedelta(days=3), published_precision="second")
    a_stance(claim, report=late, stated_at=NOW, stated_precision="second")

    entries = actions.carry_over(
        claim.event, claims=[claim], note="From reports.", by=None, at=NOW + timedelta(days=9)
    )

    past, closing = (e for e in entries if e.subject == claim.uid)
    assert (raw(past.words)["state"]["stances"], told()) == ([], [])
    assert len(raw(closing.words)["state"]["stances"]) == 1
