"""What the domain needs to know of sources and evidence, read from the desk."""

from __future__ import annotations

from collections.abc import Iterable

from claims.domain.chains import Originator, SourceFacts, independent
from claims.domain.status import EvidenceFacts, counts
from claims.domain.vocabulary import Bearing, EvidenceKind, StanceKind
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence
from claims.models.desk.source import Separation, Source
from claims.publishing.prefetch import parts, were_read


def facts_of(sources: Iterable[Source | None]) -> dict[str, SourceFacts]:
    """Sources by uid, with those they speak for and those recorded as knowing separately."""
    found: dict[int, Source] = {}
    waiting = [source for source in sources if source is not None]
    while waiting:
        source = waiting.pop()
        if source.pk not in found:
            found[source.pk] = source
            waiting += [source.speaks_for] if source.speaks_for else []
    apart = _separations(found)
    return {source.uid: _facts(source, found, apart) for source in found.values()}


def _separations(found: dict[int, Source]) -> set[tuple[int, int]]:
    if all(were_read(source, "separations") for source in found.values()):
        own = [(s.pk, parts(s, "separations")) for s in found.values()]
        return {(pk, p.other_id) for pk, separations in own for p in separations}
    pairs = Separation.objects.filter(source__in=found.keys(), other__in=found.keys())
    return set(pairs.values_list("source_id", "other_id"))


def _facts(source: Source, found: dict[int, Source], apart: set[tuple[int, int]]) -> SourceFacts:
    others = {b for a, b in apart if a == source.pk} | {a for a, b in apart if b == source.pk}
    others &= found.keys()
    return SourceFacts(
        key=source.uid,
        name=source.short_name or source.name,
        kind=source.kind,
        side=source.side,
        speaks_for=found[source.speaks_for_id].uid if source.speaks_for_id else None,
        apart_from=frozenset(found[pk].uid for pk in others),
    )


def sources_of(claim: Claim, evidence: Iterable[Evidence]) -> dict[str, SourceFacts]:
    return facts_of([claim.claimant, *(e.originator for e in evidence)])


def evidence_facts(claim: Claim, evidence: Iterable[Evidence]) -> list[EvidenceFacts]:
    stances = parts(claim, "stances", "source", "report")
    conceding = {s.source_id for s in stances if s.stance == StanceKind.CONCEDES}
    return [
        EvidenceFacts(
            key=e.key,
            bearing=Bearing(e.bearing),
            kind=EvidenceKind(e.kind),
            originator=e.originator.uid if e.originator else None,
            concedes=e.originator_id in conceding,
            note=e.note,
            label=f"{e.key} ({e.originator})" if e.originator else e.key,
        )
        for e in evidence
    ]


def origins(claim: Claim, evidence: Iterable[Evidence]) -> dict[str, int]:
    """How many independent originators the counting evidence on each side comes from."""
    pieces = list(evidence)
    sources = sources_of(claim, pieces)
    facts = [f for f in evidence_facts(claim, pieces) if counts(f)]
    return {
        bearing.value: independent(
            (
                Originator(f.originator, f.concedes)
                for f in facts
                if f.bearing is bearing and f.originator is not None
            ),
            sources,
        )
        for bearing in Bearing
    }
