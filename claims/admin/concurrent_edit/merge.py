"""A form that was opened before somebody else saved: merged where it can be, asked where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html, format_html_join

from claims.admin.concurrent_edit.compare import (
    FormComparison,
    Overlap,
    Snapshot,
    number,
    put,
    snapshot,
    typed,
    values_of,
    values_or_none,
)
from claims.admin.concurrent_edit.rows import MOST_SENT, Rows, own_versions
from claims.admin.history import Change, Saving, savings
from claims.domain.dates_in_words import day_text
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel

ASK = _("You both changed the same: choose for each, above. Nothing of yours is saved yet.")
ASKED, CHOOSE, OPENED = "asked", "choose-", "opened-"
STATUS, PUBLICATION, CHANGED = "status", "publication", _("changed since publication")
DID = {
    "Published": _("%(who)s published this at %(when)s.", who="…", when="…"),
    "Retracted": _("%(who)s retracted this at %(when)s.", who="…", when="…"),
    "Withheld": _("%(who)s suppressed this at %(when)s.", who="…", when="…"),
}
TOOK_BACK = _("%(who)s took this back at %(when)s.", who="…", when="…")
KEPT = _("Both are kept: what you did not touch stands as they left it.")


def merged_with_typed(
    model_admin: ModelAdmin, request: HttpRequest, row: DeskModel
) -> Merged | None:
    """What is to stand in the place of what was typed, before any form reads it."""
    form = model_admin.get_form(request, row, change=True)
    if "seen" not in form.base_fields:
        return None
    return merge(request.POST, row, form, _inlines(model_admin, request, row))


def _inlines(model_admin: ModelAdmin, request: HttpRequest, row: DeskModel) -> Iterator[Inline]:
    for rows, inline in model_admin.get_formsets_with_inlines(request, row):
        make = partial(rows.form, owner=row, shared={})
        prefix = rows.get_default_prefix()
        yield Inline(prefix, rows.form, make, inline.rows_of(row), inline.owner_field)


def tell_what_was_merged(request: HttpRequest, merged: Merged) -> None:
    """After a save that needed no choice: what came from others, field by field."""
    if not merged.others:
        return
    sentences = [(sentence,) for one in merged.others for sentence in one.sentences]
    kept = KEPT if any(one.changes for one in merged.others) else ""
    rows = format_html_join("", "<li>{}</li>", sentences)
    head = _("While you had this open:")
    messages.warning(request, format_html("{} <ul>{}</ul>{}", head, rows, kept))


@dataclass
class Merged:
    """``data`` is what the form is to hold now; ``overlaps`` what has to be chosen first.

    ``others`` tells what was saved meanwhile.
    """

    data: QueryDict
    others: list[ChangesSince] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)

    @property
    def refusals(self) -> list[str]:
        return [ASK] if self.overlaps else []


@dataclass(frozen=True)
class Inline:
    """What is needed to compare the rows of one inline."""

    prefix: str
    form: type[ModelForm]
    make: Callable[..., ModelForm]
    rows: Iterable[Model]
    owner_field: str


def merge(
    data: QueryDict, owner: DeskModel, form: type[ModelForm], inlines: Iterable[Inline]
) -> Merged | None:
    """None where nobody else saved and nothing is left to choose: the usual case."""
    seen = data.get("seen", "")
    stale = number(seen) != owner.version
    choices = {key: data.get(f"{CHOOSE}{key}", "") for key in data.getlist(ASKED)}
    earlier = {key: data.get(f"{OPENED}{key}", "") for key in choices}
    opened = snapshot(owner, seen) if stale else Snapshot(owner, None)
    tables = [_table(inline, data, owner, opened, stale=stale) for inline in inlines]
    if not (stale or choices or any(table.stale for table in tables)):
        return None
    merged = Merged(_without_choices(data))
    _merge_owner(merged, owner, form, opened, choices, earlier, stale=stale)
    for table in tables:
        table.merge(merged.data, choices, earlier)
        merged.overlaps += table.overlaps
    merged.data["seen"] = str(owner.version)
    merged.others = _changes_since(owner, tables, data, since=number(seen), stale=stale)
    return merged


def _merge_owner(
    merged: Merged,
    owner: DeskModel,
    form: type[ModelForm],
    opened: Snapshot,
    choices: dict[str, str],
    earlier: dict[str, str],
    *,
    stale: bool,
) -> None:
    fields, mine = form.base_fields, typed(form.base_fields, merged.data)
    sheet = FormComparison("", fields, mine, values_or_none(_of(form), opened.owner), stale)
    for key in choices.keys() & fields.keys():
        sheet.choose(key, choices[key])
    theirs = values_of(form(instance=owner))
    compared = sheet.merge(theirs)
    for name in mine:
        put(merged.data, name, compared.values.get(name, []))
    merged.overlaps += [
        sheet.overlap(name, name, theirs, earlier.get(name)) for name in compared.open
    ]


def _of(form: Callable[..., ModelForm]) -> Callable[[Model], ModelForm]:
    return lambda row: form(instance=row)


def _table(
    inline: Inline, data: QueryDict, owner: DeskModel, opened: Snapshot, *, stale: bool
) -> Rows:
    """``opened``: rows as they were; where nobody saved, as they are."""
    stored = {str(row.pk): row for row in inline.rows}
    model = inline.form._meta.model
    was = opened.rows(model, inline.owner_field, owner) if stale else dict(stored)
    if "seen" in inline.form.base_fields:
        stale = own_versions(was, stored, _seen(inline.prefix, data)) or stale
    return Rows(inline.prefix, inline.form, _of(inline.make), stored, was, stale)


def _seen(prefix: str, data: QueryDict) -> dict[str, str]:
    count = number(data.get(f"{prefix}-INITIAL_FORMS", ""))
    ids = (f"{prefix}-{i}" for i in range(min(count, MOST_SENT)))
    return {data.get(f"{at}-id", ""): data.get(f"{at}-seen", "") for at in ids}


def _changes_since(
    owner: DeskModel, tables: list[Rows], data: QueryDict, *, since: int, stale: bool
) -> list[ChangesSince]:
    found = changes_since(owner, since=since) if stale and since else []
    for table in tables:
        if "seen" in table.fields:
            for key, seen in _seen(table.prefix, data).items():
                row = table.stored.get(key)
                if isinstance(row, DeskModel) and number(seen) != row.version:
                    found += changes_since(row, since=number(seen))
    return found


def _without_choices(data: QueryDict) -> QueryDict:
    laid = data.copy()
    for name in [n for n in laid if n == ASKED or n.startswith((CHOOSE, OPENED))]:
        del laid[name]
    return laid


@dataclass(frozen=True)
class ChangesSince:
    """``decided`` is what no form can touch: a status, a publication."""

    who: str
    when: str
    decided: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def sentences(self) -> list[str]:
        head = (
            [_("%(who)s changed this at %(when)s:", who=self.who, when=self.when)]
            if self.changes
            else []
        )
        return [*self.decided, *head, *(str(change) for change in self.changes)]


def changes_since(row: DeskModel, *, since: int) -> list[ChangesSince]:
    """What others did meanwhile, in the order in which they did it."""
    found = [_by_one(saving) for saving in reversed(savings(row, since=min(since, row.version)))]
    return [one for one in found if one.decided or one.changes]


def _by_one(saving: Saving) -> ChangesSince:
    when = _("%(time)s on %(day)s (UTC)", time=f"{saving.at:%H:%M}", day=day_text(saving.at.date()))
    typed = tuple(c for c in saving.changes if _column(c) not in (STATUS, PUBLICATION, CHANGED))
    decided = tuple(_decided(saving.by, when, saving.changes, quiet=not typed))
    return ChangesSince(saving.by, when, decided, typed)


def _decided(who: str, when: str, changes: Sequence[Change], *, quiet: bool) -> Iterator[str]:
    columns = {_column(change): change for change in changes}
    if status := columns.get(STATUS):
        yield _(
            "%(who)s changed the status from “%(was)s” to “%(now)s” at %(when)s.",
            who=who,
            was=status.was,
            now=status.now,
            when=when,
        )
    if publication := columns.get(PUBLICATION):
        yield DID.get(publication.now, TOOK_BACK).placed(who=who, when=when)
    elif quiet and (changed := columns.get(CHANGED)) and changed.now == "no":
        yield _("%(who)s published what stood here at %(when)s.", who=who, when=when)


def _column(change: Change) -> str:
    return change.what.rpartition(", ")[2]
