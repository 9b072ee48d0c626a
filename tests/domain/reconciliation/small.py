"""Small events for tests, and every world they can describe, tried one by one."""

from itertools import product

from hypothesis import strategies as st

from claims.domain.chains import SourceFacts, Sources
from claims.domain.reconciliation import Case, Cell, Figure, Node, Tree

SOURCES = Sources({key: SourceFacts(key, key.title()) for key in ("one", "two", "three")})


def figure(key, event, category, low, high, **more):
    more = {"claimant": "one", "utterance": key} | more
    return Figure(key, Cell(event, category, "killed"), low, high, **more)


@st.composite
def trees(draw, root, most=4):
    nodes = [Node(root, root)]
    for number in range(draw(st.integers(0, most - 1))):
        parent = draw(st.sampled_from(nodes)).slug
        grouping = draw(st.sampled_from(["place", "phase"]))
        nodes.append(Node(f"{root}{number}", f"{root}{number}", parent, grouping))
    complete = st.frozensets(st.sampled_from(["place", "phase"]))
    return Tree(tuple(Node(n.slug, n.name, n.parent, n.grouping, draw(complete)) for n in nodes))


@st.composite
def cases(draw, most_figures=4, largest=3, nodes=4):
    events, categories = draw(trees("e", nodes)), draw(trees("c", nodes))
    figures = []
    for number in range(draw(st.integers(1, most_figures))):
        event = draw(st.sampled_from(events.nodes)).slug
        category = draw(st.sampled_from(categories.nodes)).slug
        low = draw(st.integers(0, largest))
        high = draw(st.one_of(st.none(), st.integers(low, largest)))
        figures.append(figure(f"F{number}", event, category, low, high))
    return Case(events, categories, SOURCES, tuple(figures))


def kinds_of_people(tree):
    """For each way a person can stand in a tree, the nodes they are in."""

    def below(slug):
        divisions = []
        for grouping, parts in tree.parts.get(slug, {}).items():
            choices = [kind for part in parts for kind in below(part)]
            whole = grouping in tree.by_slug[slug].complete
            divisions.append(choices if whole else [*choices, frozenset()])
        return [frozenset({slug}).union(*choice) for choice in product(*divisions)]

    return [kind for root in tree.roots for kind in below(root)]


def worlds(case, figures, cell=None):
    """The counts a cell can have in worlds where the figures are true; empty where none is.

    People are added one by one; a count that cannot matter any more is not told apart.
    """
    kinds = list(product(kinds_of_people(case.events), kinds_of_people(case.categories)))
    most = sum(f.high or 0 for f in figures) + sum(f.low for f in figures) + 1
    seen, waiting = set(), [((0,) * len(figures), 0)]
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        for events, categories in kinds:
            counts = tuple(
                min(count + (f.cell.event in events and f.cell.category in categories), f.low)
                if f.high is None
                else count + (f.cell.event in events and f.cell.category in categories)
                for count, f in zip(state[0], figures, strict=True)
            )
            if all(f.high is None or n <= f.high for n, f in zip(counts, figures, strict=True)):
                here = cell is not None and cell.event in events and cell.category in categories
                waiting.append((counts, min(state[1] + here, most)))
    lows = [f.low for f in figures]
    return {
        n for counts, n in seen if all(c >= low for c, low in zip(counts, lows, strict=True))
    }, most
