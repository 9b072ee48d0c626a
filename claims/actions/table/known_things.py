"""What the rows of a table name, looked up once: things on the desk, or one stub for each name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from claims.actions.duplicates import publisher_of, reports_at
from claims.actions.source_names import Meant, SourceNames, in_full
from claims.actions.stubs import event_stub, publisher_stub, report_stub, source_stub
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.domain.web_address import same_page_key
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

# Behind a title, to tell a report from others of that title.
_SLUG_BEHIND = re.compile(r"\[([a-z0-9-]+)\]\s*\Z")
NEW = "+"
"""Said of a name: somebody who is not on the desk yet. It cannot be a slug."""


class KnownThings:
    """Remembers what earlier rows named, so that the same name is the same thing."""

    def __init__(
        self,
        event: Event,
        *,
        chosen: Mapping[str, str] | None = None,
        names: Callable[[], SourceNames] | None = None,
        parts: Sequence[Event] = (),
    ) -> None:
        """``chosen``: the slug of whom an editor means by a name, or ``NEW``.

        ``names`` gives those of the event, and ``parts`` are its, where they were read before.
        """
        self.event = event
        self._names = names or (lambda: SourceNames(event))
        self.chosen = {fold(name): slug for name, slug in (chosen or {}).items()}
        self.asked: dict[str, Meant] = {}
        self.made: dict[str, Source] = {}
        self.reports: dict[str, Report] = {}
        self.outlets: set[str] = set()
        """Reports of which a row named the outlet."""
        self.told: dict[str, str] = {}
        self.parts: dict[str, list[Event]] = {}
        for part in parts or event.root().tree():
            self.parts.setdefault(fold(part.title), []).append(part)

    @cached_property
    def names(self) -> SourceNames:
        """Read where somebody is named: many rows that are typed into name nobody."""
        return self._names()

    def claimant(self, name: str) -> Source:
        return self._source(name, self.names.claimant, SourceKind.OTHER)

    def publisher(self, name: str, kind: SourceKind = SourceKind.MEDIA) -> Source:
        return self._source(name, self.names.publisher, kind)

    def _source(self, name: str, read: Callable[[str], Meant], kind: SourceKind) -> Source:
        key = fold(name)
        if key not in self.made:
            slug = self.chosen.get(key, "")
            meant = Meant() if slug == NEW else read(f"[{slug}]" if slug else name)
            if meant.asks:
                self.asked[name] = meant
                raise RuleBroken(meant.question(name))
            self.made[key] = meant.source or source_stub(name, kind=kind)
        return self.made[key]

    def in_full(self, source: Source) -> str:
        """Who was taken, told once for all rows."""
        if source.uid not in self.told:
            self.told[source.uid] = in_full(source)
        return self.told[source.uid]

    def part(self, title: str) -> Event:
        """By its title or its slug; asks for the slug where several go by the title."""
        if not title:
            return self.event
        for part in chain.from_iterable(self.parts.values()):
            if part.slug == title:
                return part
        found = self.parts.setdefault(fold(title), [])
        if len(found) > 1:
            slugs = " or ".join(part.slug for part in found)
            raise RuleBroken(
                _(
                    "“%(title)s” is the title of more than one part: write %(slugs)s.",
                    title=title,
                    slugs=slugs,
                )
            )
        if not found:
            found.append(event_stub(title, parent=self.event))
        return found[0]

    def report(
        self, address: str, title: str, publisher: str, claimant: Source, *, said: str = ""
    ) -> Report | None:
        """Where only the outlet is known, what it carried of another day is another report."""
        if not address and not title and not publisher:
            return None
        key = same_page_key(address) or f"{fold(publisher)} {fold(title)} {'' if title else said}"
        if key not in self.reports:
            known = reports_at(address) or _report_called(title)
            self.reports[key] = (
                known[0] if known else self._new(address, title, publisher, claimant)
            )
        if publisher:
            self._check_publisher(key, self.publisher(publisher))
        return self.reports[key]

    def _check_publisher(self, key: str, named: Source) -> None:
        """An outlet that a row names is that of the report, or refused: it is never dropped."""
        report = self.reports[key]
        if report._state.adding and key not in self.outlets:
            # Earlier rows of the same page named none.
            report.publisher = named
        elif named != report.publisher:
            raise RuleBroken(
                _(
                    "The report at this address is published by %(publisher)s: leave the outlet"
                    " empty, or mend it there.",
                    publisher=self.in_full(report.publisher),
                )
            )
        self.outlets.add(key)

    def _new(self, address: str, title: str, publisher: str, claimant: Source) -> Report:
        return report_stub(
            self._carrier(address, publisher, claimant), address=address, title=title
        )

    def _carrier(self, address: str, publisher: str, claimant: Source) -> Source:
        if publisher:
            return self.publisher(publisher)
        if not address:
            return claimant
        known = publisher_of(address)
        if known is not None:
            return known
        stub = publisher_stub(address)
        return self.publisher(stub.name, SourceKind(stub.kind))


def _report_called(title: str) -> list[Report]:
    """The one whose slug stands behind its title."""
    behind = _SLUG_BEHIND.search(title)
    if behind is None:
        return []
    found = list(Report.objects.select_related("publisher").filter(slug=behind[1]))
    if not found:
        raise RuleBroken(
            _(
                "There is no report “%(behind)s”: write its address, or its outlet.",
                behind=behind[1],
            )
        )
    return found
