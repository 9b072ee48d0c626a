"""What a view raises where there is no page: with a sentence for the reader."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404

from claims.domain.messages import gettext as _

NOT_ON_RECORD = _(
    "There is nothing at this address. If you followed a link, it may be mistyped."
    " What we once published keeps its address."
)
NOT_UNDERSTOOD = _("The address could not be understood.")


class NotOnRecord(Http404):
    """Says why, and may lead to a page that exists."""

    def __init__(self, sentence: str = NOT_ON_RECORD, *, href: str = "", label: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.href, self.label = sentence, href, label


class NotUnderstood(BadRequest):
    """Something in the address; the sentence says what."""

    def __init__(self, sentence: str = NOT_UNDERSTOOD) -> None:
        super().__init__(sentence)
        self.sentence = sentence
