"""What of a dossier is here already, what is new, and where the two do not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from claims.domain.iso import shown
from claims.dossier import desk_shapes, queries
from claims.dossier.canonical_form import canonical, categories_of, without_defaults
from claims.dossier.errors import Complaints, Place, spelt
from claims.dossier.question_positions import is_on_question, on_figures
from claims.dossier.structure import Object, events, trees
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.position import FindingAnswer

Key = tuple[str, ...]
_BY_SLUG = ("sources", "reports", "claims", "questions")
NAMED_BY_SLUG = (
    ("party", "parties"),
    ("measure", "measures"),
    ("source", "sources"),
    ("report", "reports"),
    ("claim", "claims"),
    ("question", "questions"),
)
LABELS = {
    "event": "event",
    "category": "category",
    "party": "party",
    "measure": "measure",
    "source": "source",
    "report": "report",
    "claim": "claim",
    "link": "link",
    "question": "question",
    "position": "position",
    "answer": "answer",
    "decision": "decision",
}


PLURALS = {"category": "categories", "party": "parties"}


@dataclass(frozen=True)
class Thing:
    """Something a dossier lists: equal things of one key have equal shapes."""

    place: Place
    shape: Object


@dataclass
class Comparison:
    new: set[Key] = field(default_factory=set)
    differing: dict[Key, list[str]] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        return [sentence for found in self.differing.values() for sentence in found]

    def newcomers(self) -> list[str]:
        return [
            f"{spelt(self.places[key])}: {told(key)} is not here yet."
            for key in self.places
            if key in self.new
        ]

    def counted(self) -> str:
        """The new things by kind: “2 sources, 14 claims”."""
        counts = Counter(key[0] for key in self.new)
        return ", ".join(_number(counts[kind], kind) for kind in LABELS if counts[kind])


def _number(count: int, kind: str) -> str:
    plural = PLURALS.get(kind, f"{kind}s")
    return f"{count:,} {LABELS[kind] if count == 1 else plural}"


def told(key: Key) -> str:
    return f"{LABELS[key[0]]} {shown(' '.join(key[1:]))}"


def things(dossier: Object) -> dict[Key, Thing]:
    """Everything a dossier lists, by what names it."""
    found: dict[Key, Thing] = {}
    zones = {"": "UTC"}
    for node, place, parent, _ in events(dossier):
        zones[node["slug"]] = node.get("time_zone", zones[parent])
        stated = {**node, "time_zone": zones[node["slug"]]}
        found["event", node["slug"]] = Thing(place, alone(stated, parent))
    for node, place, parent, _ in trees(categories_of(dossier), ("categories",)):
        found["category", node["slug"]] = Thing(place, alone(node, parent))
    return found | dict(_listed(dossier))


def _listed(dossier: Object) -> Iterator[tuple[Key, Thing]]:
    for kind, name in NAMED_BY_SLUG:
        for n, shape in enumerate(dossier.get(name, [])):
            yield (kind, shape["slug"]), Thing((name, n), shape)
    for n, shape in enumerate(dossier.get("links", [])):
        yield ("link", shape["from"], shape["relation"], shape["to"]), Thing(("links", n), shape)
    for n, shape in enumerate(dossier.get("positions", [])):
        yield ("position", *counted_or_asked(shape)), Thing(("positions", n), shape)
    yield from _answers(dossier)
    yield from _decisions(dossier)


def counted_or_asked(position: Object) -> Key:
    """What tells one position from another: what it counts, or the question it answers."""
    if is_on_question(position):
        return (position["question"],)
    return (position["event"], position["category"], position["measure"])


def alone(node: Object, parent: str) -> Object:
    """A node of a tree without its parts, saying what it is itself a part of."""
    rest = {key: value for key, value in node.items() if key != "parts"}
    return {**rest, "part of": parent} if parent else rest


def _answers(dossier: Object) -> Iterable[tuple[Key, Thing]]:
    """A finding may have been answered again: each answer counts by its turn."""
    turns: Counter[Key] = Counter()
    for n, shape in enumerate(dossier.get("answers", [])):
        finding = shape["finding"]
        key: Key = ("answer", finding["kind"], *finding["figures"])
        turns[key] += 1
        yield (*key, f"#{turns[key]}"), Thing(("answers", n), shape)


def _decisions(dossier: Object) -> Iterable[tuple[Key, Thing]]:
    """What was decided may have been decided again: each counts by its turn."""
    turns: Counter[Key] = Counter()
    for n, shape in enumerate(dossier.get("decisions", [])):
        about = shape["about"]
        named = (*about.get("parties", []), *(v for v in about.values() if isinstance(v, str)))
        key: Key = ("decision", *named)
        turns[key] += 1
        yield (*key, f"#{turns[key]}"), Thing(("decisions", n), shape)


def compare(dossier: Object) -> Comparison:
    """A sound dossier against the desk as it is."""
    here = on_desk(dossier)
    found = Comparison()
    for key, thing in things(dossier).items():
        found.places[key] = thing.place
        if key not in here:
            found.new.add(key)
        elif differing := list(_unlike(thing.shape, here[key].shape, thing.place)):
            found.differing[key] = [f"{sentence} ({told(key)})" for sentence in differing]
    return found


def _unlike(file: object, desk: object, place: Place) -> Iterator[str]:
    """Each place at which two values part, innermost first."""
    if isinstance(file, dict) and isinstance(desk, dict):
        for key in [*file, *(key for key in desk if key not in file)]:
            yield from _unlike(file.get(key), desk.get(key), (*place, key))
    elif isinstance(file, list) and isinstance(desk, list):
        for n, (ours, theirs) in enumerate(zip_longest(file, desk)):
            yield from _unlike(ours, theirs, (*place, n))
    elif file != desk:
        yield f"{spelt(place)}: {_value(file)} in the file, {_value(desk)} here."


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "something"
    return shown(value) if isinstance(value, str) else str(value).lower()


def on_desk(dossier: Object) -> dict[Key, Thing]:
    """What the desk holds of the things that a dossier names, in the same form."""
    found: dict[Key, Thing] = {}
    slugs = [node["slug"] for node, *_ in events(dossier)]
    for row in (
        Event.objects.filter(slug__in=slugs)
        .select_related("parent")
        .prefetch_related("context__report")
    ):
        shape = without_defaults(desk_shapes.event(row), "event") | {"time_zone": row.time_zone}
        parent = row.parent.slug if row.parent else ""
        found["event", row.slug] = Thing((), alone(shape, parent))
    root = dossier["event"]["slug"]
    for kind in Category.objects.filter(event__slug=root).select_related("parent"):
        shape = without_defaults(desk_shapes.category(kind), "category")
        found["category", kind.slug] = Thing(
            (), alone(shape, kind.parent.slug if kind.parent else "")
        )
    return found | dict(_listed(_rest_of_desk(dossier)))


def _rest_of_desk(dossier: Object) -> Object:
    event = {**dossier["event"], "parts": []}
    zone, named = event.get("time_zone", "UTC"), queries.Roots().namer(event["slug"])
    slugs = {name: [s["slug"] for s in dossier.get(name, [])] for name in _BY_SLUG}
    claims = queries.claims(slug__in=slugs["claims"])
    cells = {shape["event"] for shape in on_figures(dossier.get("positions", []))}
    questions = queries.questions(slug__in=slugs["questions"])
    answered = FindingAnswer.objects.filter(event__slug=event["slug"]).order_by("pk")
    joined = {link["from"] for link in dossier.get("links", [])}
    counted = Measure.objects.filter(event__slug=event["slug"]).order_by("position", "pk")
    raw: Object = {
        "format": dossier["format"],
        "event": event,
        "measures": [desk_shapes.measure(m) for m in counted],
        "parties": [desk_shapes.party(p) for p in queries.parties(event__slug=event["slug"])],
        "sources": [desk_shapes.source(s) for s in queries.sources(slug__in=slugs["sources"])],
        "reports": [
            desk_shapes.report(r, zone) for r in queries.reports(slug__in=slugs["reports"])
        ],
        "claims": [desk_shapes.claim(c, zone, named) for c in claims],
        "links": [desk_shapes.link(k) for k in queries.links(from_claim__slug__in=joined)],
        "questions": [desk_shapes.question(q) for q in questions],
        "positions": [
            *(
                desk_shapes.position(p, zone, named)
                for p in queries.positions(Event.objects.filter(slug__in=cells))
            ),
            *(desk_shapes.our_answer(q, zone) for q in questions if q.standing),
        ],
        "answers": [desk_shapes.answer(a, zone) for a in answered],
        "decisions": [desk_shapes.decision(d, zone) for d in queries.decisions(event["slug"])],
    }
    return canonical(raw, Complaints())
