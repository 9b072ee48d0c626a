"""What a claim needs and nobody had time to record: kept with what is known, to be completed."""

from __future__ import annotations

from claims.actions.addresses import free_address
from claims.actions.desk import Editor, keep, note_difference
from claims.domain.categories import MAIN, usual_tree, walk
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.role_names import names_a_group
from claims.domain.vocabulary import Nature, SourceKind
from claims.domain.web_address import page_at, plain_host, publisher_key
from claims.models.desk.base import Completable
from claims.models.desk.event import Category, Event
from claims.models.desk.source import Report, Source
from claims.publishing.registry import kind_of


def source_stub(name: str, *, kind: SourceKind = SourceKind.OTHER) -> Source:
    """Not saved yet: ``record_claim`` saves it with the claim, or not at all."""
    nature = Nature.UNNAMED if names_a_group(name) else ""
    return Source(name=name, kind=kind, nature=nature, stub=True)


def report_stub(publisher: Source, *, address: str, title: str) -> Report:
    """The address of a copy in an archive is kept beside that of the page."""
    page = page_at(address)
    copy = page.archive_url
    return Report(publisher=publisher, stub=True, title=title, url=page.url, archive_url=copy)


def publisher_stub(address: str) -> Source:
    """By the name of the site or the account; raises ``RuleBroken`` where many publish."""
    name = publisher_key(address)
    if not name:
        raise RuleBroken(
            _(
                "%(plain_host)s carries what many publish: say who published it.",
                plain_host=plain_host(address),
            )
        )
    return source_stub(name, kind=SourceKind.OTHER if "/" in name else SourceKind.MEDIA)


def keep_copy(report: Report, address: str, *, by: Editor) -> None:
    """A known report that has no copy yet gets the one by which it was found."""
    copy = page_at(address).archive_url
    if copy and not report.archive_url:
        keep(report, by=by, archive_url=copy)
        note_difference(report, by=by)


def event_stub(title: str, *, parent: Event | None, attackers: bool = True) -> Event:
    """``attackers``: whether anybody was attacking; a part is counted by those of the whole."""
    zone = {"time_zone": parent.time_zone} if parent else {}
    made = Event(title=title, parent=parent, stub=True, **zone)
    made.counts_attackers = attackers
    return made


def keep_new(thing: Completable | None, *, by: Editor) -> None:
    """Save a thing and what it points at, where they are new; with addresses of their own."""
    if thing is None or not thing._state.adding:
        return
    for name in ("publisher", "parent", "speaks_for"):
        owner = getattr(thing, name, None)
        keep_new(owner, by=by)
        if owner is not None:
            # Its key was not known when it was first set.
            setattr(thing, name, owner)
    thing.slug = thing.slug or free_address(thing, *naming_words(thing))  # type: ignore[attr-defined]
    thing.save(by=by)
    if isinstance(thing, Event) and thing.parent is None:
        give_categories(thing, attackers=thing.counts_attackers, by=by)


def naming_words(thing: Completable, *, publisher: str = "") -> tuple[object, ...]:
    """What its address is made of; ``publisher`` is the address that a new one is to have."""
    if isinstance(thing, Source):
        return (thing.short_name or thing.name,)
    if isinstance(thing, Event):
        return (thing.starts_on, thing.title)
    if not isinstance(thing, Report):
        raise TypeError(f"A {kind_of(thing)} has no address of its own words.")
    day = thing.published_at.date() if thing.published_at else ""
    return publisher or thing.publisher.slug, day, thing.title or plain_host(thing.url)


def give_categories(event: Event, *, attackers: bool, by: Editor) -> None:
    """Copy one of the usual trees into a new event."""
    made: dict[str, Category] = {}
    for place, (node, parent) in enumerate(walk(usual_tree(attackers=attackers))):
        category = Category(
            event=event,
            slug=node["slug"],
            name=node["name"],
            parent=made[parent["slug"]] if parent else None,
            grouping=node.get("grouping", MAIN),
            complete=list(node.get("complete", [])),
            position=place,
        )
        category.save(by=by)
        made[node["slug"]] = category
