"""Add a report to a claim that is already on the desk, instead of recording it twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from claims.actions.desk import Editor
from claims.actions.stubs import keep_new
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.web_address import page_at
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.source import Report
from claims.publishing.registry import differs

LONGEST_LOCATOR = 200


def citation_in(report: Report, *, address: str, quote: str, locator: str = "") -> Citation:
    """``address`` is as typed: where it leads to a place in the page, that is the locator."""
    found = locator or page_at(address).locator[:LONGEST_LOCATOR]
    return Citation(report=report, quote=quote, locator=found)


def cite(claim: Claim, citations: Sequence[Citation], *, by: Editor) -> Claim:
    """Give a claim these citations, which belong to none yet; a draft stays one."""
    if not citations:
        raise RuleBroken(_("Say in which report you found it: give its address."))
    with transaction.atomic():
        held = claim.locked()
        for citation in citations:
            add_citation(held, citation, by=by)
        held.changed = differs(held)
        held.save(by=by)
    return held


def add_citation(claim: Claim, citation: Citation, *, by: Editor) -> None:
    """To a claim that is held, and saved by whoever holds it."""
    keep_new(citation.report, by=by)
    # Its key was not known when it was first set.
    citation.report = citation.report
    citation.claim = claim
    citation.tidy()
    same = claim.citations.filter(report=citation.report)
    if citation.quote:
        same = same.filter(quote=citation.quote)
    if same.exists():
        raise cited_before(claim, citation)
    citation.save(by=by)


def cited_before(claim: Claim, citation: Citation) -> RuleBroken:
    return RuleBroken(
        _(
            "“%(claim)s” already cites “%(report)s”: nothing was added.",
            claim=claim,
            report=citation.report,
        )
    )
