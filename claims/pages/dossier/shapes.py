"""Published states as a dossier writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.domain.dossier_format import in_order
from claims.domain.moments import Moment, stated_apart
from claims.domain.vocabulary import ChangeType, Lifecycle, Publication
from claims.models.record.entry import Entry
from claims.pages.dossier.slugs import CONFIDENTIAL, Slugs, State, stand_in

Object = dict[str, Any]
# Here nothing says something: that the range is open.
OPEN = ("low", "high")
NOT_HERE = "What this was does not stand in this file"


def told(kind: str, facts: Mapping[str, Any]) -> Object:
    """Keys in their order, without what says nothing."""
    kept = {
        key: value
        for key, value in facts.items()
        if value not in (None, "", []) or (kind == "figure" and key in OPEN)
    }
    return in_order(kind, kept)


def moment(stated: State | None, zone: str) -> str | None:
    if stated is None:
        return None
    return Moment(datetime.fromisoformat(stated["at"]), stated["precision"]).text(zone)


def event(state: State, parts: Iterable[Object]) -> Object:
    names = ("slug", "title", "summary", "place", "latitude", "longitude", "starts_on", "ends_on")
    more = ("time_zone", "grouping", "complete")
    return told("event", {n: state[n] for n in (*names, *more)} | {"parts": list(parts)})


def categories(listed: Iterable[State], parent: str = "") -> list[Object]:
    known = list(listed)
    names = ("slug", "name", "grouping", "complete")
    return [
        told("category", {n: c[n] for n in names} | {"parts": categories(known, c["slug"])})
        for c in known
        if c["parent"] == parent
    ]


def source(state: State, slugs: Slugs) -> Object:
    names = ("slug", "name", "short_name", "aliases", "kind", "side", "about", "url")
    apart = [(slugs.sources.get(a["other"]), a["reason"]) for a in state["separations"]]
    return told(
        "source",
        {name: state[name] for name in names}
        | {
            "speaks_for": slugs.sources.get(state["speaks_for"]),
            "apart_from": [{"source": other, "reason": why} for other, why in apart if other],
        },
    )


def report(state: State, slugs: Slugs, zone: str) -> Object:
    names = ("slug", "title", "url", "medium", "language", "archive_url")
    return told(
        "report",
        {name: state[name] for name in names}
        | {
            "publisher": slugs.sources[state["publisher"]],
            "link": None if state["linked"] else False,
            "published_at": moment(state["published"], zone),
            "accessed_at": moment(state["accessed"], zone),
            "reprints": slugs.reports.get(state["reprints"]),
        },
    )


def claim(state: State, slugs: Slugs, history: Iterable[Object], zone: str) -> Object:
    """Everything readers see of a claim; what it names that they do not see is left out."""
    said = state["said"]
    cited = [c for c in state["citations"] if c["report"] in slugs.reports]
    into = slugs.claims.get(state["merged_into"])
    lifecycle = state["lifecycle"]
    if lifecycle == Lifecycle.MERGED and not into:
        lifecycle = Lifecycle.SUPERSEDED.value
    retracted = Publication.RETRACTED if state.get("retracted") else Publication.PUBLISHED
    names = ("slug", "statement", "short", "occasion")
    return told(
        "claim",
        {name: state[name] for name in names}
        | {
            "claimant": slugs.sources[state["claimant"]],
            "event": slugs.events[state["event"]],
            "utterance": state["utterance"] if state["utterance"] != state["slug"] else None,
            "said_at": moment(said, zone),
            "said_precision": stated_apart(said["precision"]) if said else None,
            "citations": [_citation(c, slugs) for c in cited],
            "figures": [_figure(f, state, slugs, zone) for f in state["figures"]],
            "stances": [_stance(s, slugs, zone) for s in state["stances"] if _heard(s, slugs)],
            "evidence": [_evidence(e, state, slugs) for e in state["evidence"]],
            # Nobody can check a claim of which no report is left: it is no more than a draft.
            "history": list(history) if cited else None,
            "publication": (retracted if cited else Publication.DRAFT).value,
            "lifecycle": lifecycle if lifecycle != Lifecycle.CURRENT else None,
            "merged_into": into if lifecycle == Lifecycle.MERGED else None,
        },
    )


def _citation(state: State, slugs: Slugs) -> Object:
    names = ("quote", "language", "translation", "translated_by", "locator")
    return told(
        "citation",
        {name: state[name] for name in names}
        | {"report": slugs.reports[state["report"]], "first": state["first"] or None},
    )


def _heard(state: State, slugs: Slugs) -> bool:
    return state["source"] in slugs.sources


def _stance(state: State, slugs: Slugs, zone: str) -> Object:
    return told(
        "stance",
        {
            "source": slugs.sources[state["source"]],
            "stance": state["stance"],
            "report": slugs.reports.get(state["report"]),
            "quote": state["quote"],
            "stated_at": moment(state["stated"], zone),
            "asked_at": moment(state["asked"], zone),
        },
    )


def _evidence(state: State, whole: State, slugs: Slugs) -> Object:
    unnamed = stand_in(whole["slug"], state["key"]) if state["has_originator"] else None
    report, other = slugs.reports.get(state["report"]), slugs.claims.get(state["claim"])
    left = report or other or state["note"]
    named = ("bearing", "kind", "key")
    return told(
        "evidence",
        {name: state[name] for name in named}
        | {
            "report": report,
            "claim": other,
            "originator": slugs.sources.get(state["originator"]) or unnamed,
            "confidential": state["confidential"] or None,
            "note": state["note"] if left else f"{CONFIDENTIAL if unnamed else NOT_HERE}.",
        },
    )


def _figure(state: State, whole: State, slugs: Slugs, zone: str) -> Object:
    names = ("measure", "category", "words", "qualifier", "value", "low", "high", "bounds_note")
    marks = ("basis", "includes_attackers", "breakdown_complete", "treatment", "treatment_note")
    elsewhere = state["event"] != whole["event"]
    supersedes, repeats = (figure_names(state[key], slugs) for key in ("supersedes", "repeats"))
    return told(
        "figure",
        {name: state[name] for name in (*names, *marks)}
        | {
            "id": state["key"],
            "event": slugs.events.get(state["event"]) if elsewhere else None,
            "as_of": moment(state["as_of"], zone),
            "final": state["final"] or None,
            "supersedes": next(iter(supersedes), None),
            "repeats": next(iter(repeats), None),
            "same_people_as": figure_names(state["same_people_as"], slugs),
            "built_on": figure_names(state["built_on"], slugs),
            "derived_from": [
                {"figure": part["key"], "sign": part["sign"]}
                for part in state["derived_from"]
                if slugs.has(part)
            ],
            "readings": [_reading(r, slugs) for r in state["readings"]],
        },
    )


def figure_names(named: Iterable[State], slugs: Slugs) -> list[str]:
    return sorted({one["key"] for one in named if slugs.has(one)})


def _reading(state: State, slugs: Slugs) -> Object:
    return told("reading", {**state, "event": slugs.events.get(state["event"])})


def history(entries: Iterable[Entry], kept: set[str], zone: str) -> list[Object]:
    """The decisions on a claim, each with the evidence it named that is still on record."""
    found = []
    for entry in entries:
        body = entry.words.read if hasattr(entry, "words") else {"change": {}, "state": {}}
        about, state = body["change"], body["state"]
        if not about.get("status_to") or not state.get("decided"):
            continue
        named = about.get("evidence", state["named_evidence"])
        step = {
            "status": about["status_to"],
            "at": moment(state["decided"], zone),
            "reason": about["reason"],
            "evidence": sorted(set(named) & kept),
            "change": entry.change if entry.change in set(ChangeType) else None,
        }
        found.append(told("history", step))
    return found


def link(state: State, slugs: Slugs) -> Object:
    ends = {"from": slugs.claims[state["from_claim"]], "to": slugs.claims[state["to_claim"]]}
    return told("link", {**ends, "relation": state["relation"], "note": state["note"]})


def position(state: State, slugs: Slugs, zone: str) -> Object:
    numbers = ("category", "measure", "low", "best", "high", "method")
    prose = ("rationale", "dissent", "override_reason")
    return told(
        "position",
        {name: state[name] for name in (*numbers, *prose)}
        | {
            "event": slugs.events[state["event"]],
            "established": None if state["established"] else False,
            "as_of": moment(state["as_of"], zone),
            "uses": figure_names(state["uses"], slugs),
            "leaves_out": [
                {"figure": one["key"], "reason": one["reason"]}
                for one in state["leaves_out"]
                if slugs.has(one)
            ],
            "readings": [
                {"figure": one["key"], "reading": one["reading"]}
                for one in state["readings"]
                if slugs.has(one)
            ],
            "at": moment(state["stated"], zone),
        },
    )
