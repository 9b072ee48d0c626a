"""English words that a question may use for others: endings, and words of the trade for one thing.

Only what is searched follows from it. It says nothing of what a word means in a claim, and none is
put in the place of another. A star stands for any ending.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

Answer = tuple[str, bool]
"""A word, and whether longer ones that begin so answer too."""

_SETS = """
kill* dead died dies dying death* fatal* slain martyr* neutralis* neutraliz* perish* toll
injur* wound* hurt
casualt* victim* kill* dead died
missing unaccounted disappear* vanish*
burn* torch* ablaze arson* fire
train trains rail rails railway* railroad*
truck* lorry lorries
bus buses coach coaches minibus*
passenger* travel* commuter*
plane planes aircraft airliner* aeroplane* airplane* jet jets
boat boats ship ships vessel* ferry ferries
highway* motorway* road roads
army military soldier* troop*
police policem* constable* cop cops
militant* terrorist* insurgent* gunm* fighter* attacker* assailant* rebel* separatist*
suicide* fidayeen
civilian* citizen* noncombatant*
labourer* laborer* labour labor worker* workm*
staff employee* personnel
doctor* physician* medic medics nurse nurses staff
child children minor minors kid kids
woman women female*
man men male males
official* authorit*
hospital* clinic*
shot shoot* gunned
strike* airstrike* airstrik* bomb* bombard* shell*
blast* explo* deton* blew blown
missile* rocket*
drone* uav uavs
raid* operation*
attack* assault* storm*
abduct* kidnap* hostage* captive*
arrest* detain* detention*
freed release* freeing
rescue* saved
escape* survi* fled flee flees fleeing left
closed closure* closes shut block* obstruct* cut disrupt*
evacuat* displac*
deny denie* denial* denying reject* rebut* dismiss*
admit* conced* acknowledg*
blame* accus* responsib*
fake hoax* fabricat* false
video* footage
quake* earthquake* tremor*
flood* inundat* deluge
protest* demonstrat* rally rallies
vote votes voter* voting ballot* election* poll polls
truce* ceasefire* armistice*
talk talks negotiat* dialogue*
house houses home homes dwelling*
"""
SHORTEST_STEM = 4


@lru_cache(maxsize=10_000)
def stems(word: str) -> tuple[Answer, ...]:
    """A folded word without its ending; nothing beyond ASCII, where we know no endings."""
    if not (word.isascii() and word.isalpha()):
        return ()
    found = dict.fromkeys(_stems(word))
    return tuple((stem, len(stem) >= SHORTEST_STEM) for stem in found)


@lru_cache(maxsize=10_000)
def alike(word: str) -> tuple[Answer, ...]:
    """Other words for the same."""
    known = [word, *(stem for stem, _ in stems(word))]
    found: list[Answer] = []
    for one in _sets():
        if any(_holds(entry, asked) for entry in one for asked in known):
            found += one
    return tuple(dict.fromkeys(found))


@cache
def _sets() -> tuple[tuple[Answer, ...], ...]:
    lines = _SETS.strip().splitlines()
    return tuple(tuple((w.rstrip("*"), w.endswith("*")) for w in line.split()) for line in lines)


def _holds(entry: Answer, word: str) -> bool:
    stem, begins = entry
    return word == stem or (begins and word.startswith(stem))


def _stems(word: str) -> Iterator[str]:
    """The word without an ending of number or tense, in each way that it may have had one."""
    if len(word) > 4 and word.endswith("ies"):
        yield word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        yield word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    for ending in ("ed", "ing"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 3:
            doubled = bare[-1] == bare[-2] and bare[-1] not in "ls"
            yield bare[:-1] if doubled else bare
            if bare.endswith("i") and ending == "ed":
                yield bare[:-1] + "y"
