"""Bodies that this process read lately: the same text says the same for ever, so it is read once.

Who asks brings the text, as the database has it at that moment. So nothing is shown that was
withheld, or is of another database: for a text that is not there nobody can ask. It stays in memory
until there is no room for it or the process ends. What was made of it is never changed by anybody
(see ``base.State``).
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from claims.domain.vocabulary import SubjectKind
from claims.states import body
from claims.states.body import Body

MOST = 4_000_000
"""Letters of all texts: some 2,300 claims, which take 32 MB with what was made of them."""


class KeptBodies:
    """In no more than so many letters; what was asked for longest ago goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._letters = most, 0
        self._kept: OrderedDict[tuple[SubjectKind, str], Body] = OrderedDict()
        self._lock = Lock()

    def read(self, kind: SubjectKind, text: str) -> Body:
        """The body of an entry about a subject of this kind; see ``body.read``."""
        key = (kind, text)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        made = body.read(kind, text)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._letters += len(text)
            while self._letters > self._most:
                (_, oldest), _ = self._kept.popitem(last=False)
                self._letters -= len(oldest)
        return made


read = KeptBodies().read
