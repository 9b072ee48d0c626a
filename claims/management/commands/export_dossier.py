"""Write everything about one event as a dossier."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims import dossier
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.models.desk.event import Event
from claims.publishing import audit


class Command(BaseCommand):
    help = (
        "Export an event with everything about it as it stands on the desk, drafts and private "
        "notes included: not for readers, who have /events/SLUG/dossier.json."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--out", metavar="FILE", help="instead of printing it")

    def handle(self, *args: object, slug: str, out: str | None, **options: object) -> None:
        try:
            whole = dossier.export(slug)
            about = Event.objects.get(slug=slug)
            audit.write(AuditKind.EXPORTED, "dossier", by=None, at=timezone.now(), about=about)
        except RuleBroken as broken:
            raise CommandError(str(broken), returncode=2) from broken
        if out is None:
            self.stdout.write(whole.decode(), ending="")
            return
        try:
            Path(out).write_bytes(whole)
        except OSError as problem:
            raise CommandError(f"{out} cannot be written: {problem.strerror}.") from problem
        self.stderr.write(f"{len(whole):,} bytes written to {out}")
