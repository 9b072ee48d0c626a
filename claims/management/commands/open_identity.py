"""Read who a confidential source is, with the key that is on no server."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.backup.sealed import identities, unsealed_text
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.models.desk.identity import Identity
from claims.publishing import audit


class Command(BaseCommand):
    help = (
        "Print who a confidential source is. Run it where the key is, never on the server for the "
        "sake of this; that it was read is noted in the audit log."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="of the source")
        parser.add_argument("--identity", action="append", default=[], metavar="FILE")

    def handle(self, *args: object, slug: str, identity: list[str], **options: object) -> None:
        kept = Identity.objects.filter(source__slug=slug).select_related("source").first()
        if kept is None:
            raise CommandError(f"Nothing is kept of who “{slug}” is.")
        if kept.paper:
            self.stdout.write(f"Written down: {kept.paper}")
        if not kept.sealed:
            return
        try:
            words = unsealed_text(kept.sealed, identities(identity))
        except RuleBroken as broken:
            raise CommandError("\n".join(broken.messages)) from broken
        at = timezone.now()
        audit.write(AuditKind.READ, "identity", by=None, at=at, about=kept.source)
        self.stdout.write(words)
