"""What changed, newest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api.paging import By
from claims.api.parameters import TEXT, Parameter
from claims.api.serializers.change import ChangeSerializer, change
from claims.api.views import ListFace
from claims.domain.vocabulary import CHANGE_TYPE_LABELS, ENTRY_KIND_LABELS, SUBJECT_KIND_LABELS
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry

WORDS = {
    "kind": [str(word) for word in ENTRY_KIND_LABELS],
    "change": [str(word) for word in CHANGE_TYPE_LABELS],
    "subject_kind": [str(word) for word in SUBJECT_KIND_LABELS],
}
SAYS = {
    "kind": "What was done.",
    "change": "Only updates, clarifications or corrections.",
    "subject_kind": "What kind of thing changed.",
}
SUBJECT = Parameter("subject", "Uid of one thing.", {**TEXT, "maxLength": 32})


class Changes(ListFace):
    """What the page of changes shows, newest first by the time it came to hold.

    Minor edits, and first publications of sources, reports and links, stand in the record alone.
    """

    title = "Changes"
    shape = ChangeSerializer
    lean = ("entry", "url", "kind", "subject", "effective_at", "change", "minor")
    parameters = (
        *(Parameter(n, SAYS[n], {"type": "string", "enum": words}) for n, words in WORDS.items()),
        SUBJECT,
    )
    order = By("effective_at", "seq")

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[Entry]:
        asked = {name: query.get(name, "") for name in (*WORDS, "subject")}
        rows = Entry.objects.news().filter(shown.rows.entries())
        found = rows.filter(**{name: value for name, value in asked.items() if value})
        return found.select_related("words")

    def told(self, rows: list[Entry], shown: Shown) -> Any:
        return ChangeSerializer([change(entry) for entry in rows], many=True).data
