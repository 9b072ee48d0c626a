"""What readers see of a claim and of all it owns."""

from __future__ import annotations

from typing import ClassVar

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

    report: ReportUid = public("Report", says="Where it was said or carried.")
    quote: str = public("Quote", says="The exact words.", substance="a quote")
    language: str = public("Language", says="Language tag of the words.")
    translation: str = public(
        "Translation",
        says="The words in English, where they were said in another language.",
        substance="a quote",
    )
    translated_by: str = public("Translated by", says="Who translated them.")
    locator: str = public("Locator", says="Where in the report, such as a paragraph or a minute.")
    first: bool = public(
        "Where it was first said", says="True where we have seen the original ourselves."
    )


@state
class StanceState(State):
    """A party's attitude to the claim."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    source: SourceUid = public("Source", says="Whose stance.")
    stance: StanceKind = public(
        "Stance", says="Their attitude to the claim. It never moves the status."
    )
    report: ReportUid = public("Report", says="Where they said so.")
    quote: str = public("Quote", says="Their words.")
    stated: Moment | None = public(
        "Stated", says="When they said so.", column="stated_at", dossier="stated_at"
    )
    asked: Moment | None = public(
        "We asked on", says="When we asked them.", column="asked_at", dossier="asked_at"
    )
    channel: Channel | None = public("We asked", says="How we asked them.", absent=None, column="")


@state
class EvidenceState(State):
    """What bears on the claim; of a confidential piece nothing that leads to its source."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    key: str = public("Name", says="Its name within the claim; named_evidence uses it.")
    bearing: Bearing = public("Bearing", says="For or against the claim.")
    kind: EvidenceKind = public("Kind", says="How close to the thing itself.")
    originator: SourceUid = public("Originator", says="Who saw, counted or holds it.")
    has_originator: bool = public(
        "Has an originator",
        says="False where nobody is named; then it counts for nothing.",
        column="",
        dossier="",
    )
    confidential: bool = public(
        "Confidential", says="True where the originator is known to us alone."
    )
    report: ReportUid = public("Report", says="Where it stands.")
    claim: ClaimUid = public(
        "Claim", says="The other claim that bears on this one.", column="other_claim"
    )
    note: str = public("Note", says="What it shows.")


@state
class OriginsState(State):
    """How many know it independently of one another."""

    supports: int = public("Supports", says="Independent originators of the evidence for it.")
    against: int = public("Against", says="Independent originators of the evidence against it.")


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

    slug: str = public("Address", readers="the address")
    statement: str = public("Statement", says="The claim as one neutral sentence.")
    short: str = public(
        "Short form", says="The same for lists and headings.", readers="the short form"
    )
    claimant: SourceUid = public(
        "Said by", says="Who says it.", readers="who said it", substance="who said it"
    )
    event: EventUid = public("Event", says="What it is about.")
    occasion: str = public("Occasion", says="On what occasion it was said.", readers="the occasion")
    utterance: str = public(
        "Said together as",
        says="The same for claims that were said together.",
        readers="what was said together",
    )
    said: Moment | None = public(
        "Said on",
        says="When it was said.",
        readers="when it was said",
        column="said_at",
        dossier="said_at",
        substance="when it was said",
    )
    status: Status = public(
        "Status", says="Where verification stands.", substance="the status", dossier=""
    )
    reason: str = public("Reason", says="Why it stands there.", column="", dossier="")
    decided: Moment | None = public(
        "Decided",
        says="When that was decided.",
        readers="the time of the decision",
        column="",
        dossier="",
    )
    examined: bool = public(
        "Examined",
        says="Whether an editor has examined it. False only where status is unconfirmed: we have"
        " not looked at it yet, and say nothing of whether it can be established.",
        readers="whether we have examined it",
        substance="whether we have examined it",
        dossier="",
    )
    reopened: bool = public(
        "Reopened", says="True where it moved off confirmed or refuted.", column="", dossier=""
    )
    named_evidence: tuple[str, ...] = public(
        "Evidence the decision names",
        says="Keys of the evidence the decision rests on.",
        readers="the evidence named",
        column="",
        dossier="",
    )
    lifecycle: Lifecycle = public("Lifecycle", says="Whether it still stands as it was made.")
    merged_into: ClaimUid = public(
        "Merged into",
        says="The claim that keeps it, where lifecycle is merged.",
        readers="the claim it was merged into",
    )
    citations: tuple[CitationState, ...] = public(
        "Citation",
        says="Where it was said, in which words.",
        readers="the words and where they stand",
    )
    figures: tuple[FigureState, ...] = public(
        "Figure", says="The numbers that were said.", substance="figures"
    )
    stances: tuple[StanceState, ...] = public(
        "Stance", says="What the parties say of it.", substance="what parties say of it"
    )
    evidence: tuple[EvidenceState, ...] = public("Evidence", says="What bears on it.")
    origins: OriginsState = public(
        "Independent origins",
        says="How many independent originators there are.",
        readers="the count of independent origins",
        column="",
        dossier="",
    )
