"""One entry of the record, with all that its digest is made of."""

from __future__ import annotations

from claims.api.addresses import url
from claims.api.fields import Code, Flag, Instant, Integer, Shape, Text
from claims.domain.vocabulary import CHANGE_TYPE_LABELS, ENTRY_KIND_LABELS, SUBJECT_KIND_LABELS
from claims.models.record.entry import Entry


class Raw(Text):
    """Text exactly as it is hashed: empty text stays empty."""

    def to_representation(self, value: object) -> str:
        return str(value)


class RawCode(Code):
    def to_representation(self, value: object) -> str:
        return str(value)


class EntrySerializer(Shape):
    """One entry of the record, with all that its digest is made of."""

    seq = Integer("Its number; there is no gap.", always=True)
    url = Text("Its address here.", always=True)
    recorded_at = Instant(
        "When it was put on record; never before the entry before it.", always=True
    )
    effective_at = Instant("Since when it holds.", always=True)
    kind = Code("What was done.", ENTRY_KIND_LABELS, always=True)
    subject_kind = Code("What kind of thing it is about.", SUBJECT_KIND_LABELS, always=True)
    subject = Raw("Uid of the thing it is about.", always=True)
    change = RawCode(
        "update, clarification or correction; empty where none.",
        ("", *CHANGE_TYPE_LABELS),
        always=True,
    )
    minor = Flag("Whether no substance was touched.", always=True)
    author = Raw(
        "Who wrote it, sealed: a salted digest that the newsroom alone can open. Empty in the"
        " oldest entries, and then no part of their digest.",
        always=True,
    )
    previous = Raw("Digest of the entry before; empty in the first.", always=True)
    digest = Raw("SHA-256 over a zero byte and the canonical JSON of this entry.", always=True)
    nonce = Raw("Random, so that no short text can be guessed from its digest. Null where removed.")
    body = Raw("What was published, as the text that is hashed: JSON. Null where removed.")
    removed = Flag(
        "True where the words were removed, for danger to a person or by law; a later entry of"
        " kind suppressed names the same subject, and the digest stays.",
        always=True,
    )


def entry(row: Entry) -> dict[str, object]:
    words = row.words if hasattr(row, "words") else None
    columns = ("seq", "recorded_at", "effective_at", "kind", "subject_kind", "subject")
    more = ("change", "minor", "author", "previous", "digest")
    return {
        **{name: getattr(row, name) for name in (*columns, *more)},
        "url": url("entry", str(row.seq)),
        "nonce": words.nonce if words else None,
        "body": words.body if words else None,
        "removed": words is None,
    }
