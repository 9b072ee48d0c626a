"""What an editor had before him: kept until he is shown what others changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.admin.forms import TWICE, collision
from claims.models.desk.base import DeskModel
from claims.models.desk.claim import Claim
from claims.models.desk.position import Position

MOST = 1000
_VERSIONS = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Opened:
    """Versions as the page carries them: of its claims by their keys, and of the position."""

    claims: Mapping[int, int]
    position: int = 0

    @property
    def versions(self) -> str:
        return ",".join(f"{pk}:{version}" for pk, version in self.claims.items())


def read(sent: Mapping[str, str]) -> Opened:
    claims = {int(pk): int(v) for pk, v in _VERSIONS.findall(sent.get("seen", ""))}
    position = sent.get("position-seen", "")
    return Opened(claims, int(position) if _NUMBER.fullmatch(position) else 0)


def still(opened: Opened, now: Opened, sent: Mapping[str, str]) -> Opened:
    """The versions to go on with after a refusal: of what was sent those that were opened."""
    claims = {**now.claims, **{pk: v for pk, v in opened.claims.items() if pk in now.claims}}
    return Opened(claims, opened.position if "position-seen" in sent else now.position)


def collisions(opened: Opened, position: Position | None) -> list[str]:
    """Who changed what of this page since it was opened."""
    rows: list[tuple[DeskModel, int]] = [
        (claim, opened.claims[claim.pk])
        for claim in Claim.objects.filter(pk__in=list(opened.claims)[:MOST]).order_by("pk")
    ]
    rows += [(position, opened.position)] if position else []
    return [told for row, since in rows if row.version != since for told in _told(row, since)]


def _told(row: DeskModel, since: int) -> Iterator[str]:
    yield f"“{row}”"
    yield from (told for told in collision(row, str(since)) if told != TWICE)
