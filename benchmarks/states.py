"""States of the made-up record, in the shape publishing gives them; a test compares the two."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from benchmarks.words import MEASURES, TRANSLATION
from claims.domain import canonical, categories

State = dict[str, Any]
KINDS = ("military", "armed_group", "government", "police", "health", "media", "witness", "ngo")


def moment(at: datetime) -> State:
    return {"at": canonical.moment_text(at), "precision": "minute"}


def source_state(name: str, aliases: list[str], n: int) -> State:
    return {
        "slug": f"made-source-{n}",
        "name": name,
        "short_name": "",
        "aliases": aliases,
        "kind": KINDS[n % len(KINDS)],
        "side": "",
        "speaks_for": "",
        "about": "",
        "url": "",
        "separations": [],
    }


def event_state(title: str, slug: str, parent: str, day: date, position: int) -> State:
    return {
        "slug": slug,
        "title": title,
        "summary": "",
        "place": "",
        "latitude": "",
        "longitude": "",
        "starts_on": day.isoformat(),
        "ends_on": None,
        "time_zone": "UTC",
        "parent": parent,
        "grouping": "main",
        "complete": [],
        "position": position,
        "categories": [] if parent else _default_categories(),
    }


def _default_categories() -> list[State]:
    return [_category(*pair) for pair in categories.walk(categories.default_tree())]


def _category(node: categories.Category, above: categories.Category | None) -> State:
    return {
        "slug": node["slug"],
        "name": node["name"],
        "parent": above["slug"] if above else "",
        "grouping": "main",
        "complete": list(node.get("complete", [])),
    }


def report_state(publisher: str, n: int, at: datetime) -> State:
    return {
        "slug": f"made-report-{n}",
        "publisher": publisher,
        "title": f"What was said, part {n}",
        "url": f"https://news.example/{n}",
        "linked": True,
        "medium": "article",
        "language": "en",
        "published": moment(at),
        "accessed": None,
        "archive_url": "",
        "reprints": "",
    }


def claim_state(
    n: int,
    *,
    statement: str,
    claimant: str,
    event: str,
    status: str,
    said: datetime,
    citation: State,
    figures: list[State],
    stances: list[State],
    evidence: list[State],
) -> State:
    return {
        "slug": f"made-claim-{n}",
        "claimant": claimant,
        "event": event,
        "statement": statement,
        "short": "",
        "occasion": "Press conference",
        "utterance": f"made-claim-{n - n % 2}",
        "said": moment(said),
        "lifecycle": "current",
        "merged_into": "",
        "status": status,
        "reason": "",
        "reopened": False,
        "decided": None,
        "named_evidence": [],
        "citations": [citation],
        "figures": figures,
        "stances": stances,
        "evidence": evidence,
        "origins": {"supports": 1, "against": 0},
    }


def citation_state(report: str, quote: str) -> State:
    return {
        "report": report,
        "quote": quote,
        "language": "ur",
        "translation": TRANSLATION,
        "translated_by": "The desk",
        "locator": "",
        "first": True,
    }


def figure_state(n: int, place: int, value: int, event: str) -> State:
    return {
        "key": f"figure-{n}-{place}",
        "measure": MEASURES[(n + place) % len(MEASURES)],
        "category": ("everyone-else", "civilians", "all")[n % 3],
        "event": event,
        "words": f"at least {value}",
        "qualifier": "at_least",
        "value": value,
        "low": value,
        "high": None,
        "bounds_note": "",
        "as_of": None,
        "basis": "",
        "includes_attackers": "not_stated",
        "breakdown_complete": "not_stated",
        "final": False,
        "supersedes": [],
        "repeats": [],
        "same_people_as": [],
        "built_on": [],
        "derived_from": [],
        "readings": [],
        "treatment": "use",
        "treatment_note": "",
    }


def stance_state(source: str) -> State:
    return {
        "source": source,
        "stance": "denies",
        "report": "",
        "quote": "This is not what happened.",
        "stated": None,
        "asked": None,
    }


def evidence_state(report: str, originator: str) -> State:
    return {
        "key": "count",
        "report": report,
        "claim": "",
        "originator": originator,
        "has_originator": True,
        "bearing": "supports",
        "kind": "official",
        "confidential": False,
        "note": "A count made at the place.",
    }


def position_state(event: str) -> State:
    return {
        "event": event,
        "category": "everyone-else",
        "measure": "killed",
        "established": True,
        "standing": "attributed",
        "low": 5,
        "best": None,
        "high": None,
        "as_of": None,
        "method": "",
        "uses": [],
        "leaves_out": [],
        "readings": [],
        "rationale": "The lowest of what was counted.",
        "dissent": "",
        "override_reason": "",
        "findings": [],
        "stated": None,
    }


def link_state(from_claim: str, to_claim: str) -> State:
    return {
        "from_claim": from_claim,
        "relation": "contradicts",
        "to_claim": to_claim,
        "note": "They count the same people.",
    }
