"""Suggest how a claim with figures bears on others; an editor accepts or rejects each."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from claims.actions.desk import Editor, keep
from claims.actions.not_duplicates import told_apart_from
from claims.domain.errors import RuleBroken
from claims.domain.moments import Moment, order
from claims.domain.relations import Relation
from claims.domain.text import clean
from claims.domain.vocabulary import Lifecycle, LinkState
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link

# What says already, or said and was rejected, how two counts bear on each other.
SAID = (
    *(Relation.REPEATS, Relation.UPDATES, Relation.SAME_AS, Relation.CORRECTS),
    *(Relation.RETRACTS, Relation.CONTRADICTS, Relation.CORROBORATES, Relation.DENIES),
)


def suggest_links(claim: Claim, *, by: Editor) -> list[Link]:
    """At most two for each figure: the first to give the same, the same claimant's last other."""
    found: dict[tuple[int, int], Link] = {}
    for figure in claim.figures.select_related("category").order_by("pk"):
        for link in (_repeat(claim, figure), _update(claim, figure)):
            if link and _is_new(link):
                found.setdefault((link.from_claim.pk, link.to_claim.pk), link)
    for link in found.values():
        link.save(by=by)
    return list(found.values())


def accept_link(link: Link, *, by: Editor) -> None:
    """A suggestion becomes a link; readers see it once it is published."""
    _check_open(link)
    keep(link, by=by, state=LinkState.CONFIRMED)


def reject_link(link: Link, *, reason: str, by: Editor) -> None:
    """Remembered with its reason: this link is never suggested again."""
    _check_open(link)
    if not clean(reason):
        raise RuleBroken("Say why they are not linked so: it is remembered.")
    keep(link, by=by, state=LinkState.REJECTED, note=clean(reason))


def _check_open(link: Link) -> None:
    if link.state != LinkState.SUGGESTED:
        raise RuleBroken(f"This was settled before: it is {link.get_state_display().lower()}.")


def _same_cell(claim: Claim, figure: Figure) -> QuerySet[Figure]:
    """Figures of other claims on the same people in the same part of the event."""
    part = figure.event or claim.event
    rows = Figure.objects.filter(
        Q(event=part) | Q(event=None, claim__event=part),
        category=figure.category,
        measure=figure.measure,
        claim__lifecycle=Lifecycle.CURRENT,
    )
    return rows.exclude(claim=claim).select_related("claim__claimant", "claim__event")


def _repeat(claim: Claim, figure: Figure) -> Link | None:
    """The same number: the later repeats the first, as far as their times tell."""
    same = _same_cell(claim, figure).filter(low=figure.low, high=figure.high)
    first = same.order_by(F("claim__said_at").asc(nulls_last=True), "pk").first()
    if first is None:
        return None
    later, earlier = (first.claim, claim) if _before(claim, first.claim) else (claim, first.claim)
    return _suggestion(later, Relation.REPEATS, earlier)


def _update(claim: Claim, figure: Figure) -> Link | None:
    """Another number by the same claimant, known to be of another time."""
    others = _same_cell(claim, figure).filter(claim__claimant=claim.claimant)
    others = others.exclude(low=figure.low, high=figure.high).exclude(claim__said_at=None)
    for other in others.order_by("-claim__said_at", "-pk"):
        if _before(other.claim, claim):
            return _suggestion(claim, Relation.UPDATES, other.claim)
    return None


def _suggestion(later: Claim, relation: Relation, earlier: Claim) -> Link:
    return Link(from_claim=later, relation=relation, to_claim=earlier, state=LinkState.SUGGESTED)


def _before(one: Claim, other: Claim) -> bool:
    if one.said_at is None or other.said_at is None:
        return False
    moments = [Moment(c.said_at, c.said_precision) for c in (one, other) if c.said_at]
    return order(moments[0], moments[1], one.event.time_zone) == "before"


def _is_new(link: Link) -> bool:
    """Nobody has said yet, in either direction, how these two stand to each other."""
    ends = (link.from_claim, link.to_claim)
    said = Link.objects.filter(from_claim__in=ends, to_claim__in=ends, relation__in=SAID)
    return not said.exists() and not told_apart_from(link.from_claim, [link.to_claim])
