"""What became of a report: corrected or withdrawn by its publisher, or retracted by us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from claims.domain.messages import gettext as _
from claims.domain.messages import ngettext
from claims.domain.moments import Moment
from claims.domain.standard_reasons import is_dated, readable
from claims.domain.vocabulary import Precision, Publication, PublisherAction
from claims.presenters.moments import When, minute, stated
from claims.states.report import ReportState

RETRACTED = Publication.RETRACTED.value
CORRECTED, WITHDRAWN = PublisherAction.CORRECTED.value, PublisherAction.WITHDRAWN.value
DONE = {
    RETRACTED: _("retracted by us"),
    WITHDRAWN: _("withdrawn by its publisher"),
    CORRECTED: _("corrected by its publisher"),
}
"""The gravest first."""
SHORT = {
    RETRACTED: _("Report retracted"),
    WITHDRAWN: _("Report withdrawn"),
    CORRECTED: _("Report corrected"),
}
GONE = (RETRACTED, WITHDRAWN)
"""Of these nothing stands any more."""


@dataclass(frozen=True)
class ReportMark:
    """Beside a report wherever it is cited; ``words`` are ours or its publisher's."""

    code: str
    when: When | None = None
    words: str = ""
    moment: Moment | None = None

    @property
    def label(self) -> str:
        return DONE[self.code].capitalize()

    def by_clocks(self, zone: str) -> ReportMark:
        # A retraction is told to the minute, as every time of our own.
        if self.code == RETRACTED and self.moment:
            return replace(self, when=minute(self.moment.at, zone))
        return replace(self, when=stated(self.moment, zone))


def report_marks(state: ReportState, zone: str) -> tuple[ReportMark, ...]:
    return tuple(_marks(state, zone))


def _marks(state: ReportState, zone: str) -> Iterator[ReportMark]:
    if state.retracted:
        at, why = state.retracted.at, state.retracted.reason
        if is_dated(why):
            yield ReportMark(RETRACTED, minute(at, zone), why, Moment(at, Precision.SECOND))
        else:
            yield ReportMark(RETRACTED, words=readable(why))
    if state.publisher_action:
        moment = state.publisher_action_at
        code, words = state.publisher_action.value, state.publisher_note
        yield ReportMark(code, stated(moment, zone), words, moment)


def in_sentences(marks: Mapping[str, str], cited: int) -> Iterator[str]:
    """What became of some of the reports that carry a claim; ``marks`` are codes by report."""
    for code, __, number in _counted(marks.values()):
        if number == cited == 1:
            yield _("The report that carries it was %(what)s.", what=DONE[code])
        else:
            yield ngettext(
                "One of the %(cited)s reports that carry it was %(what)s.",
                "%(number)s of the %(cited)s reports that carry it were %(what)s.",
                number,
                number=number,
                cited=cited,
                what=DONE[code],
            )


def of_figures(marks: Iterable[Iterable[str]]) -> str:
    """The gravest that became of a report behind some figures, each with its marks in short."""
    behind = [set(one) for one in marks]
    for code, short in SHORT.items():
        if number := sum(short in one for one in behind):
            return ngettext(
                "One of these figures is carried by a report that was %(what)s.",
                "%(number)s of these figures are carried by reports that were %(what)s.",
                number,
                number=number,
                what=DONE[code],
            )
    return ""


def counted(marks: Mapping[str, str]) -> dict[str, int]:
    """The same for machines."""
    gone = sum(code in GONE for code in marks.values())
    return {"reports_gone": gone, "reports_corrected": len(marks) - gone}


def in_short(marks: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(short for _, short, _ in _counted(marks.values()))


def _counted(codes: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    found = list(codes)
    for code, short in SHORT.items():
        if code in found:
            yield code, short, found.count(code)
