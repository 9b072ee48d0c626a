"""Walk every address of the desk by every method and role, with nonsense in forms and queries.

    python -m tests.fuzz.desk --requests 10000 --seed 1

No answer may be a 500, and who may only look must change nothing. Works on a database of its own,
on the engine that ``DATABASE_URL`` names. Each fault is told once, with the request that found it;
the same seed asks the same again. What was asked last stands in the file of ``--log``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from urllib.parse import quote_from_bytes

from tests.fuzz import odd
from tests.fuzz.forms import a_form, spoil

METHODS = (*["GET"] * 6, "HEAD", "OPTIONS", "PUT", "DELETE", *["POST"] * 10)
ROLES = (
    *("edits", "edits", "edits", "edits", "looks", "looks", "drafts", "drafts", "chief", "chief"),
    *("nothing", "nobody"),
)
# Where most can be typed: asked more often than the rest.
RICH = (
    *("/change/", "/add/", "/status/", "/publish/", "/reconcile/", "/quick/", "/paste/"),
    *("/several/", "/fate/", "/merge/", "/reply/", "/suggestions/{}/"),
)
LOOKERS = ["looks", "nothing", "nobody"]
"""Who may change nothing."""


class Fuzz:
    """One walk: what was asked, how it was answered, and what broke."""

    def __init__(self, seed, log=None):
        from django.core.signals import got_request_exception
        from django.test import Client

        from tests.fuzz.world import furnish, people

        self.random, self.log = Random(seed), log
        self.people = people()
        furnish(self.people["chief"])
        self.clients = {}
        for role in dict.fromkeys(ROLES):
            self.clients[role] = Client(raise_request_exception=False)
            self.enter(role)
        self.addresses = list(addresses())
        rich = [one for one in self.addresses if one[0].endswith(RICH)]
        self.addresses += rich * 4
        self.answers, self.broken, self.slowest = Counter(), {}, []
        self.raised = []
        got_request_exception.connect(self.note)

    def note(self, **_):
        self.raised.append(sys.exc_info())

    def enter(self, role):
        """Sign in, whatever the last request did to the person."""
        if role == "nobody":
            return
        person = self.people[role]
        stored = type(person).objects.filter(pk=person.pk).first()
        if stored is None or not (stored.is_active and stored.is_staff):
            person.is_active = person.is_staff = True
            person.save()
        if "_auth_user_id" not in self.clients[role].session:
            self.clients[role].force_login(person)

    def run(self, requests):
        while sum(self.answers.values()) < requests:
            role = self.random.choice(ROLES)
            self.enter(role)
            self.step(role)

    def step(self, role):
        """One address; where it shows a form, that form sent, then sent again spoilt."""
        address = self.an_address()
        method = self.random.choice(METHODS)
        if method != "POST":
            self.ask(role, method, address, encoded(odd.pairs(self.random)))
            return
        page = self.ask(role, "GET", address)
        fields, choices = a_form(page.content.decode("utf-8", "replace"), self.random)
        for _ in range(self.random.choice([1, 2, 4])):
            sent = spoil(fields, choices, self.random) if fields else odd.pairs(self.random)
            self.ask(role, "POST", address, body=encoded(sent))
        # Forms of those who may are also sent by those who may not.
        if fields and role in ("edits", "chief") and self.random.random() < 0.3:
            other = self.random.choice(LOOKERS)
            self.enter(other)
            self.ask(other, "POST", address, body=encoded(fields))

    def ask(self, role, method, address, query=b"", body=b""):
        before = savings() if role in LOOKERS and method == "POST" else None
        begun, self.raised = time.perf_counter(), []
        answer = self.clients[role].generic(
            method,
            address,
            data=body,
            content_type="application/x-www-form-urlencoded",
            QUERY_STRING=query.decode("ascii"),
        )
        if self.log:
            self.log.write(f"{answer.status_code} {role} {method} {address} {query[:300]!r}\n")
            self.log.flush()
        self.answers[answer.status_code] += 1
        what = f"{role} {method} {address}?{query[:200].decode()} {body[:3000].decode()}"
        took = time.perf_counter() - begun
        self.slowest = sorted([*self.slowest, (took, what[:120])], reverse=True)[:5]
        if answer.status_code >= 500 or self.raised:
            self.tell(what)
        if before is not None and savings() != before:
            self.broken.setdefault(f"changed by {role}: {address}", (what, ""))
        return answer

    def tell(self, what):
        kind, problem, trace = self.raised[-1] if self.raised else (None, "no exception", None)
        frames = traceback.extract_tb(trace)
        ours = [f for f in frames if "/claims/" in f.filename or "/tracker/" in f.filename]
        at = ours[-1] if ours else (frames[-1] if frames else None)
        where = f"{Path(at.filename).name}:{at.lineno}" if at else "?"
        key = f"{getattr(kind, '__name__', '')} at {where}"
        whole = "".join(traceback.format_exception(kind, problem, trace)) if kind else ""
        self.broken.setdefault(key, (what, whole))

    def report(self):
        kinds = len({address for address, _ in self.addresses})
        print(f"{sum(self.answers.values())} requests to {kinds} kinds of address")
        print(dict(sorted(self.answers.items())))
        for seconds, what in self.slowest:
            print(f"{seconds:6.2f} s {what}")
        for key, (what, trace) in self.broken.items():
            print(f"\nBROKEN {key}\n{what}\n{trace}")

    def an_address(self):
        address, kinds = self.random.choice(self.addresses)
        for kind in kinds:
            address = address.replace("{}", self.a_key(kind), 1)
        return address

    def a_key(self, kind):
        """Mostly of a row that is there."""
        if self.random.random() < 0.1:
            sign = self.random.choice([*odd.NUMBERS, "a", "_5F", "%00", "x" * 300])
            return quote_from_bytes(sign.encode()).replace("/", "_")
        if isinstance(kind, str):
            return kind
        keys = list(kind._default_manager.order_by("pk").values_list("pk", flat=True)[:50])
        return str(self.random.choice(keys)) if keys else "1"


def encoded(pairs):
    """As a form is sent, even what is no text."""

    def one(text):
        return quote_from_bytes(str(text).encode("utf-8", "surrogatepass"), safe="")

    return "&".join(f"{one(name)}={one(value)}" for name, value in pairs).encode("ascii")


def addresses():
    """Every address of the desk, with the kinds of thing whose keys go into its gaps."""
    import re

    from django.contrib.admindocs.views import simplify_regex
    from django.urls import get_resolver

    from claims.admin.site import site

    kinds = {m._meta.model_name: m for m in site._registry}
    routes = get_resolver().url_patterns
    desk = next(route for route in routes if getattr(route, "app_name", "") == "admin")
    for route in _flat(desk.url_patterns, "/admin/"):
        plain = simplify_regex(route).replace("//", "/")
        names = re.findall(r"<([^>]+)>", plain)
        own = next((kinds[word] for word in plain.split("/") if word in kinds), None)
        if "presence" in plain:
            for name, model in kinds.items():
                yield f"/admin/presence/{name}/{{}}/", [model]
        elif plain.endswith("<url>"):
            yield plain.replace("<url>", "{}"), ["nowhere/"]
        else:
            fill = {"app_label": "claims", "content_type_id": "1"}
            yield (
                re.sub(r"<[^>]+>", "{}", plain),
                [fill.get(name) or own or "1" for name in names],
            )


def _flat(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
        route = route.replace("<path:", "<").replace("<int:", "<").replace("<slug:", "<")
        if hasattr(pattern, "url_patterns"):
            yield from _flat(pattern.url_patterns, route)
        else:
            yield route


def savings():
    """How much was ever kept on the desk and on record."""
    from django.apps import apps

    from claims.models.record.entry import Entry

    kept = [m for m in apps.get_app_config("claims").get_models() if hasattr(m, "history")]
    return [Entry.objects.count(), *(model.history.count() for model in kept)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()

    import tests.conftest  # noqa: F401  names the settings
    from benchmarks.database import engine, scratch

    with scratch(), (asked.log or Path(os.devnull)).open("w", encoding="utf-8") as log:
        import logging

        logging.disable(logging.CRITICAL)
        fuzz = Fuzz(asked.seed, log)
        fuzz.run(asked.requests)
        print(f"{engine()}, seed {asked.seed}")
        fuzz.report()
    sys.exit(1 if fuzz.broken else 0)


if __name__ == "__main__":
    main()
