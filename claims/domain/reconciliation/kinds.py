"""What the engine can notice about figures, in the five groups that readers see."""

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word, labels_of


class Group(Word):
    CANNOT_BOTH_BE_TRUE = "cannot_both_be_true", _("Cannot both be true")
    COUNTED_TWICE = "counted_twice", _("May be one count told twice")
    NEWER_COUNT = "newer_count", _("A newer count")
    COPIED = "copied", _("Copied, not counted")
    CHANGED_IN_TELLING = "changed_in_telling", _("Changed in the telling")


GROUP_LABELS = labels_of(Group)


class Kind(Word):
    SELF_INCONSISTENT = "self_inconsistent", _("One statement contradicts itself")
    DIRECT_CONTRADICTION = "direct_contradiction", _("Two counts of the same differ")
    PART_EXCEEDS_WHOLE = "part_exceeds_whole", _("A part is larger than the whole")
    SUM_EXCEEDS_TOTAL = "sum_exceeds_total", _("The parts add up to more than the total")
    PARTS_CANNOT_REACH_TOTAL = "parts_cannot_reach_total", _("The parts fall short of the total")
    CHAIN = "chain", _("Several counts cannot all be true")
    POSSIBLE_DOUBLE_COUNT = "possible_double_count", _("The same may be counted twice")
    DERIVED_FIGURE = "derived_figure", _("Worked out from other figures")
    ADD_UP_MATCH = "add_up_match", _("Equals the sum of other figures")
    UNACCOUNTED_REMAINDER = "unaccounted_remainder", _("The named parts leave people over")
    OVERTAKEN_BY_LATER_COUNT = "overtaken_by_later_count", _("Overtaken by a later count")
    SUPERSEDED_UPDATE = "superseded_update", _("The count was updated")
    BUILT_ON_SUPERSEDED = "built_on_superseded", _("Built on a count since replaced")
    REPEATED_NOT_INDEPENDENT = "repeated_not_independent", _("Repeats another's count")
    STALE_REPEAT = "stale_repeat", _("Repeats a count since replaced")
    CATEGORY_DRIFT = "category_drift", _("Who is counted changed")
    SCOPE_DRIFT = "scope_drift", _("Where they are counted changed")
    QUALIFIER_DRIFT = "qualifier_drift", _("How the number was hedged changed")
    ATTRIBUTION_DRIFT = "attribution_drift", _("Whose count it is was lost")
    MEASURE_DRIFT = "measure_drift", _("What is counted changed")


KIND_LABELS = labels_of(Kind)

CONTRADICTIONS = frozenset(
    {
        Kind.SELF_INCONSISTENT,
        Kind.DIRECT_CONTRADICTION,
        Kind.PART_EXCEEDS_WHOLE,
        Kind.SUM_EXCEEDS_TOTAL,
        Kind.PARTS_CANNOT_REACH_TOTAL,
        Kind.CHAIN,
    }
)
DRIFTS = frozenset(
    {
        Kind.CATEGORY_DRIFT,
        Kind.SCOPE_DRIFT,
        Kind.QUALIFIER_DRIFT,
        Kind.ATTRIBUTION_DRIFT,
        Kind.MEASURE_DRIFT,
    }
)

_GROUPS: dict[Kind, Group] = {
    **dict.fromkeys(CONTRADICTIONS, Group.CANNOT_BOTH_BE_TRUE),
    **dict.fromkeys(DRIFTS, Group.CHANGED_IN_TELLING),
    Kind.POSSIBLE_DOUBLE_COUNT: Group.COUNTED_TWICE,
    Kind.DERIVED_FIGURE: Group.COUNTED_TWICE,
    Kind.ADD_UP_MATCH: Group.COUNTED_TWICE,
    Kind.UNACCOUNTED_REMAINDER: Group.COUNTED_TWICE,
    Kind.OVERTAKEN_BY_LATER_COUNT: Group.NEWER_COUNT,
    Kind.SUPERSEDED_UPDATE: Group.NEWER_COUNT,
    Kind.BUILT_ON_SUPERSEDED: Group.NEWER_COUNT,
    Kind.REPEATED_NOT_INDEPENDENT: Group.COPIED,
    Kind.STALE_REPEAT: Group.COPIED,
}

_WORTH_A_LOOK = DRIFTS | {
    Kind.POSSIBLE_DOUBLE_COUNT,
    Kind.OVERTAKEN_BY_LATER_COUNT,
    Kind.BUILT_ON_SUPERSEDED,
    Kind.STALE_REPEAT,
}


def group_of(kind: Kind) -> Group:
    return _GROUPS[kind]


def severity_of(kind: Kind, *, opposed: bool) -> int:
    """From 1, a note, to 4: inside one statement, or between opposing parties."""
    if kind in CONTRADICTIONS:
        return 4 if opposed or kind is Kind.SELF_INCONSISTENT else 3
    return 2 if kind in _WORTH_A_LOOK else 1
