"""The one way each thing is written: what two dossiers are compared by, and what is exported.

What means the same as nothing is left out, text is as the desk keeps it, moments are in the
event's zone, and bounds stand only where they differ from what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from claims.domain import figures
from claims.domain.categories import Category, default_tree
from claims.domain.dossier_format import DEFAULTS, KEY_ORDER
from claims.domain.dossier_format.examined import without_usual
from claims.domain.errors import RuleBroken
from claims.domain.iso import zone_named
from claims.domain.moments import Moment, stated_apart
from claims.domain.source_input import parties_by_side
from claims.domain.text import checked
from claims.domain.vocabulary import Precision, Qualifier
from claims.dossier.errors import Complaints, Place
from claims.dossier.question_positions import say_standing
from claims.dossier.structure import CHILDREN, DAYS, FIGURES, MOMENTS, Object, events, walk

# Here null says something: that the range is open.
OPEN = ("low", "high")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")


def canonical(dossier: Object, complaints: Complaints) -> Object:
    """The dossier in its one form; what cannot be read is left out and complained of."""
    plain: Object = _plain(dossier, "dossier", (), complaints)
    _parties(plain)
    zone = _check_zones(plain, complaints)
    _check_days(plain, complaints)
    for kind, place, shape in walk(plain):
        for key in MOMENTS[kind]:
            if key in shape:
                _moment(shape, kind, key, place, zone, complaints)
    for number, claim in enumerate(plain.get("claims", [])):
        _claim(claim, ("claims", number), complaints)
    for kind, _, shape in walk(plain):
        _figure_names(shape, FIGURES[kind], plain["event"]["slug"])
    say_standing(plain)
    if plain.get("categories") == canonical_categories(default_tree()):
        del plain["categories"]
    return plain


def _parties(plain: Object) -> None:
    """The sides of an older file are parties of its event; members stand in one order."""
    sources = plain.get("sources", [])
    if "parties" not in plain and (found := parties_by_side(sources)):
        plain["parties"] = found
        _in_order("dossier", plain)
    for source in sources:
        source.pop("side", None)
        told = source.get("speaks_for")
        if isinstance(told, list) and [*told[0]] == ["source"] and len(told) == 1:
            source["speaks_for"] = told[0]["source"]
    for party in plain.get("parties", []):
        # Sets: the desk keeps no order of them.
        if "members" in party:
            party["members"].sort(key=lambda m: (m["source"], m.get("from", "")))
        if "allied_with" in party:
            party["allied_with"] = sorted(set(party["allied_with"]))


def _in_order(kind: str, shape: Object) -> None:
    ordered = {key: shape[key] for key in KEY_ORDER[kind] if key in shape}
    shape.clear()
    shape.update(ordered)


def without_defaults(shape: Object, kind: str) -> Object:
    """One object that is known to be sound, without what means nothing."""
    return _plain(shape, kind, (), Complaints())


def canonical_categories(tree: Sequence[Category]) -> list[Object]:
    whole = _plain({"categories": tree}, "dossier", (), Complaints())
    return list(whole.get("categories", []))


def categories_of(dossier: Object) -> list[Object]:
    """The categories of a dossier in its one form, the default tree where it names none."""
    found = dossier.get("categories")
    return canonical_categories(default_tree()) if found is None else list(found)


def _plain(shape: Object, kind: str, place: Place, complaints: Complaints) -> Object:
    """Keys in order, texts clean, and nothing that means the same as its absence."""
    found: Object = {}
    for key in KEY_ORDER[kind]:
        if key not in shape:
            continue
        value = _value(shape[key], kind, key, (*place, key), complaints)
        if not _says_nothing(kind, key, value):
            found[key] = value
    return found


def _says_nothing(kind: str, key: str, value: object) -> bool:
    if kind == "figure" and key in OPEN:
        return False
    if (kind, key) in (("dossier", "categories"), ("finding", "figures")):
        return value is None
    return value in (None, "", []) or value == DEFAULTS[kind].get(key)


def _value(value: object, kind: str, key: str, place: Place, complaints: Complaints) -> object:
    inner = CHILDREN[kind].get(key)
    if isinstance(value, dict):
        return _plain(value, str(inner), place, complaints)
    if isinstance(value, list):
        if inner:
            return [_plain(v, inner, (*place, n), complaints) for n, v in enumerate(value)]
        return [_clean(v, (*place, n), complaints) for n, v in enumerate(value)]
    if key in ("latitude", "longitude") and value not in (None, ""):
        return _degrees(str(value), place, complaints)
    return _clean(value, place, complaints) if isinstance(value, str) else value


def _clean(text: str, place: Place, complaints: Complaints) -> str:
    try:
        return checked(text)
    except RuleBroken as broken:
        complaints.add(place, str(broken))
        return ""


def _degrees(text: str, place: Place, complaints: Complaints) -> str:
    limit = 90 if place[-1] == "latitude" else 180
    if not _DEGREES.fullmatch(text) or abs(Decimal(text)) > limit:
        complaints.add(place, f"write decimal degrees between -{limit} and {limit}, such as 29.02.")
    return text


def _check_zones(plain: Object, complaints: Complaints) -> str:
    """Leave out the zones that parts share with what they are parts of; returns the event's."""
    zones: dict[str, str] = {"": "UTC"}
    for node, place, parent, _ in events(plain):
        inherited = zones[parent]
        zone = node.get("time_zone", inherited)
        try:
            zone_named(zone)
        except ValueError as problem:
            complaints.add((*place, "time_zone"), f"{problem} Write one such as Asia/Karachi.")
            zone = inherited
        if zone == inherited:
            node.pop("time_zone", None)
        zones[node["slug"]] = zone
    return zones[plain["event"]["slug"]]


def _check_days(plain: Object, complaints: Complaints) -> None:
    for node, place, *_ in events(plain):
        for key in DAYS["event"]:
            try:
                date.fromisoformat(node.get(key, "2000-01-01"))
            except ValueError:
                complaints.add((*place, key), f"there is no day {node[key]}.")


def _moment(
    shape: Object, kind: str, key: str, place: Place, zone: str, complaints: Complaints
) -> None:
    said = shape.pop("said_precision", None) if kind == "claim" else None
    try:
        moment = Moment.parse(shape[key], zone, Precision(said) if said else None)
    except ValueError as problem:
        complaints.add((*place, key), str(problem))
        del shape[key]
        return
    shape[key] = moment.text(zone)
    if kind == "claim" and (apart := stated_apart(moment.precision)):
        shape["said_precision"] = apart


def _claim(claim: Object, place: Place, complaints: Complaints) -> None:
    if claim.get("utterance") == claim["slug"]:
        del claim["utterance"]
    if "said_at" not in claim:
        claim.pop("said_precision", None)
    for step in claim.get("history", []):
        if "evidence" in step:
            step["evidence"] = sorted(set(step["evidence"]))
    if "history" in claim:
        claim["history"] = without_usual(claim["history"])
    for number, figure in enumerate(claim.get("figures", [])):
        if figure.get("event") == claim["event"]:
            del figure["event"]
        _bounds(figure, (*place, "figures", number), complaints)
    _in_order("claim", claim)


def _bounds(figure: Object, place: Place, complaints: Complaints) -> None:
    given = {key: figure[key] for key in OPEN if key in figure}
    qualifier, value = Qualifier(figure["qualifier"]), figure.get("value")
    try:
        bounds = dict(zip(OPEN, figures.bounds(qualifier, value, **given), strict=True))
        if set(bounds.values()) == {None}:
            raise RuleBroken("Give at least one bound: nothing compares with an open figure.")
    except RuleBroken as broken:
        complaints.add(place, str(broken))
        return
    usual = _usual(qualifier, value)
    for key in given:
        if key in usual and usual[key] == bounds[key]:
            del figure[key]


def _usual(qualifier: Qualifier, value: int | None) -> Object:
    """What each bound would be if it were not given; empty where it has to be."""
    if qualifier in (Qualifier.BETWEEN, Qualifier.UNSTATED):
        return dict.fromkeys(OPEN)
    if value is None:
        return {}
    return dict(zip(OPEN, figures.bounds(qualifier, value), strict=True))


def bounds_of(figure: Object) -> figures.Bounds:
    """The bounds of a figure in a dossier that was found sound."""
    given = {key: figure[key] for key in OPEN if key in figure}
    return figures.bounds(Qualifier(figure["qualifier"]), figure.get("value"), **given)


def _figure_names(shape: Object, keys: tuple[str, ...], root: str) -> None:
    """Figures of this dossier go by their bare id, also where the file named the event."""
    for key in keys:
        named = shape.get(key)
        if isinstance(named, str):
            shape[key] = named.removeprefix(f"{root}/")
        elif named is not None:
            # Sets: the desk keeps no order of them.
            shape[key] = sorted({name.removeprefix(f"{root}/") for name in named})
            if key == "supersedes" and len(shape[key]) == 1:
                (shape[key],) = shape[key]
