"""The help page: the day's work, the keys, the words, and what each status needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest
from django.template.response import TemplateResponse

from claims.admin.site import site
from claims.domain.glossary import GLOSSARY
from claims.domain.messages import gettext as _
from claims.domain.relations import LABELS as RELATION_LABELS
from claims.domain.second_look import CAUSE_LABELS
from claims.domain.status import NEEDS, Status
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    COUNTS,
    EVIDENCE_KIND_LABELS,
    LIFECYCLE_LABELS,
    PUBLICATION_LABELS,
    QUALIFIER_LABELS,
    STANCE_LABELS,
    ChangeType,
    Publication,
)
from claims.presenters.status import StatusMark, all_marks


@dataclass(frozen=True)
class Explained:
    """A status as the help page tells it."""

    mark: StatusMark
    definition: str
    needs: str


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary: its words, with what each means where the word does not say it."""

    title: str
    about: str
    words: tuple[tuple[str, str], ...]


_CHANGES = {
    ChangeType.UPDATE: _("We know more."),
    ChangeType.CLARIFICATION: _("We say it better."),
    ChangeType.CORRECTION: _("We were wrong."),
}
_PUBLICATION = {
    Publication.DRAFT: _("Readers see nothing of it. Only a draft can be deleted."),
    Publication.PUBLISHED: _("Readers see what was signed off, whatever is edited since."),
    Publication.RETRACTED: _("Its page stays, with the reason above everything else."),
    Publication.WITHHELD: _("Its words are removed, for danger to a person or by law."),
}


def guide(request: HttpRequest) -> TemplateResponse:
    context = {
        **site.each_context(request),
        "title": _("Help"),
        "statuses": [Explained(m, m.definition, NEEDS[Status(m.code)]) for m in all_marks({})],
        "glossary": GLOSSARY,
        "vocabularies": _vocabularies(),
    }
    return TemplateResponse(request, "admin/claims/help.html", context)


def _vocabularies() -> list[Vocabulary]:
    counting = {
        kind: _("Counts.") if kind in COUNTS else _("Counts for nothing.")
        for kind in EVIDENCE_KIND_LABELS
    }
    return [
        Vocabulary(_("Kinds of evidence"), "", _pairs(EVIDENCE_KIND_LABELS, counting)),
        Vocabulary(_("Publication"), "", _pairs(PUBLICATION_LABELS, _PUBLICATION)),
        Vocabulary(_("Kinds of change"), "", _pairs(CHANGE_TYPE_LABELS, _CHANGES)),
        Vocabulary(_("Lifecycle of a claim"), "", _pairs(LIFECYCLE_LABELS, {})),
        Vocabulary(_("Stances"), "", _pairs(STANCE_LABELS, {})),
        Vocabulary(_("How a number was hedged"), "", _pairs(QUALIFIER_LABELS, {})),
        Vocabulary(_("Links"), _("One claim … another."), _pairs(RELATION_LABELS, {})),
        Vocabulary(_("Second looks"), _("What others rest on …"), _pairs(CAUSE_LABELS, {})),
    ]


W = TypeVar("W")


def _pairs(labels: Mapping[W, str], told: Mapping[W, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, told.get(word, "")) for word, label in labels.items())
