"""What is said above the rest: that reports fell, or that words were withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.presenters.moments import When, minute
from claims.presenters.names import Names
from claims.presenters.report_marks import in_sentences, in_short
from claims.states.claim import ClaimState
from claims.states.subject import WithheldGrounds


@dataclass(frozen=True)
class Notice:
    label: str
    sentence: str
    when: When | None = None


def notices(state: ClaimState, names: Names) -> tuple[Notice, ...]:
    """What became of the reports that carry a claim; each says more where it is cited."""
    return tuple(_notices(state, names))


def _notices(state: ClaimState, names: Names) -> Iterator[Notice]:
    cited = {citation.report for citation in state.citations}
    marks = {uid: names.report(uid).marks for uid in cited}
    marked: dict[str, str] = {uid: found[0].code for uid, found in marks.items() if found}
    for label, sentence in zip(in_short(marked), in_sentences(marked, len(cited)), strict=True):
        yield Notice(label, sentence)


def withheld(about: WithheldGrounds | None, zone: str) -> Notice:
    """Says when and on which ground, and nothing else."""
    if about is None:
        return Notice(_("Withheld"), _("What stood here was removed."))
    sentence = _(
        "What stood here was removed, on the ground of %(label)s.", label=about.grounds.label
    )
    return Notice(_("Withheld"), sentence, minute(about.at, zone))
