"""The parts of a claim as its page shows them: words, figures, evidence, what parties say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.domain.categories import ALL, ATTACKERS, EVERYONE_ELSE
from claims.domain.figures import describe_range
from claims.domain.messages import capitalised, joined, ngettext
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import COUNTS, Bearing, Qualifier, Treatment, YesNo
from claims.presenters.figure_index import needs_reading, number_of
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.states.claim import CitationState, ClaimState, EvidenceState, StanceState
from claims.states.figure import FigureState


@dataclass(frozen=True)
class Quoted:
    """``whose`` says whose words it is; ``first``: it was first said there.

    ``own``: the report is the claimant's own; ``publisher`` is whose it is.
    """

    whose: str
    own: bool
    quote: str
    language: str
    translation: str
    translated_by: str
    locator: str
    first: bool
    report: ReportName
    publisher: Name | None


def citation(
    state: CitationState, names: Names, claimant: Name, *, misattributed: bool = False
) -> Quoted:
    """``misattributed``: these are not the claimant's words, wherever they stand."""
    report = names.report(state.report)
    publisher = names.source(report.by) if report.by else None
    own = publisher is not None and publisher.voice == claimant.voice and not misattributed
    return Quoted(
        whose=_whose(publisher, own=own or (state.first and not misattributed)),
        own=own,
        quote=state.quote,
        language=state.language,
        translation=state.translation,
        translated_by=state.translated_by,
        locator=state.locator,
        first=state.first,
        report=report,
        publisher=publisher,
    )


def _whose(publisher: Name | None, *, own: bool) -> str:
    """An outlet's words about a claim are not the claimant's."""
    if own:
        return _("In the claimant’s own words")
    if publisher:
        return _("In the words of %(outlet)s") % {"outlet": publisher.in_sentence}
    return _("In the outlet’s words")


REPLACED_BY = _("Replaced by a figure of")
REFERENCES = {
    "supersedes": _("Replaces a figure of"),
    "repeats": _("Repeats a figure of"),
    "same_people_as": _("Counts the same as"),
    "built_on": _("Builds on"),
    "derived_from": _("Worked out from"),
}
INCLUDES_ATTACKERS = {
    YesNo.YES: _("It includes attackers."),
    YesNo.NO: _("It does not include attackers."),
    YesNo.NOT_STATED: _("Whether it includes attackers is not stated."),
}


@dataclass(frozen=True)
class ClaimFigure:
    key: str
    number: str
    counted: str
    words: str
    part: EventName | None
    as_of: When | None
    notes: tuple[str, ...]
    references: tuple[tuple[str, ClaimName], ...]
    out: str


def claim_figure(
    state: FigureState,
    names: Names,
    *,
    event: str,
    zone: str,
    newer: Sequence[ClaimName] = (),
) -> ClaimFigure:
    """``newer`` are the claims whose figures replaced this one."""
    return ClaimFigure(
        key=state.key,
        number=number_of(state),
        counted=capitalised(names.counted(state.category, state.measure)),
        words=state.words,
        part=names.event(state.event) if state.event != event else None,
        as_of=stated(state.as_of, zone),
        notes=tuple(_notes(state, names)),
        references=(*((REPLACED_BY, claim) for claim in newer), *_references(state, names)),
        out=_out(state),
    )


def _notes(state: FigureState, names: Names) -> Iterator[str]:
    in_words = state.words and state.qualifier is Qualifier.UNSTATED
    if in_words or needs_reading(state):
        yield _(
            "We read it as %(describe_range)s.",
            describe_range=describe_range(state.low, state.high),
        )
    if state.bounds_note:
        yield f"{state.bounds_note.rstrip('.')}."
    if state.basis:
        yield _("Basis: %(rstrip)s.", rstrip=state.basis.rstrip("."))
    of_people = names.measures.of(state.measure).of_people
    if of_people and names.have_attackers and state.category not in (ATTACKERS, EVERYONE_ELSE):
        yield from _attackers(state)
    if state.final:
        yield _("Given as final.")
    if state.estimate:
        yield _("Given as an estimate.")
    if state.credits:
        yield _(
            "The words name %(called)s as having counted.",
            called=names.source(state.credits).called,
        )
    yield from (reading.note for reading in state.readings if reading.note)


def _attackers(state: FigureState) -> Iterator[str]:
    """Said always of a count of everybody, and of others where the source said so."""
    if state.category == ALL or state.includes_attackers is not YesNo.NOT_STATED:
        yield INCLUDES_ATTACKERS[state.includes_attackers]


def _references(state: FigureState, names: Names) -> Iterator[tuple[str, ClaimName]]:
    for key, label in REFERENCES.items():
        for claim in dict.fromkeys(other.claim for other in getattr(state, key)):
            yield label, names.claim(claim)


def _out(state: FigureState) -> str:
    """Why a figure is out of our reckoning; empty where it is not."""
    if state.treatment == Treatment.USE:
        return ""
    said = _("Left out of our reckoning")
    if state.treatment == Treatment.RECORD_ERROR:
        said = _("Recorded wrongly by us")
    return f"{said}: {state.treatment_note}" if state.treatment_note else f"{said}."


CONFIDENTIAL = Name("", _("a confidential source, known to us"))
NOBODY = Name("", _("no originator named"))
WEIGHT = {Bearing.SUPPORTS: _("Supports the claim"), Bearing.AGAINST: _("Speaks against the claim")}


@dataclass(frozen=True)
class EvidenceLine:
    """``counts``: it can carry a status. ``weighed``: the decision names it."""

    bearing: str
    kind: str
    originator: Name
    note: str
    counts: bool
    weighed: bool
    report: ReportName | None
    claim: ClaimName | None


@dataclass(frozen=True)
class StanceLine:
    party: Name
    position: str
    quote: str
    report: ReportName | None
    stated: When | None
    asked: When | None
    how: str = ""


def evidence_line(state: EvidenceState, names: Names, named: Iterable[str]) -> EvidenceLine:
    return EvidenceLine(
        bearing=WEIGHT[state.bearing],
        kind=state.kind.label,
        originator=_originator(state, names),
        note=state.note,
        counts=state.kind in COUNTS and state.has_originator,
        weighed=state.key in named,
        report=names.report(state.report) if state.report else None,
        claim=names.claim(state.claim) if state.claim else None,
    )


def _originator(state: EvidenceState, names: Names) -> Name:
    if state.confidential:
        return CONFIDENTIAL
    return names.source(state.originator) if state.originator else NOBODY


def stance_line(state: StanceState, names: Names, zone: str) -> StanceLine:
    return StanceLine(
        party=names.source(state.source),
        position=state.stance.label,
        quote=state.quote,
        report=names.report(state.report) if state.report else None,
        stated=stated(state.stated, zone),
        asked=stated(state.asked, zone),
        how=state.channel.label if state.channel else "",
    )


def carriers(state: ClaimState) -> set[str]:
    """The reports that carry a claim or support it; none of those that speak against it."""
    cited: set[str] = {c.report for c in state.citations}
    return (cited | {e.report for e in state.evidence if e.bearing is Bearing.SUPPORTS}) - {""}


def carried_by(state: ClaimState, names: Names) -> str:
    """How many carried it, and how few of them know: "Carried by 5 reports, 2 independent …"."""
    reports = carriers(state)
    standing = sum(names.report(uid).stands for uid in reports)
    gone = len(reports) - standing
    supports, against = state.origins.supports, state.origins.against
    places = {"reports": ngettext("1 report", "%(n)s reports", standing, n=f"{standing:,}")}
    if not supports and not against:
        told = _("Carried by %(reports)s. We know of no independent origin.", **places)
    else:
        places["origins"] = ngettext(
            "1 independent origin", "%(n)s independent origins", supports, n=f"{supports:,}"
        )
        places["against"] = ngettext("1 origin", "%(n)s origins", against, n=f"{against:,}")
        told = _("Carried by %(reports)s, %(origins)s.")
        if against:
            told = _("Carried by %(reports)s, %(origins)s; %(against)s against.")
        told = told.placed(**places)
    if not gone:
        return told
    since = ngettext(
        "1 report that carried it was withdrawn or retracted since.",
        "%(n)s reports that carried it were withdrawn or retracted since.",
        gone,
        n=f"{gone:,}",
    )
    return joined([told, since])
