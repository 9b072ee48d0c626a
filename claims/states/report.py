"""What readers see of a report."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import Medium, PublisherAction
from claims.states.base import public, state
from claims.states.names import ReportUid, SourceUid
from claims.states.subject import SubjectState


@state
class ReportState(SubjectState):
    """Where something was said or carried."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"stub"}

    slug: str = public(_("Address"), readers=_("the address"))
    publisher: SourceUid = public(_("Publisher"), says="Who published it.")
    title: str = public(_("Title"), says="What it is headed.")
    url: str = public(_("Web address"), says="Where it stands.")
    linked: bool = public(_("Address linked"), says="False where we do not link.", dossier="link")
    medium: Medium | None = public(_("Medium"), says="What kind of report it is.")
    language: str = public(_("Language"), says="Its language tag.")
    published: Moment | None = public(
        _("Published"),
        says="When it was published.",
        column="published_at",
        dossier="published_at",
        substance=_("when it was published"),
    )
    accessed: Moment | None = public(
        _("Accessed"), says="When we read it.", column="accessed_at", dossier="accessed_at"
    )
    archive_url: str = public(_("Archive url"), says="Where a copy of it is kept.")
    reprints: ReportUid = public(_("Reprints"), says="The report it is a copy of.")
    publisher_action: PublisherAction | None = public(
        _("What its publisher did with it"),
        says="corrected or withdrawn, by its publisher; null where nothing is known of that.",
        readers=_("what its publisher did with it"),
        absent=None,
    )
    publisher_action_at: Moment | None = public(
        _("When its publisher did so"),
        says="When its publisher corrected or withdrew it.",
        readers=_("when its publisher did so"),
        column="publisher_acted_at",
        absent=None,
    )
    publisher_note: str = public(
        _("In which words"), says="What its publisher says of it, word for word.", absent=""
    )
