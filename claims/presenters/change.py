"""One entry of the record as a change that readers can follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from claims.domain.figures import measure_label
from claims.domain.vocabulary import ChangeType, EntryKind, Grounds, SubjectKind
from claims.presenters.addresses import page
from claims.presenters.counting_context import PHRASES
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import Names
from claims.presenters.sentence import amount
from claims.presenters.status import StatusMark, mark_of

State = Mapping[str, Any]

HEADLINES = {
    EntryKind.PUBLISHED: "Put on record",
    EntryKind.CHANGED: "Changed",
    EntryKind.STATUS: "Status decided",
    EntryKind.RETRACTED: "Retracted",
    EntryKind.SUPPRESSED: "Withheld",
    EntryKind.IMPORTED: "Put on record from reports",
    EntryKind.IMPORT: "History carried over",
}
# Where readers would not know a field by its name.
FIELDS = {
    "claimant": "who said it",
    "said": "when it was said",
    "occasion": "the occasion",
    "citations": "the words and where they stand",
    "named_evidence": "the evidence named",
    "origins": "the count of independent origins",
    "decided": "the time of the decision",
    "merged_into": "the claim it was merged into",
    "utterance": "what was said together",
    "slug": "the address",
    "short": "the short form",
}


class Dated(Protocol):
    """The columns of an entry."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def change(self) -> str: ...
    @property
    def minor(self) -> bool: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def effective_at(self) -> datetime: ...


@dataclass(frozen=True)
class Change:
    """``before`` and ``after`` are set where a status was decided.

    ``recorded`` is set on what was carried over: when it was put together. ``event`` names what a
    claim or a figure of ours is about.
    """

    seq: int
    kind: str
    subject_kind: str
    when: When
    headline: str
    what: str
    href: str
    who: str
    who_kind: str
    event: str
    before: StatusMark | None
    after: StatusMark | None
    reason: str
    fields: tuple[str, ...]
    change: str
    minor: bool
    reopened: bool
    recorded: When | None
    readable: bool

    @property
    def anchor(self) -> str:
        return f"change-{self.seq}"


def change_of(
    entry: Dated,
    body: State | None,
    names: Names,
    zone: str,
    then: str = "",
    *,
    was: State | None = None,
) -> Change:
    """``body`` is None where the words were removed for good; ``was`` is what a position was."""
    about: State = body["change"] if body else {}
    state: State = body["state"] if body else {}
    carried_over = entry.effective_at < entry.recorded_at
    after = about.get("status_to", "")
    who = names.source(state["claimant"]) if "claimant" in state else None
    return Change(
        seq=entry.seq,
        kind=entry.kind,
        subject_kind=entry.subject_kind,
        when=_when(entry, about, state, zone),
        headline=_headline(entry, about, state, removed=body is None),
        what=_what(entry, state, was, names),
        href=_href(entry, state, names, then),
        who=who.called if who else "",
        who_kind=who.kind if who else "",
        event=_event(state, names),
        before=mark_of(about["status_from"]) if about.get("status_from") else None,
        after=mark_of(after) if after else None,
        reason=_reason(about, state),
        fields=tuple(sorted(_field(name) for name in about.get("fields", []))),
        change=ChangeType(entry.change).label if entry.change else "",
        minor=entry.minor,
        reopened=bool(after and after != about.get("status_from") and state.get("reopened")),
        recorded=minute(entry.recorded_at, zone) if carried_over else None,
        readable=body is not None and "withheld" not in state,
    )


def _when(entry: Dated, about: State, state: State, zone: str) -> When:
    """A carried-over decision is no more exact than the report it rests on."""
    decided = stated(state.get("decided"), zone) if about.get("status_to") else None
    if decided and entry.effective_at < entry.recorded_at:
        return decided
    return minute(entry.effective_at, zone)


def _headline(entry: Dated, about: State, state: State, *, removed: bool) -> str:
    kind = EntryKind(entry.kind)
    if removed:
        return "Words removed"
    closing = kind is EntryKind.IMPORTED and entry.effective_at == entry.recorded_at
    if closing and not about.get("status_to"):
        return "Completed with what carries no date"
    if kind is EntryKind.IMPORTED and about.get("status_from"):
        return HEADLINES[EntryKind.STATUS]
    if kind is EntryKind.CHANGED and entry.change:
        return ChangeType(entry.change).label
    if kind is EntryKind.STATUS and entry.change == ChangeType.CORRECTION:
        return "Correction of the status"
    return HEADLINES[kind]


def _what(entry: Dated, state: State, was: State | None, names: Names) -> str:
    kind = SubjectKind(entry.subject_kind)
    if not state or "withheld" in state:
        return f"{kind.label} withheld"
    if kind is SubjectKind.POSITION:
        return _ours(state, was, names)
    if kind is SubjectKind.LINK:
        return "A link between two claims"
    return str(state.get("statement") or state.get("title") or state.get("name") or kind.label)


def _ours(state: State, was: State | None, names: Names) -> str:
    """Our own figure with where, whom and when: never a bare number."""
    whom = PHRASES.get(state["category"]) or names.category(state["category"])
    counted = f"{whom}, {measure_label(state['measure'])}"
    as_of = stated(state["as_of"], names.event(state["event"]).zone)
    when = f", as of {as_of.day}" if as_of else ""
    return (
        f"Our own figure, {names.event(state['event']).text}: {counted}: {_moved(state, was)}{when}"
    )


def _moved(state: State, was: State | None) -> str:
    now, before = _range(state), _range(was) if was else ""
    return f"{now}, before that {before}" if before and before != now else now


def _range(state: State) -> str:
    return amount(state) if state["established"] else "not established"


def _href(entry: Dated, state: State, names: Names, then: str) -> str:
    kind = SubjectKind(entry.subject_kind)
    if kind is SubjectKind.POSITION and "event" in state:
        return names.event(state["event"]).href
    if kind is SubjectKind.LINK and "from_claim" in state:
        return names.claim(state["from_claim"]).href
    return page(kind.value, state.get("slug", ""), then) if kind != SubjectKind.REPORT else ""


def _event(state: State, names: Names) -> str:
    """What a claim or a figure of ours is about, where the list of names tells."""
    known = names.events.get(state.get("event", ""))
    return known.text if known else ""


def _reason(about: State, state: State) -> str:
    if withheld := state.get("withheld"):
        return f"On the ground of {Grounds(withheld['grounds']).label}."
    return str(about.get("reason") or about.get("note") or "")


def _field(name: str) -> str:
    return FIELDS.get(name, name.replace("_", " "))
