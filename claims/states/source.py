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

    other: SourceUid = public("Other", says="A source on the same side.", dossier="source")
    reason: str = public("Reason", says="Why the two know separately.")


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
    side: str = public("Side", says="Slug of its side in the conflict.")
    speaks_for: SourceUid = public("Speaks for", says="The source it speaks for.")
    about: str = public("About", says="What it is, in our words.")
    url: str = public("Web address", says="Its own site.")
    separations: tuple[SeparationState, ...] = public(
        "Knows separately from",
        says="Sources on its side that it knows separately from.",
        dossier="apart_from",
    )
    merged_into: SourceUid = public(
        "Merged into",
        says="The source it was merged into.",
        readers="the claim it was merged into",
        absent="",
        dossier="",
    )
