"""What the numbers say together, as far as editors chose to show it: face-offs and sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.domain.categories import ALL, ATTACKERS, EVERYONE_ELSE
from claims.domain.messages import NOTHING, capitalised, read_back, strung
from claims.domain.messages import gettext as _
from claims.presenters.comparison_side import ComparisonSide, counted, side_of
from claims.presenters.counting_context import CountingContext
from claims.presenters.figure_index import Ref, refs
from claims.presenters.figures import FigureLine
from claims.presenters.names import ClaimName
from claims.states.figure import FigureThen
from claims.states.position import FindingState

OPPOSED = frozenset({"direct_contradiction", "part_exceeds_whole", "self_inconsistent"})
SUMS = frozenset(
    {"derived_figure", "add_up_match", "sum_exceeds_total", "parts_cannot_reach_total"}
)
VERDICTS = {
    "direct_contradiction": _(
        "%(part)s and %(whole)s cannot both be right: they count the same people."
    ),
    "part_exceeds_whole": _("%(part)s cannot be part of %(whole)s: they cannot both be right."),
    "self_inconsistent": _("One statement says both: they cannot both be right."),
    "sum_exceeds_total": _("%(whole)s is smaller than its parts: they cannot all be right."),
    "parts_cannot_reach_total": _("Its parts do not make %(whole)s: they cannot all be right."),
    "chain": _("These cannot all be right."),
    "derived_figure": _("%(whole)s was added up, not counted."),
    "add_up_match": _("%(whole)s is exactly the sum of other counts."),
    "possible_double_count": _("The same people may be counted twice."),
    "unaccounted_remainder": _("The parts that are named leave people over."),
    "overtaken_by_later_count": _("A later count overtook the earlier."),
    "superseded_update": _("The count was updated."),
    "built_on_superseded": _("It builds on a count since replaced."),
    "repeated_not_independent": _("One count, told twice."),
    "stale_repeat": _("It repeats a count that had been replaced."),
    "category_drift": _("Who is counted changed in the telling."),
    "scope_drift": _("Where they are counted changed in the telling."),
    "qualifier_drift": _("How sure the number is changed in the telling."),
    "attribution_drift": _("Whose count it is was lost in the telling."),
    "measure_drift": _("What is counted changed in the telling."),
}


# Of ballots, vehicles, buildings: what is no people.
OF_THINGS = {
    "direct_contradiction": _("%(part)s and %(whole)s cannot both be right: they count the same."),
    "possible_double_count": _("The same may be counted twice."),
    "unaccounted_remainder": _("The parts that are named do not make the whole."),
    "category_drift": _("What is counted changed in the telling."),
}


@dataclass(frozen=True)
class Term:
    """One number of a sum. ``sign`` is the mark before it: none, plus, minus or what it makes."""

    number: str
    label: str
    who: str
    href: str
    sign: str = ""


@dataclass(frozen=True)
class PublicFinding:
    """Two sides, or a sum, or neither; in words always."""

    key: str
    measure: str
    verdict: str
    sides: tuple[ComparisonSide, ...]
    terms: tuple[Term, ...]
    named: tuple[str, ...]
    refs: tuple[Ref, ...]
    reason: str
    sentence: str
    arithmetic: str

    @property
    def anchor(self) -> str:
        return f"finding-{self.key[:8]}"


def public_findings(
    states: Iterable[FindingState], lines: Mapping[Ref, FigureLine], counting: CountingContext
) -> tuple[PublicFinding, ...]:
    """Those all of whose figures readers can still see, as they were when it was found."""
    return tuple(
        _shown(state, [lines[ref] for ref in refs(state.figures)], counting)
        for state in states
        if state.figures and all(_stands(then, lines) for then in state.figures)
    )


def _stands(then: FigureThen, lines: Mapping[Ref, FigureLine]) -> bool:
    line = lines.get((then.claim, then.key))
    return line is not None and line.is_as(then)


def every_finding(listed: Iterable[Sequence[PublicFinding]]) -> list[PublicFinding]:
    """Each once, however many positions it stands beside."""
    found: dict[str, PublicFinding] = {}
    for findings in listed:
        for finding in findings:
            found.setdefault(finding.key, finding)
    return list(found.values())


def _shown(
    state: FindingState, lines: Sequence[FigureLine], counting: CountingContext
) -> PublicFinding:
    kind, parts, whole = state.kind, *_divided(lines, counting)
    summed = kind in SUMS and len(parts) > 1
    faced = kind in OPPOSED and len(parts) == 1
    return PublicFinding(
        key=state.fingerprint,
        measure=whole.cell.measure,
        verdict=_verdict(kind, parts, whole, counting),
        sides=tuple(_face(line, counting) for line in (*parts, whole)) if faced else (),
        terms=tuple(_terms(parts, whole, counting)) if summed else (),
        named=() if faced or summed else tuple(line.called for line in lines),
        refs=tuple(line.ref for line in (whole, *parts)),
        reason=state.reason,
        sentence=_told(state, "sentence"),
        arithmetic=_told(state, "arithmetic"),
    )


def _told(state: FindingState, name: str) -> str:
    """What the record keeps of it, in the language of the site where it has key and places."""
    english: str = getattr(state, name)
    message = read_back(state.as_messages).get(name, english)
    return message if message == english else english


def _divided(
    lines: Sequence[FigureLine], counting: CountingContext
) -> tuple[list[FigureLine], FigureLine]:
    """The parts, by places first and then by who is counted, and the whole they lie in."""

    def holds(line: FigureLine) -> tuple[int, int]:
        held = sum(counting.inside(other.cell, line.cell) for other in lines)
        return held, -line.drawn.point if len(lines) == 2 else line.drawn.point

    whole = max(lines, key=holds)
    parts = [line for line in lines if line is not whole]
    parts.sort(key=lambda x: (*_last(x, whole, counting), counting.rank(x.cell)))
    return parts, whole


def _last(line: FigureLine, whole: FigureLine, counting: CountingContext) -> tuple[bool, bool]:
    """Places come before those counted anywhere, attackers after everybody."""
    attackers = counting.categories.within(line.cell.category, ATTACKERS)
    return attackers, line.cell.event == whole.cell.event


def _verdict(
    kind: str, parts: Sequence[FigureLine], whole: FigureLine, counting: CountingContext
) -> str:
    """With its numbers as they were said."""
    first = parts[0].figure if parts else ""
    verdicts = VERDICTS if counting.measure(whole.cell).of_people else VERDICTS | OF_THINGS
    words = verdicts.get(kind, NOTHING)
    return capitalised(words.placed(part=first, whole=whole.figure))


def _face(line: FigureLine, counting: CountingContext) -> ComparisonSide:
    claim = ClaimName(line.ref[0], "", href=line.href, claimant=line.who.called)
    side = side_of(line.drawn, counted(line.cell, line.drawn, counting), claim, words=line.words)
    return replace(side, when=line.as_of)


def _terms(
    parts: Iterable[FigureLine], total: FigureLine, counting: CountingContext
) -> Iterator[Term]:
    makes = 0
    for line in parts:
        less = line.ref in total.taken_away
        makes += -line.drawn.point if less else line.drawn.point
        yield _term(line, counting, "less" if less else "more")
    yield _term(total, counting, "makes" if makes == total.drawn.point else "unlike")


def _term(line: FigureLine, counting: CountingContext, sign: str) -> Term:
    where, category = counting.shortly(line.cell), line.cell.category
    whom = counting.among(category)
    if category in (ALL, EVERYONE_ELSE):
        besides = counting.without_attackers(category)
        whom = "" if where else _("not counting attackers") if besides else _("in all")
    label = strung((where, whom))
    return Term(f"{line.drawn.point:,}", label, line.who.called, line.href, sign)
