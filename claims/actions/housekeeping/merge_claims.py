"""What goes along when two records of one claim become one. What was there first stays."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TypeVar

from django.db.models import Manager, Model

from claims.actions.housekeeping.undo_log import Carrying
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.slugs import free_slug
from claims.domain.vocabulary import EvidenceKind, Lifecycle, Treatment
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.position import Position

M = TypeVar("M", bound=Model)

CITED = ("report_id", "quote", "locator")
BEARS = ("report_id", "other_claim_id", "originator_id", "bearing", "note")
ASKED = ("whom_id", "channel", "asked_at")
SPOKE = ("source_id", "stance", "report_id", "quote")
COUNTED = ("measure", "category_id", "event_id", "qualifier", "value", "low", "high", "as_of_at")
KEPT_WITH = _("Kept with “%(claim)s”, into which this claim was merged.")


def carry_claim(one: Claim, into: Claim, carrying: Carrying) -> None:
    """Copies, for the merged claim keeps what readers saw of it; nothing is carried twice."""
    for row in _lacking(one.citations, into.citations, CITED):
        carrying.made(_copy(row, claim=into))
    _carry_answers(one, into, carrying)
    _carry_evidence(one, into, carrying)
    _carry_figures(one, into, carrying)
    _carry_links(one, into, carrying)
    for answer in one.answers.order_by("pk"):
        keys = [into.pk if pk == one.pk else pk for pk in _keys(answer.claims)]
        carrying.listed(answer, "claims", keys)
    carrying.set(one, lifecycle=Lifecycle.MERGED, merged_into=into)
    for earlier in one.merged.exclude(pk=into.pk):
        carrying.set(earlier, merged_into=into)


def _carry_answers(one: Claim, into: Claim, carrying: Carrying) -> None:
    """What parties say, with whom we asked: an answer that stays out belongs to its request."""
    asked = {
        row.pk: carrying.made(_copy(row, claim=into))
        for row in _lacking(one.requests, into.requests, ASKED)
    }
    for row in _lacking(one.stances, into.stances, SPOKE):
        there = into.requests.filter(whom=row.source).order_by("pk").first()
        request = asked.get(row.request_id, there) if row.request_id else None
        carrying.made(_copy(row, claim=into, request=request))


def _lacking(rows: Manager[M], into: Manager[M], alike: tuple[str, ...]) -> Iterator[M]:
    key = attrgetter(*alike)
    there = {key(row) for row in into.all()}
    for row in rows.order_by("pk"):
        if key(row) not in there:
            yield row


def _copy(row: M, **values: object) -> M:
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    fields.pop(row._meta.pk.attname)
    copy = type(row)(**fields)
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


def _free_key(key: str, taken: Manager[M]) -> str:
    return free_slug(key, lambda name: taken.filter(key=name).exists())


def _carry_evidence(one: Claim, into: Claim, carrying: Carrying) -> None:
    for piece in _lacking(one.evidence, into.evidence, BEARS):
        if piece.other_claim_id != into.pk:
            key = _free_key(piece.key, into.evidence)
            carrying.made(_copy(piece, claim=into, key=key))
    for piece in one.evidence_for.order_by("pk"):
        if piece.claim_id == into.pk:
            # The claim itself is no evidence for it: it tells what is told already.
            carrying.set(piece, kind=EvidenceKind.REPEATED)
        elif piece.claim_id != one.pk:
            carrying.set(piece, other_claim=into)


def _carry_figures(one: Claim, into: Claim, carrying: Carrying) -> None:
    olds = list(one.figures.order_by("pk"))
    pairs = [(old, _figure_there(old, into, carrying)) for old in olds]
    now = {old.pk: new for old, new in pairs}
    for old, new in pairs:
        _carry_references(old, new, now, carrying)
    for old, new in pairs:
        _follow(old, new, carrying, inside={figure.pk for figure in olds})
        if old.treatment != Treatment.RECORD_ERROR:
            note = KEPT_WITH.placed(claim=into)[:500]
            carrying.set(old, treatment=Treatment.RECORD_ERROR, treatment_note=note)


def _figure_there(old: Figure, into: Claim, carrying: Carrying) -> Figure:
    """The same figure where the survivor has it, else a copy."""
    same: Figure | None = (
        into.figures.filter(**{n: getattr(old, n) for n in COUNTED}).order_by("pk").first()
    )
    if same is not None:
        return same
    key = _free_key(old.key, into.figures)
    if Figure.objects.filter(key=key).exclude(claim=into).exists():
        key = _free_key(f"{key}-{into.pk}", Figure.objects)
    copy: Figure = _copy(old, claim=into, key=key, supersedes=None, repeats=None)
    return carrying.made(copy)


def _carry_references(old: Figure, new: Figure, now: dict[int, Figure], carrying: Carrying) -> None:
    """To whom a carried figure refers; one found there keeps its own references."""
    if ["made", "figure", new.pk] not in carrying.steps:
        return
    for name in ("supersedes", "repeats"):
        other = getattr(old, name)
        if other is not None and now.get(other.pk, other) != new:
            carrying.set(new, **{name: now.get(other.pk, other)})
    for name in ("also_supersedes", "same_people_as", "built_on"):
        keys = [now[pk].pk if pk in now else pk for pk in _keys(getattr(old, name))]
        if keys:
            carrying.listed(new, name, [key for key in keys if key != new.pk])
    for part in FigurePart.objects.filter(whole=old).order_by("pk"):
        carrying.made(_copy(part, whole=new, part=now.get(part.part_id, part.part)))
    for reading in FigureReading.objects.filter(figure=old).order_by("pk"):
        carrying.made(_copy(reading, figure=new))


def _follow(old: Figure, new: Figure, carrying: Carrying, *, inside: set[int]) -> None:
    """Whoever referred to the old figure refers to the new one."""
    own = [*inside, new.pk]
    for name in ("supersedes", "repeats"):
        for figure in Figure.objects.filter(**{name: old}).exclude(pk__in=own):
            carrying.set(figure, **{name: new})
    for name in ("also_supersedes", "same_people_as", "built_on"):
        for figure in Figure.objects.filter(**{name: old}).exclude(pk__in=own):
            _replace(figure, name, old, new, carrying)
    for part in FigurePart.objects.filter(part=old).exclude(whole__in=own):
        carrying.set(part, part=new)
    _follow_positions(old, new, carrying)


def _follow_positions(old: Figure, new: Figure, carrying: Carrying) -> None:
    for position in old.used_in.order_by("pk"):
        if position.leaves_out.filter(figure=new).exists():
            raise _unsettled(position)
        _replace(position, "uses", old, new, carrying)
        _as_stated(position, old, new, carrying)
    for out in old.left_out_of.select_related("position").order_by("pk"):
        if out.position.uses.filter(pk=new.pk).exists():
            raise _unsettled(out.position)
        carrying.set(out, figure=new)
        _as_stated(out.position, old, new, carrying)
    for row in old.read_in.order_by("pk"):
        carrying.set(row, figure=new)


def _as_stated(position: Position, old: Figure, new: Figure, carrying: Carrying) -> None:
    """The figure a position rests on has another number on the desk, and is what it was."""
    names = {str(old.pk): str(new.pk)}
    kept = {names.get(pk, pk): then for pk, then in position.as_stated.items()}
    if kept != position.as_stated:
        carrying.set(position, as_stated=kept)


def _unsettled(position: Position) -> RuleBroken:
    return RuleBroken(
        _(
            "“%(position)s” uses one of two figures that become one, and leaves the other out:"
            " settle that first.",
            position=position,
        )
    )


def _replace(row: Model, name: str, old: Figure, new: Figure, carrying: Carrying) -> None:
    keys = [new.pk if pk == old.pk else pk for pk in _keys(getattr(row, name))]
    carrying.listed(row, name, keys)


def _keys(rows: Manager[M]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _carry_links(one: Claim, into: Claim, carrying: Carrying) -> None:
    """Links to others move along; one between the two, or one the survivor has, stays."""
    for end, other, rows in (
        ("from_claim", "to_claim", one.links_from),
        ("to_claim", "from_claim", one.links_to),
    ):
        for link in rows.order_by("pk"):
            if getattr(link, f"{other}_id") != into.pk:
                carrying.set(link, **{end: into})
