"""A table to begin from, with the commonest columns."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse

_ISPR = (
    "https://www.urdupoint.com/en/pakistan/14-valiant-soldiers-leas-personnel-embrace-1857010.html"
)
_DAWN = "https://www.dawn.com/news/1855006/balochistan-plunges-deeper-into-militancy-vortex"
HEADER = ["claimant", "statement", "said", "address", "number", "measure", "who is counted"]
ROWS = [
    ["Security forces killed 21 militants.", _ISPR, "21", "attackers"],
    ["Fourteen security personnel were killed.", _ISPR, "14", "security forces"],
    ["At least 50 people were killed.", _DAWN, "at least 50", "everyone except attackers"],
]


def example(request: HttpRequest) -> HttpResponse:
    """With a byte order mark, or a spreadsheet misreads its letters."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADER)
    for statement, address, number, counted in ROWS:
        who, day = ("ISPR", "2024-08-26") if address == _ISPR else ("Dawn", "2024-08-27")
        rows.writerow([who, statement, day, address, number, "killed", counted])
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="counterclaim-example.csv"'
    return answer
