"""Which decisions a second person signs before readers see anything of them."""

from claims.domain.measures import Measures
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word, labels_of


class FourEyes(Word):
    """What it can be asked for; each is switched on by itself."""

    CONFIRMED = "confirmed", _("a claim as confirmed")
    REFUTED = "refuted", _("a claim as refuted")
    DEAD = "dead", _("our figures of the dead")
    RETRACTION = "retraction", _("a retraction")
    SUPPRESSION = "suppression", _("a suppression")


class ProposalState(Word):
    WAITING = "waiting", _("waits for a second pair of eyes")
    SIGNED = "signed", _("signed, and carried out")
    SENT_BACK = "sent_back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


FOUR_EYES_LABELS = labels_of(FourEyes)
PROPOSAL_STATE_LABELS = labels_of(ProposalState)

# Whatever else an event calls so counts as “killed” (``same_as``).
OF_THE_DEAD = frozenset(
    {"killed", "casualties", "dead-or-missing", "presumed-dead", "declared-dead", "bodies-found"}
)


def is_of_the_dead(measure: str, measures: Measures) -> bool:
    return measures.same(measure) in OF_THE_DEAD
