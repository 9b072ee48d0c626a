"""From entries to published rows: the same rows whether written one by one or rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from claims.domain import search
from claims.domain.vocabulary import Publication, SubjectKind
from claims.models.record.entry import Entry
from claims.models.record.row import Row
from claims.models.record.rows import (
    ROWS,
    PublishedClaim,
    PublishedEvent,
    PublishedFigure,
    PublishedLink,
    PublishedPosition,
    PublishedReport,
    PublishedSource,
)

if TYPE_CHECKING:
    from claims.publishing.log import Written

State = Mapping[str, Any]
# Of one claim that are counted in lists; as many as the column holds.
MOST_MEASURES = 20


def follow(written: Sequence[Written], *, begun: set[str]) -> None:
    """Close the rows that just-written entries replace, and insert the new ones.

    ``begun``: which subjects have rows to close; most of an import have none.
    """
    by_subject = sorted(written, key=lambda w: (w.entry.subject, w.entry.seq))
    rows: list[Row] = []
    for subject, group in groupby(by_subject, key=lambda w: w.entry.subject):
        steps = list(group)
        if subject in begun:
            _close(subject, steps[0].entry)
        ends: list[Entry | None] = [w.entry for w in steps[1:]]
        for step, end in zip(steps, [*ends, None], strict=True):
            rows += project(step.entry, step.words.read["state"], end)
    insert(rows)


def _close(subject: str, end: Entry) -> None:
    for model in _models(end.subject_kind):
        model.objects.filter(uid=subject, until=None).update(
            until=end.seq, effective_until=end.effective_at
        )


def insert(rows: Iterable[Row]) -> None:
    made = list(rows)
    for model in ROWS:
        of_kind = [row for row in made if type(row) is model]
        model._default_manager.bulk_create(of_kind, batch_size=500)


def project(entry: Entry, state: State | None, end: Entry | None) -> list[Row]:
    """The rows of one entry; without its words (suppressed) a bare one that says so."""
    span = {
        "uid": entry.subject,
        "since": entry.seq,
        "until": end.seq if end else None,
        "effective_from": entry.effective_at,
        "effective_until": end.effective_at if end else None,
        "publication": _publication(state),
        "slug": (state or {}).get("slug", ""),
    }
    kind = SubjectKind(entry.subject_kind)
    if state is None or "withheld" in state:
        return [_models(kind)[0](**span, **BARE.get(kind, {}))]
    rows: list[Row] = [_models(kind)[0](**span, **COLUMNS[kind](state))]
    if kind == SubjectKind.CLAIM:
        rows += [_figure_row(span, n, figure) for n, figure in enumerate(state["figures"])]
    return rows


def _publication(state: State | None) -> Publication:
    if state is None or "withheld" in state:
        return Publication.WITHHELD
    return Publication.RETRACTED if state.get("retracted") else Publication.PUBLISHED


def _models(kind: str) -> tuple[Any, ...]:
    return MODELS[SubjectKind(kind)]


def _event(state: State) -> dict[str, Any]:
    return {
        "title": state["title"],
        "parent": state["parent"],
        "starts_on": date.fromisoformat(state["starts_on"]) if state["starts_on"] else None,
        "time_zone": state["time_zone"],
        "position": state["position"],
        "search": search.index_of_names([state["title"]]),
    }


def _source(state: State) -> dict[str, Any]:
    names = [state["name"], state["short_name"], *state["aliases"]]
    columns = {name: state[name] for name in ("name", "short_name", "kind", "side")}
    return {**columns, "search": search.index_of_names(names)}


def _report(state: State) -> dict[str, Any]:
    names = ("publisher", "title", "url", "linked", "medium", "language")
    return {name: state[name] for name in names} | _moment("published", state["published"])


def _claim(state: State) -> dict[str, Any]:
    names = ("statement", "short", "claimant", "event", "utterance")
    decided = ("status", "lifecycle", "reopened")
    return {
        **{name: state[name] for name in (*names, *decided)},
        **_moment("said", state["said"]),
        "measures": " ".join(sorted({f["measure"] for f in state["figures"]})[:MOST_MEASURES]),
        "search": _searchable(state),
    }


def _searchable(state: State) -> str:
    said = [words for c in state["citations"] for words in (c["quote"], c["translation"])]
    counted = [f["words"] for f in state["figures"]]
    return search.index(state["statement"], state["occasion"], *said, *counted)


def _position(state: State) -> dict[str, Any]:
    names = ("event", "category", "measure", "established", "low", "best", "high")
    return {name: state[name] for name in names}


def _link(state: State) -> dict[str, Any]:
    return {name: state[name] for name in ("from_claim", "to_claim", "relation")}


def _figure_row(span: dict[str, Any], n: int, figure: State) -> PublishedFigure:
    names = ("key", "event", "category", "measure", "words", "qualifier", "value", "low", "high")
    return PublishedFigure(
        **span,
        n=n,
        **{name: figure[name] for name in names},
        **_moment("as_of", figure["as_of"]),
        treatment=figure["treatment"],
    )


def _moment(name: str, moment: State | None) -> dict[str, Any]:
    if moment is None:
        return {f"{name}_at": None, f"{name}_precision": ""}
    return {
        f"{name}_at": datetime.fromisoformat(moment["at"]),
        f"{name}_precision": moment["precision"],
    }


COLUMNS = {
    SubjectKind.EVENT: _event,
    SubjectKind.SOURCE: _source,
    SubjectKind.REPORT: _report,
    SubjectKind.CLAIM: _claim,
    SubjectKind.POSITION: _position,
    SubjectKind.LINK: _link,
}
# What a row must hold even when its words are gone.
BARE: dict[SubjectKind, dict[str, Any]] = {SubjectKind.POSITION: {"established": False}}
MODELS: dict[SubjectKind, tuple[type[Row], ...]] = {
    SubjectKind.EVENT: (PublishedEvent,),
    SubjectKind.SOURCE: (PublishedSource,),
    SubjectKind.REPORT: (PublishedReport,),
    SubjectKind.CLAIM: (PublishedClaim, PublishedFigure),
    SubjectKind.POSITION: (PublishedPosition,),
    SubjectKind.LINK: (PublishedLink,),
}
