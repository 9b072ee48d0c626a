"""How many originators stand behind figures: who counted, not who passed it on."""

from collections import Counter
from collections.abc import Iterable

from claims.domain.chains import (
    Originator,
    SourceFacts,
    Sources,
    independent,
    party_of,
    standing,
)
from claims.domain.parties import ALWAYS
from claims.domain.reconciliation.links import origin
from claims.domain.reconciliation.values import Case, Figure


def originators(figures: Iterable[Figure], case: Case) -> int:
    """Distinct chains after following repeats; what was worked out counts for nothing."""
    known: dict[str, Figure] = {}
    counted = [origin(figure, case, known) for figure in figures]
    found = {case.voice(f) for f in counted if not f.derived_from}
    return independent(_without_doubles(found, case.sources), case.sources)


def _without_doubles(found: set[Originator], sources: Sources) -> list[Originator]:
    """One originator for all that are tied to exactly the same others: a party can have many."""
    if any(_is_particular(fact) for fact in sources.facts.values()):
        return sorted(found)
    voices = Counter(
        standing(Originator(key), sources).lineage[-1] for key in {one.source for one in found}
    )
    kept: dict[tuple[str, str, bool], Originator] = {}
    for one in sorted(found):
        party, voice = party_of(one, sources), standing(one, sources).lineage[-1]
        alone = party and voices[voice] == 1
        slug = party.slug if party else ""
        kept.setdefault(("" if alone else voice, slug, one.concedes), one)
    return list(kept.values())


def _is_particular(fact: SourceFacts) -> bool:
    """Tied to others than its voice and party say, or not always."""
    return bool(fact.apart_from) or any(voice.span != ALWAYS for voice in fact.speaks_for)
