"""Things on the desk as a dossier writes them, before what means nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Manager, Model

from claims.domain.dossier_format.examined import without_usual
from claims.domain.invisible_characters import without_unseen
from claims.domain.moments import stated_apart
from claims.domain.vocabulary import Publication
from claims.dossier.structure import Object
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.evidence import NamedEvidence, Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.party import Party
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report, Source
from claims.publishing.from_desk import moment
from claims.states.base import State, fields_of
from claims.states.claim import CitationState, ClaimState, EvidenceState, StanceState
from claims.states.encoding import load
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)
from claims.states.figure import FigureState, ReadingState, TermState
from claims.states.in_dossier import dossier_value, in_dossier
from claims.states.link import LinkState
from claims.states.position import HeldState, LeftOutState, PositionState, ReadAsState
from claims.states.question import QuestionState, RivalAnswerState
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState

M = TypeVar("M", bound=Model)
Named = Callable[[Figure], str]
"""How a figure is named from the dossier at hand: by its id, or as event/id."""


def event(row: Event, parts: Iterable[Object] = ()) -> Object:
    context = [_shape(ContextState, one) for one in _by_pk(row.context)]
    return _shape(EventState, row, context=context) | {"parts": list(parts)}


def category(row: Category, parts: Iterable[Object] = ()) -> Object:
    return _shape(CategoryState, row) | {"parts": list(parts)}


def measure(row: Measure) -> Object:
    return _shape(MeasureState, row)


def party(row: Party) -> Object:
    members = [_shape(MemberState, one) for one in _by_pk(row.members)]
    return _shape(PartyState, row, members=members)


def source(row: Source) -> Object:
    separations = [_shape(SeparationState, one) for one in _by_pk(row.separations)]
    always = [{"source": row.speaks_for.slug}] if row.speaks_for else []
    voices = [*always, *(_shape(VoiceState, one) for one in _by_pk(row.voices))]
    return _shape(SourceState, row, separations=separations, speaks_for=voices)


def report(row: Report, zone: str) -> Object:
    gone = row.publication == Publication.RETRACTED
    return _shape(ReportState, row, zone) | {"publication": row.publication if gone else None}


def claim(row: Claim, zone: str, named: Named) -> Object:
    withheld = row.publication == Publication.WITHHELD
    public = _shape(
        ClaimState,
        row,
        zone,
        citations=[_shape(CitationState, one) for one in _by_pk(row.citations)],
        figures=[_figure(one, zone, named) for one in _by_pk(row.figures)],
        stances=[_stance(one, zone) for one in _by_pk(row.stances)],
        evidence=[_shape(EvidenceState, one) for one in _by_pk(row.evidence)],
    )
    return public | {
        "said_precision": stated_apart(row.said_precision),
        "history": without_usual(
            [_decision(d, zone) for d in sorted(row.decisions.all(), key=lambda d: d.n)]
        ),
        "private_note": row.private_note,
        # What was withheld must not be published anew by carrying it elsewhere.
        "publication": Publication.DRAFT.value if withheld else row.publication,
    }


def _figure(row: Figure, zone: str, named: Named) -> Object:
    return _shape(
        FigureState,
        row,
        zone,
        supersedes=[named(one) for one in row.replaced()],
        repeats=named(row.repeats) if row.repeats else None,
        same_people_as=sorted(named(one) for one in row.same_people_as.all()),
        built_on=sorted(named(one) for one in row.built_on.all()),
        derived_from=[
            _shape(TermState, term, key=named(term.part)) for term in _by_pk(row.derived_from)
        ],
        readings=[_shape(ReadingState, one) for one in _by_pk(row.readings)],
    )


def _stance(row: Stance, zone: str) -> Object:
    return _shape(StanceState, row, zone, channel=row.request.channel if row.request else None)


def _decision(row: StatusChange, zone: str) -> Object:
    named: list[NamedEvidence] = list(row.namedevidence_set.all())
    at = moment(row.at, row.precision)
    return {
        "status": row.status,
        "at": dossier_value(at, zone),
        "reason": row.told,
        "examined": row.examined,
        "evidence": sorted(name.evidence.key for name in named),
        "change": row.change,
    }


def link(row: Link) -> Object:
    return _shape(LinkState, row) | {"state": row.state}


def position(row: Position, zone: str, named: Named) -> Object:
    return _shape(
        PositionState,
        row,
        zone,
        uses=sorted(named(figure) for figure in row.uses.all()),
        leaves_out=[
            _shape(LeftOutState, out, key=named(out.figure)) for out in _by_pk(row.leaves_out)
        ],
        readings=[_shape(ReadAsState, one, key=named(one.figure)) for one in _by_pk(row.readings)],
        held=[in_dossier(load(HeldState, one), zone) for one in row.held_before],
    )


def question(row: Question) -> Object:
    return _shape(
        QuestionState,
        row,
        answers=[
            _shape(RivalAnswerState, one, claims=[claim.slug for claim in _by_pk(one.claims)])
            for one in _by_pk(row.answers)
        ],
    )


def our_answer(row: Question, zone: str) -> Object:
    """A position on a question: our own answer, apart from what others say."""
    return {
        "question": row.slug,
        "answer": row.chosen or row.words,
        "standing": row.standing,
        "as_of": dossier_value(moment(row.as_of_at, row.as_of_precision), zone),
        "method": row.method,
        "rationale": row.rationale,
        "dissent": row.dissent,
        "at": dossier_value(moment(row.stated_at, row.stated_precision), zone),
    }


def answer(row: FindingAnswer, zone: str) -> Object:
    at = moment(row.answered_at, row.answered_precision)
    return {
        "finding": {"kind": row.kind, "figures": row.figures},
        "answer": row.answer,
        "reason": row.reason,
        "at": dossier_value(at, zone),
    }


def decision(row: Decision, zone: str) -> Object:
    at = moment(row.decided_at, row.decided_precision)
    return {
        "about": _about(row),
        "option": row.option,
        "figures": sorted(row.figures),
        "low": row.low,
        "high": row.high,
        "reason": row.reason,
        "at": dossier_value(at, zone),
    }


def _about(row: Decision) -> Object:
    if row.part and row.category:
        where = {"event": row.part.slug, "category": row.category.slug}
        return {**where, "measure": row.measure, "party": row.party}
    return {"parties": row.parties} if row.parties else {"figure": row.figure}


def _shape(kind: type[State], row: Model, zone: str = "UTC", **given: object) -> Object:
    """The columns of a row under their keys in a dossier; what has no column is ``given``."""
    return {
        about.dossier: given[name]
        if name in given or not about.column
        else dossier_value(_value(row, about.column), zone)
        for name, about in fields_of(kind).items()
        if about.dossier
    }


def _value(row: Model, column: str) -> object:
    value = getattr(row, column)
    if isinstance(value, datetime):
        return moment(value, getattr(row, f"{column.removesuffix('_at')}_precision"))
    if isinstance(value, str):
        # What an editor kept of it is for the desk alone.
        return without_unseen(value)
    # What has a page of its own, and a category, is named by its slug.
    return getattr(value, "slug", value)


def _by_pk(rows: Manager[M]) -> list[M]:
    return sorted(rows.all(), key=lambda row: row.pk)
