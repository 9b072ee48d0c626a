"""What may be merged, moved, withdrawn: each rule says why not, in the editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import LIFECYCLE_LABELS, TAKEN_BACK, Lifecycle, Publication

SETTLED = (
    Lifecycle.CURRENT,
    Lifecycle.WITHDRAWN,
    Lifecycle.MISATTRIBUTED,
    Lifecycle.SUPERSEDED,
)


@dataclass(frozen=True)
class Record:
    """One of the two records that are said to be of one thing."""

    name: str
    publication: str
    merged: bool
    same: tuple[str, ...] = ()
    """What must be equal in both, as uids; named in the same order by ``DIFFERS``."""
    gone: str = ""
    """Why it no longer stands as it was said: superseded, withdrawn ..."""


DIFFERS = {
    "claim": (
        _(
            "They were said by different sources. Merge those first if they are one, or link the"
            " two."
        ),
        _("They are about different events. Move one of them first."),
    ),
    "source": (_("They stand with different parties of one event: put that right first."),),
}


def check_merge(kind: str, one: Record, into: Record, *, is_itself: bool, reason: str) -> None:
    """Raise ``RuleBroken`` with all that keeps one from being merged into the other."""
    found = [*_unmergeable(kind, one, into, is_itself=is_itself)]
    if not reason:
        found.append(_("Say why the two are one."))
    if found:
        raise RuleBroken(*found)


def _unmergeable(kind: str, one: Record, into: Record, *, is_itself: bool) -> Iterator[str]:
    if is_itself:
        yield _("A %(kind)s cannot be merged into itself.", kind=kind)
        return
    for record in (one, into):
        if record.merged:
            yield _(
                "“%(name)s” was merged already: choose what it was merged into.", name=record.name
            )
        if record.publication in TAKEN_BACK:
            yield _("“%(name)s” was taken back: it stays as readers see it.", name=record.name)
    if into.gone and not one.gone:
        yield _(
            "“%(name)s” stands as %(gone)s: what still stands would be hidden in it.",
            name=into.name,
            gone=into.gone,
        )
    pairs = zip(one.same, into.same, DIFFERS[kind], strict=True)
    yield from (said for here, there, said in pairs if here != there)


def check_lifecycle(
    now: Lifecycle, to: Lifecycle, *, publication: str, has_report: bool, note: str
) -> None:
    """Raise ``RuleBroken`` unless a claim may be said to have met this fate."""
    found = []
    if publication in TAKEN_BACK:
        found.append(_("This claim was taken back: readers see nothing of what became of it."))
    if Lifecycle.MERGED in (now, to):
        found.append(_("Merging has a page of its own; undo the merge there first."))
    elif now is to:
        found.append(
            _("It stands as “%(lifecycle_labels)s” already.", lifecycle_labels=LIFECYCLE_LABELS[to])
        )
    if to is Lifecycle.WITHDRAWN and not has_report:
        found.append(_("Name the report in which the claimant withdrew it."))
    if is_return(now, to) and not has_report:
        found.append(_("Name the report in which the claimant said it again."))
    if publication == Publication.PUBLISHED and not note:
        found.append(_("Say in a sentence what happened: readers will see it."))
    if found:
        raise RuleBroken(*found)


def is_return(now: Lifecycle, to: Lifecycle) -> bool:
    """Whether what its claimant took back is said again."""
    return (now, to) == (Lifecycle.WITHDRAWN, Lifecycle.CURRENT)


def check_fits(event: str, *, missing: Sequence[str], outside: Sequence[str]) -> None:
    """Raise ``RuleBroken`` where figures could not be counted as before in another event.

    ``missing`` names categories the other tree lacks, ``outside`` figures of parts not in it.
    """
    found = []
    if missing:
        found.append(
            _(
                "“%(event)s” does not count %(missing)s: add the category there first.",
                event=event,
                missing=", ".join(missing),
            )
        )
    found += [_("%(name)s: put that right first.", name=name) for name in outside]
    if found:
        raise RuleBroken(*found)
