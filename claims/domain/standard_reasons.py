"""What the record says as a reason where nobody wrote one: the same sentence in every entry."""

from claims.domain.messages import gettext as _

CARRIED_OVER = _("Put together from published reports; not published here at the time.")
RETRACTED_BEFORE = _("Retracted before this record was put together.")


def is_dated(reason: str) -> bool:
    """Whether the day of a retraction is known: what was retracted elsewhere before brings none."""
    return reason != RETRACTED_BEFORE


def readable(reason: str) -> str:
    """A reason as it is kept; one of ours in the language of the site."""
    return next((ours for ours in (CARRIED_OVER, RETRACTED_BEFORE) if ours == reason), reason)
