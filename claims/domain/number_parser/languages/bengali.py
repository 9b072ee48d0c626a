"""Bengali, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
_DIGITS = {str(n): n for n in range(2, 100)}
_BN_WORDS = (
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো/এগার বারো/বার তেরো/তের চৌদ্দ পনেরো/পনের ষোলো/ষোল"
    " সতেরো/সতের আঠারো/আঠার উনিশ বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ/উনত্রিশ ত্রিশ"
)
_BN = in_order(_BN_WORDS) | {"চল্লিশ": 40, "পঞ্চাশ": 50, "ষাট": 60, "সত্তর": 70, "আশি": 80,
                              "নব্বই": 90, "একশ": 100, "একশো": 100, "দুইশ": 200, "দুশো": 200,
                              "তিনশ": 300, "চারশ": 400, "পাঁচশ": 500}  # fmt: skip
# The count noun is written onto the number word: দুজন.
_BN |= {f"{word}জন": n for word, n in _BN.items() if n} | {"একজন": 1, "দুজন": 2}
_SCALES = {"শ": 100, "শত": 100, "শো": 100, "হাজার": 1_000, "লাখ": 100_000, "লক্ষ": 100_000,
           "কোটি": 10**7, "ডজন": 12, "মিলিয়ন": 10**6, "বিলিয়ন": 10**9}  # fmt: skip
_INFLECTED = {f"{word}{of}": f"{word} এর" for word in (*_BN, *_SCALES) for of in ("ের", "র")}
_INFLECTED |= {f"{word}খানেক": f"{word} খানেক" for word in _SCALES}
# Above so many, as one word: শতাধিক.
_INFLECTED |= {
    f"{many}াধিক": f"{word} এর বেশি"
    for many, word in {"শত": "শত", "দুইশত": "দুই শত", "তিনশত": "তিন শত", "দেড়শত": "দেড় শত",
                       "অর্ধশত": "পঞ্চাশ", "সহস্র": "হাজার", "লক্ষ": "লক্ষ"}.items()
}  # fmt: skip

BENGALI = Language(
    numbers=_BN,
    scales=_SCALES,
    inflected=_INFLECTED,
    compounds=True,
    least={"শত শত": 100, "শতশত": 100, "হাজার হাজার": 1_000, "হাজারো": 1_000, "লাখ লাখ": 100_000,
           "লাখো": 100_000, "কয়েক ডজন": 24, "কয়েক শ": 100, "কয়েকশ": 100, "কয়েক শত": 100,
           "কয়েক হাজার": 1_000, "কয়েক লাখ": 100_000, "ডজন ডজন": 24, "বহু ডজন": 24},
    articles={"আধা": HALF, "দেড়": Fraction(3, 2), "আড়াই": Fraction(5, 2)}
    | {"সোয়া": 1 + QUARTER, "পৌন": 1 - QUARTER}
    | {
        f"{more} {word}": n + part
        for more, part in {"সাড়ে": HALF, "সোয়া": QUARTER, "পৌনে": -QUARTER}.items()
        for word, n in (_BN | _DIGITS).items()
        if 2 <= n < 100
    },
    before={
        Qualifier.AT_LEAST: "অন্তত, কমপক্ষে, ন্যূনতম",
        Qualifier.AT_MOST: "সর্বোচ্চ, বড়জোর, সর্বাধিক",
        Qualifier.ABOUT: "প্রায়, আনুমানিক, মোটামুটি",
        Qualifier.EXACTLY: "ঠিক",
        Qualifier.PLAIN: "মোট, সর্বমোট, শুধু, মাত্র",
    },
    after={
        Qualifier.MORE_THAN: "এর বেশি, - এর বেশি, - এর অধিক,"
        " জনের বেশি, জনেরও বেশি, এরও বেশি, এর অধিক, জনের অধিক,"
        " জনের ওপরে, র বেশি, রও বেশি",
        Qualifier.UP_TO: "পর্যন্ত, জন পর্যন্ত",
        Qualifier.ABOUT: "এর মতো, জনের মতো, এর কাছাকাছি, জনের কাছাকাছি,"
        " খানেক",
        BELOW: "এর কম, - এর কম, - এর নিচে, জনের কম, এর নিচে, জনের নিচে",
        Qualifier.AT_LEAST: "বা তার বেশি, বা তারও বেশি, কিংবা তার বেশি, এর কম নয়, জনের কম নয়",
        Qualifier.AT_MOST: "বা তার কম, এর বেশি নয়, জনের বেশি নয়",
    },
    joins="থেকে, বা, কিংবা, হতে, -",
    range_ends="এর মধ্যে, জনের মধ্যে, এর মাঝে",
    within="ও, এবং",
    within_from=10**18,
    adjacent=True,
    with_english=True,
    nobody="কেউ না, কেউই না",
    nobody_if_denied="কেউ, কোনো, কোন, কেউই",
    people="জন, জনের, ব্যক্তি, মানুষ, লোক, নিহত, নিহতের, মারা গেছে, মারা গেছেন, মৃত, মৃত্যু, মৃতের, হতাহত,"
    " আহত, আহতের, নিখোঁজ, শহীদ, অপহৃত, গ্রেপ্তার, আটক, উদ্ধার, বাস্তুচ্যুত, বেসামরিক, নাগরিক, সেনা,"
    " সৈন্য, সেনাসদস্য, পুলিশ, পুলিশ সদস্য, সদস্য, নিরাপত্তাকর্মী, জঙ্গি, সন্ত্রাসী, হামলাকারী, শিশু, নারী,"
    " পুরুষ, শ্রমিক, যাত্রী, জিম্মি, রোগী, লাশ, মরদেহ, ছাত্র, শিক্ষার্থী, বাসিন্দা, রোহিঙ্গা, প্রাণহানি,"
    " প্রাণ হারিয়েছেন, গ্রামবাসী, সাংবাদিক, শরণার্থী",
    links="এর, হয়েছে, হয়েছেন, ছিল, ছিলেন, গেছে, হন",
    parts="সহ",
    connectors="ও, এবং, বা",
    negations="নেই, হয়নি, হননি",
    reports="নিশ্চিত, খবর, সংখ্যা, তথ্য অনুযায়ী",
    doubts="সম্ভবত, হয়তো, কথিত, এ পর্যন্ত, এখন পর্যন্ত, এখনও, আশঙ্কা",
    no_count={
        NoCount.INCREASE: "আরও, আরো, অন্য, নতুন, অতিরিক্ত",
        NoCount.RATE: "প্রতিদিন, দৈনিক, প্রতি, মাসে, বছরে",
        NoCount.SHARE: "শতাংশ, ভাগ, অর্ধেক, এক তৃতীয়াংশ, তৃতীয়াংশ",
        NoCount.MULTIPLE: "গুণ, গুন, বার বার",
        NoCount.GROUPS: "জোড়া, দম্পতি, পরিবার, দল",
        NoCount.AMOUNT: "বছর, বছরের, বছর বয়সী, মাস, দিন, ঘণ্টা, মিনিট, মিটার, কিলোমিটার, কিমি, টাকা,"
        " ডলার, কেজি, টন, জানুয়ারি, ফেব্রুয়ারি, মার্চ, এপ্রিল, মে, জুন, জুলাই, আগস্ট, সেপ্টেম্বর, অক্টোবর,"
        " নভেম্বর, ডিসেম্বর",
    },
)  # fmt: skip
