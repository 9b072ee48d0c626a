"""Add a number to a claim, in the words it was said in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from claims.actions.desk import Editor
from claims.actions.suggest_links import suggest_links
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.number_parser import ParsedNumber
from claims.domain.slugs import LONGEST_NAME, free_slug, slugify
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.publishing.registry import differs


@dataclass(frozen=True)
class Count:
    """A number as it was said, of whom (the slug of a category of the event), and of what.

    What ``said`` asks about has been answered: its reading is kept as a note.
    """

    words: str
    said: ParsedNumber
    counted: str
    measure: str


def record_figure(claim: Claim, count: Count, *, by: Editor) -> Figure:
    figure = figure_of(
        claim,
        count,
        key=free_key(claim, count),
        category=category_of(claim.event, count.counted),
    )
    figure.save(by=by)
    return figure


def figure_of(claim: Claim, count: Count, *, key: str, category: Category) -> Figure:
    return Figure(
        claim=claim,
        key=key,
        measure=count.measure,
        category=category,
        words=count.words,
        qualifier=count.said.qualifier,
        value=count.said.value,
        low=count.said.low,
        high=count.said.high,
        bounds_note=count.said.note,
    )


def add_figure(claim: Claim, count: Count, *, by: Editor) -> Figure:
    """The same for a claim that stands on the desk: saved with it, under its version."""
    with transaction.atomic():
        held = claim.locked()
        figure = record_figure(held, count, by=by)
        held.changed = differs(held)
        held.save(by=by)
        suggest_links(held, by=by)
    return figure


def category_of(event: Event, slug: str) -> Category:
    found: Category | None = event.root().categories.filter(slug=slug).first()
    if found is None:
        raise RuleBroken(
            _(
                "“%(event)s” counts nobody by the name “%(slug)s”: choose one of its own.",
                event=event,
                slug=slug,
            )
        )
    return found


def free_key(claim: Claim, count: Count, taken: Callable[[str], bool] | None = None) -> str:
    """A name for a figure that no other has: who said it, and how many."""
    number = count.words if count.said.value is None else count.said.value
    who = slugify(claim.claimant.short_name or claim.claimant.name, LONGEST_NAME) or "figure"
    base = slugify(f"{who} {number}")[:80]
    return free_slug(base, taken or (lambda key: Figure.objects.filter(key=key).exists()))
