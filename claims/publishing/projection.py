"""From entries to published rows: the same rows whether written one by one or rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model

from claims.domain import search
from claims.domain.measures import spelled
from claims.domain.moments import Moment
from claims.domain.vocabulary import Publication, Qualifier, SubjectKind
from claims.models.record import vocabulary
from claims.models.record.base import Recorded
from claims.models.record.entry import Entry
from claims.models.record.insert import insert as insert_rows
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    ROWS,
    Projected,
    PublishedClaim,
    PublishedEvent,
    PublishedFigure,
    PublishedLink,
    PublishedPosition,
    PublishedQuestion,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.publishing.new_entry import End, Written
from claims.states.base import State
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.figure import FigureState
from claims.states.link import LinkState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.references import references
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import CountState, SubjectState, WithheldState

R = TypeVar("R", bound=Recorded)
Columns = dict[str, object]
"""Values of columns of a row, by their names."""

# Of one claim that are counted in lists; as many as the column holds.
MOST_MEASURES = 20


def follow(written: Sequence[Written], *, standing: set[str]) -> None:
    """Close the rows that just-written entries replace, and insert the new ones.

    ``standing``: which subjects have rows to close, most of an import have none; those that are
    closed are taken out.
    """
    rows: list[Projected] = []
    for step in written:
        if step.entry.subject in standing:
            standing.remove(step.entry.subject)
            _close(step.entry.subject, step.entry)
        rows += project(step.entry, step.state, step.end)
    insert(rows)


def _close(subject: str, end: Entry) -> None:
    for model in _models(end.subject_kind):
        rows_of(model).filter(uid=subject, until=None).update(
            until=end.seq, effective_until=end.effective_at
        )


def insert(rows: Iterable[Projected]) -> None:
    made = list(rows)
    for _, some in by_model(made):
        insert_rows(some)
    vocabulary.add(vocabulary.words_in(made))


def by_model(rows: Sequence[Projected]) -> Iterator[tuple[type[Projected], list[Projected]]]:
    """Those of each table by themselves."""
    found: dict[type[Projected], list[Projected]] = {model: [] for model in ROWS}
    for row in rows:
        found[type(row)].append(row)
    yield from found.items()


def project(
    entry: Entry, state: SubjectState | WithheldState | None, end: End | None
) -> list[Projected]:
    """The rows of one entry; without its words (suppressed) a bare one that says so."""
    span = {
        "uid": entry.subject,
        "since": entry.seq,
        "until": end.seq if end else None,
        "effective_from": entry.effective_at,
        "effective_until": end.effective_at if end else None,
        "publication": _publication(state),
        "slug": getattr(state, "slug", ""),
    }
    kind = SubjectKind(entry.subject_kind)
    rows: list[Projected]
    if isinstance(state, SubjectState):
        rows = [_row(_models(kind)[0], span | COLUMNS[type(state)](state))]
    else:
        rows = [_row(_models(kind)[0], span | BARE.get(kind, {}))]
    if isinstance(state, ClaimState):
        rows += [_figure_row(span, n, figure) for n, figure in enumerate(state.figures)]
    if isinstance(state, WithheldState) and kind is SubjectKind.CLAIM:
        rows += [_bare_figure(span, n, count) for n, count in enumerate(state.counts)]
    if state is None:
        return rows
    columns = _unsaid(type(rows[0])).keys()
    named = [(field, uid) for field, uid in references(state) if field not in columns]
    return rows + [
        _row(
            PublishedReference,
            {"since": entry.seq, "n": n, "uid": entry.subject, "field": field, "named": uid},
        )
        for n, (field, uid) in enumerate(named)
    ]


def _row(model: type[R], values: Columns) -> R:
    """One of these values, as its class would make it, which takes five times as long."""
    unsaid = _unsaid(model)
    held = unsaid | values
    if len(held) > len(unsaid):
        raise TypeError(f"{model.__name__} has not all of {', '.join(values)}.")
    return model.holding(held)


@cache
def _unsaid(model: type[Model]) -> Columns:
    """What each column holds where nothing is said, in their order."""
    return {field.name: field.get_default() for field in model._meta.concrete_fields}


def _publication(state: SubjectState | WithheldState | None) -> Publication:
    if not isinstance(state, SubjectState):
        return Publication.WITHHELD
    return Publication.RETRACTED if state.retracted else Publication.PUBLISHED


def _models(kind: str) -> tuple[type[Row], ...]:
    return MODELS[SubjectKind(kind)]


def _columns(state: State, *names: str) -> Columns:
    return {name: getattr(state, name) for name in names}


def _event(state: EventState) -> Columns:
    return {
        **_columns(state, "title", "parent", "starts_on", "time_zone", "position"),
        "search": search.index_of_names([state.title, state.place], _days(state)),
    }


def _days(state: EventState) -> Iterable[str]:
    """On which it happened."""
    if state.starts_on is None:
        return ()
    return search.day_tokens(state.starts_on, state.ends_on or state.starts_on)


def _source(state: SourceState) -> Columns:
    names = [state.name, state.short_name, *state.aliases]
    return {
        **_columns(state, "name", "short_name", "kind", "side", "speaks_for", "merged_into"),
        "nature": state.nature or "",
        "search": search.index_of_names(names),
    }


def _report(state: ReportState) -> Columns:
    return {
        **_columns(state, "publisher", "title", "url", "linked", "language"),
        "medium": state.medium or "",
        "publisher_action": state.publisher_action or "",
        **_moment("published", state.published),
        "search": search.index_of_names([state.title]),
    }


def _claim(state: ClaimState) -> Columns:
    return {
        **_columns(state, "statement", "short", "claimant", "event", "utterance"),
        **_columns(state, "status", "lifecycle", "reopened", "examined"),
        **_moment("said", state.said),
        "measures": " ".join(sorted({f.measure for f in state.figures})[:MOST_MEASURES]),
        "search": _searchable(state),
    }


def _searchable(state: ClaimState) -> str:
    """All its words; where it stands, what is counted and who denies it by the words of our lists.

    Headings count as the statement does.
    """
    stances = [spelled(one.stance) for one in state.stances]
    stated = "\n".join([state.statement, state.short, spelled(state.status), *stances])
    said = [words for c in state.citations for words in (c.quote, c.translation)]
    counted = [words for f in state.figures for words in (f.words, spelled(f.measure), _bounds(f))]
    notes = [*(one.quote for one in state.stances), *(piece.note for piece in state.evidence)]
    return search.index(stated, state.occasion, *said, *counted, state.reason, *notes)


def _bounds(figure: FigureState) -> str:
    """The number that was said; both ends only of a range."""
    ends = (figure.low, figure.high) if figure.qualifier is Qualifier.BETWEEN else ()
    return " ".join(str(n) for n in (figure.value, *ends) if n is not None)


def _position(state: PositionState) -> Columns:
    names = ("event", "category", "measure", "established", "low", "best", "high")
    return _columns(state, *names)


def _question(state: QuestionState) -> Columns:
    answers = [answer.text for answer in state.answers]
    return {
        **_columns(state, "event", "text"),
        "standing": state.standing or "",
        "search": search.index(state.text, *answers, state.words),
    }


def _link(state: LinkState) -> Columns:
    return _columns(state, "from_claim", "to_claim", "relation")


def _figure_row(span: Columns, n: int, figure: FigureState) -> PublishedFigure:
    names = ("key", "event", "category", "measure", "words", "qualifier", "value", "low", "high")
    own = _columns(figure, *names, "treatment") | _moment("as_of", figure.as_of)
    return _row(PublishedFigure, span | own | {"n": n})


def _bare_figure(span: Columns, n: int, count: CountState) -> PublishedFigure:
    """That a number stood there, which is withheld: neither it nor its words nor its key."""
    own = _columns(count, "event", "category", "measure")
    return _row(PublishedFigure, span | own | {"n": n})


def _moment(name: str, moment: Moment | None) -> dict[str, datetime | str | None]:
    return {
        f"{name}_at": moment.at if moment else None,
        f"{name}_precision": moment.precision if moment else "",
    }


COLUMNS: dict[type[SubjectState], Callable[[Any], Columns]] = {
    EventState: _event,
    SourceState: _source,
    ReportState: _report,
    ClaimState: _claim,
    PositionState: _position,
    QuestionState: _question,
    LinkState: _link,
}
# What a row must hold even when its words are gone.
BARE: dict[SubjectKind, Columns] = {SubjectKind.POSITION: {"established": False}}
MODELS: dict[SubjectKind, tuple[type[Row], ...]] = {
    SubjectKind.EVENT: (PublishedEvent,),
    SubjectKind.SOURCE: (PublishedSource,),
    SubjectKind.REPORT: (PublishedReport,),
    SubjectKind.CLAIM: (PublishedClaim, PublishedFigure),
    SubjectKind.POSITION: (PublishedPosition,),
    SubjectKind.QUESTION: (PublishedQuestion,),
    SubjectKind.LINK: (PublishedLink,),
}
