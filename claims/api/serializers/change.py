"""One entry of the record as a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from claims.api.addresses import page_url, url
from claims.api.fields import Code, Flag, Instant, Whole, WordList, Words
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    ENTRY_KIND_LABELS,
    SUBJECT_KIND_LABELS,
    SubjectKind,
)
from claims.lookup.history import body_of
from claims.models.record.entry import Entry

OUR_FIGURE = "Our own figure"
CALLED = ("statement", "title", "name")


class SubjectShape(serializers.Serializer):
    """The thing that changed."""

    kind = Code("What kind of thing changed.", SUBJECT_KIND_LABELS, always=True)
    uid = Words("Its uid.", always=True)
    slug = Words("Its short name in addresses.")
    title = Words("What it was called by this entry: a claim's sentence, a name, a title.")
    url = Words("Where this API gives it.")
    page = Words("Its page for people.")


class ChangeShape(serializers.Serializer):
    """One entry of the record as a change."""

    entry = Whole("The number of the entry.", always=True)
    url = Words("The entry itself, with its digest.", always=True)
    kind = Code("What was done.", ENTRY_KIND_LABELS, always=True)
    subject = SubjectShape(read_only=True, help_text="What changed.")
    effective_at = Instant("Since when it holds.", always=True)
    recorded_at = Instant("When it was put on record.", always=True)
    carried_over = Flag(
        "True where it was put together from published reports and not published here then.",
        always=True,
    )
    change = Code(
        "Update, clarification or correction (we were wrong); null where it was first published.",
        CHANGE_TYPE_LABELS,
    )
    minor = Flag("True where no figure, quote, claimant, time or status was touched.", always=True)
    note = Words("What changed, in our words.")
    status_from = Code("The status before, where one was decided.", STATUSES)
    status_to = Code("The status after, where one was decided.", STATUSES)
    reason = Words("Why the status was decided so, or why we took it back.")
    reopened = Flag("True where it moved off confirmed or refuted.", always=True)
    fields_changed = WordList(
        "Which fields of the state differ from the entry before.", always=True
    )
    withheld = Flag("True where the words of this entry were removed.", always=True)


def change(entry: Entry) -> dict[str, Any]:
    body = body_of(entry)
    about: Mapping[str, Any] = body["change"] if body else {}
    state: Mapping[str, Any] = body["state"] if body else {}
    decided = about.get("status_to") or ""
    return {
        "entry": entry.seq,
        "url": url("entry", str(entry.seq)),
        "kind": entry.kind,
        "subject": subject(entry, state),
        "effective_at": entry.effective_at,
        "recorded_at": entry.recorded_at,
        "carried_over": entry.carried_over,
        "change": entry.change,
        "minor": entry.minor,
        "note": about.get("note") or "",
        "status_from": about.get("status_from") or "",
        "status_to": decided,
        "reason": about.get("reason") or state.get("retracted", {}).get("reason") or "",
        "reopened": bool(decided != about.get("status_from", "") and state.get("reopened")),
        "fields_changed": about.get("fields", []),
        "withheld": body is None or "withheld" in state,
    }


def subject(entry: Entry, state: Mapping[str, Any]) -> dict[str, Any]:
    kind, slug = SubjectKind(entry.subject_kind), state.get("slug", "")
    title = next((state[name] for name in CALLED if state.get(name)), "")
    position = kind is SubjectKind.POSITION
    paged = kind in (SubjectKind.EVENT, SubjectKind.SOURCE, SubjectKind.CLAIM)
    return {
        "kind": kind,
        "uid": entry.subject,
        "slug": slug,
        "title": OUR_FIGURE if position else title,
        "url": url(kind, entry.subject if position else slug),
        "page": page_url(kind, slug) if paged else None,
    }
