"""When what others rest on no longer carries them: they must be looked at again."""

from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle, PublisherAction, Word, labels_of


class Cause(Word):
    """What happened to the thing that others rest on, as a sentence goes on after its name."""

    RETRACTED = "retracted", _("was retracted")
    WITHHELD = "withheld", _("was withheld")
    REFUTED = "refuted", _("was found to be wrong")
    DOWNGRADED = "downgraded", _("is no longer confirmed")
    WITHDRAWN = "withdrawn", _("was withdrawn by the claimant")
    MISATTRIBUTED = "misattributed", _("was not said by its claimant")
    REPORT_CORRECTED = "report_corrected", _("was corrected by its publisher")
    REPORT_WITHDRAWN = "report_withdrawn", _("was withdrawn by its publisher")
    PARTIES = "parties", _("has other parties now")
    MOVED = "moved", _("stands elsewhere among the events now")
    ONE_SOURCE = "one_source", _("stands for two sources that were made one")
    OPINION = "opinion", _("needs a second opinion")
    VOICE = "voice", _("speaks for others than before, or knows separately from others")


CAUSE_LABELS = labels_of(Cause)
OF_CHAINS = (Cause.PARTIES, Cause.MOVED, Cause.ONE_SOURCE, Cause.VOICE)
"""After which others know independently of one another than before."""
STAYS = (*OF_CHAINS, Cause.OPINION)
"""What an edit of the thing does not settle."""

_BY_LIFECYCLE = {
    Lifecycle.WITHDRAWN: Cause.WITHDRAWN,
    Lifecycle.MISATTRIBUTED: Cause.MISATTRIBUTED,
}


_BY_PUBLISHER = {
    PublisherAction.CORRECTED: Cause.REPORT_CORRECTED,
    PublisherAction.WITHDRAWN: Cause.REPORT_WITHDRAWN,
}


def caused_by_publisher(before: str, after: str) -> tuple[Cause, ...]:
    """What a publisher's own correction or withdrawal gives others to look at again."""
    moved = bool(after) and after != before
    return (_BY_PUBLISHER[PublisherAction(after)],) if moved else ()


def caused_by_status(before: Status, after: Status) -> tuple[Cause, ...]:
    """What a decision gives others to look at again; nothing where the claim stands as well."""
    if after is before:
        return ()
    if after is Status.REFUTED:
        return (Cause.REFUTED,)
    return (Cause.DOWNGRADED,) if before is Status.CONFIRMED else ()


def caused_by_lifecycle(before: Lifecycle, after: Lifecycle) -> tuple[Cause, ...]:
    moved = after is not before and after in _BY_LIFECYCLE
    return (_BY_LIFECYCLE[after],) if moved else ()
