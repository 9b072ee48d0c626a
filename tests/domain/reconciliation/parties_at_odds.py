"""Made-up events in which parties, or nobody's voices, tell figures that clash."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from claims.domain.chains import SourceFacts, Sources, Voice
from claims.domain.figures import bounds
from claims.domain.parties import Member, Parties, Party
from claims.domain.reconciliation import Case, Cell, Figure, Node, Time, Tree
from claims.domain.vocabulary import Qualifier

VOICES = 8
DEEP = 3
KINDS = ("police", "court", "official", "military", "agency", "media", "witness", "other")
MEASURES = ("killed", "killed", "killed", "injured", "casualties", "missing", "aboard")
SAID = (
    Qualifier.PLAIN,
    Qualifier.EXACTLY,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.UP_TO,
    Qualifier.ABOUT,
)
FIRST_DAY = datetime(2024, 8, 26, tzinfo=UTC)


@st.composite
def trees(draw, root, most):
    nodes, depth = [Node(root, root)], {root: 1}
    for number in range(draw(st.integers(0, most))):
        slug = f"{root}{number}"
        parent = draw(st.sampled_from([n.slug for n in nodes if depth[n.slug] <= DEEP]))
        depth[slug] = depth[parent] + 1
        complete = draw(st.sampled_from([frozenset(), frozenset({"main"})]))
        nodes.append(Node(slug, slug, parent, draw(st.sampled_from(["main", "other"])), complete))
    return Tree(tuple(nodes))


@st.composite
def voices(draw):
    """Eight sources and up to three parties, the first and last of which may be allied."""
    facts = {
        f"s{n}": SourceFacts(f"s{n}", f"Source {n}", draw(st.sampled_from(KINDS)))
        for n in range(VOICES)
    }
    if draw(st.booleans()):
        last = f"s{VOICES - 1}"
        facts[last] = SourceFacts(last, "A spokesman", "official", speaks_for=(Voice("s0"),))
    allied = draw(st.sampled_from([frozenset(), frozenset({"p0"})]))
    listed = [
        Party(
            slug=f"p{n}",
            name=f"Party {n}",
            members=(Member(f"s{2 * n}"), Member(f"s{2 * n + 1}")),
            allied_with=allied if n == 2 else frozenset(),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    return Sources(facts, Parties(tuple(listed)))


@st.composite
def times(draw):
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 3)))
    hour = draw(st.one_of(st.none(), st.integers(0, 23)))
    first = day if hour is None else day + timedelta(hours=hour)
    last = day + timedelta(days=1, seconds=-1) if hour is None else first
    return Time(first, last, day.date(), day.date(), told="that day")


@st.composite
def cases(draw, most=24):
    events, categories = draw(trees("e", 5)), draw(trees("c", 6))
    figures = []
    for number in range(draw(st.integers(1, most))):
        said, value = draw(st.sampled_from(SAID)), draw(st.integers(0, 40))
        low, high = bounds(said, value)
        older = f"F{number - 1}" if number and draw(st.integers(0, 15)) == 0 else ""
        figures.append(
            Figure(
                id=f"F{number}",
                cell=Cell(
                    draw(st.sampled_from(events.nodes)).slug,
                    draw(st.sampled_from(categories.nodes)).slug,
                    draw(st.sampled_from(MEASURES)),
                ),
                low=low or 0,
                high=high,
                claimant=f"s{draw(st.integers(0, VOICES - 1))}",
                utterance=f"u{draw(st.integers(0, 9))}",
                qualifier=said,
                value=value,
                time=draw(st.one_of(st.none(), times())),
                final=draw(st.integers(0, 15)) == 0,
                supersedes=frozenset({older} - {""}),
            )
        )
    return Case(events, categories, draw(voices()), tuple(figures))
