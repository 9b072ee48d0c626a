"""How many originators stand behind figures: who counted, not who passed it on."""

from collections import Counter
from collections.abc import Iterable

from claims.domain.chains import Originator, Sources, independent, root, side_of
from claims.domain.reconciliation.links import origin
from claims.domain.reconciliation.values import Case, Figure


def originators(figures: Iterable[Figure], case: Case) -> int:
    """Distinct chains after following repeats; what was worked out counts for nothing."""
    known: dict[str, Figure] = {}
    counted = [origin(figure, case, known) for figure in figures]
    found = {Originator(f.claimant, f.concedes) for f in counted if not f.derived_from}
    return independent(_without_doubles(found, case.sources), case.sources)


def _without_doubles(found: set[Originator], sources: Sources) -> list[Originator]:
    """One originator for all that are tied to exactly the same others: a side can have many."""
    if any(fact.apart_from for fact in sources.values()):
        return sorted(found)
    voices = Counter(root(key, sources) for key in {originator.source for originator in found})
    kept: dict[tuple[str, str, bool], Originator] = {}
    for one in sorted(found):
        side, voice = side_of(one.source, sources), root(one.source, sources)
        alone = side and voices[voice] == 1
        kept.setdefault(("" if alone else voice, side, one.concedes), one)
    return list(kept.values())
