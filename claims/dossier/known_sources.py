"""Sources that a dossier calls by their slug alone: they are on the site already."""

from __future__ import annotations

from claims.domain.iso import shown
from claims.dossier import desk_shapes, queries
from claims.dossier.errors import Complaints
from claims.dossier.structure import Object
from claims.models.desk.source import Source

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
