"""What readers see of a position of ours, and of the findings shown beside it."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.moments import Moment
from claims.domain.reconciliation.kinds import Group, Kind
from claims.domain.vocabulary import Standing
from claims.states.base import State, public, state
from claims.states.figure import FigureName, FigureThen
from claims.states.names import EventUid
from claims.states.subject import SubjectState


@state
class LeftOutState(FigureThen):
    """A figure that the position leaves out, and why."""

    PRIVATE: ClassVar = frozenset({"id", "position"})

    reason: str = public("Reason", says="Why it is left out.")


@state
class ReadAsState(FigureName):
    """How the position reads the words of a figure."""

    PRIVATE: ClassVar = frozenset({"id", "position"})

    reading: str = public("Reading", says="How its words are read.")


@state
class FindingState(State):
    """A finding that an editor chose to show, as it was worded then."""

    PRIVATE: ClassVar = frozenset(
        {"id", "version", "event", "answer", "as_answered", "by"}
        | {"answered_at", "answered_precision"}
    )

    kind: Kind = public("Kind", says="What was noticed.")
    group: Group = public("Group", says="The kind, as readers know it.", column="")
    figures: tuple[FigureThen, ...] = public("Figure", says="The figures it is about.")
    sentence: str = public("Sentence", says="The finding in one sentence.")
    arithmetic: str = public("Arithmetic", says="The sum behind it.")
    settles: str = public("Settles", says="What would settle it.")
    opposed: bool = public("Opposed", says="Whether opposing parties say it.")
    severity: int = public("Severity", says="From 1, a note, to 4.")
    fingerprint: str = public("Fingerprint", says="The same for the same finding.")
    reason: str = public("Reason", says="What the editor said of it.")


@state
class PositionState(SubjectState):
    """Our own figure for one count."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"second_looks"}

    event: EventUid = public("Event", says="The part of the event it counts.")
    category: str = public("Category", says="Who is counted.")
    measure: str = public("Measure", says="What befell them.")
    established: bool = public(
        "Established", says="False where we cannot say.", substance="whether we can say"
    )
    standing: Standing = public(
        "Standing",
        says="Established where every figure used is of a confirmed claim.",
        column="",
        dossier="",
    )
    low: int | None = public("Low", says="Our least.", substance="our lowest number")
    best: int | None = public("Best", says="Our best number.", substance="our best number")
    high: int | None = public("High", says="Our most.", substance="our highest number")
    as_of: Moment | None = public(
        "As of",
        says="The time it is of.",
        column="as_of_at",
        substance="the time of the count",
    )
    method: str = public("Method", says="How we came to it.")
    uses: tuple[FigureThen, ...] = public("Uses", says="The figures it rests on.")
    leaves_out: tuple[LeftOutState, ...] = public("Left out", says="Figures left out, and why.")
    readings: tuple[ReadAsState, ...] = public("Readings", says="How figures were read.")
    rationale: str = public("Rationale", says="Why.")
    dissent: str = public("Dissent", says="What speaks against it.")
    override_reason: str = public(
        "Override reason", says="Why it goes beyond what the figures allow."
    )
    findings: tuple[FindingState, ...] = public(
        "Findings",
        says="What the numbers say together, as far as editors chose to show it.",
        absent=(),
        always_written=True,
        column="",
        dossier="",
    )
    stated: Moment | None = public(
        "Stated",
        says="When we said so.",
        column="stated_at",
        dossier="at",
        substance="the time of the position",
    )
