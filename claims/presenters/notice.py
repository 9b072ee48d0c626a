"""What stands above the status: that a claim was taken back, replaced or was never said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.domain.vocabulary import Lifecycle
from claims.presenters.moments import When, minute
from claims.presenters.names import ClaimName, EventName, Name, Names
from claims.presenters.report_marks import in_sentences, in_short
from claims.states.claim import ClaimState
from claims.states.subject import WithheldGrounds

LIFECYCLES = {
    Lifecycle.SUPERSEDED: ("Superseded", "A newer claim has taken its place."),
    Lifecycle.WITHDRAWN: ("Withdrawn", "Whoever made this claim has withdrawn it."),
    Lifecycle.MISATTRIBUTED: ("Misattributed", "We found that the source named did not say this."),
    Lifecycle.CONTEXT: (
        "Context",
        (
            "Nobody disputes this: we keep it as background of the event."
            " The status told is that of the time when it was a claim."
        ),
    ),
    Lifecycle.MERGED: ("Merged", "This was the same claim as another; we keep it there."),
}


@dataclass(frozen=True)
class Notice:
    label: str
    sentence: str
    when: When | None = None
    claim: Name | None = None


def lifecycle_label(lifecycle: str, *more: str, retracted: bool) -> str:
    """What stands beside the status in a list: nothing for most claims."""
    known = LIFECYCLES.get(Lifecycle(lifecycle))
    words = ["Retracted" if retracted else "", known[0] if known else "", *more]
    return ", ".join(filter(None, words)).capitalize()


def notices(
    state: ClaimState, names: Names, *, zone: str, newest: ClaimName | None = None
) -> tuple[Notice, ...]:
    return tuple(_notices(state, names, zone, newest))


def _notices(
    state: ClaimState, names: Names, zone: str, newest: ClaimName | None
) -> Iterator[Notice]:
    if state.retracted:
        at = minute(state.retracted.at, zone)
        yield Notice("Retracted", f"We no longer stand by this. {state.retracted.reason}", at)
    if state.lifecycle in LIFECYCLES:
        merged = names.claim(state.merged_into) if state.merged_into else None
        kept = _kept(names.event(state.event)) if state.lifecycle is Lifecycle.CONTEXT else None
        yield Notice(*LIFECYCLES[state.lifecycle], claim=merged or kept or newest)
    yield from _of_reports(state, names)


def _of_reports(state: ClaimState, names: Names) -> Iterator[Notice]:
    """What became of the reports that carry it; each says more where it is cited."""
    cited = {citation.report for citation in state.citations}
    marks = {uid: names.report(uid).marks for uid in cited}
    marked: dict[str, str] = {uid: found[0].code for uid, found in marks.items() if found}
    for label, sentence in zip(in_short(marked), in_sentences(marked, len(cited)), strict=True):
        yield Notice(label, sentence)


def _kept(event: EventName) -> Name | None:
    return replace(event, href=f"{event.href}#context") if event.href else None


def withheld(about: WithheldGrounds | None, zone: str) -> Notice:
    """Says when and on which ground, and nothing else."""
    if about is None:
        return Notice("Withheld", "What stood here was removed.")
    sentence = f"What stood here was removed, on the ground of {about.grounds.label}."
    return Notice("Withheld", sentence, minute(about.at, zone))
