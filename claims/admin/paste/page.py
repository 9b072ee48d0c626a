"""The page: a table in, the fate of each row out; and only then, all of it onto the desk."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from claims import actions
from claims.actions.record_claim import Apart
from claims.admin.duplicates import ASK, ApartForm, about, address_of
from claims.admin.error_messages import sentences
from claims.admin.fields import is_key
from claims.admin.paste.row_result import WORDS, Fate
from claims.admin.paste.row_results import check_columns, fates
from claims.admin.quick.choices import event_choices, usual_event
from claims.domain.columns import COLUMNS, match
from claims.domain.errors import RuleBroken
from claims.domain.table import MOST_BYTES, MOST_ROWS, Table, check_size, decode, read_table
from claims.models.desk.event import Event

MOVED_ON = "The desk or the table has changed since this was shown: look at it again."


class PasteForm(forms.Form):
    event = forms.CharField(label="About", max_length=20, widget=forms.Select)
    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        help_text=f"CSV; at most {MOST_BYTES // 1_000_000} MB and {MOST_ROWS} rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    table = forms.CharField(
        label="Or the table itself",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text="Copied from the spreadsheet, headings first.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].widget.choices = event_choices()

    def clean_event(self) -> Event:
        key = self.cleaned_data["event"]
        found: Event | None = Event.objects.filter(pk=key).first() if is_key(key) else None
        if found is None:
            raise forms.ValidationError("There is no such event: choose one of the list.")
        return found


class Paste:
    """One request to the page."""

    def __init__(self, site: Any, request: HttpRequest) -> None:
        self.site, self.request = site, request
        self.text, self.note = "", ""
        self.table: Table | None = None
        self.columns: list[str] = []
        self.fates: list[Fate] = []
        self.apart = ApartForm(request.POST, prefix="apart-table")
        may = ("claim", "source", "report", "event")
        if not all(request.user.has_perm(f"claims.add_{kind}") for kind in may):
            raise PermissionDenied

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            event = usual_event(self.request.user)
            return self.page(PasteForm(initial={"event": str(event.pk) if event else ""}))
        form = PasteForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                self.read(form)
                if "_bring" in self.request.POST and self.may_bring(form):
                    return self.bring()
            except (RuleBroken, DatabaseError) as problem:
                form.add_error(None, sentences(problem))
        return self.page(form)

    def read(self, form: PasteForm) -> None:
        file = form.cleaned_data["file"]
        self.text = form.cleaned_data["table"]
        if file is not None:
            check_size(file.size)
            self.text, self.note = decode(file.read())
        self.table = read_table(self.text)
        self.columns = self.chosen(self.table, fresh=file is not None)
        check_columns(self.columns)
        self.fates = fates(self.table, self.columns, form.cleaned_data["event"])

    def chosen(self, table: Table, *, fresh: bool) -> list[str]:
        """As the editor said under this very header, else as the headings say."""
        names = [self.request.POST.get(f"column-{i}", "") for i in range(len(table.header))]
        asked = self.request.POST.get("header") == "\t".join(table.header)
        if fresh or not asked:
            return match(table.header)
        return [name if name in COLUMNS else "" for name in names]

    def may_bring(self, form: PasteForm) -> bool:
        if self.request.POST.get("seal") != self.seal():
            form.add_error(None, MOVED_ON)
        elif any(fate.kind == "wrong" for fate in self.fates):
            form.add_error(
                None, "Nothing is brought in while a row is wrong: mend it, or take it out."
            )
        elif not any(fate.line for fate in self.fates):
            form.add_error(None, "There is nothing new in it.")
        elif self.alike() and not self.reason():
            form.add_error(None, ASK)
        return not form.errors

    def reason(self) -> str:
        return self.apart.cleaned_data["reason"] if self.apart.is_valid() else ""

    def alike(self) -> bool:
        return any(fate.alike for fate in self.fates)

    def seal(self) -> str:
        """Of all that was shown: what is brought in must be what was looked at."""
        shown = [
            (f.cells, f.kind, f.means, f.remarks, [a.subject.uid for _, a in f.alike])
            for f in self.fates
        ]
        return hashlib.sha256(repr((self.columns, shown)).encode()).hexdigest()

    def bring(self) -> HttpResponse:
        now, reason = timezone.now(), self.reason()
        lines = [fate.line for fate in self.fates if fate.line is not None]
        for fate in self.fates:
            if fate.line is not None:
                fate.line.apart = [Apart(a.subject, reason, now, new) for new, a in fate.alike]
        made = actions.record_table(lines, by=self.request.user)  # type: ignore[arg-type]
        more = len(lines) - len(made)
        told = f"{len(made)} claims are drafts now; {more} rows were added to others."
        messages.success(self.request, told)
        claims = reverse("admin:claims_claim_changelist")
        return HttpResponseRedirect(f"{claims}?publication=draft")

    def page(self, form: PasteForm) -> HttpResponse:
        header = self.table.header if self.table else ()
        context = {
            **self.site.each_context(self.request),
            "title": "Paste a table",
            "form": form,
            "text": self.text or form["table"].value() or "",
            "note": self.note,
            "header": "\t".join(header),
            "mapping": list(zip(header, self.columns, strict=True)) if self.columns else [],
            "columns": COLUMNS,
            "rows": [_row(fate) for fate in self.fates],
            "tally": [
                (word, sum(f.kind == kind for f in self.fates)) for kind, word in WORDS.items()
            ],
            "ready": bool(self.fates) and not any(f.wrong for f in self.fates),
            "alike": self.alike(),
            "reason": self.reason(),
            "seal": self.seal(),
        }
        return TemplateResponse(self.request, "admin/claims/paste.html", context)


def _row(fate: Fate) -> dict[str, Any]:
    alike = [
        {
            "name": str(a.subject),
            "about": about(a.subject),
            "why": a.why,
            "url": address_of(a.subject),
        }
        for _, a in fate.alike
    ]
    cells = fate.cells
    return {
        "fate": fate,
        "alike": alike,
        "who": cells.get("claimant", ""),
        "says": cells.get("statement") or cells.get("slug", ""),
        "said": cells.get("said", ""),
        "number": cells.get("number", ""),
    }
