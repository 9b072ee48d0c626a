"""What lets a stranger check the record without trusting us: checkpoints, proofs, a program."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from claims.domain.messages import gettext as _
from claims.lookup.as_of import shown_at
from claims.lookup.cache import ALWAYS_ASK, PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.lookup.public import Known, public
from claims.models.record.checkpoint import Checkpoint, newest
from claims.models.record.entry import Entry
from claims.pages import rendering
from claims.presenters.moments import minute
from claims.proof import files

# What can never become another: of two checkpoints, how the one leads to the other.
FOR_EVER = "public, max-age=31536000, immutable"
PLAIN, JSON = "text/plain; charset=utf-8", "application/json"
MOST_SHOWN = 50
VERIFIER = Path(files.__file__).with_name("verify.py")
NOT_SIGNED = _("Nothing of the record was signed yet.")
NO_SUCH = _("No checkpoint was signed up to this entry.")
NOT_YET = _(
    "There is no proof of this entry: it is not in our record, it was not signed yet, or its words"
    " were withheld."
)


@public(Known())
@require_safe
def newest_checkpoint(request: HttpRequest) -> HttpResponseBase:
    """The last one, with the signatures of witnesses, as C2SP has it."""
    found = newest()
    if found is None:
        raise NotOnRecord(NOT_SIGNED)
    return _given(request, found.signed(), PLAIN)


@public(Known())
@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponseBase:
    return _given(request, _of(size).signed(), PLAIN)


@public(Known())
@require_safe
def of_entry(request: HttpRequest, seq: int) -> HttpResponseBase:
    """Asked for anew each time: words can be withheld, and witnesses sign later."""
    entry = Entry.objects.filter(seq=seq).select_related("words").first()
    told = files.of_entry(entry) if entry else None
    if told is None:
        raise NotOnRecord(NOT_YET)
    return _given(request, told, JSON)


@public(Known())
@require_safe
def of_growth(request: HttpRequest, old: int, new: int) -> HttpResponseBase:
    if old > new:
        raise NotOnRecord(NO_SUCH)
    return _given(request, files.of_growth(_of(old), _of(new)), JSON, FOR_EVER)


@public(Known())
@require_safe
def verifier(request: HttpRequest) -> HttpResponseBase:
    """The program that checks all of this where it is, offline."""
    return _given(request, VERIFIER.read_text(encoding="utf-8"), "text/x-python; charset=utf-8")


@record_page("as_of")
def checkpoints(request: PageRequest) -> HttpResponseBase:
    """For people: what was signed, by whom, and how to check it. Always as of today."""
    shown = shown_at("", head=request.head)
    kept = Checkpoint.objects.order_by("-size").prefetch_related("cosignatures")[:MOST_SHOWN]
    listed = [
        (one, minute(one.signed_at, shown.zone), [c.name for c in one.cosignatures.all()])
        for one in kept
    ]
    context = {"listed": listed, "keys": list(dict.fromkeys(one.key for one, *_ in listed))}
    return rendering.answer(
        "claims/checkpoints.html", context, shown=shown, path=request.path, section="checkpoints"
    )


def _of(size: int) -> Checkpoint:
    found = Checkpoint.objects.filter(size=size).first()
    if found is None:
        raise NotOnRecord(NO_SUCH)
    return found


def _given(request: HttpRequest, text: str, kind: str, kept: str = ALWAYS_ASK) -> HttpResponseBase:
    response = HttpResponse(text, content_type=kind)
    etag = f'"{hashlib.sha256(response.content).hexdigest()}"'
    response["ETag"], response["Cache-Control"] = etag, kept
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=response) or response
