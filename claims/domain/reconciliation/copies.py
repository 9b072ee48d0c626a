"""Counts that were updated, repeated, or built on what has been replaced since."""

from collections.abc import Iterator, Sequence

from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import drifts, phrases
from claims.domain.reconciliation.budget import Budget
from claims.domain.reconciliation.finding import Finding, Words, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.links import latest_successors, repeated_line
from claims.domain.reconciliation.phrases import asking, one_after_another, own_then, says
from claims.domain.reconciliation.values import Case, Figure, natural

MOST_TOLD = 100_000
"""Figures named in all chains of updates together."""


def findings(case: Case) -> Iterator[Finding]:
    """Raises Stopped where chains that share their beginning would never end."""
    budget = Budget(MOST_TOLD)
    for figure in case.by_id.values():
        if not case.in_use(figure):
            continue
        yield from _updates(figure, case, budget)
        yield from _repeats(figure, case)
        yield from _built_on(figure, case)


def _updates(newest: Figure, case: Case, budget: Budget) -> Iterator[Finding]:
    """The whole chain that ends in a figure, oldest first."""
    if newest.id in case.superseded_by or not newest.supersedes & case.by_id.keys():
        return
    line = _chain(newest, case, budget)
    steps = [(case.by_id[o], f) for f in line for o in sorted(f.supersedes) if o in case.by_id]
    direction = _direction(steps)
    fell = _fell(steps) and not case.is_state(newest)
    settles = asking([newest], case, _("Ask %(who)s why the number fell.")) if fell else ""
    sentence = _(
        "One count was updated: %(numbers)s (%(whom)s). %(how)s; only the last one stands.",
        numbers=one_after_another(line, case),
        whom=phrases.whom(newest.cell, case),
        how=_course(steps),
    )
    arithmetic = " → ".join(str(phrases.said(figure)) for figure in line)
    yield make(Kind.SUPERSEDED_UPDATE, line, Words(sentence, arithmetic, settles), case, direction)


def _chain(newest: Figure, case: Case, budget: Budget) -> list[Figure]:
    """A figure after all that it replaced, and what those had replaced."""
    line, waiting = [newest], [newest]
    budget.spend(1)
    while waiting:
        for older in sorted(waiting.pop(0).supersedes, key=natural):
            found = case.by_id.get(older)
            if found is not None and found not in line:
                budget.spend(1)
                line.append(found)
                waiting.append(found)
    line.reverse()
    return line


def _repeats(repeat: Figure, case: Case) -> Iterator[Finding]:
    line = repeated_line(repeat, case)
    if not line:
        return
    original = line[0]
    newer = _replaced_by(line, repeat, case)
    places = {"said": says(repeat, case), "original": own_then(original, case)}
    if newer:
        sentence = _(
            "%(said)s. It repeats %(original)s, which by then had been replaced by %(newer)s: an"
            " old number was passed on.",
            **places,
            newer=own_then(newer, case),
        )
        asked = asking([repeat], case, _("Ask %(who)s for the newer count."))
        yield make(Kind.STALE_REPEAT, [original, repeat], Words(sentence, settles=asked), case)
    else:
        asked = asking([repeat], case, _again(original, repeat))
        told = _(
            "%(said)s. It repeats %(original)s: one count, told twice, and no second source.",
            **places,
        )
        words = Words(told, settles=asked)
        yield make(Kind.REPEATED_NOT_INDEPENDENT, [original, repeat], words, case)
    for kind, words in drifts.drifts(original, repeat, case):
        yield make(kind, [original, repeat], words, case)


def _again(original: Figure, repeat: Figure) -> Message:
    if original.claimant == repeat.claimant:
        return _("Ask %(who)s whether anybody there counted again.")
    return _("Ask %(who)s whether anybody there counted.")


def _replaced_by(line: list[Figure], repeat: Figure, case: Case) -> Figure | None:
    """A newer count that had taken the original's place by the day of the repeat."""
    newer = [new for original in line for new in case.superseded_by.get(original.id, ())]
    known = [f for f in newer if f.time and repeat.time and f.time.day <= repeat.time.since]
    return known[-1] if known else None


def _built_on(figure: Figure, case: Case) -> Iterator[Finding]:
    question = _("Ask %(who)s whether the newer count is in it.")
    for part in figure.built_on:
        old = case.by_id.get(part)
        for new in latest_successors(old, case) if old else []:
            if old and new.id != figure.id:
                asked = asking([figure], case, question)
                words = Words(_older(figure, old, new, case), settles=asked)
                yield make(Kind.BUILT_ON_SUPERSEDED, [figure, old, new], words, case)


def _older(figure: Figure, old: Figure, new: Figure, case: Case) -> str:
    places = {
        "said": says(figure, case),
        "older": own_then(old, case),
        "newer": own_then(new, case),
    }
    if case.contains(old.cell, figure.cell):
        return _(
            "%(said)s. It was given as part of %(older)s, which %(newer)s has replaced.", **places
        )
    if old.number is None or new.number is None or old.number == new.number:
        return _("%(said)s. It contains %(older)s, which %(newer)s has replaced.", **places)
    return _(
        "%(said)s. It contains %(older)s, which %(newer)s has replaced. The total may change by"
        " %(gap)s (%(from)s to %(to)s).",
        **places,
        gap=f"{abs(new.number - old.number):,}",
        **{"from": f"{old.number:,}", "to": f"{new.number:,}"},
    )


Steps = Sequence[tuple[Figure, Figure]]
"""Pairs of a count and the one that replaced it."""


def _direction(steps: Steps) -> str | None:
    ways = {_way(older, newer) for older, newer in _alike(steps)} - {""}
    if not ways:
        return None
    (only,) = ways if len(ways) == 1 else ("mixed",)
    return only if only in ("up", "down") else "mixed"


def _fell(steps: Steps) -> bool:
    return any(_way(older, newer) == "down" for older, newer in _alike(steps))


def _course(steps: Steps) -> str:
    ways = {_way(older, newer) for older, newer in _alike(steps)} - {""}
    if not ways:
        return _("The number stayed the same")
    if {"up", "down"} <= ways:
        return _("The count went up and down")
    if ways == {"up"}:
        return _("The count went up")
    if ways == {"down"}:
        return _("The count went down")
    if ways == {"narrowed"}:
        return _("The range narrowed")
    return _("The range widened") if ways == {"widened"} else _("The range changed")


def _alike(steps: Steps) -> Steps:
    """Those that count the same; where none does, nothing can be said of a way."""
    return [(older, newer) for older, newer in steps if older.cell == newer.cell]


def _way(older: Figure, newer: Figure) -> str:
    if _is_range(older) and _inside(newer, older) and not _inside(older, newer):
        return "narrowed"
    if _is_range(newer) and _inside(older, newer) and not _inside(newer, older):
        return "widened"
    before, after = _size(older), _size(newer)
    return "up" if before < after else "down" if before > after else ""


def _is_range(figure: Figure) -> bool:
    return figure.number is None and figure.high is not None


def _inside(figure: Figure, other: Figure) -> bool:
    if figure.high is None or other.high is None:
        return False
    return other.low <= figure.low and figure.high <= other.high


def _size(figure: Figure) -> int:
    """Twice the number that was said, or the sum of its bounds: only compared."""
    if figure.value is not None:
        return 2 * figure.value
    return figure.low + (figure.low if figure.high is None else figure.high)
