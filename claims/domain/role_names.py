"""Names that are a role and nobody's own: “police”, “local officials”, “health ministry”.

The same words mean other people in the next event, so they are matched within one event alone.
"""

import re

from claims.domain.text import fold
from claims.domain.vocabulary import Nature, SourceKind

_GROUPS = """
    administration administrators agencies aides analysts army authorities authority bystanders
    campaigners civilians clerics colleagues commanders correspondents councillors
    detectives diplomats doctors driver drivers elders eyewitness eyewitnesses family families
    fighters firefighters fisherfolk fishermen forces friends government guards hostages
    inhabitants insurgents investigators journalist journalists judges lawmakers lawyers leaders
    levies locals media medic medics militants military militias ministers navy neighbours
    neighbors nobody nurses observers official officials officer officers onlookers paramedics
    parents passengers people person personnel police policeman policemen politicians
    prosecutors protesters rangers rebels refugees relatives reporters rescuer rescuers
    resident residents scientists separatists shopkeepers sheriffs soldiers source sources
    spokesman spokesmen spokesperson spokespersons spokeswoman staff students survivor survivors
    teachers tribesmen troops villager villagers volunteers witness witnesses workers
"""
_BODIES = """
    agency brigade bureau command commission committee corps council court department embassy
    fire foreign health hospital interior defence defense justice information ministry minister
    morgue mortuary office parliament president presidency prime governor mayor sheriff
    school service services university clinic coastguard guard coast border
"""
_ELSEWHERE = """
    پولیس حکام ذرائع عینی شاہدین اہلکار الشرطة مسؤولون مسؤول شهود مصادر پلیس مقامات شاهدان
    पुलिस अधिकारी सूत्र পুলিশ কর্মকর্তা polis yetkililer yetkili tanıklar kaynaklar полиция
    очевидцы чиновники власти источники источник свидетели поліція очевидці посадовці джерела
    policier policiers responsables témoins autorités policía funcionarios testigos autoridades
    fuentes polícia autoridades testemunhas fontes polizei behörden zeugen augenzeugen
"""
_AROUND = """
    a aid air an and another anonymous area at by central chief city civil close community district
    emergency familiar federal for from ground in intelligence local main medical multiple named
    national no not of on one or other our provincial public railway regional rescue rural search
    secretary security senior several some someone state state-run tax the their to top town two
    unidentified unknown unnamed unofficial various village who with
"""
_NAMES_A_GROUP = frozenset(map(fold, (_GROUPS + _ELSEWHERE).split()))
_ROLE = _NAMES_A_GROUP | frozenset(_BODIES.split()) | frozenset(_AROUND.split())
_UNNAMED = re.compile(r"\b(not named|unnamed|anonymous|unidentified)\b|^no (one|source)\b")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def is_role(name: str) -> bool:
    """Whether every word of it is a role, a rank or what stands around them."""
    words = _WORD.findall(fold(name))
    return bool(words) and all(word in _ROLE for word in words)


def in_sentence(name: str, kind: str, nature: str = "") -> str:
    """The same in mid-sentence: “the coast guard”, “local officials”.

    A paper keeps its title, and whoever has a name the capitals of it.
    """
    is_title = kind in (SourceKind.MEDIA, SourceKind.AGENCY)
    is_group = nature == Nature.UNNAMED and (is_role(name) or name.startswith(("A ", "An ")))
    if is_title or not (name.startswith("The ") or is_group):
        return name
    return name[:1].lower() + name[1:]


def names_a_group(name: str) -> bool:
    """Whether it is said of people whom nobody named."""
    folded = fold(name)
    return bool(_UNNAMED.search(folded)) or (
        is_role(name) and any(word in _NAMES_A_GROUP for word in _WORD.findall(folded))
    )
