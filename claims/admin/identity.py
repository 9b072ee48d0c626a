"""Keep who a confidential source is, where not even this server can read it again."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpResponse, QueryDict

from claims import actions
from claims.admin.desk_page import SubjectPage
from claims.admin.fields import CleanTextField
from claims.backup.sealed import recipients, sealed_text
from claims.domain.messages import gettext as _
from claims.models.desk.identity import Identity
from claims.models.desk.source import Source
from claims.presenters.moments import when


class IdentityForm(forms.Form):
    identity = CleanTextField(
        label=_("Who it is"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto", "autocomplete": "off"}
        ),
        help_text=_(
            "Name, how to reach them, what they asked for. Encrypted as it is kept: it can be read"
            " again with a key that is on no server, and nowhere here."
        ),
    )
    paper = CleanTextField(
        label=_("Where on paper"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
        help_text=_(
            "Instead, or besides: where it is written down, such as “safe, sheet 14”. Anybody at"
            " the desk reads this."
        ),
    )

    def clean_identity(self) -> str:
        typed = str(self.cleaned_data["identity"])
        if typed and not settings.SOURCE_KEYS:
            raise forms.ValidationError(
                _(
                    "There is no key to encrypt it with, so nothing was kept: whoever runs this"
                    " site sets COUNTERCLAIM_SOURCE_KEYS. Until then write it on paper, and say"
                    " where."
                )
            )
        return typed

    def clean(self) -> dict[str, object]:
        super().clean()
        typed = self.cleaned_data
        if not self.errors and not typed.get("identity") and not typed.get("paper"):
            raise forms.ValidationError(_("Write who it is, or where that is written down."))
        return typed


class KeepIdentity(SubjectPage[IdentityForm]):
    name = "identity"
    title = _("Who this is")
    template = "admin/claims/identity.html"

    subject: Source

    def form(self, typed: QueryDict | None = None) -> IdentityForm:
        return IdentityForm(typed)

    def look(self, form: IdentityForm) -> dict[str, object]:
        kept = Identity.objects.filter(source=self.subject).select_related("kept_by").first()
        return {
            "kept": kept,
            "kept_on": when(kept.kept_at, "minute", settings.TIME_ZONE) if kept else None,
            "slug": self.subject.slug,
        }

    def act(self, form: IdentityForm) -> HttpResponse:
        typed = form.cleaned_data
        sealed = ""
        if typed["identity"]:
            sealed = sealed_text(typed["identity"], recipients(settings.SOURCE_KEYS))
        actions.keep_identity(
            self.subject, sealed=sealed, paper=typed["paper"], by=self.editor, at=self.now
        )
        return self.done(form)

    def success_message(self, form: IdentityForm) -> str:
        if form.cleaned_data["identity"]:
            return _("Who this is was encrypted and kept: this server cannot read it again.")
        return _("Where it is written down was kept.")
