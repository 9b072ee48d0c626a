"""Names of what a change of our number bears on, for its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SubjectKind
from claims.lookup.as_of import Shown
from claims.lookup.names import event_name, look_up
from claims.models.record.rows import PublishedEvent, PublishedPosition, PublishedQuestion
from claims.presenters.addresses import page
from claims.presenters.names import Name
from claims.states.position import TouchedState


def names_of(touched: Iterable[TouchedState], shown: Shown) -> Mapping[str, Name]:
    """By uid; what was withheld since has no name to give. Nothing is asked where there is none."""
    by_kind: dict[SubjectKind, set[str]] = {}
    for one in touched:
        by_kind.setdefault(one.kind, set()).add(one.uid)
    found: dict[str, Name] = {}
    if claims := by_kind.get(SubjectKind.CLAIM):
        found.update(look_up(shown, claims=claims).claims)
    if questions := by_kind.get(SubjectKind.QUESTION):
        rows = PublishedQuestion.objects.named(questions, shown.rows).values()
        asked = [row for row in rows if not row.withheld]
        found |= {
            q.uid: Name(q.uid, q.text, href=q.get_absolute_url() + shown.query) for q in asked
        }
    if positions := by_kind.get(SubjectKind.POSITION):
        found |= _our_figures(positions, shown)
    return found


def _our_figures(uids: set[str], shown: Shown) -> dict[str, Name]:
    """By what they are about: a figure of ours stands on the page of its event."""
    stated = PublishedPosition.objects.named(uids, shown.rows).values()
    rows = [row for row in stated if not row.withheld]
    events = PublishedEvent.objects.named({row.event for row in rows}, shown.rows)
    names = {uid: event_name(row) for uid, row in events.items() if not row.withheld}
    return {
        row.uid: Name(
            row.uid,
            _("our figure for %(event)s", event=names[row.event].text),
            href=page("figures", events[row.event].slug, shown.query),
        )
        for row in rows
        if row.event in names
    }
