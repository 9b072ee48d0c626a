"""Record the rows of a table as claims: all of them, or none."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.actions.new_claims import Line, NewClaims, record_table
from claims.actions.record_claim import Apart
from claims.actions.table.row_result import RowResult
from claims.actions.table.rows import check_columns, not_understood, read_rows
from claims.domain.errors import RuleBroken
from claims.domain.iso import shown
from claims.domain.table import MOST_BYTES, Table, decode, read_table
from claims.domain.table_columns import COLUMNS, match
from claims.management.commands.import_dossier import editor_named
from claims.models.desk.base import Editor
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event


class Command(BaseCommand):
    help = (
        "Record the rows of a table (CSV, TSV, or cells pasted into a file) as drafts about an"
        " event: one row a claim, with the claimant and a statement, a number or a quote. If"
        " anything is wrong with any row, nothing is taken and everything is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--event", metavar="SLUG", required=True, help="what it is about")
        parser.add_argument(
            "--check",
            action="store_true",
            help="tell what would become of each row; change nothing",
        )
        parser.add_argument(
            "--apart", metavar="REASON", default="", help="why rows are not what they look like"
        )
        parser.add_argument("--by", metavar="USERNAME", default="", help="in whose name")

    def handle(
        self,
        *args: object,
        file: str,
        event: str,
        check: bool,
        apart: str,
        by: str,
        **options: object,
    ) -> None:
        editor = editor_named(by) if by else None
        self.results: list[RowResult] = []
        try:
            table = self._table(file)
            lines = partial(self._lines, table, event, apart=apart)
            try:
                made = _checked(lines, by=editor) if check else record_table(lines, by=editor)
            finally:
                for line in _report(self.results):
                    self.stdout.write(line)
        except RuleBroken as broken:
            listed = "\n".join(f"  {sentence}" for sentence in broken.messages)
            raise CommandError(f"{file}: nothing was taken.\n{listed}", returncode=2) from broken
        if check:
            self.stdout.write("Nothing was changed: this was a check.")
        else:
            self.stdout.write(f"{len(made)} claims are drafts now.")

    def _table(self, file: str) -> Table:
        text, note = decode(_contents(file))
        if note:
            self.stderr.write(note)
        table = read_table(text)
        columns = match(table.header)
        _check_headings(table, columns)
        check_columns(columns)
        return table

    def _lines(self, table: Table, event: str, *, apart: str) -> list[Line]:
        """From reading alone: what the rows would record as the desk stands."""
        self.results = read_rows(table, match(table.header), _event(event))
        _refuse(self.results, apart=apart)
        now = timezone.now()
        lines = []
        for result in self.results:
            if result.line is not None:
                result.line.apart = [Apart(a.subject, apart, now, new) for new, a in result.alike]
                lines.append(result.line)
        return lines


def _contents(file: str) -> bytes:
    """No more of it than a table may have and one."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.", returncode=2) from problem


def _event(slug: str) -> Event:
    event: Event | None = Event.objects.filter(slug=slug).first()
    if event is None:
        raise CommandError(f"There is no event {shown(slug)} here.", returncode=2)
    return event


def _check_headings(table: Table, columns: list[str]) -> None:
    """What is not understood is asked about, never left out."""
    known = ", ".join(column.label for column in COLUMNS.values())
    unknown = [table.header[n] for n in not_understood(table, columns)]
    if unknown:
        raise RuleBroken(
            *(
                f"The column {shown(heading)} is not understood: rename it, or take it out."
                for heading in unknown
            ),
            f"The columns that are: {known}.",
        )


def _report(results: list[RowResult]) -> Iterator[str]:
    """What becomes of each row, and what it was taken to mean."""
    for result in results:
        cells = result.cells
        says = cells.get("statement") or cells.get("number") or cells.get("quote", "")
        told = [result.words, *filter(None, [cells.get("claimant", "")]), shown(says)]
        yield f"Row {result.number}: {': '.join(told)}"
        if result.who:
            yield f"  claimant: {result.who}"
        if result.carrier:
            yield f"  publisher: {result.carrier}"
        if result.means:
            yield f"  number: {result.means}"
        for column, sentence in result.wrong:
            yield f"  {column}: {sentence}"
        for sentence in result.remarks:
            yield f"  {sentence}"
        for _, alike in result.alike:
            yield f"  looks like “{alike.subject}” ({alike.subject.slug}): {alike.why}"


def _refuse(results: list[RowResult], *, apart: str) -> None:
    wrong = [result.number for result in results if result.wrong]
    if wrong:
        rows = ", ".join(map(str, wrong))
        raise RuleBroken(f"Mend these rows, or take them out: {rows}.")
    alike = [result.number for result in results if result.alike]
    if alike and not apart:
        rows = ", ".join(map(str, alike))
        raise RuleBroken(
            f"These rows look like what is here: {rows}. Say with --apart why they are not the"
            " same, or take them out."
        )


def _checked(lines: Callable[[], list[Line]], *, by: Editor) -> list[Claim]:
    """What would be refused is refused here too."""
    return NewClaims(lines(), by=by).claims
