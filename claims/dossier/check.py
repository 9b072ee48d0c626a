"""Whether a dossier that the schema allows also makes sense: each rule with its place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime

from claims.domain.iso import shown
from claims.dossier import cycles, dates, fields, history, references, rules
from claims.dossier.canonical_form import categories_of
from claims.dossier.errors import Complaints, Place, spelt
from claims.dossier.external_refs import Outside
from claims.dossier.structure import Object, events, figures, trees


def check(dossier: Object, outside: Outside, *, at: datetime) -> None:
    """Raise ``Refused`` with all that is wrong; what rests on names only once those are right."""
    complaints = Complaints()
    for what, named in _named_things(dossier):
        _check_unique(what, named, complaints)
    fields.check(dossier, complaints)
    references.check(dossier, outside, complaints)
    complaints.settle()
    cycles.check(dossier, complaints)
    rules.check(dossier, complaints)
    dates.check(dossier, complaints, at=at)
    complaints.settle()
    history.check(dossier, outside, complaints, at=at)
    complaints.settle()


Named = Iterable[tuple[Place, Hashable]]


def _named_things(dossier: Object) -> Iterator[tuple[str, Named]]:
    yield "an event", [((*place, "slug"), node["slug"]) for node, place, *_ in events(dossier)]
    tree = trees(categories_of(dossier), ("categories",))
    yield "a category", [((*place, "slug"), node["slug"]) for node, place, *_ in tree]
    for what, kind in (("a source", "sources"), ("a report", "reports"), ("a claim", "claims")):
        shapes = dossier.get(kind, [])
        yield what, [((kind, n, "slug"), shape["slug"]) for n, shape in enumerate(shapes)]
    yield "a figure", [((*place, "id"), figure["id"]) for figure, place, _ in figures(dossier)]
    for n, claim in enumerate(dossier.get("claims", [])):
        yield (
            "a piece of evidence of this claim",
            [
                (("claims", n, "evidence", m, "key"), piece["key"])
                for m, piece in enumerate(claim.get("evidence", []))
            ],
        )
    yield (
        "a link",
        [
            (("links", n), " ".join((k["from"], k["relation"], k["to"])))
            for n, k in enumerate(dossier.get("links", []))
        ],
    )
    yield (
        "a position",
        [
            (("positions", n), " ".join((p["event"], p["category"], p["measure"])))
            for n, p in enumerate(dossier.get("positions", []))
        ],
    )


def _check_unique(what: str, named: Named, complaints: Complaints) -> None:
    first: dict[Hashable, Place] = {}
    for place, name in named:
        if name in first:
            complaints.add(
                place, f"{shown(str(name))} is already {what} at {spelt(first[name])}: rename one."
            )
        first.setdefault(name, place)
