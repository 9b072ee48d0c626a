"""What things are called, and where their pages are: looked up once for a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from claims.domain.categories import ALL, ATTACKERS, heading
from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.role_names import in_sentence
from claims.presenters.moments import When, stated
from claims.presenters.report_marks import GONE, ReportMark
from claims.presenters.status import StatusMark

_LETTERS = re.compile(r"\S*[A-Z]{2}\S*")


@dataclass(frozen=True)
class Name:
    """A name and the address of its page; no address where there is nothing to open.

    ``kind`` is what sort of source bears it, ``nature`` whether it is a person or a body,
    ``speaks_for`` the uid of whom it always speaks for.
    """

    uid: str
    text: str
    short: str = ""
    href: str = ""
    kind: str = field(default="", kw_only=True)
    nature: str = field(default="", kw_only=True)
    speaks_for: str = field(default="", kw_only=True)

    @property
    def called(self) -> str:
        return self.short or self.text

    @property
    def is_letters(self) -> bool:
        """Whether its short name says nothing to whoever does not know it: BLA, UNAMA."""
        return bool(_LETTERS.fullmatch(self.short)) and self.short != self.text

    @property
    def in_full(self) -> str:
        """With its letters behind: “Baloch Liberation Army (BLA)”."""
        if not self.is_letters or self.short in self.text:
            return self.text
        return _("%(name)s (%(letters)s)", name=self.text, letters=self.short)

    @property
    def voice(self) -> str:
        """The same for a source and for whoever speaks for it."""
        return self.speaks_for or self.uid

    @property
    def in_sentence(self) -> str:
        """The same in mid-sentence: “the coast guard”, “local officials”, “the US military”."""
        called = self.text if self.text == f"The {self.short}" else self.called
        return in_sentence(called, self.kind, self.nature)

    @property
    def text_in_sentence(self) -> str:
        """The whole of it in mid-sentence."""
        return in_sentence(self.text, self.kind, self.nature)


@dataclass(frozen=True)
class EventName(Name):
    zone: str = "UTC"
    parent: str = ""


@dataclass(frozen=True)
class ReportName(Name):
    """``href`` is the address elsewhere; ``address`` the same as text where we do not link.

    A report without a title is called by its publisher, whose uid ``by`` is.
    """

    publisher: str = ""
    by: str = ""
    published: When | None = None
    moment: Moment | None = None
    medium: str = ""
    address: str = ""
    archive: str = ""
    marks: tuple[ReportMark, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether neither we nor its publisher took it back."""
        return not any(mark.code in GONE for mark in self.marks)

    def by_clocks(self, zone: str) -> ReportName:
        """The same with its times as the clocks of an event have them."""
        marks = tuple(mark.by_clocks(zone) for mark in self.marks)
        return replace(self, published=stated(self.moment, zone), marks=marks)


@dataclass(frozen=True)
class ClaimName(Name):
    """A claim in a list: its sentence, who says so, where it stands.

    ``fate`` says in a word that it no longer stands as it was made: withdrawn, merged, retracted.
    ``said`` is when it was said, ``spoken_by`` the voice of its claimant. It is ``still_made``
    unless its claimant took it back or never said it, or we retracted it.
    """

    status: StatusMark | None = None
    claimant: str = ""
    claimant_in_full: str = ""
    fate: str = ""
    note: str = ""
    said: Moment | None = None
    spoken_by: str = ""
    still_made: bool = True


WITHHELD_SOURCE = _("a source withheld")
WITHHELD_EVENT = _("an event withheld")
WITHHELD_REPORT = _("a report withheld")
WITHHELD_CLAIM = _("A claim that was withheld")


@dataclass(frozen=True)
class Names:
    """Names by uid. What is not on record has a name that says so, and no address."""

    sources: Mapping[str, Name] = field(default_factory=dict)
    events: Mapping[str, EventName] = field(default_factory=dict)
    reports: Mapping[str, ReportName] = field(default_factory=dict)
    claims: Mapping[str, ClaimName] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    measures: Measures = MEASURES
    marked: frozenset[str] = frozenset()
    """Reports of which a mark stands beside the claims that cite them."""

    @property
    def uids(self) -> set[str]:
        """All whose name or mark is told: each changes by itself."""
        return {*self.sources, *self.events, *self.reports, *self.claims, *self.marked}

    @property
    def have_attackers(self) -> bool:
        """Whether anybody was attacking, by who is counted in the event."""
        return ATTACKERS in self.categories

    def measure(self, slug: str) -> str:
        return self.measures.of(slug).name

    def source(self, uid: str) -> Name:
        return self.sources.get(uid) or Name(uid, WITHHELD_SOURCE)

    def event(self, uid: str) -> EventName:
        return self.events.get(uid) or EventName(uid, WITHHELD_EVENT)

    def report(self, uid: str) -> ReportName:
        return self.reports.get(uid) or ReportName(uid, WITHHELD_REPORT)

    def claim(self, uid: str) -> ClaimName:
        return self.claims.get(uid) or ClaimName(uid, WITHHELD_CLAIM)

    def category(self, slug: str, measure: str) -> str:
        """Who or what is counted, as a heading: things that were hit are nobody."""
        name = self.categories.get(slug) or slug.replace("-", " ").capitalize()
        return heading(slug, name) if self.measures.of(measure).of_people else name

    def counted(self, category: str, measure: str) -> str:
        """The same with what befell them; all of some things are told by their name alone."""
        every_thing = category == ALL and not self.measures.of(measure).of_people
        if every_thing:
            return self.measure(measure)
        people = self.category(category, measure)
        return _("%(people)s, %(measure)s", people=people, measure=self.measure(measure))


def names_in_full(sources: Iterable[Name], texts: Iterable[str]) -> tuple[Name, ...]:
    """Of some sources those that go by letters in some texts and have a longer name."""
    found = {name.called: name for name in sources if name.is_letters}
    shown = " ".join(texts)
    return tuple(
        name
        for called, name in sorted(found.items())
        if re.search(rf"\b{re.escape(called)}\b", shown)
    )
