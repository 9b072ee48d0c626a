"""What a dossier names but does not hold: claims and figures of other dossiers, already here."""

from __future__ import annotations

from claims.domain.moments import Moment
from claims.dossier import queries
from claims.dossier.structure import Object, references
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category
from claims.models.desk.figure import Figure


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
