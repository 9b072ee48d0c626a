"""What on the desk rests on a thing, and how, in sentences for the editor who must look again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from claims.domain.messages import Message
from claims.domain.messages import gettext as _
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


def _nothing(thing: object) -> Found:
    yield from ()


def _on_claim(claim: Claim) -> Found:
    for piece in _evidence(other_claim=claim):
        yield piece.claim, _("It is evidence here: “%(piece)s”.", piece=piece.key)
    for merged in Claim.objects.filter(merged_into=claim).order_by("pk"):
        yield merged, _("This claim was merged into it.")
    yield from _linked(claim)
    yield from _by_figures(claim)
    yield from _positions(claim)
    yield from _answers(claim)


def _evidence(**which: object) -> QuerySet[Evidence]:
    return Evidence.objects.filter(**which).select_related("claim").order_by("pk")


def _linked(claim: Claim) -> Found:
    links = Link.objects.filter(Q(from_claim=claim) | Q(to_claim=claim), state=LinkState.CONFIRMED)
    for link in links.select_related("from_claim", "to_claim").order_by("pk"):
        relation = Relation(link.relation)
        if relation is Relation.CONTEXT:
            continue
        if link.from_claim_id == claim.pk:
            yield (
                link.to_claim,
                _(
                    "This claim is linked: %(relation)s it.",
                    relation=INVERSE_LABELS[relation],
                ),
            )
        else:
            yield (
                link.from_claim,
                _("This claim is linked: %(relation)s it.", relation=relation.label),
            )


def _by_figures(claim: Claim) -> Found:
    for name, words in _FIGURES.items():
        for figure in _of_claims(Figure.objects.filter(**{f"{name}__claim": claim})):
            yield (
                figure.claim,
                words.placed(figure=figure.key),
            )
    terms = FigurePart.objects.filter(part__claim=claim).select_related("whole__claim")
    for term in terms.order_by("pk"):
        yield (
            term.whole.claim,
            _("Its figure “%(whole)s” is added up from a figure of it.", whole=term.whole.key),
        )


_NEWER = _("Its figure “%(figure)s” is newer than a figure of it.", figure="…")
_FIGURES = {
    "supersedes": _NEWER,
    "also_supersedes": _NEWER,
    "repeats": _("Its figure “%(figure)s” repeats a figure of it.", figure="…"),
    "same_people_as": _(
        "Its figure “%(figure)s” counts the same people as a figure of it.", figure="…"
    ),
    "built_on": _("Its figure “%(figure)s” is built on a figure of it.", figure="…"),
}


def _of_claims(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.select_related("claim").order_by("pk").distinct()


def _positions(claim: Claim) -> Found:
    for figure in claim.figures.prefetch_related("used_in__event", "used_in__category"):
        for position in figure.used_in.all():
            yield position, _("This position uses its figure “%(figure)s”.", figure=figure.key)
    left_out = LeftOut.objects.filter(figure__claim=claim).order_by("pk")
    for out in left_out.select_related("position__event", "position__category", "figure"):
        yield (
            out.position,
            _("This position leaves out its figure “%(figure)s”.", figure=out.figure.key),
        )


def _answers(claim: Claim) -> Found:
    """Questions that we have answered by what it says, or in words of ours that weigh it."""
    given = RivalAnswer.objects.filter(claims=claim).exclude(question__standing="")
    for answer in given.select_related("question").order_by("pk"):
        if answer.slug == answer.question.chosen:
            yield (
                answer.question,
                _("It gives the answer that we hold: “%(answer)s”.", answer=answer.text),
            )
        elif not answer.question.chosen:
            yield (
                answer.question,
                _("It gives an answer that ours weighs: “%(answer)s”.", answer=answer.text),
            )


def _on_report(report: Report) -> Found:
    yield from _in_report(report, _ITSELF)
    for reprint in Report.objects.filter(reprints=report).order_by("pk"):
        through = {kind: told.placed(reprint=reprint) for kind, told in _REPRINTED.items()}
        yield from _in_report(reprint, through)


_ITSELF: Mapping[type[Model], Message] = {
    Evidence: _("It is evidence here: “%(piece)s”.", piece="…"),
    Citation: _("This claim is cited from it."),
    Stance: _("A stance on this claim is taken from it."),
}
_REPRINTED: Mapping[type[Model], Message] = {
    Evidence: _(
        "It is evidence here: “%(piece)s”, through “%(reprint)s”, which reprints it.",
        piece="…",
        reprint="…",
    ),
    Citation: _(
        "This claim is cited from it, through “%(reprint)s”, which reprints it.", reprint="…"
    ),
    Stance: _(
        "A stance on this claim is taken from it, through “%(reprint)s”, which reprints it.",
        reprint="…",
    ),
}


def _in_report(report: Report, told: Mapping[type[Model], Message]) -> Found:
    for piece in _evidence(report=report):
        yield piece.claim, told[Evidence].placed(piece=piece.key)
    for citation in Citation.objects.filter(report=report).select_related("claim").order_by("pk"):
        yield citation.claim, told[Citation]
    for stance in Stance.objects.filter(report=report).select_related("claim").order_by("pk"):
        yield stance.claim, told[Stance]


def _on_source(source: Source) -> Found:
    for claim in Claim.objects.filter(claimant=source).order_by("pk"):
        yield claim, _("It made this claim.")
    for piece in _evidence(originator=source):
        yield piece.claim, _("It saw, counted or holds the evidence “%(piece)s”.", piece=piece.key)
    for stance in Stance.objects.filter(source=source).select_related("claim").order_by("pk"):
        yield stance.claim, _("It takes a stance on this claim.")


_FINDERS: dict[type[Publishable], Callable[..., Found]] = {
    Claim: _on_claim,
    Report: _on_report,
    Source: _on_source,
}
