"""What the domain needs to know of sources and evidence, read from the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from claims.domain.chains import Originator, SourceFacts, Sources, Voice, independent
from claims.domain.distinct_names import told_apart
from claims.domain.evidence import RETRACTED, WITHDRAWN
from claims.domain.parties import Member, Parties, Party, Span
from claims.domain.status import EvidenceFacts, counts
from claims.domain.vocabulary import (
    Bearing,
    EvidenceKind,
    Publication,
    PublisherAction,
    StanceKind,
)
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.evidence import Evidence
from claims.models.desk.party import Voice as DatedVoice
from claims.models.desk.source import Report, Separation, Source
from claims.publishing.from_desk import moment as moment_of
from claims.publishing.prefetch import parts, were_read


def facts_of(sources: Iterable[Source | None], event: Event) -> Sources:
    """Sources by uid, with those they speak for and those recorded as knowing separately.

    The parties are those of the whole that the event is a part of.
    """
    found: dict[int, Source] = {}
    voices: dict[int, list[DatedVoice]] = {}
    waiting = [source for source in sources if source is not None]
    while waiting:
        source = waiting.pop()
        if source.pk not in found:
            found[source.pk] = source
            voices[source.pk] = parts(source, "voices", "whom")
            waiting += [source.speaks_for] if source.speaks_for else []
            waiting += [voice.whom for voice in voices[source.pk]]
    apart = _separations(found)
    called = told_apart({one.uid: _names(one) for one in found.values()})
    facts = {
        source.uid: replace(
            _facts(source, voices[source.pk], apart, found), name=called[source.uid]
        )
        for source in found.values()
    }
    return Sources(facts, parties_of(event.root()))


def _names(source: Source) -> tuple[str, ...]:
    """What an editor calls it, where no other goes by that; last what no other has."""
    return source.short_name or source.name, source.name, f"{source.name} [{source.slug}]"


def parties_of(root: Event) -> Parties:
    """The parties of a whole event, with their members by uid."""
    rows = root.parties.all()
    if not were_read(root, "parties"):
        rows = rows.prefetch_related("members__source").order_by("position", "pk")
    return Parties(
        tuple(
            Party(
                slug=row.slug,
                name=row.name,
                members=tuple(
                    Member(one.source.uid, Span.read(one.since, one.until))
                    for one in parts(row, "members", "source")
                ),
                allied_with=frozenset(row.allied_with),
            )
            for row in rows
        )
    )


def _separations(found: dict[int, Source]) -> set[tuple[int, int]]:
    if all(were_read(source, "separations") for source in found.values()):
        own = [(s.pk, parts(s, "separations")) for s in found.values()]
        return {(pk, p.other_id) for pk, separations in own for p in separations}
    pairs = Separation.objects.filter(source__in=found.keys(), other__in=found.keys())
    return set(pairs.values_list("source_id", "other_id"))


def _facts(
    source: Source,
    voices: Sequence[DatedVoice],
    apart: set[tuple[int, int]],
    found: dict[int, Source],
) -> SourceFacts:
    others = {b for a, b in apart if a == source.pk} | {a for a, b in apart if b == source.pk}
    others &= found.keys()
    always = [Voice(source.speaks_for.uid)] if source.speaks_for else []
    dated = [Voice(voice.whom.uid, Span.read(voice.since, voice.until)) for voice in voices]
    return SourceFacts(
        key=source.uid,
        name=source.short_name or source.name,
        kind=source.kind,
        speaks_for=(*always, *dated),
        apart_from=frozenset(found[pk].uid for pk in others),
    )


def sources_of(claim: Claim, evidence: Iterable[Evidence]) -> Sources:
    return facts_of([claim.claimant, *(e.originator for e in evidence)], claim.event)


def evidence_facts(claim: Claim, evidence: Iterable[Evidence]) -> list[EvidenceFacts]:
    stances = parts(claim, "stances", "source", "report")
    zone = claim.event.root().time_zone
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
            day=_known_on(e, zone),
            gone=_gone(e.report),
        )
        for e in evidence
    ]


def _gone(report: Report | None) -> str:
    if report is None:
        return ""
    if report.publication == Publication.RETRACTED:
        return RETRACTED
    return WITHDRAWN if report.publisher_action == PublisherAction.WITHDRAWN else ""


def said_on(claim: Claim) -> date | None:
    """When it was said: where its claimant stood is asked as of that day."""
    moment = moment_of(claim.said_at, claim.said_precision)
    return moment.day(claim.event.root().time_zone) if moment else None


def _known_on(evidence: Evidence, zone: str) -> date | None:
    """When its originator said it, as far as the report or the claim it stands in tells."""
    report, other = evidence.report, evidence.other_claim
    moment = None
    if report:
        moment = moment_of(report.published_at, report.published_precision)
    elif other:
        moment = moment_of(other.said_at, other.said_precision)
    return moment.day(zone) if moment else None


def origins(claim: Claim, evidence: Iterable[Evidence]) -> dict[str, int]:
    """How many independent originators the counting evidence on each side comes from."""
    pieces = list(evidence)
    found: dict[str, set[Originator]] = {bearing.value: set() for bearing in Bearing}
    for f in filter(counts, evidence_facts(claim, pieces)):
        if f.originator is not None:
            found[f.bearing].add(Originator(f.originator, f.concedes, f.day))
    if all(len(some) < 2 for some in found.values()):
        # Whoever speaks alone is dependent on nobody: the sources need not be read.
        return {bearing: len(some) for bearing, some in found.items()}
    sources = sources_of(claim, pieces)
    return {bearing: independent(some, sources) for bearing, some in found.items()}
