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
    activist activists crew demonstrators divers doctor employee employees engineers experts
    farmers firefighter managers miner miners monitors motorists negotiators mediators opposition
    organisers organizers pilgrims pilots sailors shepherds soldier spectators teacher tourists
    traders victims voters wounded worshippers
"""
_BODIES = """
    agency brigade bureau command commission committee corps council court department embassy
    fire foreign health hospital interior defence defense justice information ministry minister
    morgue mortuary office parliament president presidency prime governor mayor sheriff
    school service services university clinic coastguard guard coast border
    airline company contractor coroner employer factory judge manufacturer mine operator owner
    owners plant prosecutor refinery shipowner team union
"""
_ELSEWHERE = """
    شرطة الشرطة مسؤولون مسؤولين مسؤول شهود شاهد مصادر مصدر سلطات السلطات سكان أهالي الأهالي
    أطباء مسعفون جنود الجيش عائلات پلیس مقامات مقام مسئولان مسئول شاهدان شاهد منابع منبع ساکنان
    مردم پزشکان نیروهای پولیس حکام ذرائع شاہدین شاہد اہلکار عہدیدار رہائشی لوگ ڈاکٹر څارواکي چارواکي
    چارواکو سرچینې خلک اوسېدونکي پوليس पुलिस अधिकारी अधिकारियों सूत्र सूत्रों प्रत्यक्षदर्शी
    चश्मदीद ग्रामीण ग्रामीणों लोग लोगों प्रशासन डॉक्टर सेना পুলিশ কর্মকর্তা কর্মকর্তারা
    প্রত্যক্ষদর্শী স্থানীয়রা বাসিন্দা বাসিন্দারা সূত্র গ্রামবাসী চিকিৎসক polis polisi yetkililer
    yetkili yetkilileri tanıklar tanık tanıkları kaynaklar kaynakları köylüler vatandaşlar sakinleri
    jandarma ekipleri полиция полицейские очевидцы очевидец чиновники чиновник власти источники
    источник свидетели свидетель жители житель спасатели врачи медики военные следователи силовики
    поліція поліцейські очевидці посадовці посадовець джерела джерело свідки влада мешканці жителі
    рятувальники лікарі медики військові policier policiers gendarmes gendarmerie responsables
    responsable témoins témoin autorités riverains habitants secouristes secours médecins militaires
    proches sources policía policías funcionarios funcionario testigos testigo autoridades fuentes
    fuente vecinos residentes habitantes rescatistas médicos bomberos militares polícia policiais
    testemunhas testemunha fontes fonte moradores bombeiros polizei polizisten behörden behörde
    zeugen augenzeugen augenzeuge anwohner ärzte rettungskräfte feuerwehr sicherheitskräfte
    警方 警察 官员 官員 当局 當局 目击者 目擊者 消息人士 居民 村民 知情人士 军方 軍方 救援人员
    関係者 目撃者 住民 消防 경찰 당국 관계자 목격자 주민 소식통
"""
_AROUND_ELSEWHERE = """
    la le les l un une des de du el los las una unos unas o os as um uma da do dos das die der das
    ein eine local locale locales locaux locais lokale örtliche oficiales oficial oficiais
    officielles officielle anonymes anónimas seguridad segurança sécurité hospitalières médicales
    görgü yerel güvenlik bölge sağlık bir isimsiz عيان عینی عيني محلية محلي محليون محلیة محلی أمنية
    أمني طبية طبي امنیتی سرکاری مقامی ځايي امنيتي स्थानीय স্থানীয় местные местный местная
    неназванный несколько один из місцеві місцевий кілька 当地 当地官员 地元 현지
"""
_AROUND = """
    a aid air an and another anonymous area at by central chief city civil close community district
    emergency familiar federal for from ground in intelligence local main medical multiple named
    national no not of on one or other our provincial public railway regional rescue rural search
    secretary security senior several some someone state state-run tax the their to top town two
    unidentified unknown unnamed unofficial various village who with
"""
_NAMES_A_GROUP = frozenset(map(fold, (_GROUPS + _ELSEWHERE).split()))
_ENGLISH = frozenset((_GROUPS + _BODIES + _AROUND).split())
_ROLE = _NAMES_A_GROUP | frozenset(map(fold, (_BODIES + _AROUND + _AROUND_ELSEWHERE).split()))
_UNNAMED = re.compile(r"\b(not named|unnamed|anonymous|unidentified)\b|^no (one|source)\b")
# Signs of vowels are no letters to \w: by it the words of Indic scripts would fall apart.
_BETWEEN = re.compile(r"[\s_.,;:!?()\[\]\"'“”‘’«»/،؛۔।]+")


def is_role(name: str) -> bool:
    """Whether every word of it is a role, a rank or what stands around them."""
    words = _words(name)
    return bool(words) and all(word in _ROLE for word in words)


def _words(name: str) -> list[str]:
    return [word for word in _BETWEEN.split(fold(name)) if word]


def in_sentence(name: str, kind: str, nature: str = "") -> str:
    """The same in mid-sentence: “the coast guard”, “local officials”.

    A paper keeps its title, if it has one, and whoever has a name the capitals of it.
    """
    is_title = kind in (SourceKind.MEDIA, SourceKind.AGENCY) and nature != Nature.UNNAMED
    # Of other languages nothing is known: in German “Polizei” keeps its capital.
    is_english = all(word in _ENGLISH for word in _words(name))
    is_group = nature == Nature.UNNAMED and (is_english or name.startswith(("A ", "An ")))
    if is_title or not (name.startswith("The ") or is_group):
        return name
    return name[:1].lower() + name[1:]


def names_a_group(name: str) -> bool:
    """Whether it is said of people whom nobody named."""
    folded = fold(name)
    return bool(_UNNAMED.search(folded)) or (
        is_role(name) and any(word in _NAMES_A_GROUP for word in _words(name))
    )
