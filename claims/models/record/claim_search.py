"""Claims that answer a question, the closest first; where none answers it whole, the most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models.functions import Length

from claims.domain.search import Term
from claims.models.record.claim_asking import Asking, Claims
from claims.models.record.rows import PublishedClaim
from claims.models.record.search import Answered
from claims.models.record.vocabulary import meant_by

LAST_PART = 9
"""A place in the list names its part by one digit."""
IN_OTHER_WORDS = 1
"""How far a claim is whose statement has the words, or others for them."""
SHORT = 64
"""Characters of a statement that says little besides; half of all are no longer."""


@dataclass(frozen=True)
class Found:
    """What a question finds, at any moment.

    Where it is few claims, ``few`` says of each row, by its number, how far it is from the
    question: 0 is the closest. Else rows are held against ``words``, and against ``near``, which
    finds the closer ones.
    ``terms`` is what was looked for in the end; ``missing`` are those that nothing on record
    answers, ``meant`` the words that were looked for in their place. ``whole`` is false where no
    claim answers every one.
    """

    words: Sequence[Answered] = ()
    near: Sequence[Answered] = ()
    few: Mapping[int, int] | None = None
    terms: tuple[Term, ...] = ()
    missing: tuple[Term, ...] = ()
    meant: Mapping[Term, Sequence[str]] = field(default_factory=dict)
    whole: bool = True

    @property
    def every_term(self) -> tuple[Term, ...]:
        """With those that had to be left out."""
        return (*self.terms, *(term for term in self.missing if term not in self.meant))

    @property
    def all_known(self) -> bool:
        """Whether each word is on record, or another that is spelt much like it."""
        return all(term in self.meant for term in self.missing)

    @property
    def unanswered(self) -> list[Term]:
        found = zip(self.terms, self.words, strict=True)
        return [term for term, of_word in found if of_word.found == frozenset()]

    def among(self, claims: Claims) -> Claims:
        """Those found."""
        if self.few is not None:
            return claims.filter(since__in=list(self.few))
        for of_word in self.words:
            claims = claims.filter(search__among=of_word)
        return claims

    def by_closeness(self, claims: Claims) -> Sequence[Claims]:
        """Parts, the closest first.

        Where it is asked who denied or corrected something, who did; the statement has each word;
        or has others for it, or the claimant is called so; or the words stand elsewhere; or they
        are answered in other ways. Where a statement has other words, first what says little
        besides: several words of it are then more likely about one thing. Where no claim answers
        every word, by how many it does. This depends on the claim and the question alone. A score
        would change with every entry, and shift pages.
        """
        if self.few is not None:
            far = sorted(set(self.few.values()))
            return [
                claims.filter(since__in=[since for since, n in self.few.items() if n == one])
                for one in far
            ]
        parts = []
        rest = self.among(claims)
        for near in self.near:
            parts.append(rest.filter(search__among=near))
            rest = rest.exclude(search__among=near)
        return [*parts, rest]


def find(terms: Sequence[Term], asking: Asking, *, exact: bool = False) -> Found:
    """Claims that answer the terms.

    Where none of the moment answers them all, those that answer most; ``exact``: then none.
    """
    if not terms:
        return Found()
    found = _looked_up(asking, terms)
    if exact:
        return _among_few(found)
    if missing := found.unanswered:
        found = _as_meant(asking, found, missing)
    if not found.terms:
        return found
    found = _among_few(found)
    if found.few is None:
        return found
    rows: Claims = PublishedClaim.objects.as_of(asking.moment).filter(since__in=list(found.few))
    lengths = dict(rows.annotate(n=Length("statement")).values_list("since", "n"))
    return _briefest(found, lengths) if lengths else _mostly(found, asking)


def _among_few(found: Found) -> Found:
    """With the claims themselves, and how far each is, unless every word finds many."""
    known = [of_word.found for of_word in found.words if of_word.found is not None]
    if not known:
        return found
    few = frozenset.intersection(*known)
    for of_word in found.words:
        few = of_word.within(few)
    far = dict.fromkeys(few, len(found.near))
    for n in reversed(range(len(found.near))):
        far.update(dict.fromkeys(found.near[n].within(few), n))
    return replace(found, few=far)


def _looked_up(asking: Asking, terms: Sequence[Term]) -> Found:
    words, near = asking.look_up(terms)
    return Found(words, near, terms=tuple(terms))


def _as_meant(asking: Asking, found: Found, missing: Sequence[Term]) -> Found:
    """With words on record that are spelt much like those that nothing answers, or without."""
    spelt = {term: near for term in missing if (near := meant_by(term.word))}
    meant = {
        term: replace(term, stems=tuple((word, False) for word in near))
        for term, near in spelt.items()
    }
    found = _looked_up(asking, [meant.get(term, term) for term in found.terms])
    lost = set(found.unanswered)
    kept = [term for term in found.terms if term not in lost]
    if lost:
        found = _looked_up(asking, kept) if kept else Found(few={})
    return replace(
        found,
        missing=tuple(missing),
        meant={term: near for term, near in spelt.items() if meant[term] not in lost},
        whole=not lost,
    )


def _briefest(found: Found, lengths: Mapping[int, int]) -> Found:
    """Of those whose statement has other words for several, first what says little besides."""
    few = found.few or {}
    if len(found.terms) < 2:
        return found
    brief = {s: (n, n == IN_OTHER_WORDS and lengths.get(s, 0) > SHORT) for s, n in few.items()}
    return replace(found, few=_placed(brief))


def _placed(far: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """How far each is, in whole steps."""
    places = {one: min(n, LAST_PART) for n, one in enumerate(sorted(set(far.values())))}
    return {since: places[one] for since, one in far.items()}


def _mostly(found: Found, asking: Asking) -> Found:
    """Where no claim answers everything: those that answer most, and more than half of that.

    Of those that answer as much, first the ones whose statement does.
    """
    answered = asking.how_many(found.terms)
    stated = asking.how_many_stated(found.terms)
    most = max(answered.values(), default=0)
    far = {s: (most - n, -stated.get(s, 0)) for s, n in answered.items() if 2 * n > most}
    return replace(found, few=_placed(far), whole=False)
