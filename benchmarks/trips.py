"""Which modules of the app a request walks through: the second half of `structure`.

    python benchmarks/trips.py DATABASE

Run in the root of the checkout that is looked at; it is a program of its own, so that it can be run
in an older one too. ``DATABASE`` is copied, migrated, and left as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path.cwd()
APP = (str(ROOT / "claims") + os.sep, str(ROOT / "tracker") + os.sep)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="counterclaim-trips-") as place:
        shutil.copy2(sys.argv[1], Path(place) / "counterclaim.sqlite3")
        _set_up(place)
        print(json.dumps({name: _entered(trip) for name, trip in _trips().items()}))


def _set_up(place: str) -> None:
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "COUNTERCLAIM_DATA": place,
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "ALLOWED_HOSTS": "testserver",
    }
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415  # once the settings are named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once it is set up

    call_command("migrate", interactive=False, verbosity=0)


def _trips() -> dict[str, Callable[[], Any]]:
    """Each request, after one like it has loaded whatever is loaded once."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from claims.models.desk.claim import Claim  # noqa: PLC0415

    reader, editor = Client(), Client()
    editor.force_login(User.objects.create_superuser("passer-by"))
    claims = Claim.objects.filter(publication="published", merged_into=None, evidence__gt=0)
    warm, claim = claims.exclude(status="unconfirmed").order_by("pk").distinct()[:2]
    reader.get(f"/claims/{warm.slug}/")
    reader.get(f"/api/v1/claims/{warm.slug}/")
    form = f"/admin/claims/claim/{claim.pk}/status/"
    editor.get(f"/admin/claims/claim/{warm.pk}/status/")
    sent: dict[str, Any] = {}

    def ask() -> Any:
        return fill(editor.get(form))

    def decide(button: str) -> Callable[[], Any]:
        return lambda: fill(editor.post(form, sent | {f"_{button}": "1"}))

    def fill(answer: Any) -> Any:
        """As a browser has it when the editor presses the next button."""
        sent.update(_fields(answer.content.decode()))
        sent.update(to="unconfirmed", reason="It is open again.")
        return answer

    return {
        "public claim page": lambda: reader.get(f"/claims/{claim.slug}/"),
        "API request": lambda: reader.get(f"/api/v1/claims/{claim.slug}/"),
        "status change: form": ask,
        "status change: preview": decide("preview"),
        "status change: confirm": decide("confirm"),
    }


def _entered(trip: Callable[[], Any]) -> dict[str, int]:
    modules: set[str] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(APP):
            modules.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        answer = trip()
    finally:
        sys.setprofile(None)
    return {"modules": len(modules), "status": answer.status_code}


class _Form(HTMLParser):
    """What a browser would send of a page's forms if nothing was touched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, kind = found.get("name"), found.get("type")
        if tag != "input" or not name or kind in ("submit", "button"):
            return
        if kind not in ("checkbox", "radio") or "checked" in found:
            self.fields.setdefault(name, []).append(found.get("value") or "")


def _fields(page: str) -> dict[str, list[str]]:
    form = _Form()
    form.feed(page)
    return form.fields


if __name__ == "__main__":
    main()
