"""What the rows of a table name, looked up once: things on the desk, or one stub for each name."""

from __future__ import annotations

from claims.actions.duplicates import names_of_sources, publisher_of, reports_at
from claims.actions.stubs import event_stub, publisher_stub, report_stub, source_stub
from claims.domain.errors import RuleBroken
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.domain.web_address import same_page_key
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source


class KnownThings:
    """Remembers what earlier rows named, so that the same name is the same thing."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.parts = {fold(part.title): part for part in event.root().tree()}
        self.sources: dict[str, list[int]] = {}
        for pk, names in names_of_sources():
            for name in set(map(fold, names)):
                self.sources.setdefault(name, []).append(pk)
        self.slugs = dict(Source.objects.values_list("slug", "pk"))
        self.made: dict[str, Source] = {}
        self.reports: dict[str, Report] = {}

    def source(self, name: str, kind: SourceKind = SourceKind.OTHER) -> Source:
        key = fold(name)
        if key not in self.made:
            named = self.sources.get(key, [])
            known = named if len(named) == 1 or name not in self.slugs else [self.slugs[name]]
            if len(known) > 1:
                raise RuleBroken(f"{len(known)} sources go by the name “{name}”: write its slug.")
            stub = source_stub(name, kind=kind)
            self.made[key] = Source.objects.get(pk=known[0]) if known else stub
        return self.made[key]

    def part(self, title: str) -> Event:
        if not title:
            return self.event
        return self.parts.setdefault(fold(title), event_stub(title, parent=self.event))

    def report(
        self, address: str, title: str, publisher: str, claimant: Source, *, said: str = ""
    ) -> Report | None:
        """Where only the outlet is known, what it carried of another day is another report."""
        if not address and not title and not publisher:
            return None
        key = same_page_key(address) or f"{fold(publisher)} {fold(title)} {'' if title else said}"
        if key not in self.reports:
            known = reports_at(address)
            self.reports[key] = (
                known[0] if known else self._new(address, title, publisher, claimant)
            )
        return self.reports[key]

    def _new(self, address: str, title: str, publisher: str, claimant: Source) -> Report:
        if publisher:
            who = self.source(publisher, SourceKind.MEDIA)
        elif address:
            stub = publisher_of(address) or publisher_stub(address)
            who = self.source(stub.name, SourceKind(stub.kind)) if stub._state.adding else stub
        else:
            who = claimant
        return report_stub(who, address=address, title=title)
