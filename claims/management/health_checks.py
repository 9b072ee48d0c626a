"""What is not as it should be on this machine, each in a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core import checks
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from claims.baked.folder import Folder
from claims.lookup.release import edition
from claims.management.baked_headers import NAME
from claims.management.commands.serve import is_this_machine
from claims.models.desk.backup import Backup
from claims.models.record import readiness
from claims.models.record.checkpoint import Checkpoint
from claims.models.record.entry import head
from claims.publishing import clock
from claims.publishing.background_check import watch

# Django's own, of which each is decided in the settings or by the proxy.
DEPLOY = frozenset(f"security.{code}" for code in ("W009", "W012", "W016", "W018", "W020", "W022"))
LEAST_ROOM = 1024**3
A_DAY = timedelta(days=1)
LONGEST_UNSIGNED = timedelta(hours=1)
SAFE_POSTGRES = ("fsync", "synchronous_commit", "full_page_writes")
FOLLOWER_SILENT = 30
"""Seconds after which whoever bakes is taken to have stopped."""


def of_settings() -> Iterator[str]:
    """What can be told without the database."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield (
            "This runs as root: give the site a user of its own, who can change nothing else on"
            " this machine (deploy/systemd)."
        )
    if not settings.PUBLIC and not is_this_machine(urlsplit(settings.SITE_URL).hostname or ""):
        yield (
            f"SITE_URL is {settings.SITE_URL}: without https what anybody reads or types can be"
            " overheard. Put a proxy with a certificate in front (deploy/nginx.conf)."
        )
    if settings.PUBLIC and not settings.DESK_URL:
        yield (
            "Editors and readers share one host: give the desk its own with COUNTERCLAIM_DESK_URL,"
            " so that a proxy can let a few addresses alone reach it."
        )
    if settings.PUBLIC and not settings.PROXIES:
        yield (
            "COUNTERCLAIM_PROXIES is 0, but a proxy holds the certificate: every reader counts as"
            " one, and one who asks too often shuts out all."
        )
    found = checks.run_checks(include_deployment_checks=True) if settings.PUBLIC else []
    yield from (f"{one.msg} {one.hint or ''}".strip() for one in found if one.id in DEPLOY)


def of_disk() -> Iterator[str]:
    data = Path(settings.DATA)
    if data.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others on this machine can look into {data}: run chmod 700 {data}."
    free = shutil.disk_usage(data).free
    if free < LEAST_ROOM:
        yield (
            f"Only {free // 1024**2} MB are free where {data} lies: at 0 nothing can be published"
            " any more. Make room."
        )


def of_caches() -> Iterator[str]:
    for name in settings.CACHES:
        try:
            caches[name].set("doctor", "here", 5)
            answered = caches[name].get("doctor") == "here"
        except Exception:  # each kind of cache fails in its own way
            answered = False
        if not answered:
            yield (
                f"The cache named {name} does not answer (REDIS_URL): pages are made anew for each"
                " reader, and nobody is counted."
            )


def of_database() -> Iterator[str]:
    """Without what needs a database that is up to date; ``of_record`` asks that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in SAFE_POSTGRES:
                cursor.execute(f"SHOW {name}")  # one of the names above
                (value,) = cursor.fetchone()
                if value == "off":
                    yield f"PostgreSQL runs with {name} off: a power cut can lose what was said."
    else:
        found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
        yield from (str(one.msg) for one in found)
    yield from readiness.problems(connection)


def of_people() -> Iterator[str]:
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    protected = Authenticator.objects.filter(type__in=factors).values("user")
    people = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=protected)
    names = list(people.order_by("username").values_list("username", flat=True)[:5])
    if settings.PUBLIC and names:
        yield (
            f"{people.count()} who may sign in have no second factor ({', '.join(names)}): a"
            " guessed password is then enough. Have them sign in and add one, or deactivate them."
        )


def of_record() -> Iterator[str]:
    newest, now = head(), timezone.now()
    if newest is None:
        return
    if newest.recorded_at > now + timedelta(minutes=1):
        yield (
            f"The clock is behind: it is {now:%Y-%m-%d %H:%M} UTC here, and the newest entry was"
            f" recorded at {newest.recorded_at:%Y-%m-%d %H:%M}."
        )
    if why := clock.doubt():
        yield str(why)
    if wrong := watch.look():
        yield f"The record is not as it was written: {wrong[0]} Run verify_record."
    signed = Checkpoint.objects.order_by("-size").first()
    if signed is None:
        yield (
            "Nobody has signed the record: whoever can write the database can change it unseen."
            " Run checkpoint every few minutes, as a user of its own (docs/operators.md)."
        )
    elif signed.size < newest.seq and now - newest.recorded_at > LONGEST_UNSIGNED:
        yield (
            f"The record is signed up to entry {signed.size}, and the newest is {newest.seq} of"
            f" {newest.recorded_at:%Y-%m-%d %H:%M} UTC: look why checkpoint does not run."
        )
    backup = Backup.objects.kept().first()
    if backup is None or now - backup.made_at > A_DAY:
        last = f"The last is of {backup.made_at:%Y-%m-%d %H:%M} UTC" if backup else "There is none"
        yield f"No backup was made in a day. {last}: run backup each night, to another machine."


def of_copies() -> Iterator[str]:
    if not settings.BAKED:
        if settings.PUBLIC:
            yield (
                "COUNTERCLAIM_BAKED is not set: when the app stops, readers are given nothing"
                " (docs/operators.md)."
            )
        return
    folder = Folder(settings.BAKED)
    if not folder.is_made():
        yield f"There are no files in {folder.path}: run bake {folder.path} --follow."
        return
    try:
        yield from _of_folder(folder)
    except (OSError, sqlite3.Error) as problem:
        yield (
            f"{folder.path} cannot be read and written by this user ({problem}): nothing can be"
            " published until it can. serve and bake have to run as its owner."
        )


def _of_folder(folder: Folder) -> Iterator[str]:
    folder.note("doctor", "here")
    if not os.access(folder.pages, os.W_OK):
        yield f"This user cannot write {folder.pages}: nothing can be published until it can."
    alive = folder.path / "alive"
    if not alive.exists() or time.time() - alive.stat().st_mtime > FOLLOWER_SILENT:
        yield (
            f"Nobody follows the record: what is published is taken out of {folder.path} and not"
            f" written again. Run bake {folder.path} --follow."
        )
    if folder.noted("edition") != edition():
        yield (
            f"The files in {folder.path} are of another release or of other settings than this"
            " command: restart serve and bake --follow."
        )
    if not (folder.path / NAME).exists():
        yield f"There is no {NAME} in {folder.path}: nginx does not know what to send with a file."
