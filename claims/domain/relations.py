"""How one claim stands to another, read from either end."""

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word, labels_of


class Relation(Word):
    CONTRADICTS = "contradicts", _("contradicts")
    CORROBORATES = "corroborates", _("corroborates")
    DENIES = "denies", _("denies")
    UPDATES = "updates", _("updates")
    CORRECTS = "corrects", _("corrects")
    RETRACTS = "retracts", _("retracts")
    REPEATS = "repeats", _("repeats")
    SAME_AS = "same_as", _("same as")
    PART_OF = "part_of", _("part of")
    OVERLAPS = "overlaps", _("overlaps with")
    RESPONDS_TO = "responds_to", _("responds to")
    CONTEXT = "context", _("context for")


LABELS = labels_of(Relation)

INVERSE_LABELS: dict[Relation, str] = {
    Relation.CONTRADICTS: _("contradicted by"),
    Relation.CORROBORATES: _("corroborated by"),
    Relation.DENIES: _("denied by"),
    Relation.UPDATES: _("updated by"),
    Relation.CORRECTS: _("corrected by"),
    Relation.RETRACTS: _("retracted by"),
    Relation.REPEATS: _("repeated by"),
    Relation.SAME_AS: _("same as"),
    Relation.PART_OF: _("includes"),
    Relation.OVERLAPS: _("overlaps with"),
    Relation.RESPONDS_TO: _("answered by"),
    Relation.CONTEXT: _("has as context"),
}

AGAINST = frozenset({Relation.CONTRADICTS, Relation.DENIES})
"""Relations by which two claims cannot both be so."""

SYMMETRIC = frozenset({Relation.SAME_AS, Relation.OVERLAPS})
"""Relations that read the same from both ends."""
