"""A small dossier that holds one of everything, and what tests do with dossiers."""

import json
from copy import deepcopy
from datetime import UTC, datetime

from django.db import transaction

from claims import dossier
from claims.domain.errors import RuleBroken

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
REASON = "Two who counted for themselves say so."


def small():
    """A fresh copy: the bridge of Kalat, as told by the army, a hospital and a news agency."""
    return deepcopy(_SMALL)


def changed(place, value):
    """The small dossier with one thing put elsewhere, or left out for ``...``."""
    found = small()
    target = found
    for step in place[:-1]:
        target = target[step]
    if value is ...:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return found


def take(shape, **options):
    """Import values as if they had stood in a file."""
    raw = shape if isinstance(shape, bytes) else json.dumps(shape).encode()
    return dossier.import_dossier(dossier.read(raw), **{"by": None, "at": NOW, **options})


def exported(shape):
    """What an empty desk exports once it took a dossier; the desk is then as empty as before."""
    with transaction.atomic():
        take(shape)
        slug = (json.loads(shape) if isinstance(shape, bytes) else shape)["event"]["slug"]
        found = dossier.export(slug)
        transaction.set_rollback(True)
    return found


def complaints(shape):
    """What an import says is wrong; the desk is afterwards as it was."""
    try:
        with transaction.atomic():
            take(shape)
            transaction.set_rollback(True)
    except RuleBroken as broken:
        return broken.messages
    return []


_SMALL = {
    "format": "counterclaim-dossier/1",
    "event": {
        "slug": "kalat",
        "title": "The bridge at Kalat",
        "context": [
            {"text": "The bridge carries the only railway to Quetta."},
            {
                "text": "It was rebuilt in 2023.",
                "report": "first-report",
                "quote": "the bridge, rebuilt a year ago",
            },
        ],
        "latitude": "29.02",
        "longitude": "66.59",
        "starts_on": "2024-08-26",
        "time_zone": "Asia/Karachi",
        "complete": ["phase"],
        "parts": [
            {"slug": "kalat-blast", "title": "The blast", "grouping": "phase"},
            {
                "slug": "kalat-search",
                "title": "The search",
                "grouping": "phase",
                "time_zone": "UTC",
                "parts": [{"slug": "kalat-river", "title": "In the river"}],
            },
        ],
    },
    "measures": [
        {
            "slug": "evacuated",
            "name": "evacuated",
            "one": "was evacuated",
            "many": "were evacuated",
            "nature": "state",
            "sum_of": ["rescued", "displaced"],
        }
    ],
    "parties": [
        {
            "slug": "state",
            "name": "The state",
            "members": [
                {"source": "army"},
                {"source": "hospital", "from": "2024", "until": "2024-08-30"},
            ],
        },
        {"slug": "rebels", "name": "The rebels", "members": [{"source": "rebels"}]},
        {"slug": "militia", "name": "A militia", "allied_with": ["state"]},
    ],
    "sources": [
        {
            "slug": "spokesman",
            "name": "The army's spokesman",
            "kind": "official",
            "speaks_for": "army",
        },
        {"slug": "army", "name": "The army", "nature": "body", "kind": "military"},
        {
            "slug": "hospital",
            "name": "Kalat hospital",
            "short_name": "Hospital",
            "aliases": ["DHQ Kalat", "کلات ہسپتال"],
            "kind": "health",
            "url": "https://hospital.example.org/",
            "apart_from": [{"source": "army", "reason": "Counts its own admissions."}],
        },
        {"slug": "agency", "name": "A news agency", "kind": "agency"},
        {"slug": "rebels", "name": "The rebels", "kind": "armed_group"},
    ],
    "reports": [
        {
            "slug": "reprint",
            "publisher": "agency",
            "title": "Bridge blown up",
            "url": "https://agency.example.org/2",
            "link": False,
            "reprints": "first-report",
            "published_at": "2024-08-26T21:30+05:00",
        },
        {
            "slug": "first-report",
            "publisher": "agency",
            "language": "ur",
            "medium": "post",
            "published_at": "2024-08-26",
            "accessed_at": "2024-09-01T10:00:07+00:00",
            "archive_url": "https://archive.example.org/1",
        },
        {"slug": "register", "publisher": "hospital", "medium": "document"},
        {"slug": "late-report", "publisher": "agency", "published_at": "2024-08-28"},
    ],
    "claims": [
        {
            "slug": "army-5-killed",
            "claimant": "army",
            "event": "kalat",
            "statement": "Five police officers were killed at the bridge.",
            "short": "Five police killed",
            "occasion": "press statement",
            "utterance": "army-statement",
            "said_at": "2024-08-26T18:00+05:00",
            "said_precision": "hour",
            "citations": [
                {
                    "report": "first-report",
                    "quote": "پانچ پولیس اہلکار",
                    "language": "ur",
                    "translation": "five policemen",
                    "translated_by": "the desk",
                    "locator": "line 2",
                    "first": True,
                },
                {"report": "late-report"},
            ],
            "figures": [
                {
                    "id": "army-5",
                    "measure": "killed",
                    "category": "police",
                    "words": "at least five",
                    "qualifier": "at_least",
                    "value": 5,
                    "high": 9,
                    "bounds_note": "The post had nine men.",
                    "as_of": "2024-08-26",
                    "includes_attackers": "no",
                    "final": True,
                    "estimate": True,
                    "credits": "army",
                    "readings": [{"event": "kalat-blast", "note": "Only the blast."}],
                },
                {
                    "id": "army-all",
                    "measure": "killed",
                    "category": "all",
                    "qualifier": "plain",
                    "value": 8,
                    "supersedes": ["army-5", "rebels-40"],
                    "same_people_as": ["army-5"],
                    "derived_from": [
                        {"figure": "army-5"},
                        {"figure": "river-3", "sign": "-"},
                    ],
                    "built_on": ["army-5", "river-3"],
                    "treatment": "leave_out",
                    "treatment_note": "Adds up what may be the same people.",
                },
            ],
            "stances": [
                {
                    "source": "rebels",
                    "stance": "denies",
                    "report": "late-report",
                    "quote": "We hit nobody.",
                    "stated_at": "2024-08-28",
                },
                {
                    "source": "hospital",
                    "stance": "no_response",
                    "asked_at": "2024-08-27T09:00Z",
                    "channel": "phone",
                },
            ],
            "evidence": [
                {
                    "key": "admissions",
                    "report": "register",
                    "originator": "hospital",
                    "bearing": "supports",
                    "kind": "first_hand",
                    "note": "Five bodies in the register.",
                },
                {
                    "key": "reporter",
                    "report": "first-report",
                    "originator": "agency",
                    "bearing": "supports",
                    "kind": "first_hand",
                    "note": "Its reporter counted.",
                },
                {
                    "key": "insider",
                    "originator": "spokesman",
                    "bearing": "supports",
                    "kind": "hearsay",
                    "confidential": True,
                    "note": "Somebody in the army told us.",
                },
                {
                    "key": "rebels-word",
                    "claim": "rebels-40-killed",
                    "bearing": "against",
                    "kind": "repeated",
                },
            ],
            "history": [
                {"status": "unconfirmed", "at": "2024-08-26", "reason": "One source."},
                {
                    "status": "confirmed",
                    "at": "2024-08-29T10:00+05:00",
                    "reason": REASON,
                    "evidence": ["admissions", "reporter"],
                    "change": "clarification",
                },
            ],
            "private_note": "Ask the hospital again on Monday.",
            "publication": "published",
        },
        {
            "slug": "rebels-40-killed",
            "claimant": "rebels",
            "event": "kalat",
            "statement": "Forty soldiers were killed.",
            "citations": [{"report": "reprint"}],
            "figures": [
                {
                    "id": "rebels-40",
                    "measure": "killed",
                    "category": "soldiers",
                    "qualifier": "unstated",
                    "words": "dozens",
                    "low": 24,
                }
            ],
            "history": [{"status": "unconfirmed", "at": "2024-08-27", "reason": "One source."}],
            "publication": "retracted",
            "lifecycle": "withdrawn",
        },
        {
            "slug": "river-3-missing",
            "claimant": "hospital",
            "event": "kalat-river",
            "statement": "Three people are missing in the river.",
            "figures": [
                {
                    "id": "river-3",
                    "measure": "missing",
                    "category": "civilians",
                    "event": "kalat-search",
                    "qualifier": "between",
                    "low": 3,
                    "high": 4,
                }
            ],
            "private_note": "Not for readers yet.",
        },
        {
            "slug": "army-five-again",
            "claimant": "spokesman",
            "event": "kalat",
            "statement": "Five officers died.",
            "lifecycle": "merged",
            "merged_into": "army-5-killed",
        },
    ],
    "links": [
        {"from": "army-5-killed", "relation": "contradicts", "to": "rebels-40-killed"},
        {
            "from": "river-3-missing",
            "relation": "overlaps",
            "to": "army-5-killed",
            "state": "rejected",
            "note": "Other people.",
        },
    ],
    "questions": [
        {
            "slug": "who-blew-up-the-bridge",
            "event": "kalat",
            "text": "Who blew up the bridge?",
            "answers": [
                {"slug": "rebels", "text": "The rebels", "claims": ["army-5-killed"]},
                {"slug": "nobody", "text": "Nobody: it gave way"},
            ],
        },
        {"slug": "was-it-guarded", "event": "kalat-blast", "text": "Was it guarded?"},
    ],
    "positions": [
        {
            "event": "kalat",
            "category": "police",
            "measure": "killed",
            "low": 5,
            "best": 5,
            "as_of": "2024-08-29",
            "method": "What was confirmed.",
            "uses": ["army-5"],
            "leaves_out": [{"figure": "rebels-40", "reason": "Counts others."}],
            "readings": [{"figure": "army-5", "reading": "the whole event"}],
            "held": [
                {
                    "low": 1,
                    "high": 2,
                    "until": "2024-08-27T12:00:00+05:00",
                    "change": "late_report",
                    "why": "Two more were found on the first day.",
                }
            ],
            "rationale": "Two counts agree.",
            "override_reason": "More may be found.",
            "at": "2024-08-30T09:00:00+05:00",
        },
        {
            "event": "kalat-blast",
            "category": "all",
            "measure": "injured",
            "established": False,
            "rationale": "Nobody counted.",
        },
        {
            "question": "who-blew-up-the-bridge",
            "answer": "rebels",
            "standing": "likely",
            "as_of": "2024-08-29",
            "method": "By what both say.",
            "rationale": "Nobody else claims it.",
            "dissent": "The rebels have not spoken of it.",
            "at": "2024-08-30T09:00:00+05:00",
        },
        {
            "question": "was-it-guarded",
            "answer": "By five police officers, who were killed.",
            "standing": "disputed",
            "rationale": "The army says so alone.",
        },
    ],
    "answers": [
        {
            "finding": {"kind": "derived_figure", "figures": ["army-all", "army-5"]},
            "answer": "explained",
            "reason": "The army added the missing.",
            "at": "2024-08-30",
        }
    ],
    "decisions": [
        {
            "about": {"figure": "army-all"},
            "option": "leaves_some_out",
            "figures": ["army-all"],
            "reason": "The army counted its own people alone.",
            "at": "2024-08-31",
        }
    ],
}
