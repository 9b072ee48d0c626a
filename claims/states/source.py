"""What readers see of a source."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Nature, SourceKind
from claims.states.base import State, public, state
from claims.states.names import SourceUid
from claims.states.subject import SubjectState


@state
class SeparationState(State):
    """Another source that is recorded as knowing by itself, and why."""

    PRIVATE: ClassVar = frozenset({"id", "source"})

    other: SourceUid = public(_("Other"), says="A source of the same party.", dossier="source")
    reason: str = public(_("Reason"), says="Why the two know separately.")


@state
class VoiceState(State):
    """Another source that it spoke for, and when."""

    PRIVATE: ClassVar = frozenset({"id", "source"})

    whom: SourceUid = public(_("Speaks for"), says="The source it spoke for.", dossier="source")
    since: str = public(
        _("From"), says="First day, month or year; empty where none.", dossier="from"
    )
    until: str = public(_("Until"), says="Last day, month or year; empty where it still does.")


@state
class SourceState(SubjectState):
    """Who says things."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"stub"}

    slug: str = public(_("Address"), readers=_("the address"))
    name: str = public(_("Name"), says="What it is called.")
    short_name: str = public(_("Short name"), says="What it is called in lists.")
    aliases: tuple[str, ...] = public(_("Aliases"), says="Other names it goes by.")
    nature: Nature | None = public(
        _("Nature"),
        says="A person, a body or an unnamed group; null where nobody said.",
        readers=_("whether it is a person or a body"),
        absent=None,
    )
    kind: SourceKind = public(_("Kind"), says="What kind of source it is.")
    side: str = public(
        _("Side"),
        says="Slug of its side, where it was published before events had parties.",
        dossier="",
    )
    speaks_for: SourceUid = public(_("Speaks for"), says="The source it speaks for.")
    voices: tuple[VoiceState, ...] = public(
        _("Spoke for"),
        says="Whom it spoke for from one day to another.",
        readers=_("whom it spoke for and when"),
        absent=(),
        dossier="",
    )
    about: str = public(_("About"), says="What it is, in our words.")
    url: str = public(_("Web address"), says="Its own site.")
    separations: tuple[SeparationState, ...] = public(
        _("Knows separately from"),
        says="Sources of its party that it knows separately from.",
        dossier="apart_from",
    )
    merged_into: SourceUid = public(
        _("Merged into"),
        says="The source it was merged into.",
        readers=_("the claim it was merged into"),
        absent="",
        dossier="",
    )
