"""Marks of the desk's lists: a glyph with its word, never colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.html import format_html

from claims.domain.messages import gettext as _
from claims.domain.messages import lowered
from claims.domain.vocabulary import (
    LIFECYCLE_LABELS,
    PUBLICATION_LABELS,
    TAKEN_BACK,
    Lifecycle,
    Publication,
)
from claims.models.desk.claim import Claim
from claims.presenters.status import mark_of
from claims.publishing.prefetch import parts

# Filled the more of it readers see; crossed where it was taken back.
_DISCS = {
    Publication.DRAFT: "○",
    Publication.PUBLISHED: "●",
    Publication.RETRACTED: "⊘",
    Publication.WITHHELD: "⊗",
}


def status_mark(status: str, *, examined: bool) -> str:
    """The glyph and the word of a status, as readers see them."""
    mark = mark_of(status, examined=examined)
    return render_to_string("admin/claims/_status.html", {"status": mark})


def fates_of(claim: Claim) -> Iterator[str]:
    """What became of a claim and of the reports that carry it."""
    if claim.publication in TAKEN_BACK:
        yield lowered(PUBLICATION_LABELS[Publication(claim.publication)])
    if claim.lifecycle != Lifecycle.CURRENT:
        yield lowered(LIFECYCLE_LABELS[Lifecycle(claim.lifecycle)]).partition(":")[0]
    for citation in parts(claim, "citations", "report"):
        for mark in citation.report.marks:
            yield f"{citation.report.title or citation.report.slug}: {mark}"


def publication_mark(publication: str, *, changed: bool) -> str:
    where = Publication(publication)
    words = PUBLICATION_LABELS[where]
    if changed:
        words = _("%(standing)s, changed since", standing=words)
        return format_html('<span class="pub changed">◐ {}</span>', words)
    return format_html('<span class="pub {}">{} {}</span>', where.value, _DISCS[where], words)
