"""Sign the record as it stands, or keep what a witness signed of it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.domain.errors import RuleBroken
from claims.management import stamps
from claims.models.record.checkpoint import Checkpoint, newest
from claims.proof.note import NotGenuine, PrivateKey, PublicKey
from claims.publishing import checkpoints


class Command(BaseCommand):
    help = (
        "Sign the record up to its newest entry, after all of it was checked. Refused where it is "
        "not sound or does not continue what this key signed last. Run it every few minutes, as a "
        "user of its own: whoever serves the site need not be able to read the key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--key",
            default=settings.SIGNING_KEY,
            help="file with the private key; else COUNTERCLAIM_SIGNING_KEY",
        )
        parser.add_argument(
            "--out",
            default=settings.CHECKPOINTS,
            help="folder to write the checkpoint to as well; else COUNTERCLAIM_CHECKPOINTS",
        )
        parser.add_argument(
            "--authority",
            default=settings.STAMP_AUTHORITY,
            metavar="URL",
            help="have it stamped with the time there (RFC 3161); else COUNTERCLAIM_STAMP_AUTHORITY"
            " and where that is not set, by nobody",
        )
        parser.add_argument(
            "--authority-root",
            default=settings.STAMP_ROOT,
            metavar="FILE",
            help="its certificates, as PEM; else COUNTERCLAIM_STAMP_ROOT",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--new-key", action="store_true", help="make the key, and tell its public half"
        )
        what.add_argument(
            "--cosigned",
            metavar="FILE",
            help="keep the signature of a witness on this checkpoint; needs --witness",
        )
        parser.add_argument(
            "--name", help="with --new-key: what the record is called; else the host of SITE_URL"
        )
        parser.add_argument("--witness", metavar="KEY", help="the public key of the witness")

    def handle(
        self,
        *args: object,
        key: str,
        out: str,
        authority: str,
        authority_root: str,
        new_key: bool,
        cosigned: str | None,
        name: str | None,
        witness: str | None,
        **options: object,
    ) -> None:
        try:
            if cosigned:
                self._cosigned(cosigned, witness, out)
            elif new_key:
                self._new_key(key, name)
            else:
                latest = self._sign(key, out)
                if latest and authority:
                    self._stamp(latest, out, authority, authority_root)
        except NotGenuine as problem:
            raise CommandError(str(problem)) from problem
        except RuleBroken as broken:
            raise CommandError("\n".join(broken.messages)) from broken
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem

    def _sign(self, file: str, out: str) -> Checkpoint | None:
        path = _key_file(file)
        key = PrivateKey.read(path.read_text(encoding="utf-8"))
        made = checkpoints.sign(key, _memory(path), at=timezone.now())
        latest = made or newest()
        if latest is None:
            self.stdout.write("There is nothing on record yet: nothing was signed.")
            return None
        if out:
            checkpoints.write_out(latest, Path(out))
        told = "Signed" if made else "Nothing came since; signed already:"
        self.stdout.write(f"{told} the record up to entry {latest.size:,}.")
        self.stdout.write(latest.note, ending="")
        return latest

    def _stamp(self, latest: Checkpoint, out: str, authority: str, root: str) -> None:
        if out and stamps.stamped(latest, Path(out)):
            return
        if not out or not root:
            raise CommandError("A stamp needs a folder (--out) and --authority-root.")
        at = stamps.stamp(latest, Path(out), authority=authority, root=Path(root))
        self.stdout.write(f"Stamped by {authority}: {at:%Y-%m-%d %H:%M:%S} UTC.")

    def _new_key(self, file: str, name: str | None) -> None:
        path = _key_file(file)
        if path.exists() or _memory(path).exists():
            raise CommandError(f"{path} is there already: a key is never written over.")
        key = PrivateKey.new(name or f"{urlsplit(settings.SITE_URL).netloc}/record")
        checkpoints.write_whole(path, key.text() + "\n", mode=0o600)
        self.stdout.write(
            f"The private key is in {path}. Give its public half to whoever is to check the record:"
        )
        self.stdout.write(key.public.text())

    def _cosigned(self, cosigned: str, witness: str | None, out: str) -> None:
        if not witness:
            raise CommandError("Say whose signature it is: --witness with the public key.")
        signed = Path(cosigned).read_text(encoding="utf-8")
        kept = checkpoints.cosign(signed, PublicKey.read(witness))
        checkpoint = Checkpoint.objects.get(pk=kept.checkpoint_id)
        if out:
            checkpoints.write_out(checkpoint, Path(out))
        self.stdout.write(
            f"Kept: {kept.name} signed the record up to entry {checkpoint.size:,}"
            f" at {kept.witnessed_at:%Y-%m-%d %H:%M} UTC."
        )


def _key_file(name: str) -> Path:
    if not name:
        raise CommandError("Name the file of the key: --key, or COUNTERCLAIM_SIGNING_KEY.")
    return Path(name)


def _memory(key: Path) -> Path:
    """Where the signer remembers what it signed last: beside its key."""
    return key.with_name(f"{key.name}.signed")
