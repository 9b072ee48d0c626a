"""From a dossier to what the engine works on; what cannot be checked is named by its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import ParamSpec, TypedDict, TypeVar

from claims.domain import figures as words
from claims.domain.categories import default_tree
from claims.domain.chains import SourceFacts, Sources, check_voices
from claims.domain.distinct_names import told_apart
from claims.domain.errors import RuleBroken
from claims.domain.measures import read_measures
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.parties import NO_PARTIES
from claims.domain.reconciliation import attribution
from claims.domain.reconciliation.attackers import category_meant
from claims.domain.reconciliation.kinds import CONTRADICTIONS
from claims.domain.reconciliation.links import check_circles, local_id, repeated_line
from claims.domain.reconciliation.timing import time_of
from claims.domain.reconciliation.trees import MAIN, Node, Tree
from claims.domain.reconciliation.values import Case, Cell, Decision, Ended, Figure, Time
from claims.domain.source_input import Part, parties_of, source_facts
from claims.domain.trees import DEEPEST
from claims.domain.vocabulary import (
    Answer,
    Option,
    Precision,
    Publication,
    Qualifier,
    SourceKind,
    Treatment,
    YesNo,
)

T = TypeVar("T")
P = ParamSpec("P")


class Ties(TypedDict):
    """What a figure says of other figures."""

    supersedes: frozenset[str]
    repeats: str
    derived_from: tuple[tuple[str, str], ...]
    built_on: tuple[str, ...]
    same_people_as: frozenset[str]


def read(dossier: Part) -> Case:
    """The case a dossier makes; raises RuleBroken with every reason why it makes none."""
    problems: list[str] = []
    events = _tree([dossier["event"]], "title", "event", problems)
    own = dossier.get("categories")
    given = default_tree() if own is None else own
    categories = _tree(given, "name", "categories", problems)
    if problems:
        raise RuleBroken(*problems)
    reader = _Reader(dossier, events, categories, problems)
    figures = tuple(reader.figures())
    problems += check_circles(figures)
    case = Case(
        events,
        categories,
        reader.sources,
        figures,
        measures=reader.measures,
        used_together=tuple(reader.used_together()),
        decisions=tuple(reader.decisions()),
        answered=frozenset(reader.answered()),
    )
    if problems:
        raise RuleBroken(*problems)
    figures = tuple(reader.attributed(f, case) for f in figures)
    return replace(case, figures=figures, sources=_named_apart(case.sources))


class _Reader:
    """Reads claims one by one and notes what is wrong with each, to tell it all at once."""

    def __init__(self, dossier: Part, events: Tree, categories: Tree, problems: list[str]) -> None:
        self.claims: list[Part] = dossier.get("claims") or []
        self.positions: list[Part] = dossier.get("positions") or []
        self.decided: list[Part] = dossier.get("decisions") or []
        self.answers: list[Part] = dossier.get("answers") or []
        self.root = dossier["event"]["slug"]
        self.zone = dossier["event"].get("time_zone") or "UTC"
        self.measures = read_measures(dossier.get("measures") or [])
        self.events, self.categories, self.problems = events, categories, problems
        self.names: dict[str, tuple[str, ...]] = {}
        self.sources = self._sources(dossier)
        self.claim_of: dict[str, tuple[Part, Part]] = {}

    def figures(self) -> Iterator[Figure]:
        seen: set[str] = set()
        for number, claim in enumerate(self.claims):
            for index, figure in enumerate(claim.get("figures") or []):
                at = f"claims[{number}].figures[{index}]"
                if figure["id"] in seen:
                    self.problems.append(
                        _("%(at)s.id: there is another figure “%(id)s”.", at=at, id=figure["id"])
                    )
                seen.add(figure["id"])
                made = self.attempt(at, self._figure, claim, figure, at)
                yield from [made] if made else []

    def used_together(self) -> Iterator[frozenset[str]]:
        """Of each count the figures that our newest position uses, in a fixed order."""
        newest: dict[tuple[str, ...], Part] = {}
        for position in sorted(self.positions, key=lambda one: one.get("at") or ""):
            about = tuple(str(position.get(name)) for name in ("event", "category", "measure"))
            newest[about] = position
        for about in sorted(newest):
            used = newest[about].get("uses") or []
            read = {reading["figure"] for reading in newest[about].get("readings") or []}
            yield frozenset(local_id(one, self.events) for one in used if one not in read)

    def decisions(self) -> Iterator[Decision]:
        for number, told in enumerate(self.decided):
            made = self.attempt(f"decisions[{number}]", self._decision, told)
            yield from [made] if made else []

    def answered(self) -> Iterator[frozenset[str]]:
        """What cannot be true and was answered: an error of ours is treated as one besides."""
        last: dict[frozenset[str], str] = {}
        for told in self.answers:
            finding = told["finding"]
            if finding["kind"] in CONTRADICTIONS:
                figures = frozenset(local_id(one, self.events) for one in finding["figures"])
                last[figures] = told["answer"]
        yield from (figures for figures, told in last.items() if told != Answer.RECORD_ERROR)

    def _decision(self, told: Part) -> Decision:
        about = told["about"]
        if about.get("category") and not (about.get("event") and about.get("measure")):
            raise RuleBroken(_("Name a count by event, category and measure."))
        return Decision(
            option=Option(told["option"]),
            figures=frozenset(local_id(one, self.events) for one in told.get("figures") or ()),
            cell=self._cell(about, about) if about.get("category") else None,
            party=about.get("party") or "",
            parties=tuple(sorted(about.get("parties") or ())),
            figure=local_id(about.get("figure") or "", self.events),
            low=told.get("low"),
            high=told.get("high"),
        )

    def attributed(self, figure: Figure, case: Case) -> Figure:
        """A repeat with whose count it says it repeats, and whether as one of its own."""
        if not figure.repeats:
            return figure
        claim, part = self.claim_of[figure.id]
        text = attribution.everything(claim, part, self.sources[figure.claimant].name)
        credited = {
            original.claimant
            for original in repeated_line(figure, case)
            if part.get("credits") == original.claimant
            or any(attribution.says(text, name) for name in self.names.get(original.claimant, ()))
        }
        own = attribution.as_its_own(claim, self.names.get(figure.claimant, ()))
        return replace(figure, credits=frozenset(credited), as_its_own=own)

    def attempt(
        self, at: str, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        try:
            return action(*args, **kwargs)
        except (RuleBroken, ValueError) as problem:
            self.problems.append(f"{at}: {problem}")
            return None

    def _sources(self, dossier: Part) -> Sources:
        listed = dossier.get("sources") or []
        read = [self.attempt("sources", source_facts, one) for one in listed]
        facts = {one.key: one for one in read if one}
        self.names = {fact.key: (fact.key,) for fact in facts.values()}
        self.names |= {s["slug"]: attribution.names_of(s) for s in listed if not isinstance(s, str)}
        named = [(f"claims[{n}].claimant", c["claimant"]) for n, c in enumerate(self.claims)]
        named += [("sources", v.source) for one in read if one for v in one.speaks_for]
        for at, slug in named:
            if slug not in facts:
                self.problems.append(
                    _("%(at)s: there is no source “%(slug)s” in the file.", at=at, slug=slug)
                )
                facts[slug] = SourceFacts(slug, slug)
        sources = Sources(facts, self.attempt("parties", parties_of, dossier) or NO_PARTIES)
        self.attempt("sources", check_voices, sources)
        return sources

    def _figure(self, claim: Part, figure: Part, at: str) -> Figure:
        self.claim_of[figure["id"]] = claim, figure
        cell = self._cell(claim, figure)
        low, high = words.bounds(
            Qualifier(figure["qualifier"]),
            figure.get("value"),
            figure.get("low", words.UNSTATED),
            figure.get("high", words.UNSTATED),
        )
        if low is None and high is None:
            raise RuleBroken(_("Give at least one bound: nothing compares with an open figure."))
        made = Figure(
            id=figure["id"],
            cell=cell,
            low=low or 0,
            high=high,
            measure=figure["measure"],
            claimant=claim["claimant"],
            utterance=claim.get("utterance") or claim["slug"],
            qualifier=Qualifier(figure["qualifier"]),
            value=figure.get("value"),
            time=self._time(claim, figure),
            said_on=self._said_on(claim),
            final=figure.get("final") in (True, YesNo.YES),
            estimate=figure.get("estimate") in (True, YesNo.YES),
            leaves_people_out=figure.get("breakdown_complete") in (False, YesNo.NO),
            ended=_ended(claim),
            concedes=_concedes(claim),
            readings=tuple(self._readings(cell, figure)),
            treatment=Treatment(figure.get("treatment") or Treatment.USE),
            words=figure.get("words") or "",
        )
        return replace(made, **self._links(figure))

    def _cell(self, claim: Part, figure: Part) -> Cell:
        event = figure.get("event") or claim["event"]
        if event not in self.events.by_slug:
            raise RuleBroken(_("There is no part “%(event)s” of the event.", event=event))
        if figure["category"] not in self.categories.by_slug:
            raise RuleBroken(_("There is no category “%(category)s”.", category=figure["category"]))
        category = category_meant(
            figure["category"], figure.get("includes_attackers"), self.categories
        )
        return Cell(event, category, self.measures.same(figure["measure"]))

    def _readings(self, cell: Cell, figure: Part) -> Iterator[Cell]:
        for reading in figure.get("readings") or []:
            event = reading.get("event") or cell.event
            category = reading.get("category") or cell.category
            own = {"event": event, "category": category, "measure": cell.measure}
            yield self._cell(own, own)

    def _time(self, claim: Part, figure: Part) -> Time | None:
        stated, precision = figure.get("as_of"), None
        if not stated:
            stated, precision = claim.get("said_at"), claim.get("said_precision")
        if not stated:
            return None
        return _stated(stated, self.zone, Precision(precision) if precision else None)[0]

    def _said_on(self, claim: Part) -> date | None:
        stated = claim.get("said_at")
        return _stated(stated, self.zone)[1] if stated else None

    def _links(self, figure: Part) -> Ties:
        def own(text: str | None) -> str:
            return local_id(text or "", self.events)

        return {
            "supersedes": frozenset(own(older) for older in _listed(figure.get("supersedes"))),
            "repeats": own(figure.get("repeats")),
            "derived_from": tuple(
                (part.get("sign") or "+", own(part["figure"]))
                for part in figure.get("derived_from") or []
            ),
            "built_on": tuple(own(part) for part in figure.get("built_on") or []),
            "same_people_as": frozenset(own(f) for f in figure.get("same_people_as") or []),
        }


@lru_cache(maxsize=4096)
def _stated(text: str, zone: str, precision: Precision | None = None) -> tuple[Time, date]:
    """When that was, and the day: claims of one event share few moments, and are read often."""
    moment = Moment.parse(text, zone, precision)
    return time_of(moment, zone), moment.day(zone)


def _tree(listed: Sequence[Part], title: str, at: str, problems: list[str]) -> Tree:
    """The nodes of a nested list, without recursion: a file may nest for ever."""
    nodes: dict[str, Node] = {}
    waiting = [(part, "", 1) for part in reversed(listed)]
    while waiting:
        part, parent, depth = waiting.pop()
        if part["slug"] in nodes:
            problems.append(
                _("%(at)s: “%(slug)s” stands twice in the tree.", at=at, slug=part["slug"])
            )
            continue
        if depth > DEEPEST:
            raise RuleBroken(
                _(
                    "%(at)s: parts of parts go deeper than %(deepest)s steps.",
                    at=at,
                    deepest=DEEPEST,
                )
            )
        nodes[part["slug"]] = Node(
            slug=part["slug"],
            name=part[title],
            parent=parent,
            grouping=part.get("grouping") or MAIN,
            complete=frozenset(part.get("complete") or ()),
        )
        below = part.get("parts") or []
        waiting += [(child, part["slug"], depth + 1) for child in reversed(below)]
    return Tree(tuple(nodes.values()))


def _named_apart(sources: Sources) -> Sources:
    """Two of one name by what else is known of them: every sentence names its sources so."""
    labels = {
        slug: (one.name, f"{one.name} ({SourceKind(one.kind).label})", f"{one.name} ({slug})")
        for slug, one in sources.facts.items()
    }
    names = told_apart(labels)
    facts = {slug: replace(one, name=names[slug]) for slug, one in sources.facts.items()}
    return replace(sources, facts=facts)


def _concedes(claim: Part) -> bool:
    return any(
        stance["stance"] == "concedes" and stance["source"] == claim["claimant"]
        for stance in claim.get("stances") or []
    )


def _ended(claim: Part) -> Ended | None:
    """What became of a claim whose figures no longer count."""
    history = claim.get("history") or []
    status = claim.get("status") or (history[-1]["status"] if history else "")
    for word in (claim.get("lifecycle"), claim.get("publication"), status):
        if word == Publication.WITHHELD:
            return Ended.RETRACTED
        if word in list(Ended):
            return Ended(str(word))
    return None


def _listed(ids: str | Sequence[str] | None) -> Sequence[str]:
    """One figure, or several."""
    return [ids] if isinstance(ids, str) and ids else list(ids or [])
