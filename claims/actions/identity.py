"""Keep who a confidential source is: sealed before it comes here, or written down on paper."""

from __future__ import annotations

from datetime import datetime

from claims.actions.desk import Editor
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.models.desk.identity import Identity
from claims.models.desk.source import Source
from claims.publishing import audit, log


def keep_identity(source: Source, *, sealed: str, paper: str, by: Editor, at: datetime) -> Identity:
    """In the place of what was kept before."""
    paper = clean(paper)
    if not sealed and not paper:
        raise RuleBroken(_("Write who it is, or where that is written down."))
    with log.writing():
        kept, _made = Identity.objects.update_or_create(
            source=source, defaults={"sealed": sealed, "paper": paper, "kept_by": by, "kept_at": at}
        )
        audit.write(AuditKind.DECIDED, "identity", by=by, at=at, about=source)
        return kept
