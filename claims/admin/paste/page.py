"""The page: a table in, the fate of each row out; and only then, all of it onto the desk."""

from __future__ import annotations

import hashlib
from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from claims.actions.new_claims import NewClaims
from claims.actions.record_claim import Apart
from claims.actions.table.known_things import KnownThings
from claims.actions.table.row_result import WORDS, RowResult
from claims.actions.table.rows import check_columns, not_understood, read_rows
from claims.admin.desk_page import DeskPage
from claims.admin.duplicates import ASK, ApartForm, about, address_of
from claims.admin.fields import Files, is_key
from claims.admin.paste.ambiguities import names_asked, said_who, unclear_columns
from claims.admin.quick.form import event_choices, usual_event
from claims.admin.typed_text import TAKEN_OUT, kept_texts
from claims.domain.invisible_characters import without_unseen
from claims.domain.messages import gettext as _
from claims.domain.table import MOST_BYTES, MOST_ROWS, Table, check_size, decode, read_table
from claims.domain.table_columns import COLUMNS, match
from claims.models.desk.event import Event
from claims.publishing.built_before_lock import built_before

LEFT_OUT = "-"
UNCLEAR = _("Say above the rows what each column holds, or that it is left out.")
MOVED_ON = _("The desk or the table has changed since this was shown: look at it again.")


WHICH = _("Which event is it about?")


class PasteForm(forms.Form):
    event = forms.CharField(
        label=_("About"),
        max_length=20,
        widget=forms.Select,
        error_messages={"required": WHICH},
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "CSV; at most %(size)s MB and %(rows)s rows.",
            size=MOST_BYTES // 1000000,
            rows=MOST_ROWS,
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    table = forms.CharField(
        label=_("Or the table itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text=_("Copied from the spreadsheet, headings first."),
    )

    def __init__(
        self,
        typed: QueryDict | None = None,
        files: Files | None = None,
        *,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(typed, files, initial=initial)
        self.fields["event"].widget.choices = [("", WHICH), *event_choices()]

    def clean_event(self) -> Event:
        key = self.cleaned_data["event"]
        found: Event | None = Event.objects.filter(pk=key).first() if is_key(key) else None
        if found is None:
            raise forms.ValidationError(_("There is no such event: choose one of the list."))
        return found


class Paste(DeskPage[PasteForm]):
    title = _("Paste a table")
    template = "admin/claims/paste.html"

    def find(self, **kwargs: object) -> None:
        self.text, self.note = "", ""
        self.table: Table | None = None
        self.columns: list[str] = []
        self.unclear: list[int] = []
        self.said = said_who(self.request.POST)
        self.desk: KnownThings | None = None
        self.fates: list[RowResult] = []
        self.apart = ApartForm(self.request.POST, prefix="apart-table")

    def form(self, typed: QueryDict | None = None) -> PasteForm:
        if typed is not None:
            return PasteForm(typed, self.request.FILES)
        event = usual_event(self.editor)
        return PasteForm(initial={"event": str(event.pk) if event else ""})

    def act(self, form: PasteForm) -> HttpResponse:
        if "_bring" in self.request.POST:
            return self.bring(form)
        self.read(form)
        return self.page(form)

    def read(self, form: PasteForm) -> None:
        file = form.cleaned_data["file"]
        self.text = form.cleaned_data["table"]
        if file is not None:
            check_size(file.size)
            file.seek(0)  # It may be read again, where somebody else saved meanwhile.
            self.text, self.note = decode(file.read())
        self.table = read_table(self.text)
        asked = self.request.POST.get("header") == "\t".join(self.table.header)
        self.columns = self.chosen(self.table, fresh=file is not None or not asked)
        held = [name if name in COLUMNS else "" for name in self.columns]
        self.unclear = [n for n in not_understood(self.table, held) if self.columns[n] != LEFT_OUT]
        check_columns(held)
        event = form.cleaned_data["event"]
        self.desk = KnownThings(event, chosen=self.said)
        ticked = kept_texts(self.request.POST)
        self.fates = read_rows(self.table, held, event, desk=self.desk, kept=ticked)

    def chosen(self, table: Table, *, fresh: bool) -> list[str]:
        """As the editor said under this very header, else as the headings say."""
        if fresh:
            return match(table.header)
        names = [self.request.POST.get(f"column-{i}", "") for i in range(len(table.header))]
        return [name if name in COLUMNS or name == LEFT_OUT else "" for name in names]

    def why_not(self) -> str:
        """What keeps it from being brought in; nothing where it may be."""
        if self.request.POST.get("seal") != self.seal():
            return MOVED_ON
        if self.unclear:
            return UNCLEAR
        if any(fate.kind == "wrong" for fate in self.fates):
            return _("Nothing is brought in while a row is wrong: mend it, or take it out.")
        if not any(fate.line for fate in self.fates):
            return _("There is nothing new in it.")
        return ASK if self.alike() and not self.reason() else ""

    def reason(self) -> str:
        return self.apart.cleaned_data["reason"] if self.apart.is_valid() else ""

    def alike(self) -> bool:
        return any(fate.alike for fate in self.fates)

    def seal(self) -> str:
        """Of all that was shown: what is brought in must be what was looked at."""
        shown = [
            (
                f.cells,
                f.kind,
                f.means,
                f.who,
                f.carrier,
                f.remarks,
                [a.subject.uid for _, a in f.alike],
            )
            for f in self.fates
        ]
        return hashlib.sha256(repr((self.columns, shown)).encode()).hexdigest()

    def built(self, form: PasteForm) -> NewClaims | None:
        """Read anew, and what it would record; nothing where it may not be brought in."""
        self.read(form)
        if self.why_not():
            return None
        reason = self.reason()
        lines = [fate.line for fate in self.fates if fate.line is not None]
        for fate in self.fates:
            if fate.line is not None:
                fate.line.apart = [Apart(a.subject, reason, self.now, new) for new, a in fate.alike]
        return NewClaims(lines, by=self.editor)

    def bring(self, form: PasteForm) -> HttpResponse:
        """Only as the desk stands when it is written: the same table sent twice comes in once."""
        with built_before(partial(self.built, form), transaction.atomic) as built:
            made = built.put() if built else []
        if built is None:
            form.add_error(None, self.why_not())
            return self.page(form)
        more = built.lines - len(made)
        sentence = _(
            "%(number)s claims are drafts now; %(more)s rows were added to others.",
            number=len(made),
            more=more,
        )
        messages.success(self.request, sentence)
        claims = reverse("admin:claims_claim_changelist")
        return HttpResponseRedirect(f"{claims}?publication=draft")

    def seen_text(self) -> str:
        """The table without what is not seen in it: it stands in its box so."""
        text = self.text
        for cell in (cell for fate in self.fates for cell in (*fate.unseen, *fate.kept)):
            for written in (cell, cell.replace('"', '""')):
                text = text.replace(written, without_unseen(written))
        return text

    def look(self, form: PasteForm) -> dict[str, object]:
        header = self.table.header if self.table else ()
        return {
            "text": self.seen_text() or form["table"].value() or "",
            "note": self.note,
            "header": "\t".join(header),
            "mapping": list(zip(header, self.columns, strict=True)) if self.columns else [],
            "columns": COLUMNS,
            "rows": [_row(fate) for fate in self.fates],
            "tally": [
                (word, sum(f.kind == kind for f in self.fates)) for kind, word in WORDS.items()
            ],
            "unclear": unclear_columns(self.table, self.unclear) if self.table else [],
            "who": names_asked(self.desk, self.said) if self.desk else [],
            "left_out": LEFT_OUT,
            "ready": bool(self.fates) and not self.unclear and not any(f.wrong for f in self.fates),
            "alike": self.alike(),
            "reason": self.reason(),
            "seal": self.seal(),
        }


def _row(fate: RowResult) -> dict[str, object]:
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
        "taken_out": TAKEN_OUT if fate.unseen else "",
        "ticks": [(text, True) for text in fate.kept] + [(text, False) for text in fate.offered],
        "alike": alike,
        "who": cells.get("claimant", ""),
        "taken": fate.who,
        "carrier": fate.carrier,
        "says": cells.get("statement") or cells.get("slug", ""),
        "said": cells.get("said", ""),
        "number": cells.get("number", ""),
    }
