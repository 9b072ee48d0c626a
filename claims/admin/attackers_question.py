"""The question that a new event is asked once: by it, whom it counts is chosen."""

from __future__ import annotations

from claims.domain.messages import gettext as _

ATTACKING = _("Was anybody attacking?")
SOMEBODY, NOBODY = "yes", "no"
ANSWERS = [
    ("", _("Say which")),
    (SOMEBODY, _("Yes: attackers are counted apart")),
    (NOBODY, _("No: a fire, a flood, a wreck, a vote ...")),
]
SAY_WHETHER = _("Say whether anybody was attacking: by it the event is given whom it counts.")


def whether(answer: str) -> bool | None:
    """Whether anybody was attacking; None until somebody says so."""
    return {SOMEBODY: True, NOBODY: False}.get(answer)
