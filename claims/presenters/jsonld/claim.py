"""A claim, and our review of it where the evidence settled something."""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle
from claims.presenters.addresses import Site, path_of
from claims.presenters.change import Change
from claims.presenters.claim import ClaimPage
from claims.presenters.claim_parts import Quoted
from claims.presenters.jsonld.node import Node, crumbs, moment, newsroom, node, speaker
from claims.presenters.moments import When
from claims.presenters.names import Name

RATINGS = {Status.CONFIRMED: 5, Status.PARTLY_CONFIRMED: 3, Status.REFUTED: 1}
"""Where a review says something; the label carries the meaning, not the number."""
LONGEST = 74
"""What readers of reviews show of a claim."""


def linked_claim(
    claim: ClaimPage, history: Sequence[Change], *, path: str, site: Site
) -> list[Node]:
    claimed = _claim(claim, site.at(path))
    claimed |= _about(claim, site)
    if reviewed(claim):
        return [_review(claim, claimed, history, path, site), _trail(claim, path, site)]
    return [claimed, _trail(claim, path, site)]


def reviewed(claim: ClaimPage) -> bool:
    """Not where we took it back, nor where it is not, or not here, the claimant's own."""
    theirs = bool(claim.claimant.href) and not (claim.fate and claim.fate.is_ours)
    return theirs and claim.status.code in RATINGS


def _claim(claim: ClaimPage, url: str) -> Node:
    labels = [notice.label for notice in claim.notices]
    if claim.fate:
        labels.insert(0, str(claim.fate.word))
    misattributed = claim.fate is not None and claim.fate.code == Lifecycle.MISATTRIBUTED
    return node(
        "Claim",
        **{"@id": f"{url}#claim"},
        url=url,
        text=claim.statement,
        author=_speaker(claim.claimant) if claim.claimant.href and not misattributed else None,
        datePublished="" if misattributed else moment(claim.said),
        creativeWorkStatus=labels,
        firstAppearance=[_report(quoted) for quoted in claim.words if quoted.first][:1],
        appearance=[_report(quoted) for quoted in claim.words],
    )


def _about(claim: ClaimPage, site: Site) -> Node:
    event = claim.event
    return {"about": node("Event", name=event.text, url=site.at(event.href))} if event.href else {}


def _speaker(name: Name) -> Node | None:
    return speaker(name.text, kind=name.kind, nature=name.nature)


def _report(quoted: Quoted) -> Node:
    report = quoted.report
    return node(
        "CreativeWork",
        name=report.text,
        url=report.href,
        datePublished=moment(report.published),
        publisher=_speaker(quoted.publisher) if quoted.publisher else None,
        creativeWorkStatus=[mark.label for mark in report.marks],
    )


def _review(
    claim: ClaimPage, claimed: Node, history: Sequence[Change], path: str, site: Site
) -> Node:
    begun, last = on_record(history)
    return node(
        "ClaimReview",
        **{"@id": f"{site.at(path)}#review"},
        url=site.at(path),
        claimReviewed=in_short(claim),
        datePublished=moment(begun),
        dateModified=moment(last),
        author=newsroom(site),
        reviewRating=node(
            "Rating",
            ratingValue=RATINGS[Status(claim.status.code)],
            bestRating=5,
            worstRating=1,
            alternateName=claim.status.label,
            ratingExplanation=claim.reason,
        ),
        itemReviewed=claimed,
    )


def in_short(claim: ClaimPage) -> str:
    """The claim in the few words that there is room for; cut at a word, and visibly."""
    words = claim.short or claim.statement
    if len(words) <= LONGEST:
        return words
    room = words[: LONGEST - 1]
    return (room.rpartition(" ")[0] or room).rstrip(" ,;:–-") + "…"


def on_record(history: Sequence[Change]) -> tuple[When | None, When | None]:
    """When a page was first put on record and when it last changed; history is newest first."""
    if not history:
        return None, None
    first, last = history[-1], history[0]
    return first.recorded or first.when, last.recorded or last.when


def _trail(claim: ClaimPage, path: str, site: Site) -> Node:
    event = [(claim.event.text, claim.event.href)] if claim.event.href else []
    return crumbs(site, [(_("Events"), path_of("pages:events")), *event, (claim.statement, path)])
