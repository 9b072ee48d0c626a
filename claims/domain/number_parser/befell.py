"""What words say that befell people, in every language, and the measures that they go with."""

from collections.abc import Mapping

from claims.domain.number_parser.language import Phrases, split

BEFELL: Mapping[frozenset[str], str] = {
    frozenset({"killed"}): "killed, dead, died, deaths, death, fatalities, fatality,"
    " slain, murdered, executed, martyred, martyrs, martyr, drowned, corpses, shot dead,"
    " loss of life, lost their lives, were martyred,"
    " ہلاک, ہلاکتیں, ہلاکت, ہلاکتوں, جاں بحق, جان بحق, مارے گئے, مارا گیا, لاشیں,"
    " قتيل, قتيلا, قتلى, القتلى, قتلوا, وفاة, وفيات, جثة, جثث, کشته, جسد, فوتی, وژل, مړه, مړي,"
    " मृत, मृतक, मृतकों, मौत, मौतें, मौतों, मारे गए, मारा गया, शव,"
    " নিহত, নিহতের, মারা গেছে, মারা গেছেন, মৃত, মৃত্যু, মৃতের, লাশ, মরদেহ,"
    " ölü, ölüm, ölen, öldü, öldürüldü, hayatını kaybetti, yaşamını yitirdi, can kaybı, ceset,"
    " погибших, погибли, погибло, погиб, погибшие, убитых, убиты, убито, убитые, умерли, умерших,"
    " загиблих, загинули, загинуло, загинув, загиблі, вбитих, вбито, вбиті, померли,"
    " morts, mort, mortes, morte, tués, tué, tuées, tuée, décès, cadavres,"
    " muertos, muerto, muertas, fallecidos, fallecidas, fallecido, asesinados, cadáveres, murieron,"
    " muertes, mortos, morto, mortas, morreram,"
    " tote, toten, toter, todesopfer, getötet, getötete, leichen, tot, gestorben, starben",
    frozenset({"injured", "in-hospital"}): "injured, wounded, hurt, injuries, hospitalised,"
    " hospitalized, treated, shot, زخمی, زخمیوں, جريح, جريحا, جرحى, إصابات, إصابة, بجروح,"
    " مجروح, مصدوم, ټپیان, ټپي, زخمي, ژوبل, घायल, घायलों, আহত, আহতের, yaralı, yaralandı,"
    " раненых, ранены, ранено, раненые, поранених, поранено, поранені, blessés, blessé, blessées,"
    " heridos, herido, heridas, hospitalizados, feridos, ferido, feridas,"
    " verletzte, verletzten, verletzter, verwundete, verwundeten, schwerverletzte,"
    " leichtverletzte, verletzt",
    frozenset({"missing"}): "missing, disappeared, لاپتہ, مفقود, مفقودا, مفقودين, ناپدید, ورک,"
    " लापता, নিখোঁজ, kayıp, пропавших, пропали, зниклих, disparus, disparues, disparu,"
    " desaparecidos, desaparecidas, vermisste, vermissten, vermisst",
    frozenset({"rescued", "freed"}): "rescued, saved, freed, released, بازیاب, উদ্ধার",
    frozenset({"rescued", "freed", "escaped"}): "escaped, survivors, survivor",
    frozenset({"rescued", "displaced"}): "evacuated, evacuees",
    frozenset({"displaced"}): "displaced, homeless, بے گھر, نازح, نازحا, نازحين, آواره, बेघर,"
    " বাস্তুচ্যুত, déplacés, desplazados, deslocados, vertriebene",
    frozenset({"arrested", "detained", "abducted", "held-hostage"}): "arrested, detained,"
    " captured, گرفتار,"
    " معتقل, معتقلا, معتقلين, بازداشت شدند, गिरफ्तार, গ্রেপ্তার, আটক, gözaltına alındı,"
    " задержаны, arrestations, interpellés, detenidos, detidos, festgenommen",
    frozenset({"abducted", "held-hostage"}): "abducted, kidnapped, اغوا, अगवा, অপহৃত",
    frozenset({"surrendered", "arrested", "detained", "abducted"}): "surrendered",
}  # fmt: skip
BEFALLS: frozenset[str] = frozenset().union(*BEFELL)
"""The measures that such words can be held against; others may count anybody."""
PHRASES = Phrases(
    (phrase, goes_with) for goes_with, phrases in BEFELL.items() for phrase in split(phrases)
)
