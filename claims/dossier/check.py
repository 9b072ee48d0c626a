"""Whether a dossier that the schema allows also makes sense: each rule with its place."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from datetime import datetime

from claims.domain.iso import shown
from claims.dossier import cycles, dates, desk_rules, fields, history
from claims.dossier.canonical_form import categories_of
from claims.dossier.differences import counted_or_asked
from claims.dossier.errors import Complaints, Place, spelt
from claims.dossier.external_refs import Outside
from claims.dossier.structure import Object, events, figures, references, trees


def check(dossier: Object, outside: Outside, *, at: datetime) -> None:
    """Raise ``Refused`` with all that is wrong; what rests on names only once those are right."""
    complaints = Complaints(dossier)
    for what, named in _named_things(dossier):
        _check_unique(what, named, complaints)
    fields.check(dossier, complaints)
    _check_references(dossier, outside, complaints)
    complaints.settle()
    cycles.check(dossier, complaints)
    desk_rules.check(dossier, outside, complaints)
    dates.check(dossier, complaints, at=at)
    complaints.settle()
    history.check(dossier, outside, complaints, at=at)
    complaints.settle()


Named = Iterable[tuple[Place, Hashable]]


def _named_things(dossier: Object) -> Iterator[tuple[str, Named]]:
    yield "an event", [((*place, "slug"), node["slug"]) for node, place, *_ in events(dossier)]
    tree = trees(categories_of(dossier), ("categories",))
    yield "a category", [((*place, "slug"), node["slug"]) for node, place, *_ in tree]
    for what, kind in (
        ("a party", "parties"),
        ("a measure", "measures"),
        ("a source", "sources"),
        ("a report", "reports"),
        ("a claim", "claims"),
        ("a question", "questions"),
    ):
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
            (("positions", n), " ".join(counted_or_asked(p)))
            for n, p in enumerate(dossier.get("positions", []))
        ],
    )
    for n, question in enumerate(dossier.get("questions", [])):
        yield (
            "an answer of this question",
            [
                (("questions", n, "answers", m, "slug"), answer["slug"])
                for m, answer in enumerate(question.get("answers", []))
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


def _check_references(dossier: Object, outside: Outside, complaints: Complaints) -> None:
    """Refuse what names a thing that is neither in the file nor, where that may be, here."""
    there = _things_there(dossier, outside)
    for place, kind, name in references(dossier):
        if name not in there[kind]:
            complaints.add(place, f"there is no {kind} {shown(name)}{_advice(kind, name)}")


def _things_there(dossier: Object, outside: Outside) -> dict[str, Collection[str]]:
    tree = trees(categories_of(dossier), ("categories",))
    return {
        "event": {node["slug"] for node, *_ in events(dossier)},
        "category": {node["slug"] for node, *_ in tree},
        "source": {s["slug"] for s in dossier.get("sources", [])},
        "report": {r["slug"] for r in dossier.get("reports", [])},
        "claim": {c["slug"] for c in dossier.get("claims", [])} | outside.said.keys(),
        "question": {q["slug"] for q in dossier.get("questions", [])},
        "figure": {f["id"] for f, *_ in figures(dossier)} | outside.figures.keys(),
    }


def _advice(kind: str, name: str) -> str:
    if kind == "figure" and "/" in name:
        return " here: import the dossier it belongs to first."
    if kind == "claim":
        return " in this file or here: add it, or import the dossier it belongs to first."
    return " in this file: add it, or see whether it is misspelt."
