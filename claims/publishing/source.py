"""What readers see of a source."""

from __future__ import annotations

from typing import Any

from claims.models.desk.source import Source
from claims.publishing.history_cut import WHOLE, Cut
from claims.publishing.prefetch import parts

PUBLIC = {
    "slug",
    "name",
    "short_name",
    "aliases",
    "kind",
    "side",
    "speaks_for",
    "about",
    "url",
    "separations",
    "merged_into",
}
PUBLIC_SEPARATION = {"other", "reason"}


def state(source: Source, cut: Cut = WHOLE) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "short_name": source.short_name,
        "aliases": list(source.aliases),
        "kind": source.kind,
        "side": source.side,
        "speaks_for": source.speaks_for.uid if source.speaks_for else "",
        "about": source.about,
        "url": source.url,
        "separations": [
            {"other": s.other.uid, "reason": s.reason}
            for s in parts(source, "separations", "other")
        ],
        # Only where it was merged: what was published before knows no such word.
        **({"merged_into": source.merged_into.uid} if source.merged_into else {}),
    }
