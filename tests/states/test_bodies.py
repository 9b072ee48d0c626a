"""What was published is read for ever: bodies of each kind and version, kept as written."""

import json
from dataclasses import MISSING
from pathlib import Path

import pytest

from claims.domain.vocabulary import SubjectKind
from claims.states.base import fields_of
from claims.states.body import KINDS, VERSION, read
from claims.states.subject import WithheldState
from tests.states.kinds import kinds

KEPT = sorted((Path(__file__).parent / "bodies").glob("v*/*.json"))
OF_TODAY = [path for path in KEPT if path.parent.name == f"v{VERSION}"]
# Written today, it says that there are no findings: older bodies left that out.
SAYS_MORE_TODAY = {"position_before_findings"}
# What a body from before a field meant by not naming it. A line here may be added, never changed.
ABSENT = {
    "SubjectState.retracted": None,
    "EventState.retracted": None,
    "EventState.location_precision": None,
    "EventState.measures": (),
    "CategoryState.phrase": "",
    "FindingState.settles": "",
    "FigureState.estimate": False,
    "FigureState.credits": "",
    "EventState.context": (),
    "SourceState.retracted": None,
    "SourceState.merged_into": "",
    "SourceState.nature": None,
    "SourceState.voices": (),
    "EventState.parties": None,
    "ReportState.retracted": None,
    "ReportState.publisher_action": None,
    "ReportState.publisher_action_at": None,
    "ReportState.publisher_note": "",
    "ClaimState.retracted": None,
    **{
        f"{kind}.{name}": None
        for kind in ("CheckedState", "ClaimState", "PositionState", "QuestionState")
        for name in ("checked_at", "look_again_on")
    },
    "CheckedState.retracted": None,
    "PositionState.retracted": None,
    "PositionState.decisions": (),
    "PositionState.held": (),
    "HeldState.touches": (),
    "PositionState.findings": (),
    "LinkState.retracted": None,
    "QuestionState.retracted": None,
    "StanceState.channel": None,
    "ChangeState.fields": None,
    "ChangeState.decision": None,
    "DecisionState.evidence": None,
    "DecisionState.examined_from": None,
    "DecisionState.examined_to": None,
    "FindingState.as_messages": "",
    **{f"WithheldState.{name}": () for name in ("sources", "events", "claims", "counts")},
}


def kind_of(path):
    return SubjectKind(path.stem.partition("_")[0])


def text_of(path):
    return path.read_text(encoding="utf-8").removesuffix("\n")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_body_of_every_kind_and_version_is_still_read(path):
    body = read(kind_of(path), text_of(path))

    expected = WithheldState if path.stem.endswith("_withheld") else KINDS[kind_of(path)]
    assert type(body.state) is expected


@pytest.mark.parametrize(
    "path",
    [path for path in OF_TODAY if path.stem not in SAYS_MORE_TODAY],
    ids=lambda path: path.stem,
)
def test_a_body_is_written_back_to_the_same_bytes(path):
    assert read(kind_of(path), text_of(path)).text() == text_of(path)


def test_until_version_2_what_was_decided_on_had_been_examined():
    kept = [path for path in KEPT if path.parent.name == "v1" and kind_of(path) == "claim"]
    states = [read(SubjectKind.CLAIM, text_of(path)).state for path in kept]
    told = [state for state in states if not isinstance(state, WithheldState)]

    assert [one.examined for one in told] == [one.decided is not None for one in told]
    undecided = json.loads(text_of(kept[0]))
    undecided["state"]["decided"] = None
    assert not read(SubjectKind.CLAIM, json.dumps(undecided)).state.examined


def test_a_position_from_before_findings_has_none():
    (path,) = (path for path in KEPT if path.stem == "position_before_findings")

    assert read(SubjectKind.POSITION, text_of(path)).state.findings == ()


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_kind_has_a_kept_body_of_every_version(version):
    kept = {kind_of(path) for path in KEPT if path.parent.name == f"v{version}"}

    assert kept == set(SubjectKind)


def test_what_a_field_meant_before_it_was_there_never_changes():
    found = {
        f"{kind.__name__}.{name}": about.absent
        for kind in kinds()
        for name, about in fields_of(kind).items()
        if about.absent is not MISSING
    }

    assert {name: ABSENT.get(name, "not frozen") for name in found} == found
    assert all(type(ABSENT[name]) is type(found[name]) for name in found)
