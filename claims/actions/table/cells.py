"""What stands in a cell, as a thing the desk knows; raises ``RuleBroken`` where it does not."""

from __future__ import annotations

from claims.actions.choices import measure_choices
from claims.domain.address_input import kept_address
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.slugs import slugify
from claims.domain.text import fold
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event


def address_in(typed: str) -> str:
    return kept_address(typed)


def claim_in(typed: str) -> Claim | None:
    """By its slug or its whole address."""
    slug = typed.rstrip("/").rpartition("/")[2]
    if not slug:
        return None
    found: Claim | None = (
        Claim.objects.select_related("claimant", "event").filter(slug=slug).first()
    )
    if found is None:
        raise RuleBroken(_("There is no claim at “%(slug)s”.", slug=slug))
    return found


def category_in(event: Event, typed: str) -> str:
    """By its slug or its name, as shown on the desk."""
    if not typed:
        raise RuleBroken(_("Say who is counted."))
    whole = event.parent if event._state.adding and event.parent else event
    rows = list(whole.root().categories.order_by("position", "pk"))
    named = [row.slug for row in rows if fold(typed) == fold(row.name)]
    return _only(typed, named, slugs=[r.slug for r in rows], offered=[r.name for r in rows])


def measure_in(event: Event, typed: str) -> str:
    """By its slug or its label."""
    if not typed:
        raise RuleBroken(_("Say what is counted: killed, injured, missing ..."))
    offered = dict(measure_choices(event))
    # Of other scripts a slug has nothing left: no two of their words are alike by it.
    short = slugify(typed)
    named = [
        slug
        for slug, label in offered.items()
        if fold(label) == fold(typed) or (short and slugify(label) == short)
    ]
    if short in offered:
        return short
    return _only(typed, named, slugs=list(offered), offered=list(offered.values()))


def _only(typed: str, named: list[str], *, slugs: list[str], offered: list[str]) -> str:
    """The one of that slug or name; asks for the slug where several go by the name."""
    if typed in slugs:
        return typed
    if len(named) > 1:
        raise RuleBroken(
            _(
                "“%(typed)s” names more than one: write %(names)s.",
                typed=typed,
                names=" or ".join(named),
            )
        )
    if not named:
        raise RuleBroken(
            _(
                "“%(typed)s” is none of those counted here: %(names)s.",
                typed=typed,
                names=", ".join(offered),
            )
        )
    return named[0]
