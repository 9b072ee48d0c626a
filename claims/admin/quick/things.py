"""What a filled-in quick form comes to: things on the desk, or stubs not saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claims.actions.duplicates import (
    like_claims,
    like_reports,
    like_sources,
    publisher_of,
    reports_at,
    source_named,
)
from claims.actions.record_figure import Count
from claims.actions.stubs import event_stub, publisher_stub, report_stub, source_stub
from claims.admin.duplicates import Question, Wording
from claims.admin.quick.form import QuickForm
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.models.desk.base import Completable
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source


@dataclass(frozen=True)
class Things:
    claimant: Source
    event: Event
    report: Report | None
    count: Count | None

    @property
    def new(self) -> list[Completable]:
        """What will be kept as a stub."""
        publisher = self.report.publisher if self.report else None
        found: list[Completable] = []
        for thing in (self.claimant, self.event, self.report, publisher):
            if thing is not None and thing._state.adding and thing not in found:
                found.append(thing)
        return found

    def names_of_new(self) -> list[str]:
        """Each with its kind: a source and its report may go by the same name."""
        named = [(t._meta.verbose_name, str(t) or getattr(t, "url", "")) for t in self.new]
        return [f"{kind} {name}" for kind, name in named]


def things_of(form: QuickForm) -> Things:
    typed = form.cleaned_data
    claimant = source_named(typed["claimant"]) or source_stub(typed["claimant"])
    event = form.about
    if typed["part"]:
        event = _part_named(typed["part"], event) or event_stub(typed["part"], parent=event)
    assert event is not None  # noqa: S101  # the form asks for one
    return Things(claimant, event, _report(typed, claimant), form.count)


def _part_named(title: str, parent: Event | None) -> Event | None:
    """A part of that title may be there already, made a minute ago."""
    parts = Event.objects.filter(parent=parent).order_by("pk")
    return next((part for part in parts if fold(part.title) == fold(title)), None)


def _report(typed: dict[str, Any], claimant: Source) -> Report | None:
    known = (
        Report.objects.filter(pk=typed["report"])
        if typed["report"]
        else reports_at(typed["address"])
    )
    if known:
        return known[0]
    if not typed["address"] and not typed["title"]:
        return None
    publisher = _publisher(typed, claimant)
    return report_stub(publisher, address=typed["address"], title=typed["title"])


def _publisher(typed: dict[str, Any], claimant: Source) -> Source:
    """As typed; else who publishes at this host; else, of what stands nowhere, the claimant."""
    found = None
    if typed["address"] and not typed["publisher"]:
        found = publisher_of(typed["address"]) or publisher_stub(typed["address"])
    name = found.name if found else typed["publisher"]
    if not name or fold(name) == fold(typed["claimant"]):
        return claimant
    if found is not None and not found._state.adding:
        return found
    return source_named(name) or found or source_stub(name, kind=SourceKind.MEDIA)


def questions(form: QuickForm, things: Things) -> list[Question]:
    """About each new thing that looks like an old one."""
    typed = form.cleaned_data
    found = {
        "claim": like_claims(
            claimant=things.claimant,
            event=things.event,
            statement=typed["statement"],
            said_at=typed["said"].at if typed["said"] else None,
            count=things.count,
        )
    }
    if things.claimant._state.adding:
        found["claimant"] = like_sources(typed["claimant"])
    report = things.report
    if report and report._state.adding:
        if typed["publisher"] and report.publisher._state.adding:
            found["publisher"] = like_sources(typed["publisher"])
        found["report"] = like_reports(
            url=report.url, title=report.title, publisher=report.publisher
        )
    return [Question(k, f, form.data, wording=WORDINGS[k]) for k, f in found.items() if f]


WORDINGS = {
    "claim": Wording("Is it one of these claims?", "Add your report to this one", "_add_to"),
    "claimant": Wording("Is the claimant one of these?", "This is who I mean", "_use_claimant"),
    "publisher": Wording(
        "Is the publisher one of these?", "This is the publisher", "_use_publisher"
    ),
    "report": Wording("Is it one of these reports?", "This is the report", "_use_report"),
}
