"""Figures that give their number in words alone: read into qualifier, value and bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.domain.categories import default_tree, walk
from claims.domain.errors import RuleBroken
from claims.domain.number_parser import ParsedNumber, read_said
from claims.domain.vocabulary import Qualifier
from claims.dossier.errors import Complaints
from claims.dossier.structure import Object


def read_words(dossier: Object, complaints: Complaints) -> None:
    """Fill in what the words say; complain where they do not say it plainly."""
    nouns = list(_names(dossier.get("categories") or default_tree()))
    for claim_number, claim in enumerate(dossier.get("claims") or []):
        for number, figure in enumerate(claim.get("figures") or []):
            if "qualifier" in figure:
                continue
            try:
                _fill(figure, read_said(figure.get("words") or "", nouns=nouns))
            except RuleBroken as broken:
                complaints.add(("claims", claim_number, "figures", number, "words"), str(broken))


def _names(categories: Any) -> Iterator[str]:
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
