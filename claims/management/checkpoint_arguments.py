"""Commands that hold the record against checkpoints which were kept elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import CommandError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--against",
        nargs="+",
        default=[],
        metavar="CHECKPOINT",
        help="files with signed checkpoints, kept where nobody of this machine can change them",
    )
    parser.add_argument("--key", help="the public key they are signed with, as it was given")


def refuse_without_key(against: list[str], key: str | None) -> None:
    if against and not key:
        raise CommandError("Say with which key the checkpoints are signed: --key.")
