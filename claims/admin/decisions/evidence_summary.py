"""A claim's evidence as an editor weighs it: what counts, why not, and how many know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from claims.domain.chains import Chain, Originator, Sources, chains_explained, independent
from claims.domain.evidence import EvidenceFacts, still_counts
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import COUNTS, Bearing, EvidenceKind
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence
from claims.publishing.independence import evidence_facts, sources_of

BEARINGS = {Bearing.SUPPORTS: _("for the claim"), Bearing.AGAINST: _("against it")}


@dataclass(frozen=True)
class Weighed:
    """One piece; ``why_not`` says why it counts for nothing, ``chain`` names who knows alike."""

    piece: Evidence
    originator: str
    bearing: str
    kind: str
    ticked: bool
    chain: str
    why_not: str


@dataclass(frozen=True)
class Tally:
    """The ticked pieces on one side: how many originators know independently."""

    words: str
    pieces: int
    independent: int


@dataclass(frozen=True)
class Weighing:
    pieces: tuple[Weighed, ...]
    chains: tuple[tuple[str, Chain], ...]
    tallies: tuple[Tally, ...]


def weigh(claim: Claim, ticked: Collection[str]) -> Weighing:
    """All of a claim's evidence, with the pieces an editor has ticked."""
    pieces = list(on_file(claim))
    facts, sources = evidence_facts(claim, pieces), sources_of(claim, pieces)
    counting = [_originator(f) for f in facts if still_counts(f)]
    chains = tuple(_named(chains_explained(counting, sources)))
    letters = {o: letter for letter, chain in chains for o in chain.originators}
    return Weighing(
        tuple(
            _weighed(piece, fact, ticked, letters, _called(fact, sources))
            for piece, fact in zip(pieces, facts, strict=True)
        ),
        chains,
        tuple(_tally(bearing, facts, ticked, sources) for bearing in Bearing),
    )


def on_file(claim: Claim) -> Iterable[Evidence]:
    return claim.evidence.select_related("report", "other_claim", "originator").order_by("pk")


def _originator(fact: EvidenceFacts) -> Originator:
    return Originator(fact.originator or "", fact.concedes, fact.day)


def _named(chains: Iterable[Chain]) -> Iterable[tuple[str, Chain]]:
    """Chains by letter: A to Z, then A2 and so on."""
    for n, chain in enumerate(chains):
        rounds, place = divmod(n, len(ascii_uppercase))
        yield ascii_uppercase[place] + (str(rounds + 1) if rounds else ""), chain


def _weighed(
    piece: Evidence,
    fact: EvidenceFacts,
    ticked: Collection[str],
    letters: Mapping[Originator, str],
    originator: str,
) -> Weighed:
    return Weighed(
        piece=piece,
        originator=originator,
        bearing=fact.bearing.label,
        kind=fact.kind.label,
        ticked=piece.key in ticked,
        chain=letters.get(_originator(fact), "") if still_counts(fact) else "",
        why_not=_why_not(fact),
    )


def _called(fact: EvidenceFacts, sources: Sources) -> str:
    return sources[fact.originator].name if fact.originator else ""


def _why_not(fact: EvidenceFacts) -> str:
    if fact.kind is EvidenceKind.HEARSAY:
        return _("it is hearsay")
    if fact.kind not in COUNTS:
        return _("it repeats somebody else")
    if not fact.originator:
        return _("nobody is named who saw, counted or holds it")
    return _("it rests on %(gone)s", gone=fact.gone) if fact.gone else ""


def _tally(
    bearing: Bearing,
    facts: Iterable[EvidenceFacts],
    ticked: Collection[str],
    sources: Sources,
) -> Tally:
    named = [f for f in facts if f.bearing is bearing and f.key in ticked and still_counts(f)]
    return Tally(BEARINGS[bearing], len(named), independent(map(_originator, named), sources))
