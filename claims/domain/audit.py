"""What the audit log tells of: who came in, what was refused, decided, changed, taken out, read."""

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word, labels_of


class AuditKind(Word):
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    REFUSED = "refused", _("refused")
    DECIDED = "decided", _("decided")
    PEOPLE = "people", _("people and roles")
    EXPORTED = "exported", _("exported")
    READ = "read", _("confidential, read")


AUDIT_KIND_LABELS = labels_of(AuditKind)
