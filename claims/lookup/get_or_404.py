"""From an address to a subject and its row at the moment shown."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet, Subquery
from django.http import HttpResponsePermanentRedirect, QueryDict

from claims.domain.messages import gettext as _
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotOnRecord
from claims.lookup.states import withheld_states
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import PublishedEvent
from claims.models.record.union import several
from claims.presenters.addresses import page, path_of
from claims.states.subject import WithheldGrounds

R = TypeVar("R", bound=Row)
NOT_YET = {
    "claim": _("This claim had not been recorded by then."),
    "event": _("This event had not been recorded by then."),
    "position": _("This figure of ours had not been recorded by then."),
    "question": _("This question had not been recorded by then."),
    "source": _("This source had not been recorded by then."),
}


def by_slug(model: type[R], slug: str, newest: Entry | None) -> R:
    """The newest row of the subject that has, or once had, this address.

    Drafts and things that never were have none: they are answered alike.
    """
    found: list[R] = _by_slug(model, slug, newest.seq if newest else 0)
    if not found:
        raise NotOnRecord
    return found[0]


def by_slug_with_event(
    model: type[R], slug: str, newest: Entry | None
) -> tuple[R, PublishedEvent | None]:
    """The same of a claim or a question, with the newest row of its event and that row's body."""
    found = _with_event(model, slug, newest.seq if newest else 0)
    row = next((one for one in found if isinstance(one, model)), None)
    if row is None:
        raise NotOnRecord
    return row, next((one for one in found if isinstance(one, PublishedEvent)), None)


@prepared
def _by_slug(model: type[R], slug: str, newest: int) -> QuerySet[R]:
    return _newest_of(model, slug, newest)


@prepared
def _with_event(model: type[R], slug: str, newest: int) -> QuerySet[R | PublishedEvent]:
    row = _newest_of(model, slug, newest)
    named = PublishedEvent.objects.filter(uid=Subquery(row.values("event")[:1]))
    event = named.order_by("-since").values("since")[:1]
    return several(row, PublishedEvent.objects.filter(since=Subquery(event)).with_body())


def _newest_of(model: type[R], slug: str, newest: int) -> QuerySet[R]:
    seen = rows_of(model).filter(since__lte=newest)
    named = seen.filter(slug=slug).order_by("-since").values("uid")[:1]
    last = seen.filter(uid=Subquery(named)).order_by("-since").values("since")[:1]
    return rows_of(model).filter(since=Subquery(last)).defer(*model.UNREAD)


def moved(
    name: str, row: Row, slug: str, query: QueryDict, *more: str
) -> HttpResponsePermanentRedirect | None:
    """A redirect, to the page of that name, where the subject has another address by now."""
    if row.slug == slug:
        return None
    asked = f"?{query.urlencode()}" if query else ""
    return HttpResponsePermanentRedirect(path_of(f"pages:{name}", row.slug, *more) + asked)


def at_moment(model: type[R], row: R, shown: Shown, *, kind: str) -> R:
    """The subject's row at the moment shown, given the newest; says where there was none yet."""
    if not shown.past:
        return row
    found: list[R] = _valid_then(model, row.uid, shown.rows)
    if not found:
        label = _("See it as it stands now")
        sentence = NOT_YET[kind]
        raise NotOnRecord(sentence, href=page(kind, row.slug), label=label)
    return found[0]


@prepared
def _valid_then(model: type[R], uid: str, moment: AsOf) -> QuerySet[R]:
    return rows_of(model).as_of(moment).filter(uid=uid).order_by("-since")[:1]


def withheld_about(uid: str) -> WithheldGrounds | None:
    """When and on which ground the words of a subject were removed."""
    state = withheld_states([uid]).get(uid)
    return state.withheld if state else None
