"""Settings from the environment. What is wrong is said in one sentence that tells what to do."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_locale
from django.utils.translation.trans_real import language_code_re

from tracker import sqlite

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
POSTGRES = {"postgres", "postgresql", "psql", "pgsql"}
SQLITE = "django.db.backends.sqlite3"
SHORTEST_KEY = 50
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")
CATALOGUES = Path(__file__).resolve().parent.parent / "claims" / "locale"
MAKE_A_KEY = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'


def read_file(default: Path) -> None:
    """Take what the environment does not say from .env, or the file COUNTERCLAIM_ENV_FILE names."""
    path = Path(text("COUNTERCLAIM_ENV_FILE", str(default)))
    if path.is_file():
        environ.Env.read_env(path)


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def names(name: str, default: list[str]) -> list[str]:
    """A list separated by commas."""
    found = [word.strip() for word in text(name, "").split(",") if word.strip()]
    return found or default


def time_zone(name: str, default: str) -> str:
    word = text(name, default)
    if word not in available_timezones():
        raise ImproperlyConfigured(f"{name} is {word!r}: write a zone such as Asia/Karachi.")
    return word


def flag(name: str) -> bool:
    """True or false; false where nothing is said. Anything else stops the start."""
    word = text(name, "false").lower()
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {word!r}: write true or false.")
    return word in YES


def seconds(name: str, default: int) -> int:
    return whole(name, default, digits=6, of="a whole number of seconds")


def whole(
    name: str, default: int, *, digits: int = 3, of: str = "a whole number, such as 1"
) -> int:
    """A number without a sign, of so many digits at most; ``of`` says what is to be written."""
    word = text(name, str(default))
    if not (word.isascii() and word.isdigit() and len(word) <= digits):
        raise ImproperlyConfigured(f"{name} is {word!r}: write {of}.")
    return int(word)


def rate(name: str, default: str) -> str:
    """So many in a period, as in 600/minute."""
    word = text(name, default)
    if not re.fullmatch(r"[1-9][0-9]{0,6}/(second|minute|hour|day)", word):
        raise ImproperlyConfigured(
            f"{name} is {word!r}: write a number and a period, as in 600/minute "
            "(second, minute, hour or day)."
        )
    return word


def one_of(name: str, default: str, allowed: list[str]) -> str:
    word = text(name, default)
    if word not in allowed:
        raise ImproperlyConfigured(f"{name} is {word!r}: write {' or '.join(allowed)}.")
    return word


def some_of(name: str, allowed: list[str]) -> list[str]:
    """A list separated by commas, of these words alone; none where nothing is said."""
    found = names(name, [])
    for word in found:
        if word not in allowed:
            raise ImproperlyConfigured(
                f"{name} has {word!r}: write some of {', '.join(allowed)}, or nothing."
            )
    return found


def site_url(name: str, default: str) -> str:
    """The address of a whole site, without a slash at the end; empty where none is set."""
    url = text(name, default).rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path):
        raise ImproperlyConfigured(
            f"{name} is {url!r}: write the whole address and no path, as in https://example.org."
        )
    return url


def address(name: str, default: str) -> str:
    """An address anywhere on the web."""
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable():
        raise ImproperlyConfigured(
            f"{name} is {url!r}: write a whole address that begins with https://."
        )
    return url


def contact(name: str) -> str:
    """An e-mail address as ``mailto:``, or an address on the web; empty where none is set."""
    told = text(name, "")
    if not told or _MAIL.fullmatch(told):
        return told and f"mailto:{told}"
    return address(name, "")


@dataclass(frozen=True)
class Mail:
    """Where mail is handed in."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(name: str) -> Mail | None:
    """A server for mail, ``smtp+tls://user:password@host:587``; None where none is set."""
    url = text(name, "")
    if not url:
        return None
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        host, port = "", 0
    if not host:
        raise ImproperlyConfigured(
            f"{name} cannot be understood: write smtp+tls://user:password@host:587, smtps:// for a"
            " server that speaks TLS from the start, or smtp:// for one on this machine."
        )
    return Mail(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def language(name: str, default: str) -> str:
    """The tag of a language that Django knows, or of one for which there is a catalogue."""
    tag = text(name, default).lower()
    if not language_code_re.fullmatch(tag):
        raise ImproperlyConfigured(f"{name} is {tag!r}: write a language tag, such as en or ur.")
    catalogue = f"{to_locale(tag)}/LC_MESSAGES/django.mo"
    if tag.partition("-")[0] != "en" and not (CATALOGUES / catalogue).is_file():
        raise ImproperlyConfigured(
            f"{name} is {tag!r}, but there is no {CATALOGUES / catalogue}: translate the sentences "
            "(README.md says how) and run manage.py compilemessages."
        )
    return tag


def allowed_hosts(sites: list[str], *, debug: bool) -> list[str]:
    hosts = names("ALLOWED_HOSTS", [])
    if "*" in hosts and not debug:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is '*', which lets a stranger choose our address: name the hosts, "
            "separated by commas."
        )
    ours = [host for url in sites if (host := urlsplit(url).hostname)]
    return list(dict.fromkeys(hosts or ["localhost", "127.0.0.1", "[::1]", *ours]))


def trusted_origins(default: list[str]) -> list[str]:
    origins = names("CSRF_TRUSTED_ORIGINS", default)
    for origin in origins:
        if not origin.startswith(("https://", "http://")):
            raise ImproperlyConfigured(
                f"CSRF_TRUSTED_ORIGINS has {origin!r}: begin each with https:// or http://."
            )
    return origins


def data_directory(default: Path) -> Path:
    """The directory for the database, the secret key and collected files; made where absent."""
    path = Path(text("COUNTERCLAIM_DATA", str(default))).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / "static").mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The data directory {path} cannot be written ({problem.strerror}): set "
            "COUNTERCLAIM_DATA to a directory that this user may write."
        ) from problem


def folder(name: str) -> str:
    """The whole path of a folder, which need not be there yet; empty where none is named."""
    word = text(name, "")
    if word and not Path(word).is_absolute():
        raise ImproperlyConfigured(
            f"{name} is {word!r}: write the whole path, as in /var/lib/counterclaim/baked."
        )
    return word


def secret_key(data: Path, *, public: bool) -> str:
    """SECRET_KEY; where it is not set, a key of this installation's own, kept in the data."""
    key = text("SECRET_KEY", "")
    if public and not key:
        raise ImproperlyConfigured(
            f"SITE_URL begins with https, so SECRET_KEY must be set: make one with {MAKE_A_KEY}."
        )
    key = key or _kept_key(data / "secret_key")
    if len(key) < SHORTEST_KEY or len(set(key)) < 5:
        raise ImproperlyConfigured(
            f"The secret key is too easy to guess: make one with {MAKE_A_KEY}."
        )
    return key


def _kept_key(path: Path) -> str:
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(SHORTEST_KEY))
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise ImproperlyConfigured(
            f"The secret key in {path} cannot be read: make it readable for this user, or delete "
            "it to log everybody out and have another made."
        ) from problem


def _write_once(path: Path, words: str) -> None:
    """Write a private file whole or not at all; of two processes the first wins."""
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by this user alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()


def database(default: Path) -> dict[str, object]:
    """One entry of DATABASES: SQLite with settings that lose nothing, or PostgreSQL."""
    url = text("DATABASE_URL", "")
    longest = seconds("COUNTERCLAIM_STATEMENT_TIMEOUT", 30)
    # Our own path is not made a URL: it may hold a space or a question mark.
    found: dict[str, Any] = _from_url(url) if url else {"ENGINE": SQLITE, "NAME": str(default)}
    if not found.get("NAME") or found["NAME"] == ":memory:":
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be understood: write postgres://user:password@host:5432/name or "
            "sqlite:////path/to/file.sqlite3, or leave it out."
        )
    own = sqlite.options() if found["ENGINE"] == SQLITE else _postgres_options(longest)
    return {
        **found,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**found.get("OPTIONS", {}), **own},
    }


def _from_url(url: str) -> dict[str, object]:
    if url.partition(":")[0] not in POSTGRES | {"sqlite"}:
        return {}
    try:
        return dict(environ.Env.db_url_config(url))
    except (ValueError, ImproperlyConfigured):
        return {}


def _postgres_options(longest: int) -> dict[str, str]:
    """An editor who waits is told so, instead of holding up everybody else."""
    limits = {
        "lock_timeout": "10s",
        "statement_timeout": f"{longest}s",
        "idle_in_transaction_session_timeout": "60s",
        "default_transaction_isolation": "read\\ committed",
        # Compiling a query takes longer than any of ours; what a search finds is kept in memory.
        "jit": "off",
        "work_mem": "32MB",
        # What is asked by prepared statements is planned once, whatever it is asked with.
        "plan_cache_mode": "force_generic_plan",
        # Disks have no heads to move any more; the default makes it read whole tables.
        "random_page_cost": "1.1",
    }
    return {"options": " ".join(f"-c {name}={value}" for name, value in limits.items())}


def caches() -> dict[str, dict[str, object]]:
    """Each process its own memory, or Redis for all of them.

    Who asked how often is counted apart: what is kept besides must not push it out.
    """
    url = text("REDIS_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(
            "REDIS_URL cannot be understood: write redis://host:6379/0, or leave it out."
        )
    if url:
        # A picture is made without the cache rather than wait for one that does not answer.
        patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
        redis = "django.core.cache.backends.redis.RedisCache"
        kept: dict[str, object] = {"BACKEND": redis, "LOCATION": url, "OPTIONS": patience}
        return {"default": kept, "counts": {**kept, "KEY_PREFIX": "counts"}}
    memory = "django.core.cache.backends.locmem.LocMemCache"
    many = {"MAX_ENTRIES": 20_000}
    counts: dict[str, object] = {"BACKEND": memory, "LOCATION": "counts", "OPTIONS": many}
    return {"default": {"BACKEND": memory}, "counts": counts}
