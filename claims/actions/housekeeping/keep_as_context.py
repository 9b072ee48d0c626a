"""Turn a claim that nobody disputes into background of its event; its address leads there."""

from __future__ import annotations

from datetime import datetime

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.republish_one_field import retell
from claims.domain.errors import RuleBroken
from claims.domain.housekeeping import check_lifecycle
from claims.domain.messages import gettext as _
from claims.domain.text import clean, kept_as_typed
from claims.domain.vocabulary import ChangeType, Lifecycle, Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import ContextNote
from claims.models.desk.position import Position
from claims.publishing import log
from claims.publishing.event import context_state
from claims.publishing.registry import differs, published_state
from claims.states.event import EventState

WITHOUT_TEXT = _("Write what readers need to know, as background.")
STILL_USED = _(
    "Our own figure on “%(position)s” uses a figure of this claim: it is no mere background."
)


def keep_as_context(
    claim: Claim,
    *,
    text: str,
    citation: Citation | None = None,
    note: str = "",
    change: ChangeType = ChangeType.CLARIFICATION,
    by: Editor,
    at: datetime,
) -> list[Publishable]:
    """Decide that a claim is background. Of a published one readers see it at once.

    ``citation`` is where it stands. Raises ``RuleBroken``, ``Stale``.
    """
    note, text = clean(note), kept_as_typed(text)
    with log.writing():
        now, event = claim.held(), claim.event.locked()
        _check(now, text=text, note=note)
        context = ContextNote(event=event, text=text)
        if citation is not None:
            context.report, context.quote = citation.report, citation.quote
        context.save(by=by, at=at)
        keep(now, by=by, lifecycle=Lifecycle.CONTEXT)
        moved: dict[str, object] = {"lifecycle": Lifecycle.CONTEXT}
        along = retell(now, moved, note=note, change=change, by=by, at=at)
        shown = published_state(event)
        if now.publication == Publication.PUBLISHED and isinstance(shown, EventState):
            moved = {"context": (*shown.context, context_state(context))}
            rests_on = [context.report]
            along += retell(event, moved, rests_on=rests_on, note=note, change=change, by=by, at=at)
        keep(event, by=by, changed=differs(event))
        claim.refresh_from_db()
        return [now, event, *along]


def _check(claim: Claim, *, text: str, note: str) -> None:
    check_lifecycle(
        Lifecycle(claim.lifecycle),
        Lifecycle.CONTEXT,
        publication=claim.publication,
        has_report=False,
        note=note,
    )
    found = [] if text else [WITHOUT_TEXT]
    used = Position.objects.filter(uses__claim=claim).distinct()
    found += [STILL_USED.placed(position=position) for position in used.order_by("pk")]
    if found:
        raise RuleBroken(*found)
