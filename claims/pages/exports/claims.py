"""Each claim as one row; as a line of JSON everything readers see of it, with its history."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from claims.lookup.as_of import Shown
from claims.lookup.cited_reports import Cited, marks_of_cited
from claims.lookup.states import states
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedClaim
from claims.pages.dossier import shapes
from claims.pages.dossier.build import histories_of
from claims.pages.dossier.slugs import Slugs, slugs_for
from claims.pages.exports.chunks import by_key
from claims.pages.exports.common_columns import COLUMNS as STAMPED
from claims.pages.exports.common_columns import TAKEN_BACK, permalink, stamp, taken_back
from claims.pages.exports.related import OF_THE_EVENT, Around, around, stated
from claims.presenters.claim_parts import carriers
from claims.presenters.report_marks import counted
from claims.states.claim import ClaimState

COLUMNS = (
    "claim",
    "statement",
    "claimant",
    "claimant_name",
    *OF_THE_EVENT,
    "said_at",
    "occasion",
    "status",
    "reason",
    "decided_at",
    "examined",
    "checked_at",
    "look_again_on",
    "reopened",
    "lifecycle",
    "publication",
    "reports",
    "reports_gone",
    "reports_corrected",
    "origins_supporting",
    "origins_against",
    "figures",
    "changed_at",
    *TAKEN_BACK,
    *STAMPED,
)
# What a line of JSON holds beside them, as a dossier does.
PARTS = ("short", "citations", "figures", "stances", "evidence", "history", "merged_into")
NO_PARTS: dict[str, object] = {
    **{name: [] for name in PARTS},
    **dict.fromkeys(("short", "merged_into")),
}


def lines(claims: QuerySet[PublishedClaim], shown: Shown) -> Iterator[list[dict[str, object]]]:
    stamped = stamp(shown)
    for rows in by_key(claims, "since"):
        known = states((row.since for row in rows), kind=ClaimState)
        names = around(rows, set(), shown)
        cited = marks_of_cited((row.since for row in rows), shown.rows)
        back = taken_back(rows, known)
        yield [
            (_line(row, known[row.since], names, cited) if row.since in known else _bare(row))
            | back(row)
            | stamped(permalink("claim", row.slug, row.since))
            for row in rows
        ]


def _bare(row: PublishedClaim) -> dict[str, object]:
    """Of what was withheld: its address, and that it is."""
    return {
        **dict.fromkeys(COLUMNS),
        "claim": row.slug,
        "publication": row.publication,
        "changed_at": row.effective_from.isoformat(),
    }


def _line(row: PublishedClaim, state: ClaimState, names: Around, cited: Cited) -> dict[str, object]:
    event, source = names.event(row.event), names.source(row.claimant)
    marked = counted(cited.get(row.since, {}))
    return {
        "claim": row.slug,
        "statement": row.statement,
        "claimant": source.slug,
        "claimant_name": source.name,
        **names.of_the_event(row.event),
        "said_at": stated(row.said_at, row.said_precision, event.time_zone),
        "occasion": state.occasion,
        "status": row.status,
        "reason": state.reason,
        "decided_at": state.decided.text(event.time_zone) if state.decided else None,
        "examined": row.examined,
        "checked_at": state.checked_at.isoformat() if state.checked_at else None,
        "look_again_on": state.look_again_on.isoformat() if state.look_again_on else None,
        "reopened": row.reopened,
        "lifecycle": row.lifecycle,
        "publication": row.publication,
        "reports": len(carriers(state)) - marked["reports_gone"],
        **marked,
        "origins_supporting": state.origins.supports,
        "origins_against": state.origins.against,
        "figures": len(state.figures),
        "changed_at": row.effective_from.isoformat(),
    }


def whole(claims: QuerySet[PublishedClaim], shown: Shown) -> Iterator[list[dict[str, object]]]:
    """In the words of a dossier, beside what the table says."""
    stamped = stamp(shown)
    for rows in by_key(claims, "since"):
        known = states((row.since for row in rows), kind=ClaimState)
        names = around(rows, set(), shown)
        slugs = slugs_for(known.values(), shown)
        histories = histories_of([row.uid for row in rows], shown)
        cited = marks_of_cited((row.since for row in rows), shown.rows)
        back = taken_back(rows, known)

        yield [
            (
                _line(row, known[row.since], names, cited)
                | _shape(row, known[row.since], slugs, histories.get(row.uid, []), names)
                if row.since in known
                else _bare(row) | NO_PARTS
            )
            | back(row)
            | stamped(permalink("claim", row.slug, row.since))
            for row in rows
        ]


def _shape(
    row: PublishedClaim, state: ClaimState, slugs: Slugs, entries: list[Entry], names: Around
) -> dict[str, object]:
    zone, kept = names.event(row.event).time_zone, {piece.key for piece in state.evidence}
    if row.claimant not in slugs.sources or row.event not in slugs.events:
        return {"history": shapes.history(entries, kept, zone)}
    shape = shapes.claim(state, slugs, shapes.history(entries, kept, zone), zone)
    return {name: shape.get(name, NO_PARTS[name]) for name in PARTS}
