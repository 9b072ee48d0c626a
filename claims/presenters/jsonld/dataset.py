"""The figures of an event as a dataset: what it covers, its terms, where to get it."""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain.messages import gettext as _
from claims.presenters.addresses import Site
from claims.presenters.event import EventPage
from claims.presenters.jsonld.event import trail
from claims.presenters.jsonld.node import Node, crumbs, newsroom, node
from claims.presenters.names import Name

WHAT = _(
    "Who counted it, whom it counts, in which words, and how we treat it. No figure was changed to"
    " agree with another."
)
HEADING = _("Every figure, as it was said")


def linked_figures(
    event: EventPage,
    above: Sequence[Name],
    measures: Sequence[str],
    downloads: Sequence[tuple[str, str]],
    *,
    path: str,
    site: Site,
    licence: str,
) -> list[Node]:
    """``downloads``: media types with the paths they are at."""
    home = path.removesuffix("figures/")
    dataset = node(
        "Dataset",
        **{"@id": f"{site.at(path)}#figures"},
        url=site.at(path),
        name=headed(event),
        description=WHAT,
        license=licence,
        creator=newsroom(site),
        isAccessibleForFree=True,
        creativeWorkStatus=_("Retracted") if event.retracted else "",
        temporalCoverage=_days(event),
        spatialCoverage=node("Place", name=event.place) if event.place and event.days else None,
        variableMeasured=list(measures),
        distribution=[
            node("DataDownload", encodingFormat=kind, contentUrl=site.at(where))
            for kind, where in downloads
        ],
    )
    return [dataset, _trail(event, above, home, path, site)]


def headed(event: EventPage) -> str:
    """The heading of the figures, with whose they are."""
    return _("Every figure, as it was said: %(event)s", event=event.title)


def _days(event: EventPage) -> str:
    if not event.days:
        return ""
    return f"{event.days.first}/{event.days.last or event.days.first}"


def _trail(event: EventPage, above: Sequence[Name], home: str, path: str, site: Site) -> Node:
    steps = trail(event, above, home, site)["itemListElement"]
    known = [(step["name"], step["item"].removeprefix(site.url)) for step in steps]
    return crumbs(site, [*known, (HEADING, path)])
