"""The dossier of the Balochistan attacks, read once for the tests about it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from claims.domain.moments import Moment

ZONE = "Asia/Karachi"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "balochistan-2024-08-26.json"
DOSSIER = json.loads(FIXTURE.read_text(encoding="utf-8"))
CLAIMS = {claim["slug"]: claim for claim in DOSSIER["claims"]}
PUBLISHED = [claim for claim in CLAIMS.values() if claim["publication"] == "published"]
SOURCES = {source["slug"]: source for source in DOSSIER["sources"]}
REPORTS = {report["slug"]: report for report in DOSSIER["reports"]}
FIGURES = {f["id"]: f for claim in CLAIMS.values() for f in claim.get("figures", [])}


def for_each_claim(test):
    return pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim["slug"])(test)


def moment(text) -> datetime:
    return Moment.parse(text, ZONE).at


def last_day(text):
    """The day by which it had certainly come: of a span the last."""
    return text.rstrip("~").rpartition("/")[2][:10]


def dated(report, by):
    published = REPORTS[report].get("published_at")
    return published is not None and moment(published) <= Moment.parse(by, ZONE).latest(ZONE)
