"""Links that the figures suggest: accepted or rejected with one press."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims import actions
from claims.actions.desk import Editor
from claims.actions.reconcile.answer import Answers, answer_to
from claims.actions.reconcile.sheet import Sheet
from claims.admin.workbench.position_draft import called
from claims.admin.workbench.submitted import check_note
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import How, Treated, all_seen
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import Finding, Suggestion, Tie
from claims.domain.relations import Relation
from claims.domain.text import clean
from claims.domain.vocabulary import LinkState
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link

MOST = 12
RELATIONS = {Tie.UPDATE: Relation.UPDATES, Tie.REPEAT: Relation.REPEATS}
HOW = {Tie.UPDATE: How.SUPERSEDED, Tie.REPEAT: How.REPEAT, Tie.SUM: How.DERIVED}
_PRESSED = re.compile(r"(accept|reject):([a-z]+):([0-9]{1,18}):([0-9,]{1,400})")


@dataclass(frozen=True)
class Offered:
    """``value`` is what the two buttons send after their word.

    ``note`` stands in a box, for what readers are told where the figure is left out for it.
    """

    why: str
    sentence: str
    accept: str
    value: str
    note: str = ""


def offered(
    sheet: Sheet,
    suggested: Iterable[Suggestion],
    findings: Sequence[Finding],
    answers: Answers,
    here: frozenset[str],
) -> list[Offered]:
    """Those about the figures here that are not decided yet, the first few."""
    rejected = _rejected(sheet)
    found: list[Offered] = []
    for one in suggested:
        about = one.figure in here
        if about and len(found) < MOST and not _decided(one, sheet, findings, answers, rejected):
            found.append(_offer(one, sheet))
    return found


def _offer(one: Suggestion, sheet: Sheet) -> Offered:
    figure, others = sheet.by_key[one.figure], [sheet.by_key[key] for key in one.others]
    named = " + ".join(_called(o) for o in others)
    sentence, accept = {
        Tie.UPDATE: (
            _("%(figure)s was replaced by %(others)s", figure=_called(figure), others=named),
            _("Superseded"),
        ),
        Tie.REPEAT: (
            _("%(figure)s repeats %(others)s", figure=_called(figure), others=named),
            _("Repeats it"),
        ),
        Tie.SUM: (
            _("%(figure)s is %(sum)s", figure=_called(figure), sum=named),
            _("Derived from them"),
        ),
        Tie.MISPRINT: (
            _(
                "%(figure)s was recorded wrongly, not %(others)s",
                figure=_called(figure),
                others=named,
            ),
            _("Record error"),
        ),
    }[one.tie]
    keys = ",".join(str(o.pk) for o in others)
    note = ""
    if one.tie is Tie.MISPRINT:
        note = _("Recorded wrongly: it should read %(number)s.") % {"number": called(others[0])}
    return Offered(one.tie.label, f"{sentence}?", accept, f"{one.tie}:{figure.pk}:{keys}", note)


def _called(figure: Figure) -> str:
    return f"{called(figure)} ({figure.key})"


def _rejected(sheet: Sheet) -> set[tuple[int, str, int]]:
    ends = [claim.pk for claim in sheet.claims]
    links = Link.objects.filter(state=LinkState.REJECTED, relation__in=RELATIONS.values())
    rows = links.values_list("from_claim", "relation", "to_claim")
    here = set(ends)
    return {row for row in rows if row[0] in here}


def _decided(
    one: Suggestion,
    sheet: Sheet,
    findings: Sequence[Finding],
    answers: Answers,
    rejected: set[tuple[int, str, int]],
) -> bool:
    if one.tie in RELATIONS:
        return any(pair in rejected for pair in _pairs(one, sheet))
    finding = reconciliation.behind(one, findings)
    answer = answer_to(finding, answers) if finding else None
    return answer is not None and finding is not None and answer.fingerprint == finding.fingerprint


def _pairs(one: Suggestion, sheet: Sheet) -> list[tuple[int, str, int]]:
    """The claims a link would join: the newer updates the older, the later repeats the first."""
    own, relation = sheet.by_key[one.figure].claim_id, RELATIONS[one.tie].value
    others = [sheet.by_key[key].claim_id for key in one.others]
    if one.tie is Tie.UPDATE:
        return [(other, relation, own) for other in others]
    return [(own, relation, other) for other in others]


def decide(
    sheet: Sheet,
    pressed: str,
    *,
    reason: str,
    note: str,
    seen: Mapping[int, int],
    by: Editor,
    at: datetime,
) -> str:
    """Accept or reject; raises ``RuleBroken`` where it no longer makes sense.

    ``note`` is what readers are told of a figure that was recorded wrongly.
    """
    found = _PRESSED.fullmatch(pressed)
    if not found or found[2] not in list(Tie):
        raise RuleBroken(_("Press one of the buttons."))
    pks = [int(found[3]), *(int(pk) for pk in found[4].split(",") if pk)]
    if any(pk not in sheet.figures for pk in pks):
        raise RuleBroken(_("A figure of this suggestion is no longer there: open the page again."))
    figure, *others = pks
    tie = Tie(found[2])
    if found[1] == "accept":
        _accept(sheet, tie, figure, others, note=clean(note), seen=seen, by=by, at=at)
        return _("The link is saved.")
    keys = tuple(sheet.keys[pk] for pk in others)
    _reject(sheet, Suggestion(tie, sheet.keys[figure], keys), reason=reason, by=by, at=at)
    return _("Rejected: it is not suggested again.")


def _accept(
    sheet: Sheet, tie: Tie, figure: int, others: list[int], *,
    note: str, seen: Mapping[int, int], by: Editor, at: datetime,
) -> None:  # fmt: skip
    was = all_seen(sheet.ties)[figure]
    to = Treated(was.how, was.others, was.same, was.note)
    if tie is Tie.MISPRINT:
        check_note(note)
        to = Treated(How.RECORD_ERROR, (), was.same, note)
    else:
        to = Treated(HOW[tie], tuple(("+", pk) for pk in others), was.same, was.note)
    actions.treat_figures(sheet.root, {figure: to}, seen=seen, by=by, at=at)


def _reject(sheet: Sheet, one: Suggestion, *, reason: str, by: Editor, at: datetime) -> None:
    if one.tie in RELATIONS:
        claims = {claim.pk: claim for claim in sheet.claims}
        for newer, relation, older in _pairs(one, sheet):
            ends = (claims[newer], Relation(relation), claims[older])
            actions.reject_suggested(*ends, reason=reason, by=by)
    else:
        actions.reject_tie(sheet.root, one, reason=reason, by=by, at=at)
