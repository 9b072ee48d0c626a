"""What the record says as a reason where nobody wrote one: the same sentence in every entry."""

from claims.domain.messages import gettext as _

CARRIED_OVER = _("Put together from published reports; not published here at the time.")
RETRACTED_BEFORE = _("Retracted before this record was put together.")


def readable(reason: str) -> str:
    """A reason as it is kept; one of ours in the language of the site."""
    return next((ours for ours in (CARRIED_OVER, RETRACTED_BEFORE) if ours == reason), reason)
