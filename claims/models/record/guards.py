"""What is refused of published rows, checkpoints, what seals authors, and the audit log.

Rows can be closed, once, at an entry of their subject; they go only where it was suppressed, and
come only with an entry. ``rebuild_record`` lifts their guards while it writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.models.record.rows import ROWS, PublishedReference

ENTRY, CHECKPOINT = "claims_entry", "claims_checkpoint"
# The messages readers of a database log see.
FIXED = "the record is append-only"
OF_LOG = "published rows follow the entries: they change with them, or by rebuild_record"
MORE = "a checkpoint tells more of the record than the one before it, and no more than there is"

# What is only ever added to, besides the log itself, and what must not stand there already: on
# SQLite INSERT OR REPLACE passes by what guards updates and deletes.
ADDED_TO = {
    CHECKPOINT: "r.size = NEW.size",
    "claims_cosignature": "r.id = NEW.id OR (r.checkpoint_id = NEW.checkpoint_id"
    " AND r.key = NEW.key)",
    "claims_decisiondigest": "r.n = NEW.n OR (r.kind = NEW.kind AND r.decision = NEW.decision)",
    "claims_authorship": "r.entry = NEW.entry",
    "claims_auditevent": "r.n = NEW.n",
}
ENDS = ("until", "effective_until")
ALWAYS = "1 = 1"
# How each engine says that two values differ, where either may be null.
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


@dataclass(frozen=True)
class Guard:
    """Before an event (INSERT, UPDATE, DELETE) on a table: refused with the words if ``wrong``."""

    name: str
    table: str
    event: str
    wrong: str
    words: str

    @property
    def of_rows(self) -> bool:
        return self.words == OF_LOG

    def on(self, vendor: str) -> str:
        return self.wrong.replace("<>", DIFFERS[vendor])


def _of_rows() -> Iterator[Guard]:
    for model in ROWS:
        table, name = model._meta.db_table, model._meta.model_name
        columns = [field.column for field in model._meta.concrete_fields]
        alike = "r.since = NEW.since" + (" AND r.n = NEW.n" if "n" in columns else "")
        other = " OR ".join(f'NEW."{c}" <> OLD."{c}"' for c in columns if c not in ENDS)
        closed = f"OLD.until IS NOT NULL OR {_no_entry('until')} OR {other}"
        wrong = {
            "INSERT": f"EXISTS (SELECT 1 FROM {table} r WHERE {alike}) OR {_no_entry('since')}",
            "UPDATE": ALWAYS if model is PublishedReference else closed,
            "DELETE": f"NOT EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.subject = OLD.uid"
            " AND e.kind = 'suppressed')",
        }
        for event, refused in wrong.items():
            yield Guard(f"{name}_{event.lower()}", table, event, refused, OF_LOG)


def _no_entry(number: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.seq = NEW.{number} AND e.subject = NEW.uid)"
    )


def _of_what_is_added_to() -> Iterator[Guard]:
    for table, there in ADDED_TO.items():
        name = table.removeprefix("claims_")
        stands = f"EXISTS (SELECT 1 FROM {table} r WHERE {there})"
        for event, refused in (("INSERT", stands), ("UPDATE", ALWAYS), ("DELETE", ALWAYS)):
            yield Guard(f"{name}_{event.lower()}", table, event, refused, FIXED)
    more = (
        f"NEW.size <= (SELECT COALESCE(MAX(size), 0) FROM {CHECKPOINT})"
        f" OR NEW.size > (SELECT COALESCE(MAX(seq), 0) FROM {ENTRY})"
    )
    yield Guard("checkpoint_more", CHECKPOINT, "INSERT", more, MORE)


GUARDS = (*_of_rows(), *_of_what_is_added_to())
