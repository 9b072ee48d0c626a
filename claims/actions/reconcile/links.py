"""Reject a link that the figures suggested: it is remembered, and not suggested again."""

from __future__ import annotations

from datetime import datetime

from claims.actions.desk import Editor
from claims.actions.reconcile.answer import GONE, answer_finding, standing
from claims.actions.reconcile.sheet import sheet_of
from claims.actions.suggest_links import reason_given
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import Suggestion
from claims.domain.relations import Relation
from claims.domain.vocabulary import Answer, LinkState
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.link import Link
from claims.publishing import log


def reject_suggested(
    from_claim: Claim, relation: Relation, to_claim: Claim, *, reason: str, by: Editor
) -> Link:
    """Of a link that was rejected before, the first reason stands."""
    reason = reason_given(reason)
    with log.writing():
        ends = {"from_claim": from_claim, "relation": relation, "to_claim": to_claim}
        link: Link = Link.objects.filter(**ends).first() or Link(**ends)
        if link.pk and link.state == LinkState.CONFIRMED:
            raise RuleBroken(_("“%(link)s” was confirmed: change the link itself.", link=link))
        if link._state.adding or link.state != LinkState.REJECTED:
            link.state, link.note = LinkState.REJECTED, reason
            link.save(by=by)
        return link


def reject_tie(event: Event, one: Suggestion, *, reason: str, by: Editor, at: datetime) -> None:
    """The same for what no link can say: the finding that says it is dismissed."""
    reason = reason_given(reason)
    with log.writing():
        case = sheet_of(event).case()
        finding = reconciliation.behind(one, reconciliation.check(case).findings)
        if finding is None:
            raise Stale(GONE)
        stood = standing(event).get((str(finding.kind), frozenset(finding.figures)))
        answer_finding(
            event,
            fingerprint=finding.fingerprint,
            answer=Answer.DISMISSED,
            reason=reason,
            seen=stood.version if stood else 0,
            by=by,
            at=at,
        )
