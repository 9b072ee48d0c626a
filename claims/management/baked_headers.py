"""What a web server has to send with each kind of file, so that it answers as the app does."""

from __future__ import annotations

import json
import re

from django.http import HttpResponseBase
from django.urls import ResolverMatch, URLResolver, get_resolver

from claims.baked.folder import Folder
from claims.baked.kinds import APP_FIRST
from claims.lookup.public import Known

OF_THE_SERVER = {"ETag", "Last-Modified", "Content-Length", "Vary", "Content-Type"}
"""The web server makes these itself, from the file."""
OF_ONE_ANSWER = {
    *("Link", "Record-Checkpoint"),
    *("X-Counterclaim-As-Of", "X-Counterclaim-Entry"),
}
"""Told of an answer that the app gives while it runs; a file that stands in for it tells less."""
STRICT = "strict"
"""Noted with the headers of a view that refuses what it does not know of a query."""
NAME = "locations.conf"
SLUG = "counterclaim_slug"
"""What nginx is to call the slug of an address: a dossier is offered under it."""
_CONVERTED = re.compile(r"\(\?P<(\w+)>([^()]+)\)")


class Headers:
    """By the kind of an answer the headers that all of it carry, the media type first.

    A kind is the name of a view, with the form of a file that has several.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.known: dict[str, dict[str, str]] = {}
        self._written = 0

    def fit(self, match: ResolverMatch, response: HttpResponseBase, known: Known) -> bool:
        """Whether an answer has the headers of its kind, and may be given to anybody."""
        if response.cookies or "public" not in response.headers.get("Cache-Control", ""):
            return False
        told = _told(match, response) | ({STRICT: "yes"} if known.strict else {})
        return self.known.setdefault(_kind(match), told) == told

    def knows(self, match: ResolverMatch) -> bool:
        return _kind(match) in self.known

    def write(self) -> bool:
        """Write what nginx includes; True where it differs from what it was."""
        if len(self.known) == self._written:
            return False
        self._written = len(self.known)
        kinds = json.loads(self._folder.noted("headers") or "{}") | self.known
        self._folder.note("headers", json.dumps(kinds))
        place = self._folder.path / NAME
        whole = "".join(_location(kind, kinds[kind]) for kind in sorted(kinds))
        if place.exists() and place.read_text("utf-8") == whole:
            return False
        new = place.with_suffix(".new")
        new.write_text(whole, "utf-8")
        new.replace(place)
        return True


def _kind(match: ResolverMatch) -> str:
    return ".".join(filter(None, [match.view_name, match.kwargs.get("form")]))


def _told(match: ResolverMatch, response: HttpResponseBase) -> dict[str, str]:
    slug = f'"{match.kwargs.get("slug", "")}.'
    headers = {
        k: v.replace(slug, f'"${SLUG}.')
        for k, v in response.headers.items()
        if k not in OF_THE_SERVER
    }
    if match.view_name in APP_FIRST:
        headers = {k: v for k, v in headers.items() if k not in OF_ONE_ANSWER}
        if "Content-Disposition" in headers:
            headers["Content-Disposition"] = "attachment"
    return {"Content-Type": response.headers["Content-Type"], **headers}


def _location(kind: str, headers: dict[str, str]) -> str:
    """One location for nginx: the file where there is one, or else the app; or the other way."""
    media, strict = headers["Content-Type"], STRICT in headers
    given = [
        "types { }",
        f"default_type {_quoted(media)};",
        # The app tells versions apart by their digest alone, nginx by its own.
        "add_header Last-Modified '';",
        *(
            # Of what nginx refuses, too, as where somebody asks only if it is another.
            f"add_header {key} {_quoted(value)} always;"
            for key, value in headers.items()
            if key not in ("Content-Type", STRICT)
        ),
    ]
    name, _, form = kind.partition(".")
    regex = _regex(name, form)
    file = f"/$counterclaim_{'exact' if strict else 'pages'}${{uri}}"
    file += "index.html" if regex.endswith("/$") else ""
    if name not in APP_FIRST:
        return _block(f"~ {regex}", *given, f"try_files {file} @app;")
    away = "@" + re.sub("[:.]", "-", kind)
    app = _block(f"~ {regex}", f"error_page 502 504 = {away};", "proxy_pass http://counterclaim;")
    return app + _block(away, *given, f"try_files {file} @away;")


def _block(place: str, *lines: str) -> str:
    return "\n".join([f"location {place} {{", *(f"    {line}" for line in lines), "}\n\n"])


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _regex(name: str, form: str) -> str:
    """The addresses of a view, as Django and nginx understand them."""
    app, _, view = name.partition(":")
    patterns = {"form": form, "slug": rf"(?<{SLUG}>\2)"}
    found = _CONVERTED.sub(
        lambda part: part.expand(patterns.get(part[1], r"(?:\2)")),
        _patterns(get_resolver(), app, "")[view],
    )
    return "^/" + found.replace(r"\Z", "").replace("^", "") + "$"


def _patterns(resolver: URLResolver, app: str, before: str) -> dict[str, str]:
    """The patterns of one namespace by the names of their views."""
    found: dict[str, str] = {}
    for one in resolver.url_patterns:
        here = before + str(one.pattern.regex.pattern)
        if isinstance(one, URLResolver):
            found |= _patterns(one, app, here)
        elif one.name and resolver.namespace == app:
            found[one.name] = here
    return found
