"""Citations, stances, evidence and links as rows of a claim."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.access import editor_of
from claims.admin.fields import also
from claims.admin.forms import VersionedForm, moment_for
from claims.admin.inlines import PartForm, PartInline
from claims.admin.submission import saving_time
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import StanceKind
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.evidence import NOT_ASKED, Evidence, Stance
from claims.models.desk.link import Link
from claims.models.desk.source import Source

WHERE = _("In the zone of the claim's event.")
ASKED = ("asked_at", "asked_precision")


class CitationInline(PartInline):
    model = Citation
    fold = False
    autocomplete_fields = ("report",)
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("report", "locator", "first"),
                    ("quote", "language"),
                    ("translation", "translated_by"),
                ]
            },
        )
    ]


class RequestForm(PartForm):
    asked = moment_for(CommentRequest, "asked", _("Asked"), WHERE, required=True)
    deadline = moment_for(CommentRequest, "deadline", _("Deadline"), WHERE)

    class Meta:
        model = CommentRequest
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        self.fields["channel"].required = True

    def clean(self) -> dict[str, object] | None:
        found = super().clean()
        if self.instance.pk and "whom" in self.changed_data and self.instance.stances.exists():
            self.add_error("whom", _("A stance rests on this: ask somebody else in a new request."))
        return found


class RequestInline(PartInline):
    model = CommentRequest
    form = RequestForm
    verbose_name = _("request for comment")
    verbose_name_plural = _("requests for comment")
    autocomplete_fields = ("whom", "reply")
    readonly_fields = ("answer",)
    fieldsets = [
        (
            None,
            {"fields": [("whom", "channel"), ("asked", "deadline"), ("note", "answer", "closed")]},
        )
    ]

    @admin.display(description=_("answer"))
    def answer(self, request: CommentRequest) -> str:
        """The one place an answer is recorded: it becomes a report and a stance together."""
        if request._state.adding:
            return _("Save first; then record what they answer.")
        if request.reply is not None:
            return str(request.reply)
        page = reverse("admin:claims_commentrequest_reply", args=[request.pk])
        return format_html('<a href="{}" class="button">{}</a>', page, _("Record reply"))


class StanceForm(PartForm):
    """“No response yet” rests on a request: the last to that party, or one made of “asked”."""

    owner: Claim
    stated = moment_for(Stance, "stated", _("Said"), WHERE)
    asked = moment_for(Stance, "asked", _("Asked"), WHERE)

    class Meta:
        model = Stance
        fields = "__all__"

    def clean(self) -> dict[str, object] | None:
        super().clean()
        source = self.cleaned_data.get("source")
        if source and self.cleaned_data.get("stance") == StanceKind.NO_RESPONSE:
            self.instance.request = self._request_to(source)
        elif self.instance.request and self.instance.request.whom != source:
            self.instance.request = None
        return self.cleaned_data

    def _request_to(self, source: Source) -> CommentRequest | None:
        kept: CommentRequest | None = self.instance.request
        if kept is not None and kept.whom == source:
            return kept
        on_file = CommentRequest.objects.filter(claim=self.owner.pk, whom=source)
        found: CommentRequest | None = on_file.order_by("-asked_at", "-pk").first()
        if found is None and self.instance.asked_at is not None:
            asked = {name: getattr(self.instance, name) for name in ASKED}
            return CommentRequest(claim=self.owner, whom=source, **asked)
        if found is None:
            self.add_error("asked" if "asked" in self.fields else None, NOT_ASKED)
        return found


def keep_request(stance: Stance, request: HttpRequest) -> None:
    """Before a stance is saved: the request that was made of it."""
    asked = stance.request
    if asked is not None and asked._state.adding:
        asked.claim, asked.asked_by = stance.claim, editor_of(request)
        asked.save(by=editor_of(request), at=saving_time(request))
        stance.request = asked


class StanceInline(PartInline):
    model = Stance
    form = StanceForm
    autocomplete_fields = ("source", "report")
    fieldsets = [
        (None, {"fields": [("source", "stance"), ("report", "quote"), ("stated", "asked")]})
    ]


class EvidenceForm(PartForm):
    class Meta:
        model = Evidence
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        self.fields["key"].required = False
        also(self.fields["key"], _("Made from who holds it where empty."))

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if "key" in self.cleaned_data and not self.cleaned_data["key"]:
            self.cleaned_data["key"] = self._made_key()
        return self.cleaned_data

    def _made_key(self) -> str:
        names = ("originator", "report", "other_claim")
        named = next((n for name in names if (n := self.cleaned_data.get(name))), None)
        on_file = Evidence.objects.filter(claim=self.owner.pk).exclude(pk=self.instance.pk)
        return self.unused(
            named.slug[:50] if named else "piece",
            taken=lambda key: on_file.filter(key=key).exists(),
        )


class EvidenceInline(PartInline):
    model = Evidence
    form = EvidenceForm
    fk_name = "claim"
    verbose_name = _("piece of evidence")
    verbose_name_plural = _("evidence")
    autocomplete_fields = ("report", "other_claim", "originator")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("bearing", "kind", "confidential"),
                    ("originator", "report", "other_claim"),
                    ("note", "key"),
                ]
            },
        )
    ]


class LinkRowForm(PartForm, VersionedForm):
    """A link has a version of its own: it may be edited from its other end as well."""

    class Meta:
        model = Link
        fields = "__all__"


class LinkInline(PartInline):
    model = Link
    form = LinkRowForm
    fk_name = "from_claim"
    verbose_name = _("link to another claim")
    verbose_name_plural = _("links to other claims")
    autocomplete_fields = ("to_claim",)
    fieldsets = [(None, {"fields": [("relation", "to_claim", "state"), "note", "seen"]})]
