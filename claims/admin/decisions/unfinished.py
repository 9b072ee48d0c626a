"""What is unfinished in what is about to be published: named, with the boxes to finish it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from claims.admin.event import EventForm
from claims.admin.forms import VersionedForm
from claims.admin.report import ReportForm
from claims.admin.site import site
from claims.admin.source import SourceForm
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel, Editor, Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.publishing.registry import differs, kind_of

_BOX = re.compile(r"box-(report|event|source)-([0-9]{1,18})-seen")
_LIKE_A_HOST = re.compile(r"\S+\.[a-z]{2,}(/\S*)?")
STUB = _("It was made in passing and is to be completed.")


class ReportBoxes(ReportForm):
    # So Django leaves out a field of the parent.
    accessed = publisher_acted = None  # type: ignore[assignment]

    class Meta:
        model = Report
        fields = ["title"]


class EventBoxes(EventForm):
    complete = None  # type: ignore[assignment]

    class Meta:
        model = Event
        fields = ["starts_on", "place", "time_zone"]


class SourceBoxes(SourceForm):
    aliases = None  # type: ignore[assignment]

    class Meta:
        model = Source
        fields = ["name", "nature", "kind"]


BOXES: dict[type[Publishable], type[VersionedForm]] = {
    Report: ReportBoxes,
    Event: EventBoxes,
    Source: SourceBoxes,
}


class Done(forms.Form):
    done = forms.BooleanField(required=False, label=_("Nothing else is missing: it is complete"))


@dataclass(frozen=True)
class Unfinished:
    """``boxes`` is None where only its own page can finish it; ``done`` where it is no stub."""

    subject: Publishable
    lacks: tuple[str, ...]
    boxes: VersionedForm | None = None
    done: Done | None = None

    @property
    def kind(self) -> str:
        return str(kind_of(self.subject).label)

    @property
    def url(self) -> str:
        return reverse(f"admin:claims_{kind_of(self.subject)}_change", args=[self.subject.pk])

    @property
    def is_typed(self) -> bool:
        boxes = (self.boxes, self.done)
        return any(form is not None and form.has_changed() for form in boxes)


def unfinished(subjects: Iterable[Publishable], request: HttpRequest) -> list[Unfinished]:
    """Those of the subjects that lack something, as they stand now."""
    told = [(subject, tuple(lacks(subject))) for subject in subjects]
    return [_with_boxes(subject, lacking, request) for subject, lacking in told if lacking]


def sent(request: HttpRequest) -> list[Unfinished]:
    """The boxes that came with a form, as they were filled in."""
    models = {kind_of(model()).value: model for model in BOXES}
    names = [found for name in request.POST if (found := _BOX.fullmatch(name))]
    rows = [models[name[1]]._default_manager.filter(pk=name[2]).first() for name in names]
    return [_with_boxes(row, (), request, request.POST) for row in rows if row is not None]


def keep(filled: Iterable[Unfinished], *, by: Editor, at: datetime) -> bool:
    """Save what was filled in, all of it or nothing; whether it was good."""
    typed = [(one, one.boxes) for one in filled if one.boxes is not None and one.is_typed]
    # Each is looked at, so that all that is wrong is told at once.
    wrong = [one for one, boxes in typed if not boxes.is_valid()]
    if wrong:
        return False
    with transaction.atomic():
        for one, boxes in typed:
            row = boxes.save(commit=False)
            if one.done is not None and one.done.is_valid() and one.done.cleaned_data["done"]:
                row.stub = False
            row.changed = differs(row)
            row.save(by=by, at=at)
    return True


def lacks(subject: Publishable) -> Iterator[str]:
    """What readers would miss, a sentence each."""
    if getattr(subject, "stub", False):
        yield STUB
    yield from _LACKS.get(type(subject), _nothing)(subject)


def _nothing(subject: DeskModel) -> Iterator[str]:
    yield from ()


def _report(report: Report) -> Iterator[str]:
    if not report.title:
        yield _("It has no title: readers see “Untitled report”.")
    if report.published_at is None:
        yield _("It does not say when it was published.")


def _event(event: Event) -> Iterator[str]:
    if event.starts_on is None:
        yield _("It has no date.")
    if not event.place:
        yield _("It has no place.")


def _source(source: Source) -> Iterator[str]:
    if _LIKE_A_HOST.fullmatch(source.name):
        yield _("It is named by its web address.")


def _claim(claim: Claim) -> Iterator[str]:
    if claim.said_at is None:
        yield _("It does not say when it was said.")


_LACKS: Mapping[type[Publishable], Callable[..., Iterator[str]]] = {
    Report: _report,
    Event: _event,
    Source: _source,
    Claim: _claim,
}


def _with_boxes(
    subject: Publishable,
    lacking: tuple[str, ...],
    request: HttpRequest,
    typed: QueryDict | None = None,
) -> Unfinished:
    made = BOXES.get(type(subject))
    page = site.get_model_admin(type(subject))
    if made is None or not page.has_change_permission(request, subject):
        return Unfinished(subject, lacking)
    prefix = f"box-{kind_of(subject)}-{subject.pk}"
    boxes = made(typed, instance=subject, prefix=prefix)
    is_stub = getattr(subject, "stub", False)
    done = Done(typed, prefix=prefix) if is_stub else None
    return Unfinished(subject, lacking, boxes, done)
