"""What on the desk rests on a thing, and how, in sentences for the editor who must look again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims.domain.relations import INVERSE_LABELS, Relation
from claims.domain.vocabulary import LinkState
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigurePart
from claims.models.desk.link import Link
from claims.models.desk.position import LeftOut, Position
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.source import Report, Source

Dependent = Claim | Position | Question
Found = Iterator[tuple[Dependent, str]]


@dataclass(frozen=True)
class Reliance:
    """What rests on the thing, with how it does."""

    subject: Dependent
    why: tuple[str, ...]


def relying_on(thing: Publishable) -> list[Reliance]:
    """Everything that rests on a claim, a report or a source, once each; itself never."""
    found: dict[tuple[str, int], tuple[Dependent, list[str]]] = {}
    for subject, why in _FINDERS.get(type(thing), _nothing)(thing):
        if subject != thing:
            _, told = found.setdefault((type(subject).__name__, subject.pk), (subject, []))
            if why not in told:
                told.append(why)
    return [Reliance(subject, tuple(told)) for subject, told in found.values()]


def _nothing(thing: Any) -> Found:
    yield from ()


def _on_claim(claim: Any) -> Found:
    for piece in _evidence(other_claim=claim):
        yield piece.claim, f"It is evidence here: “{piece.key}”."
    for merged in Claim.objects.filter(merged_into=claim).order_by("pk"):
        yield merged, "This claim was merged into it."
    yield from _linked(claim)
    yield from _by_figures(claim)
    yield from _positions(claim)
    yield from _answers(claim)


def _evidence(**which: Any) -> Any:
    return Evidence.objects.filter(**which).select_related("claim").order_by("pk")


def _linked(claim: Claim) -> Found:
    links = Link.objects.filter(Q(from_claim=claim) | Q(to_claim=claim), state=LinkState.CONFIRMED)
    for link in links.select_related("from_claim", "to_claim").order_by("pk"):
        relation = Relation(link.relation)
        if relation is Relation.CONTEXT:
            continue
        if link.from_claim_id == claim.pk:
            yield link.to_claim, f"This claim is linked: {INVERSE_LABELS[relation]} it."
        else:
            yield link.from_claim, f"This claim is linked: {relation.label} it."


def _by_figures(claim: Claim) -> Found:
    for name, words in _FIGURES.items():
        for figure in _of_claims(Figure.objects.filter(**{f"{name}__claim": claim})):
            yield figure.claim, f"Its figure “{figure.key}” {words}."
    terms = FigurePart.objects.filter(part__claim=claim).select_related("whole__claim")
    for term in terms.order_by("pk"):
        yield term.whole.claim, f"Its figure “{term.whole.key}” is added up from a figure of it."


_FIGURES = {
    "supersedes": "is newer than a figure of it",
    "also_supersedes": "is newer than a figure of it",
    "repeats": "repeats a figure of it",
    "same_people_as": "counts the same people as a figure of it",
    "built_on": "is built on a figure of it",
}


def _of_claims(figures: Any) -> Any:
    return figures.select_related("claim").order_by("pk").distinct()


def _positions(claim: Claim) -> Found:
    for figure in claim.figures.prefetch_related("used_in__event", "used_in__category"):
        for position in figure.used_in.all():
            yield position, f"This position uses its figure “{figure.key}”."
    left_out = LeftOut.objects.filter(figure__claim=claim).order_by("pk")
    for out in left_out.select_related("position__event", "position__category", "figure"):
        yield out.position, f"This position leaves out its figure “{out.figure.key}”."


def _answers(claim: Claim) -> Found:
    """Questions that we have answered by what it says, or in words of ours that weigh it."""
    given = RivalAnswer.objects.filter(claims=claim).exclude(question__standing="")
    for answer in given.select_related("question").order_by("pk"):
        if answer.slug == answer.question.chosen:
            yield answer.question, f"It gives the answer that we hold: “{answer.text}”."
        elif not answer.question.chosen:
            yield answer.question, f"It gives an answer that ours weighs: “{answer.text}”."


def _on_report(report: Any) -> Found:
    yield from _in_report(report, "")
    for reprint in Report.objects.filter(reprints=report).order_by("pk"):
        yield from _in_report(reprint, f", through “{reprint}”, which reprints it")


def _in_report(report: Report, through: str) -> Found:
    for piece in _evidence(report=report):
        yield piece.claim, f"It is evidence here: “{piece.key}”{through}."
    for citation in Citation.objects.filter(report=report).select_related("claim").order_by("pk"):
        yield citation.claim, f"This claim is cited from it{through}."
    for stance in Stance.objects.filter(report=report).select_related("claim").order_by("pk"):
        yield stance.claim, f"A stance on this claim is taken from it{through}."


def _on_source(source: Any) -> Found:
    for claim in Claim.objects.filter(claimant=source).order_by("pk"):
        yield claim, "It made this claim."
    for piece in _evidence(originator=source):
        yield piece.claim, f"It saw, counted or holds the evidence “{piece.key}”."
    for stance in Stance.objects.filter(source=source).select_related("claim").order_by("pk"):
        yield stance.claim, "It takes a stance on this claim."


_FINDERS: dict[type[Publishable], Callable[[Any], Found]] = {
    Claim: _on_claim,
    Report: _on_report,
    Source: _on_source,
}
