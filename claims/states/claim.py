"""What readers see of a claim and of all it owns."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, Channel, EvidenceKind, Lifecycle, StanceKind
from claims.states.base import State, public, state
from claims.states.figure import FigureState
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid
from claims.states.subject import CheckedState, SubjectState


@state
class CitationState(State):
    """Where the claim was made or carried, and in which words."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    report: ReportUid = public(_("Report"), says="Where it was said or carried.")
    quote: str = public(_("Quote"), says="The exact words.", substance=_("a quote"))
    language: str = public(_("Language"), says="Language tag of the words.")
    translation: str = public(
        _("Translation"),
        says="The words in English, where they were said in another language.",
        substance=_("a quote"),
    )
    translated_by: str = public(_("Translated by"), says="Who translated them.")
    locator: str = public(
        _("Locator"), says="Where in the report, such as a paragraph or a minute."
    )
    first: bool = public(
        _("Where it was first said"), says="True where we have seen the original ourselves."
    )


@state
class StanceState(State):
    """A party's attitude to the claim."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    source: SourceUid = public(_("Source"), says="Whose stance.")
    stance: StanceKind = public(
        _("Stance"), says="Their attitude to the claim. It never moves the status."
    )
    report: ReportUid = public(_("Report"), says="Where they said so.")
    quote: str = public(_("Quote"), says="Their words.")
    stated: Moment | None = public(
        _("Stated"), says="When they said so.", column="stated_at", dossier="stated_at"
    )
    asked: Moment | None = public(
        _("We asked on"), says="When we asked them.", column="asked_at", dossier="asked_at"
    )
    channel: Channel | None = public(
        _("We asked"), says="How we asked them.", absent=None, column=""
    )


@state
class EvidenceState(State):
    """What bears on the claim; of a confidential piece nothing that leads to its source."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    key: str = public(_("Name"), says="Its name within the claim; named_evidence uses it.")
    bearing: Bearing = public(_("Bearing"), says="For or against the claim.")
    kind: EvidenceKind = public(_("Kind"), says="How close to the thing itself.")
    originator: SourceUid = public(_("Originator"), says="Who saw, counted or holds it.")
    has_originator: bool = public(
        _("Has an originator"),
        says="False where nobody is named; then it counts for nothing.",
        column="",
        dossier="",
    )
    confidential: bool = public(
        _("Confidential"), says="True where the originator is known to us alone."
    )
    report: ReportUid = public(_("Report"), says="Where it stands.")
    claim: ClaimUid = public(
        _("Claim"), says="The other claim that bears on this one.", column="other_claim"
    )
    note: str = public(_("Note"), says="What it shows.")


@state
class OriginsState(State):
    """How many know it independently of one another."""

    supports: int = public(_("Supports"), says="Independent originators of the evidence for it.")
    against: int = public(_("Against"), says="Independent originators of the evidence against it.")


@state
class ClaimState(CheckedState):
    """One assertion by one source."""

    # Who works on it and when is the desk's own; a request for comment reaches readers as a stance.
    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {
        "private_note",
        "assignee",
        "next_check_at",
        "next_check_precision",
        "handover",
        "requests",
        "second_looks",
    }

    slug: str = public(_("Address"), readers=_("the address"))
    statement: str = public(_("Statement"), says="The claim as one neutral sentence.")
    short: str = public(
        _("Short form"), says="The same for lists and headings.", readers=_("the short form")
    )
    claimant: SourceUid = public(
        _("Said by"), says="Who says it.", readers=_("who said it"), substance=_("who said it")
    )
    event: EventUid = public(_("Event"), says="What it is about.")
    occasion: str = public(
        _("Occasion"), says="On what occasion it was said.", readers=_("the occasion")
    )
    utterance: str = public(
        _("Said together as"),
        says="The same for claims that were said together.",
        readers=_("what was said together"),
    )
    said: Moment | None = public(
        _("Said on"),
        says="When it was said.",
        readers=_("when it was said"),
        column="said_at",
        dossier="said_at",
        substance=_("when it was said"),
    )
    status: Status = public(
        _("Status"), says="Where verification stands.", substance=_("the status"), dossier=""
    )
    reason: str = public(_("Reason"), says="Why it stands there.", column="", dossier="")
    decided: Moment | None = public(
        _("Decided"),
        says="When that was decided.",
        readers=_("the time of the decision"),
        column="",
        dossier="",
    )
    examined: bool = public(
        _("Examined"),
        says="Whether an editor has examined it. False only where status is unconfirmed: we have"
        " not looked at it yet, and say nothing of whether it can be established.",
        readers=_("whether we have examined it"),
        substance=_("whether we have examined it"),
        dossier="",
    )
    reopened: bool = public(
        _("Reopened"), says="True where it moved off confirmed or refuted.", column="", dossier=""
    )
    named_evidence: tuple[str, ...] = public(
        _("Evidence the decision names"),
        says="Keys of the evidence the decision rests on.",
        readers=_("the evidence named"),
        column="",
        dossier="",
    )
    lifecycle: Lifecycle = public(
        _("Lifecycle"),
        says="Whether it still stands as it was made.",
        readers=_("what became of it"),
    )
    merged_into: ClaimUid = public(
        _("Merged into"),
        says="The claim that keeps it, where lifecycle is merged.",
        readers=_("the claim it was merged into"),
    )
    citations: tuple[CitationState, ...] = public(
        _("Citation"),
        says="Where it was said, in which words.",
        readers=_("the words and where they stand"),
    )
    figures: tuple[FigureState, ...] = public(
        _("Figure"), says="The numbers that were said.", substance=_("figures")
    )
    stances: tuple[StanceState, ...] = public(
        _("Stance"), says="What the parties say of it.", substance=_("what parties say of it")
    )
    evidence: tuple[EvidenceState, ...] = public(_("Evidence"), says="What bears on it.")
    origins: OriginsState = public(
        _("Independent origins"),
        says="How many independent originators there are.",
        readers=_("the count of independent origins"),
        column="",
        dossier="",
    )
