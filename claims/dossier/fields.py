"""Whether every text fits the column it is kept in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from claims.dossier.errors import Complaints
from claims.dossier.structure import STATES, Object, walk
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigureReading
from claims.models.desk.link import Link
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.position import LeftOut, Position, PositionReading
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.source import Report, Separation, Source
from claims.states.base import fields_of

_MODELS: dict[str, type[Model]] = {
    "event": Event,
    "context": ContextNote,
    "category": Category,
    "measure": Measure,
    "party": Party,
    "member": Member,
    "source": Source,
    "voice": Voice,
    "apart_from": Separation,
    "report": Report,
    "claim": Claim,
    "citation": Citation,
    "figure": Figure,
    "reading": FigureReading,
    "stance": Stance,
    "evidence": Evidence,
    "link": Link,
    "question": Question,
    "rival_answer": RivalAnswer,
    "position": Position,
    "left_out": LeftOut,
    "position_reading": PositionReading,
}


def check(dossier: Object, complaints: Complaints) -> None:
    for kind, place, shape in walk(dossier):
        if kind not in _MODELS:
            continue
        columns = {about.dossier: about.column for about in fields_of(STATES[kind]).values()}
        for key, value in shape.items():
            if isinstance(value, str):
                for sentence in _wrong(_MODELS[kind], columns.get(key, key), value):
                    complaints.add((*place, key), sentence)


def _wrong(model: type[Model], name: str, value: str) -> list[str]:
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if field is None or field.is_relation or field.get_internal_type() == "DateField":
        return []
    try:
        field.run_validators(value)
    except ValidationError as problem:
        return [_advised(sentence) for sentence in problem.messages]
    return []


def _advised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
