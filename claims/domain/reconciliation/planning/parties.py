"""Whose a figure is: the one place in which the planner asks about parties and voices."""

from claims.domain import chains
from claims.domain.reconciliation.values import Case, Figure

NO_PARTY = ""
"""Stands for all who are on nobody's side."""


def party_of(figure: Figure, case: Case) -> str:
    party = case.party_of(figure)
    return party.slug if party else NO_PARTY


def voice_of(figure: Figure, case: Case) -> str:
    """Whom the claimant spoke for in the end, be it only itself."""
    return chains.standing(case.voice(figure), case.sources).lineage[-1]


def opposed(one: str, other: str, case: Case) -> bool:
    """Whether two parties of the event stand against each other."""
    parties = case.sources.parties
    return parties.opposed(parties.by_slug.get(one), parties.by_slug.get(other))


def name_of(party: str, case: Case) -> str:
    """A party, or a source where it stands for itself, as readers know it."""
    known = case.sources.parties.by_slug.get(party)
    return known.name if known else case.sources[party].name
