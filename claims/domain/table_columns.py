"""What the columns of a pasted table can hold, and by which headings they are known."""

from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.domain.text import fold


@dataclass(frozen=True)
class Column:
    label: str
    holds: str
    headings: str = ""


COLUMNS: dict[str, Column] = {
    "claimant": Column("claimant", _("who says so; needed"), "who, who says so, said by, source"),
    "statement": Column(
        "statement",
        _(
            "what is claimed, as one neutral sentence; needed where there is neither number nor"
            " quote"
        ),
        "claim, what is claimed",
    ),
    "slug": Column(
        "existing claim",
        _("instead of both: the last part of the address of a claim that gets the number"),
        "slug, claim slug",
    ),
    "said": Column("said", _("when: 2024-08-26 or 2024-08-26 18:10"), "when, date, said at, time"),
    "event": Column("event", _("title of the part of the event, where it is one"), "part, place"),
    "address": Column("address", _("where it can be read"), "url, link, web address"),
    "title": Column("title", _("title of the report"), "headline, report"),
    "publisher": Column("publisher", _("who published the report"), "outlet, published by"),
    "quote": Column("quote", _("word for word"), "words, in these words, quotation"),
    "locator": Column("locator", _("where in the report: paragraph 7"), "paragraph"),
    "number": Column(
        "number",
        _("as it was said: at least 23"),
        "figure, number as said, number in words, count, figures",
    ),
    "reading": Column(
        "read as",
        _("what an unclear number means: 23; kept as a note"),
        "number read as, which means",
    ),
    "measure": Column(
        "measure", _("what is counted, needed with a number"), "what is counted, what"
    ),
    "counted": Column(
        "who is counted",
        _("needed with a number: all, civilians, soldiers ..."),
        "counted, category",
    ),
    "note": Column("note", _("for the desk, never published"), "private note, notes, remark"),
}
_KNOWN = {
    fold(heading): name
    for name, column in COLUMNS.items()
    for heading in (name, column.label, *column.headings.split(", "))
    if heading
}


def match(header: tuple[str, ...]) -> list[str]:
    """Which column each heading names, each at most once; empty where none."""
    found: list[str] = []
    for heading in header:
        name = _KNOWN.get(fold(heading).replace("_", " ").strip(" :*"), "")
        found.append("" if name in found else name)
    return found
