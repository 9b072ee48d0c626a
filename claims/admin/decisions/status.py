"""Change status: all of them, with what each needs and lacks, and what readers will see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict

from claims import actions
from claims.actions.status import NO_STATUS, missing_by_status
from claims.admin.audit_middleware import SOURCES, note_reading
from claims.admin.choice_labels import choice_label
from claims.admin.decisions.evidence_summary import on_file, weigh
from claims.admin.decisions.impact import relying
from claims.admin.decisions.new_evidence import NewEvidenceForm
from claims.admin.decisions.other_side import offer
from claims.admin.decisions.page import Decision, DecisionForm
from claims.admin.decisions.preview import claim_preview, seal
from claims.admin.error_messages import sentences
from claims.admin.fields import QuotedField, long_text, offer_choices
from claims.admin.second_opinion import opinions_on
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import lowered
from claims.domain.second_look import caused_by_status
from claims.domain.status import NEEDS, Status
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    TAKEN_BACK,
    ChangeType,
    Publication,
    choices,
)
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence, StatusChange
from claims.models.record.public_time import public_precision, public_time
from claims.presenters.moments import when
from claims.presenters.status import StatusMark, mark_of
from claims.publishing.dependencies import evidence_needs, needed_first
from claims.states.encoding import dump

KEPT = ("to", "reason", "examined", "change", "version")


class StatusForm(DecisionForm):
    to = forms.ChoiceField(
        label=_("New status"),
        choices=[(s.value, s.label) for s in Status],
        error_messages={"required": _("Choose the status.")},
    )
    evidence = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("The evidence on file has changed: tick again.")},
    )
    examined = forms.BooleanField(
        label=_("We examined it and could not establish whether it is true"),
        required=False,
        help_text=_("Without the tick readers see that we have not examined it yet."),
    )
    reason = QuotedField(
        label=_("Reason"),
        max_length=5000,
        widget=long_text(5),
        help_text=_("Readers see this. Answer the evidence that speaks the other way."),
        error_messages={"required": _("Give the reason: readers will see it.")},
    )
    change = forms.ChoiceField(
        label=_("Kind of change"),
        choices=choices(CHANGE_TYPE_LABELS),
        initial=ChangeType.UPDATE,
        widget=forms.RadioSelect,
    )

    def __init__(self, typed: QueryDict | None, *, claim: Claim) -> None:
        last = claim.decisions.order_by("-n").first()
        named = [piece.key for piece in last.evidence.all()] if last else []
        initial = {"version": claim.version, "evidence": named, "examined": claim.examined}
        super().__init__(typed, initial=initial)
        keys = claim.evidence.values_list("key", flat=True)
        offer_choices(self, "evidence", [(key, key) for key in keys])


@dataclass(frozen=True)
class Offer:
    """One status as it is offered; ``missing`` is what it needs besides what is there."""

    mark: StatusMark
    says: str
    needs: str
    missing: tuple[str, ...]
    chosen: bool


def _offer(status: Status, form: DecisionForm, missing: Sequence[str]) -> Offer:
    chosen = status.value == form["to"].value()
    mark = mark_of(status, examined=True)
    # Of what is unconfirmed the tick beside it says the rest.
    says = _("Someone has said this.") if status is Status.UNCONFIRMED else mark.definition
    return Offer(mark, says, NEEDS[status], tuple(missing), chosen)


@dataclass(frozen=True)
class Case:
    """What an editor decides of a status, with the evidence that was ticked."""

    to: Status
    reason: str
    examined: bool
    change: ChangeType
    evidence: Sequence[Evidence]


class ChangeStatus(Decision[StatusForm]):
    name = "status"
    title = _("Change status")
    confirm = _("Confirm this status")
    template = "admin/claims/decisions/status.html"

    subject: Claim

    def find(self, **kwargs: object) -> None:
        super().find(**kwargs)
        self.addition = NewEvidenceForm()

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Two buttons decide nothing: they leave what was typed, and say what it now comes to."""
        if "_weigh" in request.POST:
            return self.page(self.as_typed(ticked=request.POST.getlist("evidence")))
        if "_add_evidence" in request.POST:
            return self.add_evidence()
        return super().post(request, **kwargs)

    def as_typed(self, *, ticked: Sequence[str]) -> StatusForm:
        """What was typed so far, refused for nothing yet."""
        form = StatusForm(None, claim=self.subject)
        typed = self.request.POST
        kept = {name: typed[name] for name in KEPT if name in typed}
        form.initial.update(kept, evidence=list(ticked), examined="examined" in typed)
        return form

    def add_evidence(self) -> HttpResponse:
        """Onto the claim's file, and ticked."""
        ticked = self.request.POST.getlist("evidence")
        was_seen = self.request.POST.get("version") == self.version()
        self.addition = NewEvidenceForm(self.request.POST)
        if not self.addition.is_valid():
            return self.page(self.as_typed(ticked=ticked))
        try:
            piece = self.kept(self.addition.piece())
        except (RuleBroken, DatabaseError) as problem:
            self.addition.add_error(None, sentences(problem))
            return self.page(self.as_typed(ticked=ticked))
        self.subject.refresh_from_db()
        self.addition = NewEvidenceForm()
        form = self.as_typed(ticked=[*ticked, piece.key])
        if was_seen:
            # What others changed meanwhile is still to be told of.
            form.initial["version"] = self.version()
        return self.page(form)

    def kept(self, piece: Evidence) -> Evidence:
        return actions.add_evidence(self.subject, piece, by=self.editor)

    def form(self, typed: QueryDict | None = None) -> StatusForm:
        return StatusForm(typed, claim=self.subject)

    def preview(self, form: StatusForm) -> dict[str, object]:
        case = self._case(form)
        actions.check_status(
            self.subject,
            to=case.to,
            reason=case.reason,
            evidence=case.evidence,
            examined=case.examined,
        )
        state = actions.preview_status(self.subject, self._unkept(form), case.evidence)
        along = self._along(case.evidence)
        timeless = dump(replace(state, decided=None))
        return {
            "claim": claim_preview(state),
            "along": [choice_label(subject) for subject in along],
            "relying": relying(self.subject) if self._shakes(case.to) else [],
            "before": self._present,
            "after": mark_of(case.to, examined=case.examined),
            "change": case.change.label,
            "sealed": seal(timeless, case.change.value, [s.uid for s in along]),
        }

    @cached_property
    def _present(self) -> StatusMark:
        return mark_of(self.subject.status, examined=self.subject.examined)

    def _shakes(self, to: Status) -> bool:
        return bool(caused_by_status(Status(self.subject.status), to))

    def carry_out(self, form: StatusForm) -> None:
        case = self._case(form)
        actions.change_status(
            self.subject,
            to=case.to,
            reason=case.reason,
            examined=case.examined,
            change=case.change,
            evidence=case.evidence,
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: StatusForm) -> str:
        status = Status(self.subject.status).label
        if self.subject.publication == Publication.PUBLISHED:
            return _("Readers now see this claim as %(status)s.", status=lowered(status))
        return _(
            "The status is now %(status)s. Readers see it once the claim is published.",
            status=lowered(status),
        )

    def is_done(self, form: StatusForm) -> bool:
        last = self.subject.decisions.order_by("-n").first()
        case = self._case(form)
        return last is not None and (last.status, last.examined, last.reason, last.by) == (
            case.to,
            case.examined,
            case.reason,
            self.editor,
        )

    def tell(self, sentence: str) -> None:
        super().tell(sentence)
        offer(self.request, [self.subject])

    def look(self, form: StatusForm) -> dict[str, object]:
        note_reading(self.request, self.name, self.subject, shows=[SOURCES])
        ticked = list(form["evidence"].value() or [])
        named = [piece for piece in on_file(self.subject) if piece.key in ticked]
        reason = str(form["reason"].value() or "")
        wanting = missing_by_status(self.subject, reason=reason, evidence=named)
        # What all of them lack is said once.
        common = [s for s in wanting[Status.UNCONFIRMED] if all(s in w for w in wanting.values())]
        taken_back = self.subject.publication in TAKEN_BACK
        last = self.subject.decisions.order_by("-n").first()
        zone = self.subject.event.time_zone
        return {
            "opinions": opinions_on(self.subject),
            "present": self._present,
            "decision": last,
            "decided": when(last.at, last.precision, zone) if last else None,
            "weighing": weigh(self.subject, ticked),
            "common": common,
            "offers": [_offer(s, form, [m for m in wanting[s] if m not in common]) for s in Status],
            "addition": self.addition,
            "refused": [NO_STATUS] if taken_back else [],
        }

    def _case(self, form: StatusForm) -> Case:
        typed = form.cleaned_data
        to = Status(typed["to"])
        return Case(
            to=to,
            reason=typed["reason"],
            # The tick stands beside “unconfirmed”; every other status comes of a look.
            examined=to != Status.UNCONFIRMED or typed["examined"],
            change=ChangeType(typed["change"]),
            evidence=[p for p in on_file(self.subject) if p.key in typed["evidence"]],
        )

    def _unkept(self, form: StatusForm) -> StatusChange:
        """The decision as it would be kept, to preview it."""
        case = self._case(form)
        return StatusChange(
            claim=self.subject,
            status=case.to,
            was=self.subject.status,
            examined=case.examined,
            reason=case.reason,
            change=case.change,
            at=public_time(self.now),
            precision=public_precision(),
        )

    def _along(self, named: Sequence[Evidence]) -> list[Publishable]:
        """What the evidence rests on and readers have not met yet; it is published with it."""
        if self.subject.publication != Publication.PUBLISHED:
            return []
        rests_on = [need for piece in named for need in evidence_needs(piece) if need]
        return [subject for subject in needed_first(rests_on) if not subject.on_record]
