"""What readers see of a source."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.vocabulary import Nature, SourceKind
from claims.states.base import State, public, state
from claims.states.names import SourceUid
from claims.states.subject import SubjectState


@state
class SeparationState(State):
    """Another source that is recorded as knowing by itself, and why."""

    PRIVATE: ClassVar = frozenset({"id", "source"})

    other: SourceUid = public("Other", says="A source of the same party.", dossier="source")
    reason: str = public("Reason", says="Why the two know separately.")


@state
class VoiceState(State):
    """Another source that it spoke for, and when."""

    PRIVATE: ClassVar = frozenset({"id", "source"})

    whom: SourceUid = public("Speaks for", says="The source it spoke for.", dossier="source")
    since: str = public("From", says="First day, month or year; empty where none.", dossier="from")
    until: str = public("Until", says="Last day, month or year; empty where it still does.")


@state
class SourceState(SubjectState):
    """Who says things."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"stub"}

    slug: str = public("Address", readers="the address")
    name: str = public("Name", says="What it is called.")
    short_name: str = public("Short name", says="What it is called in lists.")
    aliases: tuple[str, ...] = public("Aliases", says="Other names it goes by.")
    nature: Nature | None = public(
        "Nature",
        says="A person, a body or an unnamed group; null where nobody said.",
        readers="whether it is a person or a body",
        absent=None,
    )
    kind: SourceKind = public("Kind", says="What kind of source it is.")
    side: str = public(
        "Side",
        says="Slug of its side, where it was published before events had parties.",
        dossier="",
    )
    speaks_for: SourceUid = public("Speaks for", says="The source it speaks for.")
    voices: tuple[VoiceState, ...] = public(
        "Spoke for",
        says="Whom it spoke for from one day to another.",
        readers="whom it spoke for and when",
        absent=(),
        dossier="",
    )
    about: str = public("About", says="What it is, in our words.")
    url: str = public("Web address", says="Its own site.")
    separations: tuple[SeparationState, ...] = public(
        "Knows separately from",
        says="Sources of its party that it knows separately from.",
        dossier="apart_from",
    )
    merged_into: SourceUid = public(
        "Merged into",
        says="The source it was merged into.",
        readers="the claim it was merged into",
        absent="",
        dossier="",
    )
