"""A form that was opened before somebody else saved: merged where it can be, asked where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from claims.admin.concurrent_edit.changes_since import Heard, heard
from claims.admin.concurrent_edit.compare import Overlap, Sheet
from claims.admin.concurrent_edit.form_values import put, shown, shown_or_none, typed
from claims.admin.concurrent_edit.rows import Rows, own_versions
from claims.admin.concurrent_edit.snapshot import Then, number, then

ASK = "You both changed the same: choose for each, above. Nothing of yours is saved yet."
ASKED, CHOOSE, OPENED = "asked", "choose-", "opened-"


@dataclass
class Meeting:
    """``data`` is what the form is to hold now; ``overlaps`` what has to be chosen first."""

    data: QueryDict
    heard: list[Heard] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)

    @property
    def refusals(self) -> list[str]:
        return [ASK] if self.overlaps else []


@dataclass(frozen=True)
class Inline:
    """What is needed to compare the rows of one inline."""

    prefix: str
    form: Any
    rows: Iterable[Any]
    owner_field: str


def meet(data: QueryDict, owner: Any, form: Any, inlines: Iterable[Inline]) -> Meeting | None:
    """None where nobody else saved and nothing is left to choose: the usual case."""
    seen = data.get("seen", "")
    stale = number(seen) != owner.version
    choices = {key: data.get(f"{CHOOSE}{key}", "") for key in data.getlist(ASKED)}
    earlier = {key: data.get(f"{OPENED}{key}", "") for key in choices}
    opened = then(owner, seen) if stale else Then(owner, None)
    tables = [_table(inline, data, owner, opened, stale=stale) for inline in inlines]
    if not (stale or choices or any(table.stale for table in tables)):
        return None
    meeting = Meeting(_without_choices(data))
    _meet_owner(meeting, owner, form, opened, choices, earlier, stale=stale)
    for table in tables:
        table.meet(meeting.data, choices, earlier)
        meeting.overlaps += table.overlaps
    meeting.data["seen"] = str(owner.version)
    meeting.heard = _heard(owner, tables, data, since=number(seen), stale=stale)
    return meeting


def _meet_owner(
    meeting: Meeting,
    owner: Any,
    form: Any,
    opened: Then,
    choices: dict[str, str],
    earlier: dict[str, str],
    *,
    stale: bool,
) -> None:
    fields, mine = form.base_fields, typed(form.base_fields, meeting.data)
    sheet = Sheet("", fields, mine, shown_or_none(_of(form), opened.owner), stale)
    for key in choices.keys() & fields.keys():
        sheet.choose(key, choices[key])
    theirs = shown(form(instance=owner))
    compared = sheet.meet(theirs)
    for name in mine:
        put(meeting.data, name, compared.values.get(name, []))
    meeting.overlaps += [
        sheet.overlap(name, name, theirs, earlier.get(name)) for name in compared.open
    ]


def _of(form: Any, **kwargs: Any) -> Callable[[Any], Any]:
    return lambda row: form(instance=row, **kwargs)


def _table(inline: Inline, data: QueryDict, owner: Any, opened: Then, *, stale: bool) -> Rows:
    """``opened``: rows as they were; where nobody saved, as they are."""
    stored = {str(row.pk): row for row in inline.rows}
    model = inline.form._meta.model
    was = opened.rows(model, inline.owner_field, owner) if stale else dict(stored)
    if "seen" in inline.form.base_fields:
        stale = own_versions(was, stored, _seen(inline.prefix, data)) or stale
    make = _of(inline.form, owner=owner, shared={})
    return Rows(inline.prefix, inline.form, make, stored, was, stale)


def _seen(prefix: str, data: QueryDict) -> dict[str, str]:
    count = number(data.get(f"{prefix}-INITIAL_FORMS", ""))
    ids = (f"{prefix}-{i}" for i in range(min(count, 500)))
    return {data.get(f"{at}-id", ""): data.get(f"{at}-seen", "") for at in ids}


def _heard(
    owner: Any, tables: list[Rows], data: QueryDict, *, since: int, stale: bool
) -> list[Heard]:
    found = heard(owner, since=since) if stale and since else []
    for table in tables:
        if "seen" in table.fields:
            for key, seen in _seen(table.prefix, data).items():
                row = table.stored.get(key)
                if row is not None and number(seen) != row.version:
                    found += heard(row, since=number(seen))
    return found


def _without_choices(data: QueryDict) -> QueryDict:
    laid = data.copy()
    for name in [n for n in laid if n == ASKED or n.startswith((CHOOSE, OPENED))]:
        del laid[name]
    return laid
