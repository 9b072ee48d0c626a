"""Whether a row is new, adds to a claim that is there, or says nothing new."""

from __future__ import annotations

from claims.actions.duplicates import like_claims, like_sources
from claims.actions.new_claims import Line
from claims.actions.record_figure import Count
from claims.actions.source_names import SourceNames
from claims.actions.table.row_result import RowResult
from claims.domain.messages import gettext as _
from claims.domain.text import fold
from claims.domain.web_address import publisher_key
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report

Key = tuple[str, str, str]


class Matching:
    """Goes through the rows in order, for each may add to one before it."""

    def __init__(self, names: SourceNames) -> None:
        self.names = names
        self.lines: dict[Key, tuple[int, Line]] = {}
        self.told: set[object] = set()

    def settle(self, result: RowResult, line: Line) -> None:
        key = (fold(line.claimant.name), fold(line.statement), line.event.uid)
        above = self.lines.get(key)
        if above is not None:
            line.of, line.claim = above[1], above[1].claim
            self._add(result, line, key, _("Adds to row %(above)s.", above=above[0]))
            return
        line.claim = line.claim or same_claim(line)
        self.lines[key] = (result.number, line)
        if line.claim is not None:
            self._add(
                result, line, key, _("Adds to “%(claim)s”, which is on the desk.", claim=line.claim)
            )
            return
        self._is_told(key, _number(line.count))
        self._is_told(key, line.report and line.report.uid)
        self._look(result, line)
        self._name_stubs(result, line)

    def _add(self, result: RowResult, line: Line, key: Key, sentence: str) -> None:
        """Only what is not there yet; where nothing is left, the row is known."""
        count, report = line.count, line.report
        if count and (self._is_told(key, _number(count)) or has_figure(line.claim, count)):
            line.count = None
        if report and (self._is_told(key, report.uid) or cites(line.claim, report)):
            line.report = None
        if line.count is None and line.report is None:
            result.kind, result.line = "known", None
            result.remarks.append(_("It is on the desk, or above, already."))
            return
        result.kind = "adds"
        result.remarks.append(sentence)
        self._name_stubs(result, line)

    def _is_told(self, key: Key, what: object) -> bool:
        """Whether an earlier row said this; from now on one did."""
        told = (key, what)
        before = told in self.told
        self.told.add(told)
        return before

    def _look(self, result: RowResult, line: Line) -> None:
        found = like_claims(
            claimant=line.claimant,
            event=line.event,
            statement=line.statement,
            said_at=line.said.at if line.said else None,
            count=line.count,
        )
        result.alike += [(None, alike) for alike in found]

    def _name_stubs(self, result: RowResult, line: Line) -> None:
        """What else is made for this row, and which sources look like a new one."""
        publisher = line.report.publisher if line.report else None
        for thing in (line.claimant, line.event, line.report, publisher):
            if thing is None or not thing._state.adding or thing.uid in self.told:
                continue
            self.told.add(thing.uid)
            kind = thing._meta.verbose_name
            name = str(thing) or str(publisher)
            result.remarks.append(
                _("New %(kind)s, to be completed: %(name)s.", kind=kind, name=name)
            )
            is_named = kind == "source" and not _is_host(name)
            found = like_sources(name, on_desk=self.names) if is_named else []
            result.alike += [(thing, alike) for alike in found]


def _is_host(name: str) -> bool:
    """The name of a site, for want of another: many end alike and are not."""
    return " " not in name and "." in name and publisher_key(name) == name.lower()


def _number(count: Count | None) -> object:
    return count and (count.measure, count.counted, count.said.low, count.said.high)


def same_claim(line: Line) -> Claim | None:
    """The claim that the desk has in the very words."""
    if line.claimant._state.adding or line.event._state.adding:
        return None
    rows = Claim.objects.filter(claimant=line.claimant, event=line.event).order_by("pk")
    wanted = fold(line.statement)
    same = (pk for pk, said in rows.values_list("pk", "statement") if fold(said) == wanted)
    pk = next(same, None)
    return Claim.objects.get(pk=pk) if pk else None


def has_figure(claim: Claim | None, count: Count) -> bool:
    """Whether the desk has this number of this claim."""
    return claim is not None and Figure.objects.filter(
        claim=claim,
        measure=count.measure,
        category__slug=count.counted,
        low=count.said.low,
        high=count.said.high,
    ).exists()  # fmt: skip


def cites(claim: Claim | None, report: Report) -> bool:
    if claim is None or report._state.adding:
        return False
    return claim.citations.filter(report=report).exists()
