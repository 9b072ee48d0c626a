"""Which code, templates and settings made an answer: what others made is not taken for ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings

# What readers' answers are made of; guides are Markdown, catalogues compiled, fonts drawn with.
SUFFIXES = {".py", ".html", ".svg", ".css", ".js", ".md", ".mo", ".ttf"}
FOLDERS = ("claims", "tracker", "docs")
# What readers' answers print of the settings.
PRINTED = (
    "SITE_NAME",
    "SITE_URL",
    "PUBLISHER",
    "ABOUT",
    "CONTACT",
    "SECURITY_CONTACT",
    "DATA_LICENCE",
    "DATA_LICENCE_URL",
    "API_RATE",
    "LANGUAGE_CODE",
    "TIME_ZONE",
)


def digest_of(folders: Iterable[Path]) -> str:
    """One digest of all that the folders hold, the same wherever they lie."""
    found = hashlib.sha256(django.__version__.encode())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            found.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


# Read when the process starts: files replaced under a running process are not what it answers with.
RELEASE = digest_of(Path(settings.BASE_DIR) / name for name in FOLDERS)


def edition() -> str:
    """The release and what it prints of the settings: part of every key of an answer."""
    return repr((RELEASE, *(getattr(settings, name) for name in PRINTED)))
