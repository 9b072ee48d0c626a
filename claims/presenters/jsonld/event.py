"""An event as coverage that goes on, and its figures as a dataset."""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SubjectKind
from claims.presenters.addresses import Site, path_of
from claims.presenters.change import Change
from claims.presenters.correction import Correction
from claims.presenters.event import EventPage
from claims.presenters.jsonld.node import Node, crumbs, moment, newsroom, node, speaker
from claims.presenters.names import Name

WHAT = _(
    "Who counted it, whom it counts, in which words, and how we treat it. No figure was changed to"
    " agree with another."
)
HEADING = _("Every figure, as it was said")


def linked_event(
    event: EventPage,
    above: Sequence[Name],
    news: Sequence[Change],
    corrections: Sequence[Correction],
    *,
    path: str,
    site: Site,
) -> list[Node]:
    """With its latest changes, corrections marked as such."""
    url = site.at(path)
    posting = node(
        "LiveBlogPosting",
        **{"@id": f"{url}#coverage"},
        url=url,
        headline=event.title,
        description=event.summary,
        creativeWorkStatus=_("Retracted") if event.retracted else "",
        about=happening(event, url, above),
        author=newsroom(site),
        publisher=newsroom(site),
        dateModified=moment(news[0].recorded or news[0].when) if news else "",
        liveBlogUpdate=[_update(change, site) for change in news],
        correction=[_correction(one.change, site) for one in corrections],
    )
    return [posting, trail(event, above, path, site)]


def happening(event: EventPage, url: str, above: Sequence[Name] = ()) -> Node:
    days = event.days
    place = node("Place", name=event.place) if event.place else None
    return node(
        "Event",
        name=event.title,
        url=url,
        startDate=days.first if days else "",
        endDate=(days.last or days.first) if days else "",
        location=place,
        superEvent=[node("Event", name=whole.text) for whole in above],
    )


def trail(event: EventPage, above: Sequence[Name], path: str, site: Site) -> Node:
    return crumbs(site, _steps(event, above, path))


def _steps(event: EventPage, above: Sequence[Name], path: str) -> list[tuple[str, str]]:
    higher = [(name.text, name.href) for name in above if name.href]
    return [(_("Events"), path_of("pages:events")), *higher, (event.title, path)]


def _update(change: Change, site: Site) -> Node:
    return node(
        "BlogPosting",
        headline=_moved(change),
        **_subject(change),
        datePublished=moment(change.recorded or change.when),
        url=site.at(change.href) if change.href else "",
    )


def _subject(change: Change) -> Node:
    """What it is about; a claim never without whoever made it."""
    if change.subject_kind != SubjectKind.CLAIM or not change.who or change.disowned:
        return {"about": node("Thing", name=change.what)}
    author = speaker(change.who, kind=change.who_kind, nature=change.who_nature)
    return {"about": node("Claim", text=change.what, author=author)}


def _moved(change: Change) -> str:
    """In the words of the page, arrow read aloud."""
    if not change.after:
        return change.headline
    if not change.before:
        return _("%(headline)s as %(status)s", headline=change.headline, status=change.after.label)
    if change.before == change.after:
        return _("Looked at again, still %(status)s", status=change.after.label)
    before, after = change.before.label, change.after.label
    return _("%(before)s changed to %(after)s", before=before, after=after)


def _correction(change: Change, site: Site) -> Node:
    """With the note that readers see: what we had wrong, and why."""
    return node(
        "CorrectionComment",
        text=change.reason or _moved(change),
        **_subject(change),
        datePublished=moment(change.recorded or change.when),
        url=site.at(change.href) if change.href else "",
    )


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
    """What the dataset covers, its terms, where to get it.

    ``downloads``: media types with the paths they are at.
    """
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
    return [dataset, crumbs(site, [*_steps(event, above, home), (HEADING, path)])]


def headed(event: EventPage) -> str:
    """The heading of the figures, with whose they are."""
    return _("Every figure, as it was said: %(event)s", event=event.title)


def _days(event: EventPage) -> str:
    if not event.days:
        return ""
    return f"{event.days.first}/{event.days.last or event.days.first}"
