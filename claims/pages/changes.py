"""Everything that changed, newest first, each with its own address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import HttpResponseBase

from claims.domain.messages import gettext as _
from claims.filters import CHANGES_ASKED, ChangeFilter
from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.counting import Counting, counting_names, countings
from claims.lookup.errors import NotUnderstood
from claims.lookup.history import body_of, positions_before
from claims.lookup.names import look_up
from claims.lookup.paging import address, page_of
from claims.models.record.entry import Entry, EntryQuerySet
from claims.pages import rendering, sharing
from claims.presenters.change import Change, change_of
from claims.presenters.names import Names
from claims.states.body import Body
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.link import LinkState
from claims.states.position import PositionState
from claims.states.question import QuestionState

OF_EVENTS = ClaimState | PositionState | QuestionState


@dataclass(frozen=True)
class Day:
    """Changes of one day, as the clocks of their events had it."""

    text: str
    iso: str
    offset: str
    changes: Sequence[Change]


@record_page("as_of", "before", *CHANGES_ASKED)
def change_list(request: PageRequest) -> HttpResponseBase:
    """All of them, or those of one kind."""
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    asked = ChangeFilter(request.GET, queryset=news(shown))
    if not asked.is_valid():
        wrong = [str(said) for errors in asked.form.errors.values() for said in errors]
        raise NotUnderstood(" ".join(wrong))
    listed = page_of(asked.qs, request.GET, time="effective_at", number="seq", path=request.path)
    context = {
        "page": listed,
        "only": [
            words[value]
            for name, words in CHANGES_ASKED.items()
            if (value := asked.form.cleaned_data[name])
        ],
        "all": address(request.path, request.GET, before="", **dict.fromkeys(CHANGES_ASKED, "")),
        "days": days(changes_of(listed.rows, shown)),
        "use": sharing.of_list(_("Changes"), request, shown),
    }
    return rendering.answer(
        "claims/changes.html", context, shown=shown, path=request.path, section="changes"
    )


def news(shown: Shown) -> EntryQuerySet:
    found = Entry.objects.news().filter(shown.rows.entries())
    return found.select_related("words")


def changes_of(entries: Iterable[Entry], shown: Shown) -> list[Change]:
    """Entries as changes, each in the zone of its own event."""
    found = [(entry, body_of(entry)) for entry in entries]
    states = [body.state for _, body in found if body]
    names = look_up(
        shown,
        sources={s.claimant for s in states if isinstance(s, ClaimState)},
        events={s.event for s in states if isinstance(s, OF_EVENTS)},
        claims={s.from_claim for s in states if isinstance(s, LinkState)},
    )
    before = positions_before([entry for entry, _ in found])
    counted = countings({s.event for s in states if isinstance(s, PositionState)}, shown)
    return [
        change_of(
            entry,
            body,
            _counting_names(body, names, counted),
            _zone(body, names, shown),
            shown.query,
            own_zone=settings.TIME_ZONE,
            was=before.get(entry.seq),
        )
        for entry, body in found
    ]


def _counting_names(body: Body | None, names: Names, counted: Mapping[str, Counting]) -> Names:
    """For a figure of ours, with the names its event gives those whom it counts, and what."""
    state = body.state if body else None
    if not isinstance(state, PositionState):
        return names
    return counting_names(names, counted[state.event].context)


def _zone(body: Body | None, names: Names, shown: Shown) -> str:
    """Of the event the change is about; an event tells its own."""
    state = body.state if body else None
    if isinstance(state, OF_EVENTS) and state.event in names.events:
        return names.events[state.event].zone
    return (state.time_zone if isinstance(state, EventState) else "") or shown.zone


def days(changes: Iterable[Change]) -> list[Day]:
    """In the order given; a day stands once for each offset its clocks had."""
    grouped = groupby(changes, key=lambda c: (c.when.day, c.when.day_iso, c.when.offset))
    return [Day(*day, list(changes)) for day, changes in grouped]
