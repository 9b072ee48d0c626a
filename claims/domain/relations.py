"""How one claim stands to another, read from either end."""

from claims.domain.vocabulary import Word, labels_of


class Relation(Word):
    CONTRADICTS = "contradicts", "contradicts"
    CORROBORATES = "corroborates", "corroborates"
    DENIES = "denies", "denies"
    UPDATES = "updates", "updates"
    CORRECTS = "corrects", "corrects"
    RETRACTS = "retracts", "retracts"
    REPEATS = "repeats", "repeats"
    SAME_AS = "same_as", "same as"
    PART_OF = "part_of", "part of"
    OVERLAPS = "overlaps", "overlaps with"
    RESPONDS_TO = "responds_to", "responds to"
    CONTEXT = "context", "context for"


LABELS = labels_of(Relation)

INVERSE_LABELS: dict[Relation, str] = {
    Relation.CONTRADICTS: "contradicted by",
    Relation.CORROBORATES: "corroborated by",
    Relation.DENIES: "denied by",
    Relation.UPDATES: "updated by",
    Relation.CORRECTS: "corrected by",
    Relation.RETRACTS: "retracted by",
    Relation.REPEATS: "repeated by",
    Relation.SAME_AS: "same as",
    Relation.PART_OF: "includes",
    Relation.OVERLAPS: "overlaps with",
    Relation.RESPONDS_TO: "answered by",
    Relation.CONTEXT: "has as context",
}

SYMMETRIC = frozenset({Relation.SAME_AS, Relation.OVERLAPS})
"""Relations that read the same from both ends."""
