"""How figures point at one another: what is local, what runs in a circle, what leads where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from claims.domain.reconciliation.trees import Tree
from claims.domain.reconciliation.values import Case, Figure


def local_id(address: str, events: Tree) -> str:
    """A figure's id without its own event; figures of other events keep their address."""
    event, slash, figure = address.partition("/")
    return figure if slash and event in events.by_slug else address


def check_circles(figures: Sequence[Figure]) -> Iterator[str]:
    """What makes links between figures senseless, in sentences."""
    ids = {figure.id for figure in figures}
    yield from _unknown(figures, ids)
    yield from _circle("supersede", {f.id: sorted(f.supersedes) for f in figures if f.supersedes})
    yield from _circle("repeat", {f.id: [f.repeats] for f in figures if f.repeats})
    derived = {f.id: [part for _, part in f.derived_from] for f in figures if f.derived_from}
    yield from _circle("derive from", derived)


LONGEST_LINE = 100


def repeated_line(figure: Figure, case: Case) -> list[Figure]:
    """What a figure repeats, what that repeats, and so on, as far as anybody would follow."""
    line: list[Figure] = []
    step = case.by_id.get(figure.repeats)
    while step is not None and len(line) < LONGEST_LINE:
        line.append(step)
        step = case.by_id.get(step.repeats)
    return line


def origin(figure: Figure, case: Case, known: dict[str, Figure]) -> Figure:
    """Who counted, at the end of all repeats; `known` keeps what was followed before."""
    line = [figure]
    while line[-1].id not in known and (step := case.by_id.get(line[-1].repeats)):
        line.append(step)
    first = known.get(line[-1].id, line[-1])
    known.update((one.id, first) for one in line)
    return first


def latest_successors(figure: Figure, case: Case) -> list[Figure]:
    """The newest counts that took a figure's place; none where nothing did."""
    found, waiting = [], list(case.superseded_by.get(figure.id, ()))
    while waiting:
        step = waiting.pop(0)
        newer = case.superseded_by.get(step.id, ())
        waiting += newer
        found += [] if newer else [step]
    return found


def _unknown(figures: Sequence[Figure], ids: set[str]) -> Iterator[str]:
    for figure in figures:
        for name in _named(figure):
            if name not in ids and "/" not in name:
                yield f"Figure {figure.id} names a figure {name} that is not in the file."


def _named(figure: Figure) -> list[str]:
    single = sorted(figure.supersedes) + ([figure.repeats] if figure.repeats else [])
    parts = [part for _, part in figure.derived_from]
    return single + parts + list(figure.built_on) + sorted(figure.same_people_as)


def _circle(verb: str, pointing: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A sentence where following the links comes back to where it began."""
    try:
        TopologicalSorter(dict(sorted(pointing.items()))).prepare()
    except CycleError as error:
        names = sorted(set(error.args[1]))
        yield f"These figures {verb} one another in a circle: {', '.join(names)}."
