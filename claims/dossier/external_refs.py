"""What a dossier names but does not hold, for it is here already: sources, claims, figures."""

from __future__ import annotations

from claims.domain.iso import shown
from claims.domain.moments import Moment
from claims.dossier import desk_shapes, queries
from claims.dossier.errors import Complaints
from claims.dossier.structure import Object, references
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category
from claims.models.desk.figure import Figure
from claims.models.desk.source import Source


class Outside:
    def __init__(self, dossier: Object) -> None:
        self.roots = queries.Roots()
        inside = {claim["slug"] for claim in dossier.get("claims", [])}
        named = {name for _, kind, name in references(dossier) if kind == "claim"}
        found = Claim.objects.filter(slug__in=named - inside)
        self.said: dict[str, Moment | None] = {}
        self.standing: dict[str, tuple[str, str]] = {}
        told = ("slug", "said_at", "said_precision", "status", "publication")
        for slug, at, precision, status, publication in found.values_list(*told):
            self.said[slug] = Moment(at, precision) if at else None
            self.standing[slug] = (status, publication)
        self.figures = self._figures(dossier)

    def _figures(self, dossier: Object) -> dict[str, int]:
        """The keys of figures by the names a dossier gives them, with their primary keys."""
        figures = {name for _, kind, name in references(dossier) if kind == "figure"}
        names = {name for name in figures if "/" in name}
        keys = {name.partition("/")[2] for name in names}
        rows = Figure.objects.filter(key__in=keys).values_list("pk", "key", "claim__event")
        there = {(self.roots.root(event), key): pk for pk, key, event in rows}
        found: dict[str, int] = {}
        for name in names:
            event, _, key = name.partition("/")
            root = self.roots.root(self.roots.pks[event]) if event in self.roots.pks else 0
            if (root, key) in there:
                found[name] = there[root, key]
        return found

    def taken(self, dossier: Object) -> dict[str, str]:
        """Ids of figures that claims of this event already have here, with those claims."""
        root = self.roots.pks.get(dossier["event"]["slug"])
        tree = [pk for pk in self.roots.slugs if self.roots.root(pk) == root]
        rows = Figure.objects.filter(claim__event__in=tree)
        return dict(rows.values_list("key", "claim__slug"))

    def categories(self, dossier: Object) -> set[str]:
        rows = Category.objects.filter(event__slug=dossier["event"]["slug"])
        return set(rows.values_list("slug", flat=True))


NOT_HERE = "there is no source {} here: describe it in this file."


def with_known_sources(dossier: Object, complaints: Complaints) -> Object:
    """The dossier with those sources described as they stand on the desk."""
    listed = dossier.get("sources") or []
    alone = [one for one in listed if isinstance(one, str)]
    if not alone:
        return dossier
    here = {row.slug: desk_shapes.source(row) for row in _with_their_voices(alone)}
    for n, one in enumerate(listed):
        if isinstance(one, str) and one not in here:
            complaints.add(("sources", n), NOT_HERE.format(shown(one)))
    complaints.settle()
    described = {one["slug"] for one in listed if not isinstance(one, str)}
    # Whom they speak for comes along, unless the file says more of it.
    more = [shape for slug, shape in here.items() if slug not in {*alone, *described}]
    told = [here[one] if isinstance(one, str) else one for one in listed]
    return {**dossier, "sources": [*told, *more]}


def _with_their_voices(slugs: list[str]) -> list[Source]:
    found = {row.pk: row for row in queries.sources(slug__in=slugs)}
    waiting = list(found.values())
    while waiting:
        wanted = {row.speaks_for_id for row in waiting if row.speaks_for_id}
        wanted |= {voice.whom_id for row in waiting for voice in row.voices.all()}
        wanted |= {apart.other_id for row in waiting for apart in row.separations.all()}
        waiting = queries.sources(pk__in=wanted - found.keys()) if wanted - found.keys() else []
        found |= {row.pk: row for row in waiting}
    return list(found.values())
