"""What readers see of a source and of a report."""

from __future__ import annotations

from claims.models.desk.party import Voice
from claims.models.desk.source import Report, Separation, Source
from claims.publishing.cutoff import WHOLE, Cut
from claims.publishing.from_desk import from_desk
from claims.publishing.prefetch import parts
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState


def state(source: Source, cut: Cut = WHOLE) -> SourceState:
    separations = parts(source, "separations", "other")
    return from_desk(
        SourceState,
        source,
        separations=tuple(separation_state(one) for one in separations),
        voices=tuple(voice_state(one) for one in parts(source, "voices", "whom")),
    )


def separation_state(separation: Separation) -> SeparationState:
    return from_desk(SeparationState, separation)


def voice_state(voice: Voice) -> VoiceState:
    return from_desk(VoiceState, voice)


def report_state(report: Report, cut: Cut = WHOLE) -> ReportState:
    return from_desk(ReportState, report, **_unknown_then(report, cut))


def _unknown_then(report: Report, cut: Cut) -> dict[str, object]:
    """What a step of the past does not tell yet: a copy of what came later, a later withdrawal."""
    found: dict[str, object] = {}
    if not cut.whole and report.reprints is not None and not cut.names(report.reprints):
        found["reprints"] = ""
    if not cut.dated(report.publisher_acted_at):
        found |= {"publisher_action": None, "publisher_action_at": None, "publisher_note": ""}
    return found
