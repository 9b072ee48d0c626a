"""The moment that a reader asks a page for: an entry, or a time."""

import re
from datetime import datetime

from claims.domain.iso import read, shown, zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import end_of_day, in_utc
from claims.domain.vocabulary import Precision

HIGHEST_ENTRY = 2**63 - 1


def parse_as_of(text: str, zone: str) -> int | datetime:
    """What `?as_of=` asks for: the number of an entry, or a moment; a date is its end."""
    if re.fullmatch(r"[0-9]+", text):
        return _entry_number(text)
    # A space may stand where the T does, and a plus sign in an address arrives as one.
    stated = re.sub(r"\A([0-9-]{10}) (?=[0-9]{2}:)", r"\1T", text)
    stated = re.sub(r"(T\S*) (?=[0-9]{2}:[0-9]{2}\Z)", r"\1+", stated)
    local, precision = read(stated, zone_named(zone))
    if precision is Precision.DAY:
        return in_utc(end_of_day(local.date(), zone))
    return in_utc(local)


def _entry_number(text: str) -> int:
    digits = text.lstrip("0") or "0"
    if len(digits) > len(str(HIGHEST_ENTRY)) or int(digits) > HIGHEST_ENTRY:
        raise ValueError(_("There is no entry %(asked)s.", asked=shown(text)))
    return int(digits)
