"""Chinese, as agencies and officials write numbers in it."""

from claims.domain.number_parser.language import Language

CHINESE = Language(
    numbers={},
    scales={"百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8},
    least={},
    people="人, 名, 死, 伤",
)
