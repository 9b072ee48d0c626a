"""One request to the sheet of a story: read it, save what was typed, paste rows into it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from claims import actions
from claims.actions.live_table import give_out, withdraw
from claims.actions.new_claims import Line
from claims.actions.table.known_things import KnownThings
from claims.admin.buttons import public_url
from claims.admin.desk_page import BlankForm, SubjectPage
from claims.admin.duplicates import ASK
from claims.admin.error_messages import sentences
from claims.admin.presence import presence_of
from claims.admin.published_positions import published_sentences
from claims.admin.signing_in import prompts
from claims.admin.signing_in.step_up import is_fresh
from claims.admin.site import site
from claims.admin.story.layout import Layout, asked_of
from claims.admin.story.live_csv import address_of, addresses
from claims.admin.story.margin import Margin, margin_as_typed, margin_of
from claims.admin.story.new_rows import NewRows, read_new_rows
from claims.admin.story.pasted import LEFT_OUT, Pasted, read_pasted
from claims.admin.story.rows import Story, story_of
from claims.admin.story.save import REFUSED, Saved, save_rows
from claims.admin.story.script import counts, script_words
from claims.admin.story.submitted import MOST_ROWS, Sent, Typed, read_sent
from claims.admin.typed_text import kept_texts
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.roles import Act
from claims.domain.table_columns import COLUMNS
from claims.models.desk.event import Event
from claims.models.desk.roles import may

EMPTY_ROWS = 2
MOST_PUBLISHED = 50


class StorySheet(SubjectPage[BlankForm]):
    name = "sheet"
    title = _("Sheet")
    template = "admin/claims/story/sheet.html"
    subject: Event

    def find(self, **kwargs: object) -> None:
        super().find(**kwargs)
        self.root = self.subject.root()
        self.asked = asked_of(self.request.GET)
        self.left = Saved()
        self.new = NewRows()
        self.pasted = Pasted()

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        if self.root != self.subject:
            return HttpResponseRedirect(self.address())
        return super().get(request, **kwargs)

    def form(self, typed: QueryDict | None = None) -> BlankForm:
        return BlankForm(typed)

    def address(self) -> str:
        return reverse("admin:claims_event_sheet", args=[self.root.pk])

    def act(self, form: BlankForm) -> HttpResponse:
        if "reader" in self.request.POST:
            return self.give_out_address()
        if "withdraw" in self.request.POST:
            return self.withdraw_address()
        sent = read_sent(self.request.POST)
        if "_margin" in self.request.POST:
            return self.margin(sent)
        sent.look_through(kept_texts(self.request.POST))
        if "paste" in self.request.POST and self.request.POST.get("do") == "paste":
            return self.paste(form, sent)
        return self.keep_rows(form, sent)

    # Its secret addresses.

    def give_out_address(self) -> HttpResponse:
        if not may(self.editor, Act.KEYS):
            raise PermissionDenied
        if not is_fresh(self.request):
            # Whoever has the address reads drafts: no window that was left open gives it out.
            return prompts.again(self.request, site.each_context(self.request))
        reader = self.request.POST["reader"]
        secret = give_out(self.root, reader=reader, by=self.editor, at=self.now)
        told = _("The address for %(reader)s, shown only this once: %(address)s")
        places = {"reader": reader, "address": address_of(self.request, secret)}
        messages.success(self.request, told % places)
        return HttpResponseRedirect(f"{self.address()}#live")

    def withdraw_address(self) -> HttpResponse:
        key = self.request.POST["withdraw"]
        for table in addresses(self.root):
            if str(table.pk) == key:
                withdraw(table, by=self.editor, at=self.now)
                told = _("The address of %(reader)s answers no more.")
                messages.success(self.request, told % {"reader": table.reader})
        return HttpResponseRedirect(f"{self.address()}#live")

    # What the figures allow as they are typed.

    def margin(self, sent: Sent) -> HttpResponse:
        """For the script, after a pause; nothing of it is kept."""
        story = story_of(self.root)
        margin = margin_as_typed(story, sent, self.request.POST, at=self.now)
        keys = {figure.key: f"f{pk}" for pk, figure in story.sheet.figures.items()}
        context = {
            "margin": margin,
            "groups": Layout(story, margin, self.asked).places(),
            "clashing": sorted(keys[key] for key in margin.clashing if key in keys),
            "workbench": reverse("admin:claims_event_reconcile", args=[self.root.pk]),
        }
        return self.render(context, template="admin/claims/story/_margin.html")

    # Paste and save.

    def paste(self, form: BlankForm, sent: Sent) -> HttpResponse:
        """Rows at the foot with what is wrong in each; nothing is kept yet."""
        self.pasted.text = str(self.request.POST["paste"])
        first = max((int(typed.key[1:]) for typed in sent.new), default=0) + 1
        try:
            self.pasted = read_pasted(self.request.POST, first=first)
        except RuleBroken as broken:
            form.add_error(None, broken.messages)
        story = story_of(self.root)
        for typed in self.pasted.rows:
            typed.look_through(kept_texts(self.request.POST))
        rows = [*sent.new, *self.pasted.rows]
        desk = story.known_things()
        self.new = read_new_rows(rows, story, desk, self.request.POST, at=self.now)
        self.new.left = rows
        self.new.question = None
        self.left.left = {key: typed for key, typed in sent.edited.items() if typed.cells}
        if self.pasted.rows:
            self.pasted.text = ""
            messages.info(self.request, _told_pasted(len(self.pasted.rows)))
        return self.page(form, story)

    def keep_rows(self, form: BlankForm, sent: Sent) -> HttpResponse:
        """What can be kept is; what cannot stays on the sheet with its reason."""
        story = story_of(self.root)
        desk = story.known_things()
        self.left = save_rows(story, sent.edited, desk, by=self.editor, at=self.now)
        self.record(story, [typed for typed in sent.new if not typed.wrong])
        left = self.new.left
        left += [typed for typed in sent.new if typed.wrong and typed not in left]
        self.new.left.sort(key=lambda typed: int(typed.key[1:]))
        self.tell(sent)
        if self.left.left or self.new.left:
            if self.new.question is not None:
                form.add_error(None, ASK)
            return self.page(form)
        query = f"?{self.asked.query}" if self.asked.query else ""
        return HttpResponseRedirect(f"{self.address()}{query}")

    def record(self, story: Story, rows: Sequence[Typed]) -> None:
        """New rows as those of a pasted table, but that each can wait by itself."""
        if not rows:
            return

        def lines() -> Sequence[Line]:
            """Read anew where the desk has changed meanwhile."""
            for typed in rows:
                typed.wrong, typed.told = {}, []
            desk = KnownThings(self.root)
            self.new = read_new_rows(rows, story, desk, self.request.POST, at=self.now)
            return self.new.lines

        try:
            actions.record_table(lines, by=self.editor)
        except REFUSED as problem:
            for typed in rows:
                if typed not in self.new.left:
                    typed.refuse("row", *sentences(problem))
            self.new.left, self.new.lines, self.new.told = list(rows), [], []

    def tell(self, sent: Sent) -> None:
        told = messages.success, messages.warning
        if self.left.rows:
            told[0](self.request, _told_saved(len(self.left.rows)))
        if self.new.lines:
            told[0](self.request, _told_recorded(len(self.new.lines), self.new.claimants))
        for sentence in [*self.new.told, *self.left.doubts]:
            told[1](self.request, sentence)
        if sent.cut:
            told[1](self.request, _told_cut(sent.cut))

    # The page.

    def page(self, form: BlankForm, story: Story | None = None) -> HttpResponse:
        story = story or story_of(self.root)
        margin = margin_of(story.sheet, story.counting)
        layout = Layout(story, margin, self.asked, self.left.left)
        groups = layout.groups()
        given = layout.new_lines(self.new.left, empty=EMPTY_ROWS)
        shown = sum(len(group.lines) for group in groups)
        wrong = [*self.left.left.values(), *self.new.left]
        context = {
            "form": form,
            "labels": layout.labels,
            "groups": groups,
            "new": given,
            "blank": layout.new_lines([], empty=1)[0],
            "margin": margin,
            "asked": self.asked,
            "counts": counts(story),
            "shown": shown,
            "total": len(story.rows),
            "unsaved": len(wrong),
            "to_mend": sum(bool(typed.wrong) for typed in wrong),
            "question": self.new.question,
            "pasted": self.pasted,
            "columns": COLUMNS,
            "left_out": LEFT_OUT,
            "addresses": addresses(self.root),
            "presence": presence_of(self.request, self.root),
            "words": script_words(story),
            **self.about(story, margin),
        }
        return self.render(context)

    def about(self, story: Story, margin: Margin) -> dict[str, object]:
        """What readers see of the story, and where to go from here."""
        waiting = {row.claim.pk for row in story.rows if row.is_draft or row.claim.changed}
        return {
            "says": published_sentences([self.root]).get(self.root.pk, ""),
            "waiting": len(waiting),
            "publish": self.publish_address(waiting),
            "may_give_out": may(self.editor, Act.KEYS),
            "workbench": reverse("admin:claims_event_reconcile", args=[self.root.pk]),
            "site": public_url(self.root),
            "address": self.address(),
        }

    def publish_address(self, waiting: Collection[int]) -> str:
        """Where what waits is published together, for who may."""
        if not may(self.editor, Act.PUBLISH):
            return ""
        page = reverse("admin:claims_event_several", args=[self.root.pk])
        chosen = [("chosen", f"claim-{pk}") for pk in sorted(waiting)[:MOST_PUBLISHED]]
        return f"{page}?{urlencode(chosen)}" if chosen else page

    def render(self, context: dict[str, object], *, template: str = "") -> HttpResponse:
        return super().render({**context, "subject": self.root}, template=template)


def _told_saved(rows: int) -> str:
    return ngettext("%(n)s row is saved.", "%(n)s rows are saved.", rows) % {"n": rows}


def _told_recorded(rows: int, claimants: Sequence[str]) -> str:
    told = ngettext(
        "%(n)s new row is recorded; its claim is a draft. Said by: %(who)s",
        "%(n)s new rows are recorded; their claims are drafts. Said by: %(who)s",
        rows,
    )
    return told % {"n": rows, "who": "; ".join(claimants)}


def _told_pasted(rows: int) -> str:
    return ngettext(
        "%(n)s row stands at the foot of the sheet. Nothing is saved yet.",
        "%(n)s rows stand at the foot of the sheet. Nothing is saved yet.",
        rows,
    ) % {"n": rows}


def _told_cut(rows: int) -> str:
    told = _("%(n)s rows are more than the %(most)s that can be saved at once: send them again.")
    return told % {"n": rows, "most": MOST_ROWS}
