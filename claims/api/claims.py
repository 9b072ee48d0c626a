"""Claims, with everything they own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from django.db.models import Q, QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.addresses import page_url, url
from claims.api.fields import Values, every, stated
from claims.api.names import Known
from claims.api.paging import By, Paged, newest_of
from claims.api.problems import Refused
from claims.api.rows import Read, read
from claims.api.search import SearchSerializer, search
from claims.api.serializers.change import change
from claims.api.serializers.claim import ClaimSerializer, ClaimWithHistorySerializer
from claims.api.views import DetailFace, ListFace
from claims.domain import canonical
from claims.domain.moments import Moment
from claims.domain.vocabulary import Publication
from claims.filters import PARAMETERS, ClaimFilter
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotUnderstood
from claims.lookup.history import entries_of
from claims.lookup.hits import Hits
from claims.lookup.kept_columns import asking_for
from claims.lookup.names import zone_of
from claims.lookup.states import state_of
from claims.models.record.claim_asking import Asking
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedClaim, PublishedLink
from claims.models.record.withheld import and_withheld
from claims.presenters.claim import mentions
from claims.states.claim import ClaimState
from claims.states.link import LinkState

if TYPE_CHECKING:
    from claims.lookup.asking_in_memory import AskingInMemory

OF_THE_STATE = ("statement", "claimant", "event", "said", "status", "examined", "lifecycle")
Links = Mapping[str, list[dict[str, str]]]
Parts = Sequence[QuerySet[PublishedClaim]]


def narrowed(
    query: QueryDict, shown: Shown, *, exact: bool = False, asking: Asking | None = None
) -> ClaimFilter:
    """Claims as of the moment, narrowed as the page of claims narrows them."""
    rows = PublishedClaim.objects.as_of(shown.rows)
    asked = ClaimFilter(
        query, queryset=rows, moment=shown.rows, zone=shown.zone, exact=exact, asking=asking
    )
    if asked.form.errors:
        errors = asked.form.errors.items()
        raise Refused({name: [str(said) for said in wrong] for name, wrong in errors})
    return asked


class Claims(ListFace[PublishedClaim]):
    """Claims with their figures, stances, evidence and links, newest first.

    Where words are asked for, the closest come first, and ``search`` says how they were answered.
    Withheld ones are listed without their words, so that a copy can be brought up to date, in every
    list that ever held them: no status, day or word narrows them. The history stands with each
    single claim.
    """

    title = "Claims"
    shape = ClaimSerializer
    parameters = parameters.OF_CLAIMS
    usual, most = 50, 100
    order = By(parted=True)
    lean = (
        *("uid", "slug", "url", "page", "permalink", "entry", "effective_from", "publication"),
        *OF_THE_STATE,
    )
    more: ClassVar = {"search": SearchSerializer(read_only=True, allow_null=True)}
    filter: ClaimFilter | None = None  # where any list narrower than all is asked for

    def page(self, query: QueryDict, shown: Shown) -> Paged[PublishedClaim]:
        if query.keys() - {"as_of", "fields"}:
            return super().page(query, shown)
        rows, path = _newest(shown.rows), self.request.path
        return newest_of(rows, query, self.order, shown=shown, path=path, size=self.usual)

    def parts(self, query: QueryDict, shown: Shown) -> Parts:
        if not query.keys() & set(PARAMETERS):
            return [PublishedClaim.objects.as_of(shown.rows)]
        asking = asking_for(query, shown, "changed_since")
        self.filter = asked = narrowed(query, shown, asking=asking)
        if asked.asked:
            before = query.get("before", "")
            found = self._in_memory(asked, asking, before) if asking else asked.by_closeness
            return [*found, asked.withheld]
        return [and_withheld(asked.qs, asked.withheld)]

    def _in_memory(self, asked: ClaimFilter, asking: AskingInMemory, before: str) -> Parts:
        """As the filter has them; of each no more than comes next."""
        fits = asking.columns.fitting(asked.wanted)
        if asked.wanted["counted"] is not None:
            fits = fits & asking.columns.claims.arrays["listed"]
        hits = Hits(asking, asked.found)
        try:
            return hits.by_closeness(fits, before, self.most + 1)
        except NotUnderstood:  # which is refused once the page is asked for
            return [PublishedClaim.objects.none()] * len(hits.parts)

    def beside(self, query: QueryDict, shown: Shown) -> Values:
        if self.filter is None or not self.filter.asked:
            return {"search": None}
        return {"search": search(query.get("q", ""), self.filter.found, shown)}

    def told(self, rows: list[PublishedClaim], shown: Shown) -> list[Values]:
        found = read(rows, kind=ClaimState)
        known, links = context(found, shown)
        told = [shaped(row, found, known, links) for row in found.rows]
        return every(ClaimSerializer, told, known=known)

    def told_of(self, rows: list[PublishedClaim], shown: Shown, names: set[str]) -> list[Values]:
        """Without reading a body, where columns hold all that is asked for."""
        if not names <= set(self.lean):
            return self.told(rows, shown)
        sources, events = {row.claimant for row in rows}, {row.event for row in rows}
        known = Known(shown, sources=sources, events=events)
        return [lean(row, known) for row in rows]


@prepared
def _newest(moment: AsOf) -> QuerySet[PublishedClaim]:
    """What is asked for most: the first page of all, and one more."""
    return PublishedClaim.objects.as_of(moment).order_by(*Claims.order.order)[: Claims.usual + 1]


class Claim(DetailFace[PublishedClaim]):
    """One claim with everything it owns and all that happened to it."""

    title = "Claims"
    shape = ClaimWithHistorySerializer
    model = PublishedClaim
    kind = "claim"

    def zone(self, row: PublishedClaim) -> str:
        return zone_of(row.event)

    def told(self, row: PublishedClaim, shown: Shown) -> Values:
        found = read([row], kind=ClaimState)
        known, links = context(found, shown)
        history = [change(entry) for entry in entries_of(row.uid, shown)]
        told = {**shaped(row, found, known, links), "history": history}
        return ClaimWithHistorySerializer(told, context={"known": known}).data


def context(found: Read[PublishedClaim, ClaimState], shown: Shown) -> tuple[Known, Links]:
    """Names of all that some claims mention, and their links."""
    named = [mentions(state) for state in found.states]
    links = links_of([row.uid for row in found.rows if not row.withheld], shown)
    beside = {link["claim"] for linked in links.values() for link in linked}
    known = Known(
        shown,
        sources={uid for m in named for uid in m.sources},
        events={uid for m in named for uid in m.events},
        reports={uid for m in named for uid in m.reports},
        claims={uid for m in named for uid in m.claims} | beside,
    )
    return known, links


def shaped(
    row: PublishedClaim, found: Read[PublishedClaim, ClaimState], known: Known, links: Links
) -> Values:
    told = found.common(row, "claim")
    return {**told, "zone": known.zone(row.event), "links": links.get(row.uid, [])}


def lean(row: PublishedClaim, known: Known) -> Values:
    """The same fields as in the whole shape, of the columns of the row alone."""
    said = Moment(row.said_at, row.said_precision) if row.said_at else None
    words: Values = dict.fromkeys(OF_THE_STATE)
    if not row.withheld:
        words = {
            "statement": row.statement or None,
            "claimant": known.named("source", row.claimant) if row.claimant else None,
            "event": known.named("event", row.event) if row.event else None,
            "said": stated(said, known.zone(row.event)) if said else None,
            "status": row.status or None,
            "examined": row.examined,
            "lifecycle": row.lifecycle or None,
        }
    return {
        "uid": row.uid,
        "slug": row.slug or None,
        "url": url("claim", row.slug),
        "page": page_url("claim", row.slug),
        "permalink": page_url("claim", row.slug, row.since),
        "entry": row.since,
        "effective_from": canonical.moment_text(row.effective_from),
        "publication": row.publication,
        **words,
    }


def links_of(uids: Iterable[str], shown: Shown) -> Links:
    """The links of some claims, each as seen from the claim."""
    wanted = list(uids)
    links: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _touching(wanted, shown.rows) if wanted else ():
        state = state_of(row, LinkState)
        note = state.note if state else ""
        ends = ((row.from_claim, row.to_claim, "from"), (row.to_claim, row.from_claim, "to"))
        for here, other, direction in ends:
            link = {"relation": row.relation, "direction": direction, "claim": other, "note": note}
            links[here].append(link)
    return links


@prepared
def _touching(uids: Collection[str], moment: AsOf) -> QuerySet[PublishedLink]:
    rows = PublishedLink.objects.as_of(moment).filter(publication=Publication.PUBLISHED)
    touching = rows.filter(Q(from_claim__listed=uids) | Q(to_claim__listed=uids))
    return touching.with_body().order_by("since")
