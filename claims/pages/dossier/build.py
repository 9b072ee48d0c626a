"""One event with everything on record about it, to be read and imported elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from claims.domain.dossier_format import FORMAT, in_order
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.tree import EventTree
from claims.models.record.entry import Entry
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedPosition,
    PublishedReport,
    PublishedSource,
)
from claims.pages.dossier import shapes
from claims.pages.dossier.shapes import Object
from claims.pages.dossier.slugs import CONFIDENTIAL, Slugs, State, slugs_for, stand_in
from claims.pages.states import states

DEEPEST = 8
"""How far we follow who speaks for whom, and what reprints what."""


def dossier(tree: EventTree, shown: Shown) -> Object:
    """The whole of a root event at a moment."""
    within = [row.uid for row in tree.rows if not row.withheld]
    rows = _shown(PublishedClaim, shown).filter(event__in=within)
    told = _states(rows)
    slugs = slugs_for(told.values(), shown)
    # A file stands by itself: of other claims than its own it names none.
    told = {uid: s for uid, s in told.items() if s["claimant"] in slugs.sources}
    slugs = replace(
        slugs,
        claims={uid: s["slug"] for uid, s in told.items()},
        events={row.uid: row.slug for row in tree.rows if not row.withheld},
        figures=frozenset((uid, f["key"]) for uid, s in told.items() for f in s["figures"]),
    )
    known = states(row.since for row in tree.rows)
    zone = tree.root.time_zone
    sources, reports = _named(told.values(), slugs, shown)
    slugs = replace(
        slugs,
        sources={uid: s["slug"] for uid, s in sources.items()},
        reports={u: r["slug"] for u, r in reports.items() if r["publisher"] in sources},
    )
    return in_order(
        "dossier",
        {
            "format": FORMAT,
            "event": _event(tree, tree.root.uid, known),
            "categories": shapes.categories(known[tree.root.since]["categories"]),
            "sources": [*(shapes.source(s, slugs) for s in sources.values()), *_unnamed(told)],
            "reports": [shapes.report(reports[u], slugs, zone) for u in slugs.reports],
            "claims": _claims(told, slugs, shown, zone),
            "links": [shapes.link(s, slugs) for s in _links(slugs, shown)],
            "positions": [
                shapes.position(s, slugs, zone) for s in _positions(within, slugs, shown)
            ],
        },
    )


def _shown(model: Any, shown: Shown) -> Any:
    return model.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)


def _states(rows: Any) -> dict[str, State]:
    """States by uid, in the order of their slugs: the same whatever database they come from."""
    found = list(rows)
    known = states(row.since for row in found)
    told = {row.uid: known[row.since] for row in found if row.since in known}
    return dict(sorted(told.items(), key=lambda pair: pair[1].get("slug", "")))


def _event(tree: EventTree, uid: str, known: Mapping[int, State]) -> Object:
    row = next(row for row in tree.rows if row.uid == uid)
    parts = [one for one in tree.rows if one.parent == uid and not one.withheld]
    return shapes.event(known[row.since], [_event(tree, one.uid, known) for one in parts])


Named = dict[str, State]


def _named(told: Iterable[State], slugs: Slugs, shown: Shown) -> tuple[Named, Named]:
    """The sources and reports these claims name, with all that those name in turn."""
    reports = _closure(PublishedReport, slugs.reports, ("reprints",), shown)
    wanted = {*slugs.sources, *(state["publisher"] for state in reports.values())}
    return _closure(PublishedSource, wanted, ("speaks_for", "separations"), shown), reports


def _closure(model: Any, wanted: Iterable[str], along: Sequence[str], shown: Shown) -> Named:
    found: Named = {}
    waiting = set(filter(None, wanted))
    for _ in range(DEEPEST):
        rows = model.objects.named(waiting - found.keys(), shown.rows).values()
        more = _states([row for row in rows if not row.withheld])
        if not more:
            break
        found |= more
        waiting = {uid for state in more.values() for key in along for uid in _uids(state[key])}
    return dict(sorted(found.items(), key=lambda pair: pair[1]["slug"]))


def _uids(value: Any) -> Iterable[str]:
    return [one["other"] for one in value] if isinstance(value, list) else filter(None, [value])


def _unnamed(told: Mapping[str, State]) -> Iterator[Object]:
    """A stand-in for each who counts as evidence and is not named: the file must not say who."""
    for state in told.values():
        for piece in state["evidence"]:
            if piece["has_originator"] and not piece["originator"]:
                slug = stand_in(state["slug"], piece["key"])
                yield {"slug": slug, "name": CONFIDENTIAL, "kind": "other"}


def _claims(told: Mapping[str, State], slugs: Slugs, shown: Shown, zone: str) -> list[Object]:
    histories = histories_of(told, shown)
    return [
        shapes.claim(
            state,
            slugs,
            shapes.history(histories.get(uid, ()), {e["key"] for e in state["evidence"]}, zone),
            zone,
        )
        for uid, state in told.items()
    ]


def histories_of(uids: Iterable[str], shown: Shown) -> dict[str, list[Entry]]:
    """Every entry of some subjects up to the moment, oldest first, in one query."""
    entries = Entry.objects.filter(subject__in=list(uids)).filter(shown.rows.entries())
    told = entries.select_related("words").order_by("subject", "seq")
    return {uid: list(some) for uid, some in groupby(told, key=lambda entry: entry.subject)}


def _links(slugs: Slugs, shown: Shown) -> list[State]:
    ours = list(slugs.claims)
    rows = _shown(PublishedLink, shown).filter(from_claim__in=ours, to_claim__in=ours)
    found = _states(rows.filter(publication=Publication.PUBLISHED)).values()
    return sorted(found, key=lambda s: (*(slugs.claims[s[e]] for e in ENDS), s["relation"]))


ENDS = ("from_claim", "to_claim")


def _positions(events: Iterable[str], slugs: Slugs, shown: Shown) -> list[State]:
    rows = _shown(PublishedPosition, shown).filter(event__in=list(events))
    found = _states(rows.filter(publication=Publication.PUBLISHED)).values()
    return sorted(found, key=lambda s: (s["measure"], s["category"], slugs.events[s["event"]]))
