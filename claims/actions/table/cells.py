"""What stands in a cell, as a thing the desk knows; raises ``RuleBroken`` where it does not."""

from __future__ import annotations

from claims.domain.errors import RuleBroken
from claims.domain.figures import MEASURES
from claims.domain.slugs import slugify
from claims.domain.text import fold
from claims.domain.typed_address import kept_address
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
        raise RuleBroken(f"There is no claim at “{slug}”.")
    return found


def category_in(event: Event, typed: str) -> str:
    """By its slug or its name, as shown on the desk."""
    if not typed:
        raise RuleBroken("Say who is counted.")
    whole = event.parent if event._state.adding and event.parent else event
    offered: dict[str, str] = {
        c.slug: c.name for c in whole.root().categories.order_by("position", "pk")
    }
    for slug, name in offered.items():
        if fold(typed) in (fold(name), slug):
            return slug
    raise RuleBroken(f"“{typed}” is none of those counted here: {', '.join(offered.values())}.")


def measure_in(typed: str) -> str:
    if not typed:
        raise RuleBroken("Say what is counted: killed, injured, missing ...")
    wanted = slugify(typed)
    labels = {slugify(label): measure for measure, label in MEASURES.items()}
    found = wanted if wanted in MEASURES else labels.get(wanted, "")
    if not found:
        raise RuleBroken(f"“{typed}” is none of: {', '.join(MEASURES.values())}.")
    return found
