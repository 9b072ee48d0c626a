"""Lines that must never lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.domain.iso import shown
from claims.dossier.errors import Complaints, Place
from claims.dossier.structure import Object, figures, spoken_for

Edges = Mapping[str, tuple[Place, Iterable[str | None]]]
"""By name: where it stands, and the names it leads to."""


def check(dossier: Object, complaints: Complaints) -> None:
    _refuse(
        {
            shape["slug"]: (("sources", n, "speaks_for"), spoken_for(shape))
            for n, shape in enumerate(dossier.get("sources", []))
        },
        complaints,
    )
    for kind, key in (
        ("reports", "reprints"),
        ("claims", "merged_into"),
    ):
        _refuse(
            {
                shape["slug"]: ((kind, n, key), [shape.get(key)])
                for n, shape in enumerate(dossier.get(kind, []))
            },
            complaints,
        )
    for key in ("supersedes", "repeats"):
        _refuse(
            {f["id"]: ((*place, key), _names(f.get(key))) for f, place, _ in figures(dossier)},
            complaints,
        )
    _refuse(
        {
            f["id"]: (
                (*place, "derived_from"),
                [term["figure"] for term in f.get("derived_from", [])],
            )
            for f, place, _ in figures(dossier)
        },
        complaints,
    )


def _names(held: str | list[str] | None) -> list[str | None]:
    return [*held] if isinstance(held, list) else [held]


def _refuse(edges: Edges, complaints: Complaints) -> None:
    """Take away what leads nowhere until nothing does: what is left goes in circles."""
    left = {
        name: {end for end in ends if end and end in edges} for name, (_, ends) in edges.items()
    }
    waiting: dict[str, list[str]] = {}
    for name, ends in left.items():
        for end in ends:
            waiting.setdefault(end, []).append(name)
    ready = [name for name, ends in left.items() if not ends]
    while ready:
        done = ready.pop()
        del left[done]
        for name in waiting.get(done, []):
            left[name].discard(done)
            if not left[name]:
                ready.append(name)
    for name in left:
        complaints.add(edges[name][0], f"{shown(name)} leads back to itself: break the circle.")
