"""Where others repeat a thing, or speak of it: found before its words are removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claims.domain.messages import gettext as _
from claims.domain.quoting import Runs, repeated, runs
from claims.models.record.entry import EntryBody, head_seq
from claims.models.record.event_tree import uids_within, with_those_above
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim, PublishedPosition, PublishedQuestion
from claims.publishing.names_on_record import naming
from claims.states.body import Body
from claims.states.source import SourceState
from claims.states.texts import Text, texts_of

MOST_READ = 2000
"""Claims of the same events whose words are searched, the newest first."""
MOST_ALIKE = 3
"""Words that more things than these have in common are a turn of phrase, and nobody's."""


@dataclass(frozen=True)
class Passage:
    """A text of something else, as readers find it in these entries; ``repeats`` its words."""

    label: str
    text: str
    repeats: bool
    entries: tuple[int, ...]


def passages_about(uid: str) -> Mapping[str, list[Passage]]:
    """By the uid of whatever else names the subject, or is about its events and repeats it."""
    others, known = naming(uid), _own_runs(uid)
    stood = _texts_of(others | _near(uid, others), known, uid)
    said_by: Counter[tuple[str, ...]] = Counter()
    for told in stood.values():
        said_by.update({run for text in told for run in told[text].runs})
    found: dict[str, list[Passage]] = {other: [] for other in others}
    for other, told in stood.items():
        for text, one in told.items():
            is_its_own = any(said_by[run] <= MOST_ALIKE for run in one.runs)
            if uid in text.about or is_its_own:
                passage = Passage(text.label, text.text, is_its_own, tuple(one.entries))
                found.setdefault(other, []).append(passage)
    return found


@dataclass
class _Stood:
    """Which of the words a text repeats, and in which entries it stands, each once."""

    runs: Runs
    entries: dict[int, None] = field(default_factory=dict)


def _texts_of(uids: Iterable[str], known: Runs, uid: str) -> dict[str, dict[Text, _Stood]]:
    """Texts of these subjects that are about the thing or repeat some of its words."""
    found: dict[str, dict[Text, _Stood]] = {}
    bodies = EntryBody.objects.filter(entry__subject__in=sorted(uids)).order_by("entry")
    for body in bodies.iterator(chunk_size=500):
        told = found.setdefault(body.entry.subject, {})
        for text in _texts(body.read):
            if text not in told:
                runs_here = repeated(text.text, known)
                if not runs_here and uid not in text.about:
                    continue
                told[text] = _Stood(runs_here)
            told[text].entries[body.entry_id] = None
    return found


def _texts(body: Body) -> Iterator[Text]:
    nobody = frozenset[str]()
    yield from texts_of(body.state)
    if body.change.note:
        yield Text(_("What changed"), body.change.note, nobody)
    if body.change.decision and body.change.decision.reason:
        yield Text(_("Reason"), body.change.decision.reason, nobody)


def _own_runs(uid: str) -> Runs:
    states = [body.read.state for body in EntryBody.objects.filter(entry__subject=uid)]
    names = {
        name
        for state in states
        if isinstance(state, SourceState)
        for name in (state.name, state.short_name, *state.aliases)
    }
    return runs({text.text for state in states for text in texts_of(state)}, names)


def _near(uid: str, others: set[str]) -> set[str]:
    """Whatever is about the events of the subject, or of the claims that name it."""
    now, whole = AsOf(entry=head_seq()), {uid}
    for model in (PublishedClaim, PublishedPosition, PublishedQuestion):
        rows = model.objects.filter(uid__in={uid, *others}).exclude(event="")
        whole.update(rows.values_list("event", flat=True).distinct())
    within = uids_within({row.uid for row in with_those_above(whole, now)}, now)
    claims = PublishedClaim.objects.current().filter(event__in=within).newest_first()
    found = within | set(claims.values_list("uid", flat=True)[:MOST_READ])
    for model in (PublishedPosition, PublishedQuestion):
        rows = model.objects.current().filter(event__in=within)
        found.update(rows.values_list("uid", flat=True))
    return found - {uid}
