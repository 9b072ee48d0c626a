"""One change as an item of a feed: it says who said what, never a number alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.template.loader import render_to_string

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SubjectKind
from claims.models.record.entry import Entry
from claims.presenters.addresses import path_of
from claims.presenters.change import Change


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    url: str
    content: str
    recorded_at: str
    effective_at: str
    tags: tuple[str, ...]
    facts: Mapping[str, object]
    """The same for machines."""


def items(entries: Iterable[Entry], changes: Iterable[Change]) -> list[Item]:
    return [_item(*pair) for pair in zip(entries, changes, strict=True)]


def _item(entry: Entry, change: Change) -> Item:
    recorded, effective = moment_text(entry.recorded_at), moment_text(entry.effective_at)
    facts = {
        "entry": entry.seq,
        "digest": entry.digest,
        "kind": entry.kind,
        "subject_kind": entry.subject_kind,
        "effective_at": effective,
        "recorded_at": recorded,
        "carried_over": entry.carried_over,
        "status_from": change.before.code if change.before else None,
        "status_to": change.after.code if change.after else None,
        "examined_to": change.after.examined if change.after else None,
        "change": entry.change or None,
        "number_change": change.number.change if change.number else None,
    }
    return Item(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"urn:counterclaim:entry:{entry.digest}").urn,
        title=title_of(change),
        url=settings.SITE_URL + _address(change),
        content=_content(change),
        recorded_at=recorded,
        effective_at=effective,
        tags=tuple(_tags(change)),
        facts=facts,
    )


def title_of(change: Change) -> str:
    """Printed, for feeds are written by programs: in the language of the site."""
    if not change.who:
        return str(_("%(happened)s: %(what)s", happened=moved(change), what=change.what))
    return str(
        _(
            "%(happened)s: %(who)s: %(what)s",
            happened=moved(change),
            who=change.who,
            what=change.what,
        )
    )


def moved(change: Change) -> str:
    """What happened, in a few words: “Unconfirmed → Confirmed”."""
    if not change.after:
        return change.headline
    if not change.before:
        return _("%(headline)s as %(status)s", headline=change.headline, status=change.after.label)
    return _("%(before)s → %(after)s", before=change.before.label, after=change.after.label)


def _address(change: Change) -> str:
    """Where the change can be read: in the history of a claim, else the page as it then stood."""
    if not change.href:
        return path_of("pages:changes")
    if change.subject_kind == SubjectKind.CLAIM:
        return f"{change.href}#{change.anchor}"
    # In a feed as of a moment the address asks for that moment already.
    page = change.href.partition("?")[0]
    return f"{page}?as_of={change.seq}" if change.readable else change.href


def _content(change: Change) -> str:
    context = {"change": change, "moved": moved(change), "site_url": settings.SITE_URL}
    return render_to_string("claims/feeds/change.html", context).strip()


def _tags(change: Change) -> Iterable[str]:
    if change.after:
        yield str(change.after.label)
    if change.change:
        yield str(change.change)
    if change.number:
        yield str(change.number.change.label)
    if change.reopened:
        yield str(_("Reopened"))
    if change.event:
        yield change.event


def moment_text(at: datetime) -> str:
    """RFC 3339 in UTC, to the second: what every reader of feeds understands."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
