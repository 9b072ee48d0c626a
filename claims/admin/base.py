"""What every page of the desk does: one save an aggregate, nothing deleted that readers saw."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters, InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR, ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Field as ModelField
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import (
    BaseModelFormSet,
    Field,
    ModelChoiceField,
    ModelForm,
    ModelMultipleChoiceField,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.access import editor_of, is_own
from claims.admin.audit_middleware import note_reading, note_rule
from claims.admin.buttons import decisions, housekeeping, public_url
from claims.admin.choice_labels import TellingChoice, TellingChoices
from claims.admin.concurrent_edit.compare import number
from claims.admin.concurrent_edit.merge import merged_with_typed, tell_what_was_merged
from claims.admin.concurrent_edit.rows import MOST_ROWS, MOST_SENT
from claims.admin.decisions.publish_selection import publish_selected
from claims.admin.error_messages import sentences
from claims.admin.fields import Choose, ChooseMany, PersonField
from claims.admin.forms import DeskForm
from claims.admin.history import savings
from claims.admin.presence import presence_of
from claims.admin.status_marks import publication_mark
from claims.admin.submission import saving_time, submission_of
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.roles import Act
from claims.domain.vocabulary import Publication
from claims.models.desk.base import DeskModel, Part, Publishable
from claims.models.desk.roles import may
from claims.publishing import audit
from claims.publishing.built_before_lock import garbage_left
from claims.publishing.registry import differs

REFUSED = (RuleBroken, DatabaseError)
TRIES = 3
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS")
LONGEST_SEARCH, MOST_WORDS = 500, 25
SEARCH_IS_CUT = _(
    "Only the first %(most)s words are searched for: search for fewer.", most=MOST_WORDS
)
NOTHING_SO_CALLED = _("Nothing on the desk goes by “%(value)s”.")


class Pickers(BaseModelAdmin):
    """Foreign keys are chosen by typing."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choose(db_field, self.admin_site))
            kwargs.setdefault("form_class", TellingChoice)
            kwargs.setdefault("error_messages", {"invalid_choice": NOTHING_SO_CALLED})
        if db_field.related_model is User:
            kwargs.setdefault("form_class", PersonField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseMany(db_field, self.admin_site))
            kwargs.setdefault("form_class", TellingChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: object
    ) -> Field | None:
        """Add and look, but never delete or change another thing from within a form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_delete_related = widget.can_change_related = False
        return field


def first_words(search_term: str) -> str:
    return " ".join(search_term[:LONGEST_SEARCH].split()[:MOST_WORDS])


def is_cut(search_term: str) -> bool:
    return first_words(search_term) != " ".join(search_term.split())


class ListAdmin(admin.ModelAdmin):
    """A list that no address can break."""

    show_full_result_count = False
    list_per_page = 50
    actions: Any = None

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        if self.search_fields and is_cut(request.GET.get(SEARCH_VAR, "")):
            messages.warning(request, SEARCH_IS_CUT)
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError, DatabaseError) as problem:
            if ERROR_FLAG in request.GET:
                raise
            # A year or number out of range: Django answers other nonsense the same way.
            raise IncorrectLookupParameters from problem

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Django asks of each field in the address whether it is a key, even of what is none."""
        found = [field for field in self.opts.get_fields() if field.name == to_field]
        is_column = all(hasattr(field, "primary_key") for field in found)
        return is_column and super().to_field_allowed(request, to_field)

    def get_search_results(
        self, request: HttpRequest, rows: QuerySet[Model], search_term: str
    ) -> tuple[QuerySet[Model], bool]:
        """By the first words of a whole article: databases take no more conditions than so many."""
        return super().get_search_results(request, rows, first_words(search_term))


class AggregateAdmin(Pickers, ListAdmin):
    """Saves a thing with its parts as one: compared, held, kept in the history."""

    save_on_top = True
    object_history_template = "admin/claims/history.html"

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> DeskModel | None:
        found = super().get_object(request, object_id, from_field)
        is_typed = request.method == "POST" and submission_of(request).is_form
        if found is not None and is_typed and self.has_change_permission(request, found):
            # Before any form reads what was typed.
            merged = merged_with_typed(self, request, found)
            if merged is not None:
                submission_of(request).merged = merged
                typed: Any = merged.data  # Django's own is never written to
                request.POST = typed
        return found

    def get_form(
        self,
        request: HttpRequest,
        obj: DeskModel | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, DeskForm):
            form.refusals = submission_of(request).refusals
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """What a rule or constraint refuses at the last moment is said on the form, text kept."""
        if "_saveasnew" in request.POST:
            raise BadRequest(_("There is no saving as new."))
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if refused := self.refuse_rows(request):
            return refused
        sent, typed = submission_of(request), request.POST
        sent.is_form = True
        for _try in range(TRIES):
            request.POST, sent.merged = typed, None
            try:
                return self._kept(request, object_id, form_url, extra_context)
            except Stale as problem:
                # Saved by somebody else since it was read just now: merged anew.
                sent.refused = sentences(problem)
            except REFUSED as problem:
                note_rule(request, "form", None, problem)
                sent.refused = sentences(problem)
                break
        return self._form_view(request, object_id, form_url, extra_context)

    def _form_view(self, request: HttpRequest, *args: object) -> HttpResponse:
        """Django's own, without the transaction that it would open before anything is read."""
        found: HttpResponse = self._changeform_view(request, *args)  # type: ignore[attr-defined]  # no stub
        return found

    def refuse_rows(self, request: HttpRequest) -> HttpResponse | None:
        """More rows than any page offers are refused before the first of them is read."""
        said = [(n, number(str(v))) for n, v in request.POST.items() if n.endswith(COUNTS)]
        name, most = max(said, key=lambda pair: pair[1], default=("", 0))
        if most <= MOST_SENT:
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Too many rows"),
            "kind": name.rpartition("-")[0],
            "rows": most,
            "most": MOST_ROWS,
        }
        return TemplateResponse(request, "admin/claims/too_many_rows.html", context, status=400)

    def _kept(self, request: HttpRequest, *args: object) -> HttpResponse:
        """Read, merged and checked with nothing held; what is written then is written at once."""
        sent = submission_of(request)
        sent.refused = sent.refused_before
        with ExitStack() as sent.holding:
            response = self._form_view(request, *args)
        if isinstance(response, HttpResponseRedirect) and sent.merged is not None:
            tell_what_was_merged(request, sent.merged)
        return response

    def get_inline_formsets(
        self,
        request: HttpRequest,
        formsets: list[BaseModelFormSet],
        inline_instances: list[InlineModelAdmin],
        obj: Model | None = None,
    ) -> list[InlineAdminFormSet]:
        """Rows that are refused together are open: Django opens them for a refused row alone."""
        found = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for rows in found:
            if rows.non_form_errors():
                rows.is_collapsible = False
        return found

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: DeskModel | None = None,
    ) -> HttpResponse:
        if obj is not None and obj.pk:
            note_reading(request, "form", obj)
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            context["presence"] = presence_of(request, obj)
        context["merged"] = submission_of(request).merged
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: DeskModel, form: ModelForm, change: bool
    ) -> None:
        """A new thing first, for its parts point at it; a changed one after its parts."""
        self.hold(request, obj)
        if not change:
            obj.save(by=editor_of(request), at=saving_time(request))

    def hold(self, request: HttpRequest, obj: DeskModel) -> None:
        """From here on nobody else changes it; raises ``Stale`` where somebody just has."""
        holding = submission_of(request).holding
        holding.enter_context(garbage_left())
        holding.enter_context(transaction.atomic())
        if obj.pk is not None:
            obj.compare_version()

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: Any, change: bool
    ) -> None:
        formset.save(commit=False)
        by, at = request.user, saving_time(request)
        for row in formset.deleted_objects:
            row.delete(by=by, at=at)
        changed = [row for row, _ in formset.changed_objects]
        if issubclass(formset.model, Part):
            # What stands first: it may give up what a new row takes.
            formset.model.save_changed(changed, by=by, at=at)
            formset.model.save_new(formset.new_objects, by=by, at=at)
        else:
            for row in [*formset.new_objects, *changed]:
                if isinstance(row, Publishable) and row.pk:
                    row.changed = differs(row)
                row.save(by=by, at=at)
        lists = {field.name for field in formset.model._meta.many_to_many}
        for saved in formset.saved_forms:
            if lists & set(saved.changed_data):
                saved.save_m2m()

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        """Save the owner once its parts are, where something of it was edited."""
        super().save_related(request, form, formsets, change)
        touched = form.has_changed() or any(rows.has_changed() for rows in formsets)
        owner, changed = form.instance, differs(form.instance)
        if (change and touched) or changed != owner.changed:
            owner.changed = changed
            owner.save(by=editor_of(request), at=saving_time(request))

    def has_delete_permission(self, request: HttpRequest, obj: DeskModel | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        is_free = may(request.user, Act.DELETE) or is_own(request.user, obj)
        return is_free and not getattr(obj, "on_record", False)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSED as problem:
            for sentence in sentences(problem):
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(self._page("change", object_id))

    def delete_model(self, request: HttpRequest, obj: DeskModel) -> None:
        at = saving_time(request)
        audit.write(AuditKind.DECIDED, "draft deleted", by=editor_of(request), at=at, about=obj)
        obj.delete(by=editor_of(request), at=at)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Each saving, field by field. Nothing is turned back from here."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return HttpResponseRedirect(self._page("changelist"))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        note_reading(request, "history", row)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(subject)s", subject=row),
            "savings": savings(row),
            "opts": self.opts,
            "object": row,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _page(self, name: str, *args: object) -> str:
        meta = self.opts
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)


class SubjectAdmin(AggregateAdmin):
    """A thing that readers may come to see: with its decisions as buttons."""

    readonly_fields = ["standing"]
    actions = [publish_selected]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Act.PUBLISH)

    @admin.display(description=_("Publication"))
    def standing(self, subject: Publishable) -> str:
        return publication_mark(subject.publication, changed=subject.changed)

    def response_change(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        """Saving shows readers nothing: what is left to do stands with what was done."""
        if obj.publication == Publication.PUBLISHED and obj.changed:
            words = str(_('Readers do not see this yet. <a href="{href}">Publish changes</a>.'))
            href = self._page("publish", obj.pk)
            messages.info(request, format_html(words, href=href))
        return super().response_change(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: DeskModel | None = None,
    ) -> HttpResponse:
        if isinstance(obj, Publishable) and obj.pk:
            may, editor = self.has_change_permission(request, obj), editor_of(request)
            context["decisions"] = decisions(obj, editor) if may else []
            context["housekeeping"] = housekeeping(obj, editor) if may else []
            context["public_url"] = public_url(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
