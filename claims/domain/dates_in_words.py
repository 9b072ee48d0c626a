"""Days, months and years in words."""

from datetime import date

from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Precision

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def day_text(on: date) -> Message:
    # Translators: a day, such as “26 August 2024”.
    return _(
        "%(day)s %(month)s %(year)s", day=on.day, month=MONTHS[on.month - 1], year=str(on.year)
    )


def month_text(on: date) -> Message:
    # Translators: a month of a year, such as “August 2024”.
    return _("%(month)s %(year)s", month=MONTHS[on.month - 1], year=str(on.year))


def span_text(first: date, last: date, unit: Precision = Precision.DAY) -> str:
    """From one day, month or year to another, saying once what both have in common."""
    if first == last:
        return as_exact(first, unit)
    if unit is not Precision.DAY or first.year != last.year:
        # Translators: such as “30 December 2024 to 2 January 2025”.
        return _("%(first)s to %(last)s", first=as_exact(first, unit), last=as_exact(last, unit))
    if first.month != last.month:
        # Translators: such as “30 August to 2 September 2024”.
        return _(
            "%(day)s %(month)s to %(last)s",
            day=first.day,
            month=MONTHS[first.month - 1],
            last=day_text(last),
        )
    # Translators: two days of one month, such as “25 to 26 August 2024”.
    return _("%(day)s to %(last)s", day=first.day, last=day_text(last))


def as_exact(on: date, unit: Precision) -> str:
    """A day, a month or a year: no more than was stated."""
    if unit is Precision.YEAR:
        return str(on.year)
    return month_text(on) if unit is Precision.MONTH else day_text(on)
