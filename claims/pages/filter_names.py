"""What the form that narrows claims calls who spoke and what is counted, as their events do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max, Min

from claims.domain.distinct_names import told_apart
from claims.domain.measures import MEASURES, Measure
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.lookup.as_of import Shown
from claims.lookup.states import states
from claims.models.record.event_tree import with_those_above
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.presenters.counting_context import Node, Tree, measures_of
from claims.states.event import EventState


def source_labels(sources: Sequence[PublishedSource], shown: Shown) -> Mapping[str, str]:
    """By uid; two of one name are told apart by what they are, or else by where they spoke."""
    labels = {row.uid: _labels(row) for row in sources}
    told = told_apart(labels)
    used = Counter(map(fold, told.values()))
    alike = [row for row in sources if used[fold(told[row.uid])] > 1]
    if not alike:
        return told
    spoke_of = _spoke_of([row.uid for row in alike], shown)
    for row in alike:
        if row.uid in spoke_of:
            labels[row.uid].append(f"{row.name} ({spoke_of[row.uid]})")
        # Where even that is shared, its address is all that is left.
        labels[row.uid].append(f"{row.name} ({row.slug})")
    return told_apart(labels)


def _labels(source: PublishedSource) -> list[str]:
    kind = SourceKind(source.kind).label if source.kind else ""
    return [source.called, source.name, *([f"{source.name} ({kind})"] if kind else [])]


def _spoke_of(sources: Iterable[str], shown: Shown) -> Mapping[str, str]:
    """The whole event that all claims of a source are about, where it is one."""
    claims = PublishedClaim.objects.as_of(shown.rows).filter(claimant__in=list(sources))
    ends = claims.order_by().values("claimant").annotate(one=Min("event"), other=Max("event"))
    found = {row["claimant"]: (row["one"], row["other"]) for row in ends}
    rows = with_those_above({uid for pair in found.values() for uid in pair}, shown.rows)
    tree = Tree(Node(row.uid, row.title, row.parent) for row in rows)
    wholes = {uid: {tree.line(event)[:1] for event in pair} for uid, pair in found.items()}
    return {
        uid: tree.name(line[0])
        for uid, lines in wholes.items()
        for line in lines
        if line and len(lines) == 1
    }


def measures_named(slugs: Iterable[str], events: Iterable[PublishedEvent]) -> Mapping[str, Measure]:
    """What is counted, as some events call it; the first that says so is followed."""
    wanted = list(slugs)
    named = {slug: MEASURES.of(slug) for slug in wanted}
    own = [slug for slug in wanted if slug not in MEASURES.by_slug]
    wholes = [row.since for row in events if not row.parent] if own else []
    for state in states(wholes, kind=EventState).values():
        known = measures_of(state).by_slug
        named |= {slug: known[slug] for slug in own if slug in known}
        own = [slug for slug in own if slug not in known]
    return named
