"""What readers see of a source."""

from __future__ import annotations

from claims.models.desk.party import Voice
from claims.models.desk.source import Separation, Source
from claims.publishing.from_desk import from_desk
from claims.publishing.history_cut import WHOLE, Cut
from claims.publishing.prefetch import parts
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
