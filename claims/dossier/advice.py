"""What an editor is to look at in a dossier though it may be taken: told, and never decided."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from difflib import get_close_matches

from claims.domain import figures
from claims.domain.confusables import check_name
from claims.domain.errors import RuleBroken
from claims.domain.iso import shown
from claims.domain.measures import read_measures
from claims.domain.number_parser import ParsedNumber, parse_number
from claims.domain.status import Status
from claims.domain.text import fold
from claims.domain.vocabulary import LIFECYCLE_LABELS, Lifecycle, Nature, Publication, Qualifier
from claims.domain.web_address import same_page_key
from claims.dossier import dates
from claims.dossier.desk_rules import WHO_WITHDREW, withdrawn_by_nobody
from claims.dossier.errors import Place, placed
from claims.dossier.structure import Object, as_list
from claims.dossier.structure import figures as figures_in
from claims.models.desk.source import Source

Found = Iterator[tuple[Place, str]]
SECOND = (
    "{} is the name of {} too: name that one where they are the same, else say in “about” who this"
    " is."
)
IN_USE = (
    "it uses “{}” of the claim “{}”, which {}: leave it out, or say in “rationale” why it counts"
    " even so."
)
REPLACED = (
    "it uses “{}”, which “{}” replaces: use that one, or say in “rationale” why the older counts."
)
ONE_PAGE = (
    "it stands at the address of {}, under the same title: see whether it is the same report."
)
EXACT = frozenset({Qualifier.PLAIN, Qualifier.EXACTLY})
OUTSIDE = "it is {:,}, and “low” and “high” say {}: see which is right."
OTHER_WORDS = "{} says {}, and the number given {}: see which is right."
NEAR_MEASURE = (
    "“{}” is described nowhere, and compared with nothing else: see whether it is “{}” misspelt, or"
    " describe it under “measures”."
)
LARGER = (
    "“{}” counts {:,} or more, and what is said to contain it {:,} at the most: see which way round"
    " it is."
)


def doubts(dossier: Object) -> Iterator[str]:
    """Each with its place and the name of what stands there."""
    known = set(Source.objects.values_list("slug", flat=True))
    yield from _doubts(dossier, _namesakes(dossier, _sources_by_name(), known))


def doubts_of_file(dossier: Object) -> Iterator[str]:
    """The same by what the file says alone, whatever is here."""
    yield from _doubts(dossier, _namesakes(dossier, {}, set()))


def _doubts(dossier: Object, namesakes: Found) -> Iterator[str]:
    yield from dates.doubts(dossier)
    others = (find(dossier) for find in _FINDERS)
    for found in (namesakes, *others):
        for place, sentence in found:
            yield placed(place, sentence, dossier)


def _namesakes(dossier: Object, here: dict[str, set[str]], known: Container[str]) -> Found:
    """A second Reuters: a new source that goes by the name of another."""
    listed = [
        (n, source)
        for n, source in enumerate(dossier.get("sources") or [])
        if isinstance(source, dict)
    ]
    for n, source in listed:
        if source["slug"] in known or source.get("nature") == Nature.UNNAMED:
            continue
        for name, called in _names(source).items():
            if others := here.get(name, set()) - {source["slug"]}:
                other = shown(sorted(others)[0])
                yield ("sources", n, "name"), SECOND.format(shown(called), other)
                break
            here.setdefault(name, set()).add(source["slug"])


def _sources_by_name() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = Source.objects.exclude(nature=Nature.UNNAMED).filter(merged_into=None)
    for slug, name, short, aliases in rows.values_list("slug", "name", "short_name", "aliases"):
        for one in (name, short, *aliases):
            if one:
                found.setdefault(fold(one), set()).add(slug)
    return found


def _names(source: Object) -> Mapping[str, str]:
    names = [source.get("name"), source.get("short_name"), *(source.get("aliases") or [])]
    return {fold(name): name for name in names if name}


def _in_disguise(dossier: Object) -> Found:
    """A name in mixed scripts may be taken for another; an editor may have kept it so."""
    for n, source in enumerate(dossier.get("sources") or []):
        if isinstance(source, dict):
            for key in ("name", "short_name", "aliases"):
                value = source.get(key) or ""
                for name in value if isinstance(value, list) else [value]:
                    if said := check_name(name):
                        yield ("sources", n, key), said


def _withdrawn(dossier: Object) -> Found:
    """Of a claim that readers are not to see as it stands it is no more than a doubt."""
    for n, claim in enumerate(dossier.get("claims") or []):
        if withdrawn_by_nobody(claim) and claim.get("publication") != Publication.PUBLISHED:
            yield ("claims", n, "lifecycle"), WHO_WITHDREW.format(claim["claimant"])


def _used_though_gone(dossier: Object) -> Found:
    """A position of ours that rests on what no longer stands."""
    claims = {figure["id"]: claim for figure, _, claim in figures_in(dossier)}
    for n, position in enumerate(dossier.get("positions") or []):
        for m, name in enumerate(position.get("uses") or []):
            claim = claims.get(name.rpartition("/")[2])
            if claim and (gone := _gone(claim)):
                yield ("positions", n, "uses", m), IN_USE.format(name, claim["slug"], gone)


def _used_though_replaced(dossier: Object) -> Found:
    """Where the newer one counts the same; of a part of it the older may be the only count."""
    counted = {figure["id"]: _cell(figure, claim) for figure, _, claim in figures_in(dossier)}
    newer = {
        name: figure["id"]
        for figure, _, claim in figures_in(dossier)
        for name in (older.rpartition("/")[2] for older in as_list(figure.get("supersedes")))
        if counted.get(name) == _cell(figure, claim)
    }
    for n, position in enumerate(dossier.get("positions") or []):
        used = {name.rpartition("/")[2] for name in position.get("uses") or []}
        for m, name in enumerate(position.get("uses") or []):
            later = newer.get(name.rpartition("/")[2])
            if later and later not in used:
                yield ("positions", n, "uses", m), REPLACED.format(name, later)


def _cell(figure: Object, claim: Object) -> tuple[str, str, str]:
    return figure.get("event") or claim["event"], figure["category"], figure["measure"]


def _one_page_twice(dossier: Object) -> Found:
    """The same page read twice is two reports where its text had changed."""
    here: dict[tuple[str, str], str] = {}
    for n, report in enumerate(dossier.get("reports") or []):
        page = same_page_key(report.get("url") or "")
        key = (page, fold(report.get("title") or ""))
        if page and (other := here.setdefault(key, report["slug"])) != report["slug"]:
            yield ("reports", n, "url"), ONE_PAGE.format(shown(other))


def _gone(claim: Object) -> str:
    """What became of a claim, as a sentence goes on; nothing where it stands."""
    if claim.get("publication") == Publication.RETRACTED:
        return "we retracted"
    lifecycle = Lifecycle(claim.get("lifecycle") or Lifecycle.CURRENT)
    if lifecycle is not Lifecycle.CURRENT:
        return f"is {LIFECYCLE_LABELS[lifecycle].partition(':')[0].lower()}"
    history = claim.get("history") or []
    return "is refuted" if history and history[-1].get("status") == Status.REFUTED else ""


def _larger_than_built_on(dossier: Object) -> Found:
    """What was built on other figures, and parts of a sum, against what they belong to."""
    bounds = {figure["id"]: _bounds(figure) for figure, *_ in figures_in(dossier)}
    for figure, place, _ in figures_in(dossier):
        _, most = bounds[figure["id"]]
        terms = figure.get("derived_from") or []
        added = [term["figure"] for term in terms if term.get("sign", "+") == "+"]
        added = added if len(added) == len(terms) else []
        for key, names in (("built_on", figure.get("built_on") or []), ("derived_from", added)):
            for name in names:
                least, _ = bounds.get(name.rpartition("/")[2], (None, None))
                if least is not None and most is not None and least > most:
                    yield (*place, key), LARGER.format(name, least, most)


def _bounds(figure: Object) -> tuple[int | None, int | None]:
    given: dict[str, figures.End] = {key: figure[key] for key in ("low", "high") if key in figure}
    try:
        return figures.bounds(Qualifier(figure["qualifier"]), figure.get("value"), **given)
    except (RuleBroken, ValueError, KeyError):
        return None, None


def _otherwise_than_its_words(dossier: Object) -> Found:
    """Where nothing says why; words that are not plain say nothing against a number."""
    for figure, place, _ in figures_in(dossier):
        value, (low, high) = figure.get("value"), _bounds(figure)
        if figure.get("bounds_note") or low is None:
            continue
        if figure["qualifier"] in EXACT and value is not None and (low, high) != (value, value):
            yield (*place, "value"), OUTSIDE.format(value, figures.describe_range(low, high))
            continue
        said = _said(figure.get("words") or "")
        if said is not None and (said.low, said.high) != (low, high):
            read_as = shown(figure["words"]), figures.describe_range(said.low, said.high)
            yield (*place, "words"), OTHER_WORDS.format(*read_as, figures.describe_range(low, high))


def _misspelt_measures(dossier: Object) -> Found:
    """A measure that nobody describes is one of its own: nothing else is compared with it."""
    known = read_measures(dossier.get("measures") or ())
    for figure, place, _ in figures_in(dossier):
        measure = figure["measure"]
        if measure not in known.by_slug and len(known.words(measure)) == 1:
            for near in get_close_matches(measure, known.by_slug, n=1, cutoff=0.8):
                yield (*place, "measure"), NEAR_MEASURE.format(measure, near)


def _said(words: str) -> ParsedNumber | None:
    try:
        number = parse_number(words)
    except RuleBroken:
        return None
    return None if number.asks else number


_FINDERS = (
    _otherwise_than_its_words,
    _misspelt_measures,
    _in_disguise,
    _withdrawn,
    _used_though_gone,
    _used_though_replaced,
    _one_page_twice,
    _larger_than_built_on,
)
