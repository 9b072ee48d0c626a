"""Why a phrase is no number of people, in sentences that say what to do."""

from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import Word

EXAMPLES = "such as “at least 23”, “nearly 300”, “dozens” or “between 5 and 7”"


class NoCount(Word):
    """What a number can be besides a count of people."""

    INCREASE = (
        "increase",
        (
            "We cannot tell the total from “{text}”: it is a change. Give the total,"
            " if they said it."
        ),
    )
    RATE = (
        "rate",
        "We cannot tell a total from “{text}”: it is a rate. Give the total, if they said it.",
    )
    SHARE = (
        "share",
        "We cannot tell how many “{text}” are: it is a share. Give the number, if they said it.",
    )
    MULTIPLE = (
        "multiple",
        "We cannot tell how many “{text}” are: it compares. Give the number, if they said it.",
    )
    GROUPS = (
        "groups",
        (
            "We cannot tell how many people “{text}” are: it counts groups. Give the people,"
            " if they said how many."
        ),
    )
    AMOUNT = (
        "amount",
        (
            "We cannot tell a count from “{text}”: it reads as a date, an age, an order or an"
            " amount. Give the count, if they said it."
        ),
    )
    ABBREVIATION = (
        "abbreviation",
        "We cannot tell what “{text}” abbreviates: write the word out.",
    )


class NotACount(RuleBroken):
    """A number of something else: known to be none of ours."""


def not_a_count(text: str, kind: NoCount) -> NotACount:
    return NotACount(kind.label.format(text=text))


def not_understood(text: str) -> RuleBroken:
    return RuleBroken(f"We cannot tell which number “{text}” means: write it {EXAMPLES}.")


def nothing_known(text: str) -> RuleBroken:
    return RuleBroken(
        f"We cannot tell a number from “{text}”: that nothing is known is not zero. Leave the"
        " number empty, or write 0 where they said that there was nobody."
    )


def several_numbers(text: str) -> RuleBroken:
    return RuleBroken(f"“{text}” holds more than one number: give one figure at a time.")


def two_meanings(text: str) -> RuleBroken:
    return RuleBroken(
        f"We cannot tell which number “{text}” means, for it can be read in two ways:"
        " write every number out in full."
    )
