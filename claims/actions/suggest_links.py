"""Suggest how a claim with figures bears on others; an editor accepts or rejects each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from claims.actions.desk import Editor, keep
from claims.actions.not_duplicates import told_apart_from
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment, order
from claims.domain.relations import Relation
from claims.domain.text import clean
from claims.domain.vocabulary import Lifecycle, LinkState
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.told_apart import ToldApart

Cell = tuple[str, int, str]
# Only to be compared where there is no time.
NEVER = datetime.min.replace(tzinfo=UTC)
ENDS = ("from_claim__uid", "to_claim__uid")
# What says already, or said and was rejected, how two counts bear on each other.
SAID = (
    *(Relation.REPEATS, Relation.UPDATES, Relation.SAME_AS, Relation.CORRECTS),
    *(Relation.RETRACTS, Relation.CONTRADICTS, Relation.CORROBORATES, Relation.DENIES),
)


def suggest_links(claim: Claim, *, by: Editor) -> list[Link]:
    """At most two for each figure: the first to give the same, the same claimant's last other."""
    figures = list(claim.figures.select_related("event").order_by("pk"))
    new = _new(claim, _suggestions(claim, figures, _cells(claim, figures)))
    for link in new:
        link.save(by=by)
    return new


class LinksOfNew:
    """The same for many claims at once: each beside those on the desk and those before it."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._settled: set[frozenset[str]] = set()
        self._figures: dict[str, list[Figure]] = {}
        self._cells: dict[Cell, list[Figure]] = {}

    def know(self, claim: Claim) -> None:
        """A claim on the desk, which is to get figures: of whom it was said already."""
        said = Link.objects.filter(Q(from_claim=claim) | Q(to_claim=claim), relation__in=SAID)
        self._settled |= {frozenset(ends) for ends in said.values_list(*ENDS)}
        pairs = ToldApart.objects.filter(Q(one=claim.uid) | Q(other=claim.uid))
        self._settled |= {frozenset(pair) for pair in pairs.values_list("one", "other")}

    def add(self, figure: Figure, *, apart: Collection[frozenset[str]]) -> None:
        """One more figure of a claim; ``apart``: pairs that are not the same."""
        claim = figure.claim
        own = self._figures.setdefault(claim.uid, [])
        self._cell(figure).append(figure)
        own.append(figure)
        beside = {
            _cell(f, claim): [other for other in self._cell(f) if other.claim.uid != claim.uid]
            for f in own
        }
        for link in _suggestions(claim, own, beside):
            pair = frozenset({link.from_claim.uid, link.to_claim.uid})
            if pair not in self._settled and pair not in apart:
                self._settled.add(pair)
                self.links.append(link)

    def _cell(self, figure: Figure) -> list[Figure]:
        """The figures on the same people in the same part of the event, by age."""
        cell = _cell(figure, figure.claim)
        if cell not in self._cells:
            is_new = figure.claim.event._state.adding
            self._cells[cell] = [] if is_new else list(_on_desk(figure.claim, [figure]))
        return self._cells[cell]


def _suggestions(
    claim: Claim, figures: Sequence[Figure], cells: Mapping[Cell, Sequence[Figure]]
) -> list[Link]:
    found: dict[tuple[str, str], Link] = {}
    for figure in figures:
        others = cells.get(_cell(figure, claim), [])
        for link in (_repeat(claim, figure, others), _update(claim, figure, others)):
            if link:
                found.setdefault((link.from_claim.uid, link.to_claim.uid), link)
    return list(found.values())


def accept_link(link: Link, *, by: Editor) -> None:
    """A suggestion becomes a link; readers see it once it is published."""
    _check_open(link)
    keep(link, by=by, state=LinkState.CONFIRMED)


def reject_link(link: Link, *, reason: str, by: Editor) -> None:
    """Remembered with its reason: this link is never suggested again."""
    _check_open(link)
    keep(link, by=by, state=LinkState.REJECTED, note=reason_given(reason))


def reason_given(reason: str) -> str:
    """Raises ``RuleBroken`` where nobody gave one: none is ever made up."""
    if not clean(reason):
        raise RuleBroken(_("Say why they are not linked so: it is remembered."))
    return clean(reason)


def _check_open(link: Link) -> None:
    if link.state != LinkState.SUGGESTED:
        raise RuleBroken(
            _("This was settled before: it is %(state)s.", state=link.get_state_display().lower())
        )


def _cells(claim: Claim, figures: Sequence[Figure]) -> dict[Cell, list[Figure]]:
    """Figures of other claims on the same people in the same parts of the event."""
    cells: dict[Cell, list[Figure]] = {}
    for row in _on_desk(claim, figures).exclude(claim=claim):
        cells.setdefault(_cell(row, row.claim), []).append(row)
    return cells


def _on_desk(claim: Claim, figures: Sequence[Figure]) -> QuerySet[Figure]:
    parts = {(figure.event or claim.event).pk for figure in figures}
    rows = Figure.objects.filter(
        Q(event__in=parts) | Q(event=None, claim__event__in=parts),
        category__in={figure.category_id for figure in figures},
        measure__in={figure.measure for figure in figures},
        claim__lifecycle=Lifecycle.CURRENT,
    )
    return rows.select_related("event", "claim__claimant", "claim__event").order_by("pk")


def _cell(figure: Figure, claim: Claim) -> Cell:
    return (figure.event or claim.event).uid, figure.category_id, figure.measure


def _bounds(figure: Figure) -> tuple[int | None, int | None]:
    return figure.low, figure.high


def _repeat(claim: Claim, figure: Figure, others: Sequence[Figure]) -> Link | None:
    """The same number: the later repeats the first, as far as their times tell."""
    same = [other for other in others if _bounds(other) == _bounds(figure)]
    if not same:
        return None
    first = min(same, key=lambda f: (f.claim.said_at is None, f.claim.said_at or NEVER))
    later, earlier = (first.claim, claim) if _before(claim, first.claim) else (claim, first.claim)
    return _suggestion(later, Relation.REPEATS, earlier)


def _update(claim: Claim, figure: Figure, others: Sequence[Figure]) -> Link | None:
    """Another number by the same claimant, known to be of another time."""
    own = [
        other
        for other in others
        if other.claim.claimant.uid == claim.claimant.uid
        and _bounds(other) != _bounds(figure)
        and other.claim.said_at is not None
    ]
    # Of one time, the last on the desk comes first.
    own.reverse()
    own.sort(key=lambda f: f.claim.said_at or NEVER, reverse=True)
    for other in own:
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


def _new(claim: Claim, links: Sequence[Link]) -> list[Link]:
    """Those of which nobody has said yet, in either direction, how the two stand to each other."""
    others = [x.to_claim if x.from_claim == claim else x.from_claim for x in links]
    said = Link.objects.filter(relation__in=SAID)
    settled = {
        *said.filter(from_claim=claim, to_claim__in=others).values_list("to_claim", flat=True),
        *said.filter(to_claim=claim, from_claim__in=others).values_list("from_claim", flat=True),
    }
    apart = told_apart_from(claim, others)
    pairs = zip(links, others, strict=True)
    return [link for link, o in pairs if o.pk not in settled and o.uid not in apart]
