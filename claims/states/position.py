"""What readers see of a position of ours, and of the findings shown beside it."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.reconciliation.kinds import Group, Kind
from claims.domain.vocabulary import NumberChange, Option, Standing, SubjectKind
from claims.states.base import State, public, state
from claims.states.figure import FigureName, FigureThen
from claims.states.names import CategorySlug, EventUid
from claims.states.subject import CheckedState, SubjectState


@state
class LeftOutState(FigureThen):
    """A figure that the position leaves out, and why."""

    PRIVATE: ClassVar = frozenset({"id", "position"})

    reason: str = public(_("Reason"), says="Why it was left out.")


@state
class ReadAsState(FigureName):
    """How the position reads the words of a figure."""

    PRIVATE: ClassVar = frozenset({"id", "position"})

    reading: str = public(_("Reading"), says="How we read it.")


@state
class FindingState(State):
    """A finding that an editor chose to show, as it was worded then."""

    PRIVATE: ClassVar = frozenset(
        {"id", "version", "event", "answer", "as_answered", "by"}
        | {"answered_at", "answered_precision", "settles"}
    )

    kind: Kind = public(_("Kind"), says="What was noticed.")
    group: Group = public(_("Group"), says="The kind, as readers know it.", column="")
    figures: tuple[FigureThen, ...] = public(_("Figure"), says="The figures it is about.")
    sentence: str = public(_("Sentence"), says="The finding in one sentence.")
    arithmetic: str = public(_("Arithmetic"), says="The sum behind it.")
    settles: str = public(
        _("Settles"),
        says="What older entries said would settle it; it is kept for the desk alone since.",
        column="",
        absent="",
    )
    as_messages: str = public(
        _("As messages"),
        says="Sentence and arithmetic by key and places, as JSON, to be read in another language;"
        " empty where it was kept in English alone.",
        absent="",
        dossier="",
    )
    opposed: bool = public(_("Opposed"), says="Whether opposing parties say it.")
    severity: int = public(_("Severity"), says="From 1, a note, to 4.")
    fingerprint: str = public(_("Fingerprint"), says="The same for the same finding.")
    reason: str = public(_("Reason"), says="What the editor said of it.")


@state
class DecidedState(State):
    """What we decided where counts could not all be true, with the figures that were there."""

    PRIVATE: ClassVar = frozenset({"id", "version", "event", "by", "treated", "undoes"})

    option: Option = public(_("Option"), says="What we chose.")
    event: EventUid = public(_("Event"), says="Where the count is of.", column="part")
    category: str = public(_("Category"), says="Who is counted; empty for two parties or a figure.")
    measure: str = public(_("Measure"), says="What befell them.")
    party: str = public(_("Party"), says="Whose count; empty for those of no party.")
    parties: tuple[str, ...] = public(_("Parties"), says="The two that contradict each other.")
    figure: str = public(_("About"), says="The figure it is about, where it is about one.")
    figures: tuple[FigureName, ...] = public(_("Figure"), says="The figures that it is about.")
    low: int | None = public(_("Low"), says="The least that stands by it.")
    high: int | None = public(_("High"), says="The most that stands by it; null is open.")
    reason: str = public(_("Reason"), says="Why.")
    decided: Moment | None = public(_("Decided"), says="When.", column="decided_at")


# Fields of a position that make up its number.
NUMBER = ("established", "low", "best", "high")


@state
class TouchedState(State):
    """Something else on record that a change of our number bears on."""

    kind: SubjectKind = public(_("Kind"), says="A claim, another figure of ours, or a question.")
    uid: str = public(_("Uid"), says="Its uid.")


@state
class HeldState(State):
    """What our figure was before, and why it is another since."""

    established: bool = public(_("Established"), says="False where we said that we cannot say.")
    low: int | None = public(
        _("Low"), says="The least we held possible; null was open or not stated."
    )
    best: int | None = public(_("Best"), says="The likeliest, where we named one.")
    high: int | None = public(_("High"), says="The most we held possible; null was open.")
    until: Moment | None = public(_("Until"), says="Until when we held it.")
    change: NumberChange = public(
        _("Why the number changed"),
        says="news (it went on), late_report (it was so before, we learned of it then), method"
        " (we count or weigh otherwise) or our_error (a correction).",
    )
    why: str = public(_("Why"), says="What we told readers of the change.")
    touches: tuple[TouchedState, ...] = public(
        _("Touches"),
        says="What else it bears on: claims whose numbers came to lie inside or outside of ours,"
        " our figures for parts and wholes, questions answered by what it rests on.",
        absent=(),
        dossier="",
    )


@state
class PositionState(CheckedState):
    """Our own figure for one count."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"second_looks"}

    event: EventUid = public(_("Event"), says="What it is about.")
    category: CategorySlug = public(_("Category"), says="Who is counted.")
    measure: str = public(_("Measure"), says="What befell them, such as killed.")
    established: bool = public(
        _("Established"),
        says="False where we say that the number is not established.",
        substance=_("whether we can say"),
    )
    standing: Standing = public(
        _("Standing"),
        says="Established where every figure used is of a confirmed claim and we do not go beyond.",
        column="",
        dossier="",
    )
    low: int | None = public(
        _("Low"),
        says="The least we hold possible; null is open or not stated.",
        substance=_("our lowest number"),
    )
    best: int | None = public(
        _("Best"), says="The likeliest, where we name one.", substance=_("our best number")
    )
    high: int | None = public(
        _("High"),
        says="The most we hold possible; null is open or not stated.",
        substance=_("our highest number"),
    )
    as_of: Moment | None = public(
        _("As of"),
        says="The time the count is of.",
        column="as_of_at",
        substance=_("the time of the count"),
    )
    stated: Moment | None = public(
        _("Stated"),
        says="When we stated it.",
        column="stated_at",
        dossier="at",
        substance=_("the time of the position"),
    )
    method: str = public(_("Method"), says="How it was reckoned.")
    uses: tuple[FigureThen, ...] = public(_("Uses"), says="The figures it rests on.")
    leaves_out: tuple[LeftOutState, ...] = public(
        _("Left out"), says="Figures left out, with reasons."
    )
    readings: tuple[ReadAsState, ...] = public(
        _("Readings"), says="Figures that could be read otherwise."
    )
    rationale: str = public(_("Rationale"), says="Why we hold this.")
    dissent: str = public(_("Dissent"), says="What speaks against it.")
    override_reason: str = public(
        _("Override reason"), says="Why it lies outside what the figures it uses allow."
    )
    held: tuple[HeldState, ...] = public(
        _("Held before"),
        says="What it was before, the oldest first: each number that we held, until when, and why"
        " it changed. Of numbers changed before we said why, entries alone tell.",
        readers=_("what it was before"),
        absent=(),
        column="",
    )
    decisions: tuple[DecidedState, ...] = public(
        _("Decisions"),
        says="What we decided about counts that it rests on.",
        absent=(),
        column="",
        dossier="",
    )
    findings: tuple[FindingState, ...] = public(
        _("Findings"),
        says="What the numbers say together, as far as editors chose to show it.",
        absent=(),
        always_written=True,
        column="",
        dossier="",
    )
