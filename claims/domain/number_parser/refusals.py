"""Why a phrase is no number of people, in sentences that say what to do."""

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word

EXAMPLES = _("such as “at least 23”, “nearly 300”, “dozens” or “between 5 and 7”")


class NoCount(Word):
    """What a number can be besides a count of people."""

    INCREASE = (
        "increase",
        (
            _(
                "We cannot tell the total from “%(text)s”: it is a change. Give the total,"
                " if they said it."
            )
        ),
    )
    RATE = (
        "rate",
        _("We cannot tell a total from “%(text)s”: it is a rate. Give the total, if they said it."),
    )
    SHARE = (
        "share",
        _(
            "We cannot tell how many “%(text)s” are: it is a share. Give the number, if they"
            " said it."
        ),
    )
    MULTIPLE = (
        "multiple",
        _("We cannot tell how many “%(text)s” are: it compares. Give the number, if they said it."),
    )
    GROUPS = (
        "groups",
        (
            _(
                "We cannot tell how many people “%(text)s” are: it counts groups. Give the people,"
                " if they said how many."
            )
        ),
    )
    AMOUNT = (
        "amount",
        (
            _(
                "We cannot tell a count from “%(text)s”: it reads as a date, an age, an order or an"
                " amount. Give the count, if they said it."
            )
        ),
    )
    ABBREVIATION = (
        "abbreviation",
        _("We cannot tell what “%(text)s” abbreviates: write the word out."),
    )


class NotACount(RuleBroken):
    """A number of something else: known to be none of ours."""


def not_a_count(text: str, kind: NoCount) -> NotACount:
    return NotACount(kind.label.placed(text=text))


def not_understood(text: str) -> RuleBroken:
    return RuleBroken(
        _(
            "We cannot tell which number “%(text)s” means: write it %(examples)s.",
            text=text,
            examples=EXAMPLES,
        )
    )


def nothing_known(text: str) -> RuleBroken:
    return RuleBroken(
        _(
            "We cannot tell a number from “%(text)s”: that nothing is known is not zero."
            " Leave the number empty, or write 0 where they said that there was nobody.",
            text=text,
        )
    )


def several_numbers(text: str) -> RuleBroken:
    return RuleBroken(
        _("“%(text)s” holds more than one number: give one figure at a time.", text=text)
    )


def two_meanings(text: str) -> RuleBroken:
    return RuleBroken(
        _(
            "We cannot tell which number “%(text)s” means, for it can be read in two ways:"
            " write every number out in full.",
            text=text,
        )
    )
