"""Every public field of every kind stands on every face, or it is listed here why it does not."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from rest_framework.serializers import Serializer

from claims.api.serializers.change import ChangeSerializer
from claims.api.serializers.claim import (
    AddendSerializer,
    CitationSerializer,
    ClaimSerializer,
    EvidenceSerializer,
    FigureSerializer,
    LinkSerializer,
    OriginsSerializer,
    ReadingSerializer,
    StanceSerializer,
)
from claims.api.serializers.event import (
    CategorySerializer,
    ContextSerializer,
    EventSerializer,
    MeasureSerializer,
    MemberSerializer,
    PartySerializer,
)
from claims.api.serializers.figure import FigureRowSerializer
from claims.api.serializers.position import (
    DecidedSerializer,
    FigureReadSerializer,
    FindingSerializer,
    HeldSerializer,
    LeftOutSerializer,
    PositionSerializer,
    TouchedSerializer,
)
from claims.api.serializers.published import RetractedSerializer, WithheldSerializer
from claims.api.serializers.question import QuestionSerializer, RivalAnswerSerializer
from claims.api.serializers.references import FigureNamed, ReportNamed
from claims.api.serializers.source import SeparationSerializer, SourceSerializer, VoiceSerializer
from claims.domain import dossier_format
from claims.pages.exports import claims as claim_export
from claims.pages.exports import figures as figure_export
from claims.states.base import fields_of
from claims.states.body import ChangeState, DecisionState
from claims.states.claim import (
    CitationState,
    ClaimState,
    EvidenceState,
    OriginsState,
    StanceState,
)
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)
from claims.states.figure import FigureName, FigureState, FigureThen, ReadingState, TermState
from claims.states.link import LinkState
from claims.states.position import (
    DecidedState,
    FindingState,
    HeldState,
    LeftOutState,
    PositionState,
    ReadAsState,
    TouchedState,
)
from claims.states.question import QuestionState, RivalAnswerState
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState
from claims.states.subject import (
    CheckedState,
    CountState,
    RetractedState,
    SubjectState,
    WithheldGrounds,
    WithheldState,
)
from tests.states.kinds import kinds

DOSSIER = json.loads((Path(dossier_format.__file__).parent / "schema.json").read_text())["$defs"]
WITH_THE_HISTORY = "it stands with the steps of the history"
BY_PUBLICATION = "the publication of the claim or thing tells"
AS_IT_STANDS = "the figure is named; how it stood then is for the record"


@dataclass(frozen=True)
class Faces:
    """Where a kind is given: its serializer, its definition in a dossier, the table of its own.

    ``row`` is the serializer that gives it once more, as a flat row.
    """

    api: type[Serializer]
    dossier: str = ""
    table: tuple[str, ...] = ()
    row: type[Serializer] | None = None


FACES = {
    EventState: Faces(EventSerializer, "event"),
    ContextState: Faces(ContextSerializer, "context"),
    CategoryState: Faces(CategorySerializer, "category"),
    MeasureState: Faces(MeasureSerializer, "measure"),
    PartyState: Faces(PartySerializer, "party"),
    MemberState: Faces(MemberSerializer, "member"),
    SourceState: Faces(SourceSerializer, "source"),
    VoiceState: Faces(VoiceSerializer, "voice"),
    SeparationState: Faces(SeparationSerializer, "apart_from"),
    ReportState: Faces(ReportNamed, "report"),
    ClaimState: Faces(ClaimSerializer, "claim", (*claim_export.COLUMNS, *claim_export.PARTS)),
    CitationState: Faces(CitationSerializer, "citation"),
    StanceState: Faces(StanceSerializer, "stance"),
    EvidenceState: Faces(EvidenceSerializer, "evidence"),
    OriginsState: Faces(OriginsSerializer),
    FigureState: Faces(FigureSerializer, "figure", figure_export.COLUMNS, FigureRowSerializer),
    FigureName: Faces(FigureNamed),
    TermState: Faces(AddendSerializer, "derived_from"),
    ReadingState: Faces(ReadingSerializer, "reading"),
    PositionState: Faces(PositionSerializer, "position"),
    LeftOutState: Faces(LeftOutSerializer, "left_out"),
    ReadAsState: Faces(FigureReadSerializer, "position_reading"),
    DecidedState: Faces(DecidedSerializer),
    FindingState: Faces(FindingSerializer),
    HeldState: Faces(HeldSerializer, "held"),
    TouchedState: Faces(TouchedSerializer),
    QuestionState: Faces(QuestionSerializer, "question"),
    RivalAnswerState: Faces(RivalAnswerSerializer, "rival_answer"),
    LinkState: Faces(LinkSerializer, "link"),
    RetractedState: Faces(RetractedSerializer),
    WithheldGrounds: Faces(WithheldSerializer),
    DecisionState: Faces(ChangeSerializer, "history"),
}
# Of these kinds no face gives the fields as they are.
WITHOUT_A_FACE = {
    SubjectState: "each subject has a kind of its own",
    CheckedState: "each subject has a kind of its own",
    CountState: "where lists held what was withheld is told by the lists",
    WithheldState: "nothing is left of it but that it is withheld",
    ChangeState: "an entry tells it in its own columns",
    FigureThen: AS_IT_STANDS,
}
OF_THE_CLAIM = (
    *("bounds_note", "breakdown_complete", "final", "estimate", "credits"),
    *("supersedes", "repeats", "same_people_as"),
    *("built_on", "derived_from", "readings"),
)
RENAMED = {
    "row": {},
    "api": {
        "SourceState.url": "website",
        "ReportState.url": "address",
        "LinkState.from_claim": "claim",
        "LinkState.to_claim": "claim",
    },
    "dossier": {
        "SeparationState.other": "source",
        "VoiceState.whom": "source",
        "MemberState.since": "from",
        "VoiceState.since": "from",
        "SourceState.voices": "speaks_for",
        "SourceState.side": "side",
        "TermState.key": "figure",
        "LeftOutState.key": "figure",
        "ReadAsState.key": "figure",
        "FigureState.key": "id",
        "SourceState.separations": "apart_from",
        "EventState.parent": "parts",
        "CategoryState.parent": "parts",
        "DecisionState.status_to": "status",
        "DecisionState.examined_to": "examined",
        "FigureState.bounds_note": "bounds_note",
        "ClaimState.retracted": "publication",
        "ReportState.retracted": "publication",
    },
    "table": {
        "ClaimState.slug": "claim",
        "ClaimState.said": "said_at",
        "ClaimState.decided": "decided_at",
        "ClaimState.origins": "origins_supporting",
        "ClaimState.retracted": "publication",
        "FigureState.key": "figure",
        "FigureState.as_of": "figure_as_of",
    },
}
EXCEPT = {
    "row": {f"FigureState.{name}": "the figures of the claim hold it" for name in OF_THE_CLAIM},
    "api": {
        "ReportState.retracted": BY_PUBLICATION,
        "LinkState.retracted": "only links that stand are given",
        "LeftOutState.low": AS_IT_STANDS,
        "LeftOutState.high": AS_IT_STANDS,
        "LeftOutState.words": AS_IT_STANDS,
        "LeftOutState.qualifier": AS_IT_STANDS,
        "LeftOutState.treatment": AS_IT_STANDS,
        "DecisionState.evidence": "the state of the claim names it",
        "FindingState.settles": "advice to editors, which older entries hold",
    },
    "dossier": {
        "EventState.position": "by its place among the parts",
        "EventState.categories": "they stand beside the event",
        "EventState.measures": "they stand beside the event",
        "EventState.parties": "they stand beside the event",
        "EventState.retracted": "a dossier holds what stands",
        "SourceState.retracted": "a dossier holds what stands",
        "SourceState.merged_into": "a dossier names the source that was kept",
        "PositionState.retracted": "a dossier holds what stands",
        "LinkState.retracted": "a dossier holds what stands",
        **{
            f"{kind}.{name}": "whoever imports it has not checked it"
            for kind in ("ClaimState", "PositionState", "QuestionState")
            for name in ("checked_at", "look_again_on")
        },
        "QuestionState.retracted": "a dossier holds what stands",
        **{
            f"QuestionState.{name}": "our answer stands among the positions"
            for name in (
                *("chosen", "words", "standing", "as_of", "stated", "method"),
                *("rationale", "dissent"),
            )
        },
        "ClaimState.status": WITH_THE_HISTORY,
        "ClaimState.reason": WITH_THE_HISTORY,
        "ClaimState.decided": WITH_THE_HISTORY,
        "ClaimState.examined": WITH_THE_HISTORY,
        "ClaimState.named_evidence": WITH_THE_HISTORY,
        "ClaimState.reopened": "it follows from the history",
        "ClaimState.origins": "it is computed from the evidence",
        "EvidenceState.has_originator": "a stand-in is named where the originator is not",
        "TermState.claim": "figures are unique in a dossier",
        "LeftOutState.claim": "figures are unique in a dossier",
        "ReadAsState.claim": "figures are unique in a dossier",
        "LeftOutState.low": AS_IT_STANDS,
        "LeftOutState.high": AS_IT_STANDS,
        "LeftOutState.words": AS_IT_STANDS,
        "LeftOutState.qualifier": AS_IT_STANDS,
        "LeftOutState.treatment": AS_IT_STANDS,
        "PositionState.standing": "it follows from the figures used",
        "PositionState.decisions": "they stand by themselves, for they are about counts",
        "PositionState.findings": "whoever imports it finds its own",
        "HeldState.touches": "what a change bears on is of the record that tells it",
        "TouchedState.kind": "what a change bears on is of the record that tells it",
        "TouchedState.uid": "what a change bears on is of the record that tells it",
        "DecisionState.status_from": "the step before tells",
        "DecisionState.examined_from": "the step before tells",
    },
    "table": {
        "ClaimState.utterance": "tables do not hold it yet",
        "ClaimState.named_evidence": WITH_THE_HISTORY,
        **{
            f"FigureState.{name}": "the line of the claim holds it"
            for name in (
                *OF_THE_CLAIM,
                *("basis", "includes_attackers", "treatment_note"),
            )
        },
    },
}
FIELDS = [(kind, name) for kind in FACES for name in fields_of(kind)]


def test_every_kind_of_state_has_its_faces():
    assert {kind.__name__ for kind in kinds()} == {kind.__name__ for kind in FACES | WITHOUT_A_FACE}


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda one: getattr(one, "__name__", one))
def test_a_public_field_stands_on_every_face(kind, name):
    lacking = [
        f"{face}: {where} lacks {kind.__name__}.{name}"
        for face, (where, given) in _given(kind).items()
        if _key(face, kind, name) not in given and f"{kind.__name__}.{name}" not in EXCEPT[face]
    ]

    assert lacking == []


def test_no_exception_is_listed_for_what_is_there():
    stale = [
        f"{face}: {kind.__name__}.{name}"
        for kind, name in FIELDS
        for face, (_, given) in _given(kind).items()
        if f"{kind.__name__}.{name}" in EXCEPT[face] and _key(face, kind, name) in given
    ]

    assert stale == []


@pytest.mark.parametrize("kind", FACES, ids=lambda kind: kind.__name__)
def test_the_desk_and_lists_of_changes_have_a_name_for_every_field(kind):
    assert all(about.label and about.readers for about in fields_of(kind).values())


def test_what_the_api_gives_says_what_it_means():
    silent = [
        f"{kind.__name__}.{name}"
        for kind, faces in FACES.items()
        for given in (faces.api, faces.row)
        for name, one in (given().fields.items() if given else ())
        if not one.help_text
    ]

    assert silent == []


def _given(kind):
    """What each face gives of a kind, and where that stands."""
    faces = FACES[kind]
    given = {"api": (faces.api.__name__, set(faces.api().fields))}
    if faces.dossier:
        place = f"schema.json $defs/{faces.dossier}"
        given["dossier"] = (place, set(DOSSIER[faces.dossier]["properties"]))
    if faces.row:
        given["row"] = (faces.row.__name__, set(faces.row().fields))
    if faces.table:
        given["table"] = (f"the columns of {kind.__name__}", set(faces.table))
    return given


def _key(face, kind, name):
    usual = fields_of(kind)[name].dossier if face == "dossier" else name
    return RENAMED[face].get(f"{kind.__name__}.{name}", usual)
