"""A time stamp on what was signed, by an authority (RFC 3161), where one is set: else nothing.

The one place that asks another machine for anything; `checkpoint` alone leads here, which the
signer runs, and no process that serves the site.
"""

from __future__ import annotations

from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from claims.domain.errors import RuleBroken
from claims.models.record.checkpoint import Checkpoint
from claims.publishing.checkpoints import write_whole

PATIENCE = 20
LARGEST = 1 << 17
TOLD_BY = "application/timestamp-query"


def stamped(checkpoint: Checkpoint, folder: Path) -> bool:
    return _stamp_file(checkpoint, folder).exists()


def stamp(
    checkpoint: Checkpoint,
    folder: Path,
    *,
    authority: str,
    root: Path,
) -> datetime:
    """Have a checkpoint stamped, and keep the stamp beside it with the bytes that it is of.

    ``root`` holds the authority's certificates. The moment of the stamp; ``RuleBroken`` where the
    authority does not answer, or what it says does not hold.
    """
    words = checkpoint.note.encode()
    request = TimestampRequestBuilder().data(words).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        answered = _ask(authority, request.as_bytes())
        response = decode_timestamp_response(answered)
        certificates = load_pem_x509_certificates(root.read_bytes())
        builder = VerifierBuilder.from_request(request)
        for certificate in certificates:
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, words)
    except (URLError, HTTPException, TimeoutError, OSError) as problem:
        raise RuleBroken(f"{authority} does not answer: {problem}.") from problem
    except (ValueError, VerificationError) as problem:
        raise RuleBroken(f"What {authority} says does not hold: {problem}.") from problem
    write_whole(_stamp_file(checkpoint, folder).with_suffix(".note"), words)
    write_whole(_stamp_file(checkpoint, folder), answered)
    return response.tst_info.gen_time


def _stamp_file(checkpoint: Checkpoint, folder: Path) -> Path:
    return folder / "checkpoints" / f"{checkpoint.size}.tsr"


def _ask(authority: str, question: bytes) -> bytes:
    if not authority.startswith(("https://", "http://")):
        raise RuleBroken("An authority is asked by http or https.")
    request = Request(authority, question, {"Content-Type": TOLD_BY})  # noqa: S310  # looked at
    with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  # nosec B310
        return bytes(answer.read(LARGEST))
