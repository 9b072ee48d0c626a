"""Keep every public answer of a database in a folder, to compare two states of the code.

    python -m tests.crawl DATA OUT [--every N]

``DATA`` is a data directory as the site keeps it (``COUNTERCLAIM_DATA``); a copy of its database is
migrated and asked, the original is never touched. ``OUT`` gets one file for each answer and
``index.tsv``: address, status, headers and SHA-256 of each. ETags are left out: they say the same
as the SHA-256, or name the release, which differs. Two folders are compared with ``diff -r``. The
same command in two checkouts shows what a change does to readers, byte for byte. With ``--every
10`` only a tenth of the addresses is asked as of past moments: a quick look.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
from collections import deque
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

ROOTS = (
    "/",
    "/events/",
    "/claims/",
    "/sources/",
    "/questions/",
    "/changes/",
    "/methodology/",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/healthz",
    "/readyz",
    "/nowhere/",
    "/api/schema/",
    "/api/docs/",
    "/api/v1/",
    *(f"/api/v1/{kind}/?limit=100" for kind in ("events", "sources", "claims", "changes")),
    *(f"/api/v1/{kind}/?limit=100" for kind in ("figures", "positions", "record")),
    *(f"/feeds/{kind}.{form}" for kind in ("changes", "corrections") for form in ("atom", "json")),
    *(f"/export/{k}.{f}" for k in ("claims", "figures", "changes") for f in ("csv", "jsonl")),
    "/claims/?q=soldiers",
    "/claims/?status=confirmed&measure=killed",
    "/claims/?since=2024-08-26&until=2024-08-27",
    "/events/?q=attack",
    "/sources/?q=army",
)
# For each kind of thing, what hangs on its address beside the page itself.
MORE = {
    "claims": ("changes.atom", "changes.json", "badge.svg", "picture.png"),
    "events": (
        "changes.atom",
        "changes.json",
        "figures/",
        "figures.csv",
        "figures.json",
        "dossier.json",
    ),
    "sources": ("changes.atom", "changes.json"),
}
LINK = re.compile(r"""(?:href|src|action|"url"|"next")\s*[=:]\s*"([^"]+)\"""")
LOCATION = re.compile(r"<loc>([^<]+)</loc>|<link[^>]*href=\"([^\"]+)\"|<id>(http[^<]+)</id>")
# Asked as of these moments too: before all, in the night of the event, the next day, a year on.
MOMENTS = (
    "1",
    "middle",
    "2024-08-26T06:00:00+05:00",
    "2024-08-26",
    "2024-08-28",
    "2025-08-26",
)
# Of pages with a query only those that lead on through a list are followed.
FOLLOWED = re.compile(r"^(after|before|page|cursor|limit)=")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterclaim-crawl-") as copy:
        _set_up(asked.data, Path(copy))
        answers = Crawl(asked.out)
        answers.everything(every=asked.every)
        print(f"{answers.count} answers in {asked.out}")


def _set_up(data: Path, copy: Path) -> None:
    """Point the settings at a migrated copy, before Django reads them."""
    for path in data.iterdir():
        if path.is_file():
            shutil.copy2(path, copy)
    for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "COUNTERCLAIM_DATA": str(copy),
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "COUNTERCLAIM_API_RATE": "1000000/minute",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "SITE_NAME": "Counterclaim",
        "SITE_URL": "http://testserver",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    logging.disable(logging.WARNING)  # of pages that are not there, which are asked on purpose
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


class Crawl:
    """Asks, keeps, and finds what to ask next in what was answered."""

    def __init__(self, out: Path) -> None:
        from django.test import Client

        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.client = Client(raise_request_exception=False)
        self.seen: set[str] = set()
        self.waiting: deque[str] = deque()
        self.index = (out / "index.tsv").open("w", encoding="utf-8")
        self.count = 0

    def everything(self, *, every: int) -> None:
        for address in self._all_things():
            self._add(address)
        while self.waiting:
            self._ask(self.waiting.popleft(), follow=True)
        for address in self._with_moments()[::every]:
            self._ask(address, follow=False)
        self.index.close()

    def _all_things(self) -> list[str]:
        """The roots and whatever hangs on every thing that was ever on record."""
        from claims.models.record import rows

        found = list(ROOTS)
        kinds = {
            "claims": rows.PublishedClaim,
            "events": rows.PublishedEvent,
            "sources": rows.PublishedSource,
        }
        for kind, model in kinds.items():
            slugs = model.objects.exclude(slug="").order_by("slug").values_list("slug", flat=True)
            for slug in dict.fromkeys(slugs):
                found += [f"/{kind}/{slug}/", f"/api/v1/{kind}/{slug}/"]
                found += [f"/{kind}/{slug}/{more}" for more in MORE[kind]]
                if kind != "sources":
                    page = quote(f"http://testserver/{kind}/{slug}/", safe="")
                    found += [f"/embed/{kind}/{slug}/", f"/oembed?url={page}"]
        positions = rows.PublishedPosition.objects.values_list("uid", flat=True).distinct()
        return found + [f"/api/v1/positions/{uid}/" for uid in sorted(positions)]

    def _with_moments(self) -> list[str]:
        from claims.models.record.entry import head_seq

        moments = [str(head_seq() // 2) if moment == "middle" else moment for moment in MOMENTS]
        plain = [address for address in sorted(self.seen) if "as_of" not in address]
        return [
            f"{address}{'&' if '?' in address else '?'}as_of={quote(moment)}"
            for address in plain
            if not address.startswith(("/static/", "/docs/", "/healthz", "/readyz", "/sitemap"))
            for moment in moments
        ]

    def _add(self, address: str) -> None:
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)

    def _ask(self, address: str, *, follow: bool) -> None:
        response = self.client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        digest = hashlib.sha256(body).hexdigest()
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        (self.out / name).write_bytes(address.encode() + b"\n" + body)
        headers = "; ".join(
            f"{key}: {response[key]}"
            for key in ("Content-Type", "Location", "X-Robots-Tag", "Link")
            if key in response
        )
        self.index.write(f"{address}\t{response.status_code}\t{headers}\t{digest}\n")
        self.count += 1
        if self.count % 500 == 0:
            print(f"{self.count} answers", file=sys.stderr)
        if follow and response.status_code == 200:
            self._follow(body.decode("utf-8", "replace"))

    def _follow(self, text: str) -> None:
        found = LINK.findall(text) + [a for three in LOCATION.findall(text) for a in three if a]
        for raw in found:
            parts = urlsplit(unescape(raw))
            if parts.netloc not in ("", "testserver") or not parts.path.startswith("/"):
                continue
            path = unquote(parts.path)
            if path.startswith(("/admin/", "/report/", "/static/")):
                continue
            if not parts.query:
                self._add(parts.path)
            elif FOLLOWED.match(parts.query):
                self._add(f"{parts.path}?{parts.query}")


if __name__ == "__main__":
    main()
