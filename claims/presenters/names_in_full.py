"""Names that are letters, told in full once on a page for whoever does not know them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.presenters.names import Name


def names_in_full(sources: Iterable[Name], texts: Iterable[str]) -> tuple[Name, ...]:
    """Of some sources those that go by letters in some texts and have a longer name."""
    found = {name.called: name for name in sources if name.is_letters}
    shown = " ".join(texts)
    return tuple(
        name
        for called, name in sorted(found.items())
        if re.search(rf"\b{re.escape(called)}\b", shown)
    )
