"""From the bytes of a file to plain values that the schema allows.

A figure may give its number in words alone: they are read into qualifier, value and bounds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from claims.domain.categories import Category, default_tree, walk
from claims.domain.errors import RuleBroken
from claims.domain.iso import shown
from claims.domain.measures import read_measures
from claims.domain.number_parser import ParsedNumber, read_said
from claims.domain.vocabulary import Qualifier
from claims.dossier.errors import Complaints, Place, Refused
from claims.dossier.schema_errors import complain
from claims.dossier.structure import Object

LARGEST = 100 * 1024 * 1024
DEEPEST = 40
LONGEST_NUMBER = 40


class Mapping(dict[str, object]):
    """An object as it stood in the file; remembers the keys that stood there twice."""

    repeated: tuple[str, ...] = ()


def read(raw: bytes) -> Object:
    """The dossier in these bytes; raises ``Refused`` with all that the format does not allow."""
    found = _loads(_decoded(raw))
    complaints = Complaints(found)
    for place, value, depth in _walk(found):
        if depth > DEEPEST:
            raise Refused("The file is nested too deeply: no dossier needs that.")
        for key in getattr(value, "repeated", ()):
            complaints.add(place, f"the key {shown(key)} stands here twice: keep one of them.")
    complaints.settle()
    complain(found, complaints)
    complaints.settle()
    _read_words(found, complaints)
    complaints.settle()
    return dict(found)


def _decoded(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise Refused(f"The file is larger than {LARGEST // 1024**2} MB: divide it by event.")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Refused("The file begins with a byte order mark: save it as UTF-8 without one.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Refused(
            f"The file is not UTF-8: byte {problem.start + 1:,} cannot be read."
            " Save it again as UTF-8."
        ) from problem


def _loads(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=_refuse_constant,
            object_pairs_hook=_mapping,
        )
    except json.JSONDecodeError as problem:
        raise Refused(_where_json_ends(text, problem)) from problem
    except RecursionError as problem:
        raise Refused("The file is nested too deeply: no dossier needs that.") from problem


def _where_json_ends(text: str, problem: json.JSONDecodeError) -> str:
    if not text.strip():
        return "The file is empty."
    where = (
        f"The file is not JSON: {problem.msg} at line {problem.lineno:,}, column {problem.colno:,}."
    )
    if not text[problem.pos :].strip() or problem.msg.startswith("Unterminated"):
        where += " It may have been cut off there."
    return where


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise Refused(f"The file holds a number of {len(text):,} digits: nobody counted that.")
    return int(text)


def _fraction(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise Refused(f"The file holds the number {shown(text)}: write fewer digits.")
    return Decimal(text)


def _refuse_constant(text: str) -> NoReturn:
    raise Refused(f"The file holds {text}, which is no number: leave it out, or write null.")


def _mapping(pairs: list[tuple[str, object]]) -> Mapping:
    found = Mapping(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.repeated = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return found


def _walk(top: object) -> Iterator[tuple[Place, object, int]]:
    """Every value with its place and depth, without recursion: the file may be hostile."""
    waiting: list[tuple[Place, object, int]] = [((), top, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        yield place, value, depth
        if isinstance(value, dict):
            waiting += [((*place, key), item, depth + 1) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, n), item, depth + 1) for n, item in enumerate(value)]


def _read_words(dossier: Object, complaints: Complaints) -> None:
    """Fill in what the words say; complain where they do not say it plainly."""
    nouns = list(_names(dossier.get("categories") or default_tree()))
    measures = read_measures(dossier.get("measures") or ())
    for claim_number, claim in enumerate(dossier.get("claims") or []):
        for number, figure in enumerate(claim.get("figures") or []):
            if "qualifier" in figure:
                continue
            try:
                measure = measures.of(figure["measure"])
                said = read_said(figure.get("words") or "", nouns=nouns, measure=measure)
                _fill(figure, said)
            except RuleBroken as broken:
                complaints.add(("claims", claim_number, "figures", number, "words"), str(broken))


def _names(categories: Sequence[Category]) -> Iterator[str]:
    for category, _ in walk(categories):
        yield from filter(None, (category.get("name"), category.get("phrase")))


def _fill(figure: Object, number: ParsedNumber) -> None:
    value = figure.get("value")
    if value is not None and value != number.value:
        raise RuleBroken(
            f"“value” is {value:,}, and the words say {number.meaning}:"
            " add “qualifier”, or leave “value” out."
        )
    figure["qualifier"] = number.qualifier.value
    if number.value is not None:
        figure["value"] = number.value
    if number.qualifier in (Qualifier.BETWEEN, Qualifier.UNSTATED):
        figure.setdefault("low", number.low)
        figure.setdefault("high", number.high)
