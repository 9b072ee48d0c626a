"""One source: what it is, what came of what it said, what it says of others, how it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseBase

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, withheld_about
from claims.lookup.names import look_up
from claims.lookup.states import state_of, states
from claims.lookup.taken_back import taken_back
from claims.models.record import read_tracking
from claims.models.record.merged import as_one, counted_once
from claims.models.record.row import RowQuerySet
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.withheld import withheld_from
from claims.pages import rendering, sharing
from claims.pages.page_meta import about_source
from claims.pages.recorded_claims import recorded_claims
from claims.pages.source_figures import comparison
from claims.pages.source_parties import Speaker, parties_of, speakers_for, spoke_for
from claims.pages.status_counts import by_claimant, total_of
from claims.presenters.addresses import path_of
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.moments import stated
from claims.presenters.names import ClaimName, Names
from claims.presenters.notice import withheld
from claims.presenters.source import bar, in_words, occasions, source_page, stances_taken
from claims.presenters.status import all_marks
from claims.states.claim import ClaimState
from claims.states.source import SourceState

MOST_CLAIMS = 100
# Claims of the same events in which we look for what it said of others.
MOST_HEARD = 500
MOST_STANCES = 50
MOST_REPORTS = 5
TEMPLATE = "claims/source_detail.html"


@dataclass(frozen=True)
class Published:
    """The reports of an outlet: how many, and the latest."""

    total: int
    latest: Sequence[str]


@record_page("as_of")
def source(request: PageRequest, slug: str) -> HttpResponseBase:
    current = by_slug(PublishedSource, slug, request.head)
    if elsewhere := moved("source", current, slug, request.GET):
        return elsewhere
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    row = at_moment(PublishedSource, current, shown, kind="source")
    shown = with_later(shown, [row.since])
    with read_tracking.noticed() as read:
        state = None if row.withheld else state_of(row, SourceState)
        if state is None:
            about = withheld(withheld_about(row.uid), settings.TIME_ZONE)
            context, said = dict[str, object](withheld=about), ""
        else:
            context, said = _context(row, state, shown)
    if state is not None:
        subjects = {row.uid, *filter(read_tracking.UID.fullmatch, read)}
        context["use"] = sharing.of_source(row, said, subjects, shown)
    path = request.path
    return rendering.answer(TEMPLATE, context, shown=shown, path=path, section="sources")


def _context(
    row: PublishedSource, state: SourceState, shown: Shown
) -> tuple[dict[str, object], str]:
    """What the page shows, and its record in a sentence."""
    same = _the_same(row, shown)
    own = list(counted_once(_own(same, shown)).newest_first()[:MOST_CLAIMS])
    rows = [one for one in own if not one.retracted]
    withheld = withheld_from(PublishedClaim, shown.rows, sources=same)
    gone = [*(one for one in own if one.retracted), *withheld.newest_first()[:MOST_CLAIMS]]
    heard = _heard(row.uid, rows, shown)
    known = states((one.since for one in [*rows, *heard]), kind=ClaimState)
    claims, others = (recorded_claims(some, known, shown) for some in (rows, heard))
    reports = _reports(row.uid, shown)
    speakers = speakers_for(row.uid, shown)
    behalf = _on_behalf(row.uid, speakers, shown)
    listed = {one.uid for one in [*rows, *heard, *behalf]}
    names = _names(row.uid, state, [*claims, *others], listed, reports, shown)
    # Of a day that is another one elsewhere, the one that its claims beside it are told by.
    zones = {names.event(one.event).zone for one in [*rows, *heard, *behalf]}
    zones = zones or _zones_of_citing(reports.latest, shown)
    clocks = zones.pop() if len(zones) == 1 else shown.zone
    tally = total_of(same, by_claimant(same, shown))
    marks = all_marks(dict(tally.counts))
    stances = stances_taken(row.uid, others, names, shown.zone)
    source, said = source_page(state, names), in_words(marks)
    return {
        **rendering.leads_to(names.source(state.merged_into) if state.merged_into else None),
        "about": about_source(source, row.get_absolute_url(), claims=tally.total),
        "source": source,
        "spokespeople": [speaker.name for speaker in speakers],
        "stood_with": parties_of(row, state, rows, shown),
        "on_behalf": [_of_its_event(one, names) for one in behalf],
        "marks": marks,
        "bar": bar(marks),
        "record": said,
        "claims": [_of_its_event(one, names) for one in rows],
        "total": tally.total,
        "more_claims": tally.total > len(rows),
        "taken_back": taken_back(gone, shown),
        "claims_at": _claims_at(row, shown),
        "compared": comparison(rows, known, shown),
        "stances": stances[:MOST_STANCES],
        "occasions": occasions(claims),
        "reports": [names.report(uid).by_clocks(clocks) for uid in reports.latest],
        "report_count": reports.total,
    }, said


def _of_its_event(row: PublishedClaim, names: Names) -> ClaimName:
    """A claim with the event it is about, and when it was said."""
    claim, event = names.claim(row.uid), names.event(row.event)
    said = stated(claim.said, event.zone)
    when = _("%(event)s. Said: %(day)s", event=event.text, day=said.text) if said else event.text
    return replace(claim, note=when)


def _the_same(row: PublishedSource, shown: Shown) -> set[str]:
    """The source, with what was merged into it; what was merged itself stands as it was."""
    return {row.uid} if row.merged_into else as_one(PublishedSource, {row.uid}, shown.rows)


def _own(same: Iterable[str], shown: Shown) -> RowQuerySet[PublishedClaim]:
    rows: RowQuerySet[PublishedClaim] = PublishedClaim.objects.as_of(shown.rows)
    return rows.filter(claimant__in=same).exclude(publication=Publication.WITHHELD)


def _heard(uid: str, own: Sequence[PublishedClaim], shown: Shown) -> list[PublishedClaim]:
    """Claims of others in which it has a stance, among the newest about its own events."""
    rows = PublishedClaim.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    if own:
        rows = rows.filter(event__in={row.event for row in own})
    near = list(rows.newest_first().values_list("since", flat=True)[:MOST_HEARD])
    spoken = PublishedReference.objects.filter(named=uid, field="stances", since__in=near)
    found = rows.filter(since__in=list(spoken.values_list("since", flat=True)))
    return list(found.exclude(claimant=uid).newest_first())


def _reports(uid: str, shown: Shown) -> Published:
    rows = PublishedReport.objects.as_of(shown.rows).filter(publisher=uid)
    listed = rows.exclude(publication=Publication.WITHHELD)
    latest = listed.order_by("-published_at", "-since").values_list("uid", flat=True)
    return Published(listed.count(), list(latest[:MOST_REPORTS]))


def _zones_of_citing(reports: Sequence[str], shown: Shown) -> set[str]:
    """Of the events about which others' claims stand in these reports."""
    if not reports:
        return set()
    citing = PublishedReference.objects.filter(named__in=reports, field="citations")
    claims = PublishedClaim.objects.as_of(shown.rows).filter(since__in=citing.values("since"))
    about = claims.filter(publication=Publication.PUBLISHED).values_list("event", flat=True)
    events = PublishedEvent.objects.as_of(shown.rows).filter(uid__in=list(about.distinct()))
    return set(events.exclude(title="").values_list("time_zone", flat=True))


def _on_behalf(uid: str, speakers: Sequence[Speaker], shown: Shown) -> list[PublishedClaim]:
    """Claims of those who spoke for it when they made them."""
    if not speakers:
        return []
    by_uid = {speaker.row.uid: speaker for speaker in speakers}
    rows = PublishedClaim.objects.as_of(shown.rows).filter(claimant__in=by_uid)
    claims = counted_once(rows.exclude(publication=Publication.WITHHELD))
    newest = claims.newest_first()[:MOST_CLAIMS]
    return [row for row in newest if spoke_for(uid, row, by_uid, shown.zone)]


def _names(
    uid: str,
    state: SourceState,
    claims: Sequence[RecordedClaim],
    listed: set[str],
    reports: Published,
    shown: Shown,
) -> Names:
    """``listed`` are all claims shown, those we took back too."""
    taken = [s for c in claims for s in c.state.stances if s.source == uid]
    return look_up(
        shown,
        sources={
            state.speaks_for,
            state.merged_into,
            *(voice.whom for voice in state.voices),
            *(apart.other for apart in state.separations),
        },
        reports={*reports.latest, *(stance.report for stance in taken)},
        claims=listed,
    )


def _claims_at(row: PublishedSource, shown: Shown) -> str:
    query = {"source": row.slug} | ({"as_of": shown.asked} if shown.past else {})
    return f"{path_of('pages:claims')}?{urlencode(query)}"
