"""Whoever decides one side of a contradiction is led to the other, which stays as it is."""

import pytest

from claims import actions
from claims.admin.decisions.other_side import other_sides
from claims.domain.relations import Relation
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.builders import NOW, a_claim, a_link, an_event, published, some_evidence

pytestmark = pytest.mark.django_db


def a_contradiction(relation=Relation.CONTRADICTS):
    event = an_event()
    one, other = (
        a_claim("Soldiers fired.", event=event),
        a_claim("No soldier fired.", event=event),
    )
    return one, other, a_link(one, other, relation)


def decided(claim, status):
    for_it = [some_evidence(claim), some_evidence(claim)]
    against = [some_evidence(claim, Bearing.AGAINST), some_evidence(claim, Bearing.AGAINST)]
    actions.change_status(
        claim,
        to=status,
        reason="Two saw it; what speaks against it was weighed.",
        evidence=against if status == Status.REFUTED else [*for_it, *against],
        by=None,
        at=NOW,
    )
    claim.refresh_from_db()


def test_publishing_one_side_offers_the_other_and_does_nothing_to_it():
    client = at_the_desk()
    one, other, _ = a_contradiction()
    published(other)

    done = Page(client, "claim", "publish", one.pk).press("confirm")

    told = words(client.get(done.response.url))
    assert "Nobody has examined the other side of it:" in told
    assert "No soldier fired." in told
    before = other.version
    other.refresh_from_db()
    assert (other.version, other.status) == (before, Status.UNCONFIRMED)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_offered"),
    [
        (Status.DISPUTED, None, True),
        (Status.DISPUTED, Status.UNVERIFIABLE, True),
        (Status.DISPUTED, Status.DISPUTED, False),
        (Status.UNVERIFIABLE, Status.UNVERIFIABLE, False),
    ],
)
def test_a_status_offers_the_other_side_where_it_is_not_decided_alike(ours, theirs, is_offered):
    one, other, link = a_contradiction(Relation.DENIES)
    published(link)
    one.refresh_from_db()
    other.refresh_from_db()
    decided(one, ours)
    if theirs:
        decided(other, theirs)

    assert other_sides(one) == ([other] if is_offered else [])


def test_what_only_updates_is_no_other_side():
    one, _, link = a_contradiction(Relation.UPDATES)
    published(link)

    assert other_sides(one) == []
