"""The figure engine, on made-up events that are the same on every machine."""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from benchmarks import plans
from benchmarks.processes import most_memory
from claims import dossier
from claims.domain import reconciliation
from claims.domain.chains import SourceFacts, Sources
from claims.domain.reconciliation import Case, Cell, Figure, Node, Tree, conflicts, model, ranges
from claims.domain.reconciliation.budget import RANGES, SEARCH, Budget
from claims.domain.reconciliation.lp import Prover
from claims.management.commands.import_dossier import contents

SIZES = [(20, 1), (1_000, 20), (1_000, 200), (10_000, 200)]
"""Figures and events."""
TRIED = 100
BAD = 3
"""Of a thousand figures, so many say more than there were."""
SEED = 2024
CATEGORIES = {
    "all": "",
    "attackers": "all",
    "everyone-else": "all",
    "civilians": "everyone-else",
    "security-forces": "everyone-else",
    "soldiers": "security-forces",
    "law-enforcement": "security-forces",
    "police": "law-enforcement",
    "paramilitary": "law-enforcement",
}
LEAVES = ("attackers", "civilians", "soldiers", "police", "paramilitary")
SOURCE = SourceFacts("source", "Source")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--file", metavar="FILE", help="a dossier to check completely")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")


def report(tell: Callable[[str], object], *, rounds: int, file: str | None, **options: Any) -> None:
    tell(f"Processor time, the best of {rounds}; memory is the process's peak so far.")
    tell(HEADINGS)
    for figures, events in SIZES:
        tell(_row(figures, events, rounds))
    tell(_workbench(rounds))
    for line in plans.rows(lambda action: _best(action, rounds)):
        tell(line)
    if file:
        raw = contents(file)
        seconds, _ = _best(lambda: _complete(raw), rounds)
        tell(f"{file}, everything: {_ms(seconds)}")


COLUMNS = (
    "figures/events", "bare highspy", "feasibility", "times", "bad events", "one conflict each",
    "ranges", "all ranges", "peak memory",
)  # fmt: skip
HEADINGS = " | ".join(COLUMNS)


def _row(figures: int, events: int, rounds: int) -> str:
    cases = list(made_up(figures, events))
    models = [model.build(c.events, c.categories, ranges.named_cells(c)) for c in cases]
    bare, _ = _best(lambda: [_bare(m, c) for m, c in zip(models, cases, strict=True)], rounds)
    ours, asked = _best(lambda: [_feasible(case) for case in cases], rounds)
    bad = [(prover, case) for (prover, possible), case in asked if not possible]
    good = [(prover, case) for (prover, possible), case in asked if possible]
    one_each, _ = _best(lambda: [_conflict(*pair) for pair in bad], rounds)
    tightest, found = _best(lambda: sum(_ranges(*pair) for pair in good), rounds)
    cells = [
        f"{figures:,}/{events}", _ms(bare), _ms(ours), f"{ours / bare:.1f}", str(len(bad)),
        _ms(one_each), f"{found:,}", _ms(tightest), f"{most_memory():.0f} MB",
    ]  # fmt: skip
    padded = (cell.rjust(len(name)) for cell, name in zip(cells, COLUMNS, strict=True))
    return " | ".join(padded)


@dataclass(frozen=True)
class _World:
    """What really happened in a made-up event: people by place and by their smallest category."""

    counts: dict[tuple[str, str], int]

    def count(self, place: str, category: str) -> int:
        return sum(
            number
            for (where, leaf), number in self.counts.items()
            if place in ("event", where) and category in _line(leaf)
        )


def made_up(figures: int, events: int) -> Iterator[Case]:
    """Events whose figures describe one world each, but for the few that say too much."""
    chance = random.Random(SEED)  # noqa: S311  # the same events every time are the point
    for _ in range(events):
        yield _event(figures // events, chance)


def _event(figures: int, chance: random.Random) -> Case:
    places = [f"place-{n}" for n in range(2 + min(10, figures // 5))]
    world = _World({(p, leaf): chance.randrange(20) for p in places for leaf in LEAVES})
    events = Tree((Node("event", "Event"), *(Node(p, p, "event") for p in places)))
    complete = frozenset({"main"})
    categories = Tree(
        tuple(
            Node(slug, slug, parent, complete=complete if slug == "all" else frozenset())
            for slug, parent in CATEGORIES.items()
        )
    )
    said = tuple(_figure(n, ["event", *places], world, chance) for n in range(figures))
    return Case(events, categories, Sources({"source": SOURCE}), said)


def _figure(n: int, places: Sequence[str], world: _World, chance: random.Random) -> Figure:
    place, category = chance.choice(places), chance.choice(list(CATEGORIES))
    true = world.count(place, category)
    if chance.randrange(1_000) < BAD:
        true = true * 3 // 2 + 5
    low, high = chance.choice([(true, true), (true, None), (true * 9 // 10, true * 11 // 10 + 1)])
    cell = Cell(place, category, "killed")
    return Figure(f"F{n}", cell, low, high, claimant="source", utterance=f"u{n}")


def _line(category: str) -> list[str]:
    line = [category]
    while parent := CATEGORIES[line[-1]]:
        line.append(parent)
    return line


def _feasible(case: Case) -> tuple[tuple[Prover, bool], Case]:
    """From the case to the answer, proof in whole numbers included."""
    prover = Prover(model.build(case.events, case.categories, ranges.named_cells(case)))
    return (prover, prover.ask(prover.model.spans(case.live)).possible is True), case


def _conflict(prover: Prover, case: Case) -> int:
    return len(conflicts.first(prover, case.live, Budget(SEARCH)))


def _ranges(prover: Prover, case: Case) -> int:
    cells, spans = ranges.named_cells(case), prover.model.spans(case.live)
    found, _ = ranges.tightest(cells, prover, spans, Budget(RANGES))
    return len(found)


def _bare(one: model.Model, case: Case) -> Any:
    """The yardstick: HiGHS given the same rows and bounds, and nothing done with its answer."""
    highspy, numpy = import_module("highspy"), import_module("numpy")
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    spans = one.spans(case.live)
    low, high = numpy.zeros(one.columns), numpy.full(one.columns, highspy.kHighsInf)
    for column, (least, most) in spans.items():
        low[column] = least
        high[column] = highspy.kHighsInf if most is None else max(least, most)
    none = numpy.array([], dtype=numpy.int32)
    solver.addVars(one.columns, low, high)
    starts, index, value = [0], [], []
    for whole, parts in one.rows:
        index += [whole, *parts]
        value += [-1.0, *[1.0] * len(parts)]
        starts.append(len(index))
    zero = numpy.zeros(len(one.rows))
    arrays = (
        numpy.array(starts[:-1] or none, dtype=numpy.int32),
        numpy.array(index, dtype=numpy.int32),
    )
    solver.addRows(len(one.rows), zero, zero, len(index), *arrays, numpy.array(value))
    return solver.run()


def _workbench(rounds: int) -> str:
    """What an editor waits for after each choice, page and database apart."""
    (case,) = made_up(TRIED, 1)
    cell, behind = Cell("event", "everyone-else", "killed"), [f.id for f in case.figures]
    seconds, _ = _best(
        lambda: reconciliation.try_out(replace(case), cell, behind=behind, read_as={}), rounds
    )
    return f"workbench, one choice worked out at {TRIED} figures: {_ms(seconds)}"


def _complete(raw: bytes) -> None:
    reconciliation.check(reconciliation.read(dossier.read(raw)))


def _best(action: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    best, answer = float("inf"), None
    for _ in range(max(1, rounds)):
        begun = time.process_time()
        answer = action()
        best = min(best, time.process_time() - begun)
    return best, answer


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"
