"""What a filled-in quick form comes to: things on the desk, or stubs not saved yet."""

from __future__ import annotations

from dataclasses import dataclass

from claims.actions.duplicates import (
    LookAlike,
    like_claims,
    like_reports,
    like_sources,
    publisher_of,
    reports_at,
)
from claims.actions.record_figure import Count
from claims.actions.source_names import Meant, SourceNames, in_full
from claims.actions.stubs import event_stub, publisher_stub, report_stub, source_stub
from claims.admin.attackers_question import NOBODY
from claims.admin.duplicates import Question, Wording
from claims.admin.quick.form import QuickForm
from claims.admin.quick.new_things import KNOWN
from claims.domain.messages import gettext as _
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.models.desk.base import Completable
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

CARRIED_BY = _(
    "The report at this address is on the desk as published by %(publisher)s: leave this empty, or"
    " mend it on the page of the report."
)


@dataclass(frozen=True)
class Things:
    claimant: Source
    event: Event
    report: Report | None
    count: Count | None
    names: SourceNames
    who: Meant
    """Whom the name of the claimant means, or whom it may mean."""
    carrier: Meant
    """The same of the publisher, where one was typed."""

    @property
    def claimant_is_new(self) -> bool:
        return self.claimant._state.adding

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
        stubs = [thing for thing in self.new if thing.stub]
        named = [(t._meta.verbose_name, str(t) or getattr(t, "url", "")) for t in stubs]
        return [f"{kind} {name}" for kind, name in named]


def things_of(form: QuickForm) -> Things:
    typed = form.cleaned_data
    names = SourceNames(form.about)
    who = names.claimant(typed["claimant"])
    claimant = who.source or source_stub(typed["claimant"])
    event = form.about
    if typed["part"]:
        event = part_named(typed["part"], event) or event_stub(
            typed["part"], parent=event, attackers=typed.get("attackers") != NOBODY
        )
    assert event is not None  # noqa: S101  # the form asks for one
    publisher = _Publisher(names, claimant, form)
    report = _report(form, publisher)
    form.complete_source(claimant)
    form.complete_event(event)
    if report is not None:
        _check_known(form, report, names)
        form.complete_report(report)
        if report.publisher != claimant:
            form.complete_publisher(report.publisher)
    return Things(claimant, event, report, form.count, names, who, publisher.asks)


def part_named(title: str, parent: Event | None) -> Event | None:
    """A part of that title may be there already, made a minute ago."""
    parts = Event.objects.filter(parent=parent).order_by("pk")
    return next((part for part in parts if fold(part.title) == fold(title)), None)


def _report(form: QuickForm, publisher: _Publisher) -> Report | None:
    typed = form.cleaned_data
    known = (
        Report.objects.filter(pk=typed["report"])
        if typed["report"]
        else reports_at(typed["address"])
    )
    if known:
        return known[0]
    if not typed["address"] and not typed["title"]:
        return None
    return report_stub(publisher.found(), address=typed["address"], title=typed["title"])


def _check_known(form: QuickForm, report: Report, names: SourceNames) -> None:
    """What is typed of a report that is on the desk otherwise is refused, not dropped.

    Whoever chose the report among those alike has seen how it stands there.
    """
    typed = form.cleaned_data
    if report._state.adding or typed["report"]:
        return
    if typed["title"] and fold(typed["title"]) != fold(report.title):
        form.add_error("title", KNOWN.placed(thing=report))
    publisher = typed["publisher"]
    if publisher and report.publisher not in _named(names, publisher):
        form.add_error("publisher", CARRIED_BY.placed(publisher=in_full(report.publisher)))


def _named(names: SourceNames, typed: str) -> list[Source]:
    meant = names.publisher(typed)
    return [meant.source] if meant.source else meant.sources


class _Publisher:
    """As typed; else who publishes at this host; else, of what stands nowhere, the claimant."""

    def __init__(self, names: SourceNames, claimant: Source, form: QuickForm) -> None:
        self.names, self.claimant, self.typed = names, claimant, form.cleaned_data
        self.asks = Meant()

    def found(self) -> Source:
        address, name = self.typed["address"], self.typed["publisher"]
        if name:
            return self._named(name, source_stub(name, kind=SourceKind.MEDIA))
        if not address:
            return self.claimant
        known = publisher_of(address)
        if known is not None:
            return known
        stub = publisher_stub(address)
        return self._named(stub.name, stub)

    def _named(self, name: str, stub: Source) -> Source:
        if fold(name) == fold(self.typed["claimant"]):
            return self.claimant
        self.asks = self.names.publisher(name)
        return self.asks.source or stub


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
        found["claimant"] = _who_else(things.who, typed["claimant"], things.names)
    report = things.report
    if report and report._state.adding:
        if typed["publisher"] and report.publisher._state.adding:
            found["publisher"] = _who_else(things.carrier, typed["publisher"])
        found["report"] = like_reports(
            url=report.url, title=report.title, publisher=report.publisher
        )
    return [Question(k, f, form.data, wording=WORDINGS[k]) for k, f in found.items() if f]


def _who_else(meant: Meant, typed: str, names: SourceNames | None = None) -> list[LookAlike]:
    """Those who go by the very name first, then those of a name like it."""
    asked = [LookAlike(source, _("goes by this name")) for source in meant.sources]
    known = {alike.subject.pk for alike in asked}
    like = like_sources(typed, on_desk=names)
    return [*asked, *(alike for alike in like if alike.subject.pk not in known)]


WORDINGS = {
    "claim": Wording(_("Is it one of these claims?"), _("Add your report to this one"), "_add_to"),
    "claimant": Wording(
        _("Is the claimant one of these?"), _("This is who I mean"), "_use_claimant"
    ),
    "publisher": Wording(
        _("Is the publisher one of these?"), _("This is the publisher"), "_use_publisher"
    ),
    "report": Wording(_("Is it one of these reports?"), _("This is the report"), "_use_report"),
}
