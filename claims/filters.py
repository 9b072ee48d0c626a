"""How claims and changes can be narrowed down: one definition for page, API, feed and export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django import forms
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import QueryDict
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    MultipleChoiceFilter,
)

from claims.domain import search
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.status import LABELS
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    ENTRY_KIND_LABELS,
    SUBJECT_KIND_LABELS,
    ChangeType,
    EntryKind,
    SubjectKind,
    Word,
    choices,
)
from claims.models.record.claim_asking import Asking, Claims
from claims.models.record.claim_search import Found, find
from claims.models.record.counts import Wanted
from claims.models.record.entry import Entry
from claims.models.record.event_tree import uids_within
from claims.models.record.merged import as_one, without_background
from claims.models.record.moment import AsOf
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedFigure,
    PublishedSource,
)
from claims.models.record.said_days import said_since, said_until
from claims.models.record.withheld import withheld_from
from claims.presenters.status import all_marks

W = TypeVar("W", bound=Word)
PARAMETERS = ("status", "examined", "source", "event", "measure", "q", "since", "until")
LONGEST_QUESTION = 200
EXAMINED = ("yes", "no")
TOO_LONG = _("Search for %(most)s characters at most.", most=LONGEST_QUESTION)
NO_DATE = _("This is not a date: write it as 2024-08-26.")


class DayField(forms.DateField):
    """A day written in one way only, so that it means the same to everybody."""

    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": NO_DATE}

    def to_python(self, value: str | datetime | date | None) -> date | None:
        if isinstance(value, str) and value and not (value.isascii() and len(value) == 10):
            raise forms.ValidationError(NO_DATE)
        return super().to_python(value)


class DayFilter(DateFilter):
    field_class = DayField


class ClaimFilter(FilterSet):
    """Narrows claims as of one moment; days are those of the zone given.

    ``exact``: claims must answer every word that is asked for, as it is spelt. For what has no
    place to say that others were given in their stead. ``asking``: how words are looked up.
    """

    status = MultipleChoiceFilter(
        distinct=False,
        choices=choices(LABELS),
        error_messages={"invalid_choice": _("There is no status “%(value)s”.")},
    )
    examined = ChoiceFilter(
        method="by_examination",
        choices=[(word, word) for word in EXAMINED],
        error_messages={"invalid_choice": _("Ask for examined=yes or examined=no.")},
    )
    source = CharFilter(method="by_source", max_length=120)
    event = CharFilter(method="by_event", max_length=120)
    measure = CharFilter(method="by_measure", max_length=60)
    q = CharFilter(
        method="by_words",
        max_length=LONGEST_QUESTION,
        error_messages={"max_length": TOO_LONG},
    )
    since = DayFilter(method="said_since")
    until = DayFilter(method="said_until")

    class Meta:
        model = PublishedClaim
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict,
        *,
        queryset: QuerySet[Model],
        moment: AsOf,
        zone: str = "UTC",
        exact: bool = False,
        asking: Asking | None = None,
    ) -> None:
        super().__init__(data, queryset)
        self.moment, self.zone, self.exact = moment, zone, exact
        self.asking = asking or Asking(moment, zone)

    def filter_queryset(self, queryset: Claims) -> Claims:
        """Background has no status: no status finds it."""
        found: Claims = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        return without_background(found) if asked.get("status") or asked.get("examined") else found

    def by_examination(self, claims: Claims, name: str, word: str) -> Claims:
        return claims.filter(examined=word == "yes")

    def by_source(self, claims: Claims, name: str, slug: str) -> Claims:
        return claims.filter(claimant__in=self._said_by(slug))

    def _said_by(self, slug: str) -> set[str]:
        """Under the address of a merged source too: those of the one that is kept."""
        named = subjects_at(PublishedSource, slug, self.moment)
        return as_one(PublishedSource, named, self.moment)

    def by_event(self, claims: Claims, name: str, slug: str) -> Claims:
        """An event with all its parts."""
        return claims.filter(event__in=events_within(slug, self.moment))

    def by_measure(self, claims: Claims, name: str, measure: str) -> Claims:
        """Under any word for it."""
        words = MEASURES.words(measure)
        figures = PublishedFigure.objects.filter(since=OuterRef("since"), measure__in=words)
        return claims.filter(Exists(figures))

    def by_words(self, claims: Claims, name: str, question: str) -> Claims:
        return self.found.among(claims)

    @property
    def asked(self) -> tuple[search.Term, ...]:
        """The words searched for; none where the question has none."""
        return search.terms(self.form.cleaned_data.get("q") or "") if self.is_valid() else ()

    @cached_property
    def found(self) -> Found:
        """The claims that answer the words, asked for once."""
        return find(self.asked, self.asking, exact=self.exact)

    @cached_property
    def chosen(self) -> list[str]:
        """What claims may be counted as."""
        statuses = self.data.getlist("status")
        examined = {"yes": [True], "no": [False]}.get(self.data.get("examined", ""), [True, False])
        marks = [mark for mark in all_marks({}) if mark.examined in examined]
        return [mark.counted for mark in marks if not statuses or mark.code in statuses]

    @cached_property
    def wanted(self) -> Wanted:
        """What is asked of the columns that lists are counted by; words and days are in none."""
        asked = self.data.dict() | (self.form.cleaned_data if self.is_valid() else {})
        source, event, measure = (asked.get(name, "") for name in ("source", "event", "measure"))
        standing = self.data.getlist("status") or asked.get("examined")
        return {
            "counted": self.chosen if standing else None,
            "claimant": self._said_by(source) if source else None,
            "event": events_within(event, self.moment) if event else None,
            "measures": MEASURES.words(measure) if measure else None,
        }

    @property
    def by_closeness(self) -> Sequence[Claims]:
        """What was found, the closest first, each part to be ordered by time."""
        return self.found.by_closeness(self.without("q").qs)

    @property
    def withheld(self) -> Claims:
        """What was withheld of what such a list ever held.

        Not narrowed by words, status or day: it has none left to be asked for.
        """
        asked = self.form.cleaned_data
        source, event = asked.get("source"), asked.get("event")
        return withheld_from(
            PublishedClaim,
            self.moment,
            measure=asked.get("measure") or "",
            sources=self._said_by(source) if source else None,
            events=events_within(event, self.moment) if event else None,
        )

    def without(self, *names: str) -> ClaimFilter:
        """The same question without what it asks of these, so that others can be chosen instead."""
        others = self.data.copy()
        for name in names:
            others.pop(name, None)
        same = ClaimFilter(others, queryset=self.queryset, moment=self.moment, zone=self.zone)
        if "q" not in names:
            same.found = self.found
        return same

    def said_since(self, claims: Claims, name: str, day: date) -> Claims:
        return claims.filter(said_since(day, self.moment, self.zone))

    def said_until(self, claims: Claims, name: str, day: date) -> Claims:
        return claims.filter(said_until(day, self.moment, self.zone))


CHANGES_ASKED: Mapping[
    str, Mapping[EntryKind, str] | Mapping[ChangeType, str] | Mapping[SubjectKind, str]
] = {
    "kind": ENTRY_KIND_LABELS,
    "change": CHANGE_TYPE_LABELS,
    "subject_kind": SUBJECT_KIND_LABELS,
}
"""What changes can be narrowed by, and the words for it."""


def _one_of(words: Mapping[W, str]) -> ChoiceFilter:
    wrong = _("“%(value)s” is none of these: %(words)s.")
    said = wrong.placed(value="%(value)s", words=", ".join(words))
    return ChoiceFilter(choices=choices(words), error_messages={"invalid_choice": said})


class ChangeFilter(FilterSet):
    """Narrows entries by what was done, and to what."""

    kind = _one_of(ENTRY_KIND_LABELS)
    change = _one_of(CHANGE_TYPE_LABELS)
    subject_kind = _one_of(SUBJECT_KIND_LABELS)

    class Meta:
        model = Entry
        fields: tuple[str, ...] = ()


def subjects_at(model: type[Row], slug: str, moment: AsOf) -> set[str]:
    """The subject that has, or by that moment once had, this address; none where there is none."""
    upto: dict[str, object] = {"since__lte": moment.entry} if moment.time is None else {}
    known = rows_of(model).filter(slug=slug, **upto).order_by("-since")
    return set(known.values_list("uid", flat=True)[:1])


def events_within(slug: str, moment: AsOf) -> set[str]:
    """An event with all its parts."""
    return uids_within(subjects_at(PublishedEvent, slug, moment), moment)
