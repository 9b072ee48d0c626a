"""Contradictions in sentences: who said what, the sum, why not all can be true, what to ask."""

from collections.abc import Mapping, Sequence

from claims.domain.messages import gettext as _
from claims.domain.messages import joined, listed
from claims.domain.reconciliation import phrases
from claims.domain.reconciliation.finding import Words
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.pairs import Pair
from claims.domain.reconciliation.phrases import (
    asking,
    one_after_another,
    own_then,
    placed,
    said,
    says,
    statement,
)
from claims.domain.reconciliation.shapes import Shape
from claims.domain.reconciliation.values import Case, Figure, before

OLDER_WHOLE = _("%(told)s. The whole is the older count: it may have been overtaken since.")
OLDER_PARTS = _("%(told)s. The parts are older counts: they may have been overtaken since.")
NOT_ALL = _("%(told)s: they cannot all be true.")
WHEN_AND_HOW = _("Ask %(who)s when and how they counted.")
LEFT_OUT = _("Ask %(who)s whether the %(number)s leave out any of these: %(part)s.")
GONE_ON = _("Ask %(who)s whether the count had gone on.")


def of_pair(pair: Pair, case: Case) -> Words:
    larger, smaller = pair.larger, pair.smaller
    arithmetic = f"{larger.low:,} > {smaller.high:,}"
    told = _same_people(pair, statement([larger, smaller], case), case)
    return Words(_with_parties(told, [larger, smaller], case), arithmetic, _differ(pair, case))


def of_shape(shape: Shape, case: Case, uses: Mapping[str, tuple[int, int]]) -> Words:
    """A set of three figures or more; `uses` tells how often each enters as least and as most."""
    total = shape.total
    if total is None:
        return _together(shape.parts, case, uses)
    if shape.kind is Kind.PARTS_CANNOT_REACH_TOTAL:
        return _short(total, shape.parts, case)
    return _over(total, shape.parts, case)


def of_outlier(figure: Figure, others: Sequence[Figure], case: Case) -> Words:
    """One count that lies apart from each of several others."""
    told = _(
        "%(said)s. %(count)s others count the same and lie apart from it: %(others)s.",
        said=says(figure, case),
        count=f"{len(others):,}",
        others=listed(own_then(other, case) for other in others),
    )
    return Words(told, settles=asking([figure], case, WHEN_AND_HOW))


def of_small_whole(whole: Figure, parts: Sequence[Figure], case: Case) -> Words:
    """One count of a whole that several counts of parts of it exceed."""
    told = _(
        "%(said)s. %(count)s counts of parts of it are larger, which cannot be: %(others)s.",
        said=says(whole, case),
        count=f"{len(parts):,}",
        others=listed(placed(part, case) for part in parts),
    )
    named = listed(dict.fromkeys(_part_of(whole, part, case) for part in parts))
    return Words(told, settles=asking([whole], case, LEFT_OUT, number=said(whole), part=named))


def _part_of(whole: Figure, part: Figure, case: Case) -> str:
    """Which part it is, in the fewest words that tell it."""
    if part.cell.event == whole.cell.event:
        return case.categories.name(part.cell.category)
    if part.cell.category == whole.cell.category:
        return case.events.name(part.cell.event)
    return phrases.whom(part.cell, case)


def of_large_part(part: Figure, wholes: Sequence[Figure], case: Case) -> Words:
    """One count of a part that is larger than each of several counts of the whole."""
    told = _(
        "%(said)s. %(count)s counts of the whole are smaller, which cannot be: %(others)s.",
        said=says(part, case),
        count=f"{len(wholes):,}",
        others=listed(placed(whole, case) for whole in wholes),
    )
    return Words(told, settles=asking([part], case, WHEN_AND_HOW))


def of_overtaken(later: Figure, earlier: Figure, case: Case) -> Words:
    """A count that somebody's later and larger one took the place of."""
    asked = asking([later, earlier], case, GONE_ON)
    return Words(_overtaken(later, earlier, case), f"{later.low:,} > {earlier.high:,}", asked)


def of_series(line: Sequence[Figure], case: Case) -> Words:
    """Several counts, each of which went beyond the ones before it; the oldest first."""
    places = {
        "numbers": one_after_another(line, case),
        "whom": phrases.whom(line[-1].cell, case),
    }
    told = _(
        "One count after another: %(numbers)s (%(whom)s). The last is the largest and none of the"
        " earlier ones was said to be final, so they were probably overtaken.",
        **places,
    )
    if any(figure.final for figure in line[:-1]):
        told = _(
            "One count after another: %(numbers)s (%(whom)s). The last is the largest, so the"
            " others were probably overtaken.",
            **places,
        )
    arithmetic = " → ".join(str(said(figure)) for figure in line)
    return Words(told, arithmetic, asking(line, case, GONE_ON))


def _overtaken(later: Figure, earlier: Figure, case: Case) -> str:
    places = {
        "statement": statement([earlier, later], case),
        "later": f"{later.low:,}",
        "earlier": f"{earlier.high:,}",
    }
    if earlier.final:
        return _(
            "%(statement)s. The later count is larger (%(later)s against %(earlier)s), so it was"
            " probably overtaken.",
            **places,
        )
    return _(
        "%(statement)s. The later count is larger (%(later)s against %(earlier)s) and the first"
        " was not said to be final, so it was probably overtaken.",
        **places,
    )


def _same_people(pair: Pair, told: str, case: Case) -> str:
    larger, smaller = pair.larger, pair.smaller
    places = {"statement": told, "low": f"{larger.low:,}", "high": f"{smaller.high:,}"}
    if pair.revised:
        return _(
            "%(statement)s. Both count the same, and %(low)s is more than %(high)s: the later count"
            " may have replaced the earlier.",
            **places,
        )
    if larger.cell == smaller.cell and not case.measures.of(larger.cell.measure).of_people:
        return _(
            "%(statement)s. Both count the same, and %(low)s is more than %(high)s: they cannot"
            " both be true.",
            **places,
        )
    if larger.cell == smaller.cell:
        return _(
            "%(statement)s. Both count the same people, and %(low)s is more than %(high)s: they"
            " cannot both be true.",
            **places,
        )
    if pair.older_whole:
        return _(
            "%(statement)s. Everyone in the first count belongs to the second, and %(low)s is more"
            " than %(high)s. The whole is the older count: it may have been overtaken since.",
            **places,
        )
    return _(
        "%(statement)s. Everyone in the first count belongs to the second, and %(low)s is more than"
        " %(high)s: they cannot both be true.",
        **places,
    )


def _differ(pair: Pair, case: Case) -> str:
    larger, smaller = pair.larger, pair.smaller
    if pair.revised:
        return asking([smaller], case, _("Ask %(who)s why the number fell."))
    here, there = larger.cell, smaller.cell
    if (here.event, here.category) == (there.event, there.category):
        return asking([larger, smaller], case, WHEN_AND_HOW)
    if pair.older_whole:
        return asking([smaller], case, _("Ask %(who)s for a newer count of the whole."))
    part = phrases.whom(larger.cell, case)
    return asking([smaller], case, LEFT_OUT, number=said(smaller), part=part)


def _over(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    lows = [part.low for part in parts]
    sum_ = f"{_terms(lows)} = {sum(lows):,}"
    told = _(
        "%(statement)s. The parts have nobody in common and make at least %(sum)s, more than the"
        " %(number)s that %(whole)s allows",
        statement=statement([*parts, total], case),
        sum=sum_,
        number=f"{total.high:,}",
        whole=phrases.own(total, case),
    )
    ending = OLDER_WHOLE if before_all(total, parts, case) else NOT_ALL
    return Words(
        _with_parties(ending.placed(told=told), [*parts, total], case),
        f"{sum_} > {total.high:,}",
        asking([total], case, _("Ask %(who)s whether the total leaves some of them out.")),
    )


def _short(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    highs = [part.high or 0 for part in parts]
    sum_ = f"{_terms(highs)} = {sum(highs):,}"
    told = _(
        "%(statement)s. The parts leave nobody out and make at most %(sum)s, fewer than the"
        " %(number)s that %(whole)s needs",
        statement=statement([*parts, total], case),
        sum=sum_,
        number=f"{total.low:,}",
        whole=phrases.own(total, case),
    )
    ending = OLDER_PARTS if after_all(total, parts, case) else NOT_ALL
    return Words(
        _with_parties(ending.placed(told=told), [*parts, total], case),
        f"{sum_} < {total.low:,}",
        asking([total], case, _("Ask %(who)s who else was counted.")),
    )


def by_time(shape: Shape, case: Case) -> bool:
    """Whether a total that is older than all its parts, or parts older than it, may explain it."""
    if shape.total is None:
        return False
    if shape.kind is Kind.PARTS_CANNOT_REACH_TOTAL:
        return after_all(shape.total, shape.parts, case)
    return before_all(shape.total, shape.parts, case)


def before_all(total: Figure, parts: Sequence[Figure], case: Case) -> bool:
    """Whether every part is known to be later than the total, and nobody opposes anybody."""
    return all(before(total, part) for part in parts) and not case.opposed([total, *parts])


def after_all(total: Figure, parts: Sequence[Figure], case: Case) -> bool:
    return all(before(part, total) for part in parts) and not case.opposed([total, *parts])


def _together(figures: Sequence[Figure], case: Case, uses: Mapping[str, tuple[int, int]]) -> Words:
    """Figures of several wholes and parts: what some need against what others leave room for."""
    asked = asking(figures, case, _("Ask %(who)s whom each number leaves out."))
    if not uses:
        told = _("%(statement)s. They cannot all be true.", statement=statement(figures, case))
        return Words(_with_parties(told, figures, case), settles=asked)
    needs = [(uses[f.id][0], f.low) for f in figures if uses[f.id][0]]
    rooms = [(uses[f.id][1], f.high or 0) for f in figures if uses[f.id][1]]
    need, room = sum(n * low for n, low in needs), sum(n * high for n, high in rooms)
    left, right = _weighted(needs), _weighted(rooms)
    told = _(
        "%(statement)s. For all of them to be true, %(needed)s would have to fit where there is"
        " room for %(room)s: they cannot all be true.",
        statement=statement(figures, case),
        needed=f"{left} = {need:,}",
        room=f"{right} = {room:,}",
    )
    return Words(
        _with_parties(told, figures, case), f"{left} = {need:,} > {room:,} = {right}", asked
    )


def _with_parties(told: str, figures: Sequence[Figure], case: Case) -> str:
    """Opposing parties are never excused by the time between their counts."""
    if not case.opposed(figures):
        return told
    return joined(
        [told, _("They are on opposing sides, so a later count does not explain it away.")]
    )


def _terms(numbers: Sequence[int]) -> str:
    return " + ".join(f"{number:,}" for number in numbers)


def _weighted(terms: Sequence[tuple[int, int]]) -> str:
    return " + ".join(f"{n:,}" if times == 1 else f"{times} × {n:,}" for times, n in terms) or "0"
