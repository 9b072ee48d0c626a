"""Whether everything a dossier names exists, in the file or, where that may be, here."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claims.domain.iso import shown
from claims.dossier.canonical_form import categories_of
from claims.dossier.errors import Complaints, Place
from claims.dossier.external_refs import Outside, of_figure, of_position
from claims.dossier.structure import Object, events, figures, trees

Reference = tuple[Place, str, str | None]
"""Where it stands, what kind of thing it names, and the name."""


def check(dossier: Object, outside: Outside, complaints: Complaints) -> None:
    known = _known(dossier, outside)
    for place, kind, name in _references(dossier):
        if name is not None and name not in known[kind]:
            complaints.add(place, f"there is no {kind} {shown(name)}{_advice(kind, name)}")


def _known(dossier: Object, outside: Outside) -> dict[str, Collection[str]]:
    tree = trees(categories_of(dossier), ("categories",))
    return {
        "event": {node["slug"] for node, *_ in events(dossier)},
        "category": {node["slug"] for node, *_ in tree},
        "source": {s["slug"] for s in dossier.get("sources", [])},
        "report": {r["slug"] for r in dossier.get("reports", [])},
        "claim": {c["slug"] for c in dossier.get("claims", [])} | outside.said_at.keys(),
        "figure": {f["id"] for f, *_ in figures(dossier)} | outside.figures.keys(),
    }


def _advice(kind: str, name: str) -> str:
    if kind == "figure" and "/" in name:
        return " here: import the dossier it belongs to first."
    if kind == "claim":
        return " in this file or here: add it, or import the dossier it belongs to first."
    return " in this file: add it, or see whether it is misspelt."


def _references(dossier: Object) -> Iterator[Reference]:
    yield from _of_ground(dossier)
    for n, claim in enumerate(dossier.get("claims", [])):
        yield from _of_claim(claim, ("claims", n))
    for n, link in enumerate(dossier.get("links", [])):
        yield ("links", n, "from"), "claim", link["from"]
        yield ("links", n, "to"), "claim", link["to"]
    for n, position in enumerate(dossier.get("positions", [])):
        yield from _of_position(position, ("positions", n))
    for n, answer in enumerate(dossier.get("answers", [])):
        for name in answer["finding"]["figures"]:
            yield ("answers", n, "finding", "figures"), "figure", name


def _of_ground(dossier: Object) -> Iterator[Reference]:
    for n, source in enumerate(dossier.get("sources", [])):
        yield ("sources", n, "speaks_for"), "source", source.get("speaks_for")
        for m, apart in enumerate(source.get("apart_from", [])):
            yield ("sources", n, "apart_from", m, "source"), "source", apart["source"]
    for n, report in enumerate(dossier.get("reports", [])):
        yield ("reports", n, "publisher"), "source", report["publisher"]
        yield ("reports", n, "reprints"), "report", report.get("reprints")


def _of_claim(claim: Object, place: Place) -> Iterator[Reference]:
    yield (*place, "claimant"), "source", claim["claimant"]
    yield (*place, "event"), "event", claim["event"]
    yield (*place, "merged_into"), "claim", claim.get("merged_into")
    for m, citation in enumerate(claim.get("citations", [])):
        yield (*place, "citations", m, "report"), "report", citation["report"]
    for m, stance in enumerate(claim.get("stances", [])):
        yield (*place, "stances", m, "source"), "source", stance["source"]
        yield (*place, "stances", m, "report"), "report", stance.get("report")
    for m, piece in enumerate(claim.get("evidence", [])):
        yield (*place, "evidence", m, "report"), "report", piece.get("report")
        yield (*place, "evidence", m, "claim"), "claim", piece.get("claim")
        yield (*place, "evidence", m, "originator"), "source", piece.get("originator")
    for m, figure in enumerate(claim.get("figures", [])):
        yield from _of_figure(figure, (*place, "figures", m))


def _of_figure(figure: Object, place: Place) -> Iterator[Reference]:
    yield (*place, "category"), "category", figure["category"]
    yield (*place, "event"), "event", figure.get("event")
    for m, reading in enumerate(figure.get("readings", [])):
        yield (*place, "readings", m, "event"), "event", reading.get("event")
        yield (*place, "readings", m, "category"), "category", reading.get("category")
    for name in of_figure(figure):
        yield place, "figure", name


def _of_position(position: Object, place: Place) -> Iterator[Reference]:
    yield (*place, "event"), "event", position["event"]
    yield (*place, "category"), "category", position["category"]
    for name in of_position(position):
        yield place, "figure", name
