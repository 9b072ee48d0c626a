"""How sure we are of a figure of ours, in a word or two and as its sentence goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claims.domain.categories import ATTACKERS
from claims.domain.messages import gettext as _
from claims.domain.messages import listed, ngettext
from claims.domain.status import Status
from claims.domain.vocabulary import SourceKind, Standing, Word
from claims.presenters.counting_context import CountingContext
from claims.presenters.figures import FigureLine
from claims.presenters.status import LOOKS
from claims.states.position import PositionState

MOST_NAMED = 3
MOST_ON_A_CARD = 2

COURTS = frozenset({SourceKind.COURT})
OFFICES = COURTS | {SourceKind.POLICE, SourceKind.HEALTH, SourceKind.OFFICIAL}
"""Whose office it is to count, in a disaster without parties."""

UNSETTLED = frozenset({Status.DISPUTED, Status.REFUTED})


class Sureness(Word):
    """What a reader is told before anything else of a number that is ours."""

    ESTABLISHED = "established", _("Established")
    OFFICIAL = "official", _("Final official count")
    PARTLY = "partly", _("Not fully confirmed")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")
    NOT_ESTABLISHED = "not_established", _("Not established")


MARKS: Mapping[str, str] = {
    Sureness.ESTABLISHED.label: LOOKS[Status.CONFIRMED].mark,
    Sureness.PARTLY.label: LOOKS[Status.PARTLY_CONFIRMED].mark,
    Sureness.NOT_CONFIRMED.label: LOOKS[Status.UNCONFIRMED].mark,
    Sureness.NOT_ESTABLISHED.label: LOOKS[Status.UNCONFIRMED].mark,
}
# Translators: each of these goes on after our own figure, which is marked by itself.
GOES_ON = {
    Sureness.ESTABLISHED: _(". Established, by confirmed figures of %(who)s."),
    Sureness.OFFICIAL: _(", by the final official count of %(who)s."),
    Sureness.PARTLY: _(", by the figures of %(who)s, which are not all confirmed."),
    Sureness.NOT_CONFIRMED: _(", by the figures of %(who)s, which are not confirmed."),
}
NAMELESS = {
    Sureness.ESTABLISHED: _(". Every figure it rests on is of a confirmed claim."),
    Sureness.NOT_CONFIRMED: _(". The figures it rests on are not confirmed."),
}


def sureness(state: PositionState, used: Sequence[FigureLine], *, official: bool) -> Sureness:
    """By the claims as they stand now: one may have left ``confirmed`` since it was stated."""
    if not state.established:
        return Sureness.NOT_ESTABLISHED
    beyond = bool(state.override_reason)
    if state.standing is Standing.ESTABLISHED and all(map(_confirmed, used)) and not beyond:
        return Sureness.ESTABLISHED
    if official and not beyond:
        return Sureness.OFFICIAL
    return Sureness.PARTLY if any(map(_confirmed, used)) else Sureness.NOT_CONFIRMED


def standing(state: PositionState, sure: Sureness) -> str:
    """One word for a table."""
    if not state.established:
        return _("Not established")
    attributed = sure is not Sureness.ESTABLISHED
    return Standing.ATTRIBUTED.label if attributed else Standing.ESTABLISHED.label


def told_with(state: PositionState, sure: Sureness, used: Sequence[FigureLine]) -> str:
    """How sure we are and on whose figures, after our own figure."""
    named = names_of(used)
    if sure is Sureness.NOT_ESTABLISHED:
        return "."
    if not named:
        return NAMELESS.get(sure, NAMELESS[Sureness.NOT_CONFIRMED])
    if not state.override_reason:
        return GOES_ON[sure].placed(who=named)
    if sure is Sureness.NOT_CONFIRMED:
        told = _(". Not confirmed: our own judgement, made from figures of %(who)s.")
    elif all(map(_confirmed, used)):
        told = _(
            ". Not fully confirmed: figures of %(who)s are confirmed, and by our own judgement we"
            " go beyond them."
        )
    else:
        told = _(
            ". Not fully confirmed: our own judgement, made from figures of %(who)s, some of them"
            " confirmed."
        )
    return told.placed(who=named)


def told_beside(state: PositionState, sure: Sureness, used: Sequence[FigureLine]) -> str:
    """On whose figures it rests, for where it says above it how sure we are."""
    named = names_of(used, most=MOST_ON_A_CARD)
    if not (state.established and named):
        return "."
    if state.override_reason:
        return _(", by our own judgement, made from figures of %(who)s.", who=named)
    if sure is Sureness.OFFICIAL:
        return _(", as %(who)s counted.", who=named)
    return _(", by the figures of %(who)s.", who=named)


def _confirmed(line: FigureLine) -> bool:
    return line.status.code == Status.CONFIRMED


def names_of(used: Iterable[FigureLine], *, most: int = MOST_NAMED) -> str:
    """Who counted, each once; of several that a page cannot tell apart how many they are."""
    sources = {line.who.uid: line.who for line in used}.values()
    times = Counter(who.in_sentence for who in sources)
    called = {who.in_sentence: who.called for who in sources}
    return _listed(
        [
            name
            if number == 1
            # Translators: such as “2 sources called Local officials”; never of one.
            else _("%(number)s sources called %(name)s", number=number, name=called[name])
            for name, number in times.items()
        ],
        most,
    )


def _listed(found: Sequence[str], most: int) -> str:
    """Never “and 1 more”: that is no shorter than a name."""
    if len(found) <= most + 1:
        return listed(found)
    rest = len(found) - most
    more = ngettext("%(number)s more", "%(number)s more", rest, number=rest)
    return listed([*found[:most], more])


def final_official(
    used: Sequence[FigureLine], lines: Iterable[FigureLine], counting: CountingContext
) -> bool:
    """Whether it is the final count of the body whose office it is, which nobody contradicts.

    It is a word for a sentence, not a status: the claim stays where its decisions put it.
    """
    parties = bool(counting.members) or ATTACKERS in counting.categories.nodes
    offices = COURTS if parties else OFFICES
    final = all(
        x.final
        and x.live
        and x.who.kind in offices
        and x.who.uid not in counting.members
        and x.status.code not in UNSETTLED
        for x in used
    )
    return bool(used) and final and not any(_contradicts(one, x) for x in used for one in lines)


def _contradicts(one: FigureLine, mine: FigureLine) -> bool:
    """Another live number of the same count that no later word of theirs explains."""
    if one.cell != mine.cell or not one.live or one.status.code == Status.REFUTED:
        return False
    earlier = bool(one.at and mine.at and one.at < mine.at)
    above = _above(one, mine)
    if earlier and (not above or one.who.uid == mine.who.uid):
        return False
    return above or _above(mine, one)


def _above(one: FigureLine, other: FigureLine) -> bool:
    low, high = one.drawn.low, other.drawn.high
    return low is not None and high is not None and low > high
