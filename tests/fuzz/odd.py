"""What nobody expects to be typed."""

WORDS = [f"word{n}" for n in range(1000)]
NUMBERS = [
    *("0", "-1", "1", "2", "3", "5", "99", "1e400", "NaN", "Infinity", "-0", "0x10", "1.5", "1,5"),
    *("٢٣", "½", "①", "9223372036854775807", "9223372036854775808", "18446744073709551616"),
    *("9" * 30, "True", "None"),
]
MOMENTS = [
    *("2024-08-26", "2024-02-30", "0001-01-01", "9999-12-31", "9999", "2024-13", "24:00"),
    *("2024-08-26 24:00", "2024-08-26 25:61", "2024-08-26/2024-08-20", "2024-08-26/", "~", "~2024"),
    *("26/08/2024", "2042-01-01", "2024-08-26T10:00:00+99:00", "1/1/1", "26 August", "-0001-01-01"),
]
TEXTS = [
    *("", " ", "\n\r\n\t", "\0", "a\0b", "\ud800", "\uffff", "%", "%s", "{}", "{0.__class__}"),
    *("<script>alert(1)</script>", "</textarea>", "' OR 1=1 --", "../../etc/passwd", "=1+1"),
    *("\u202eevil\u202c", "a\u200bb", "p\u0430ypal", "\U000e0041\U000e0042", "می\u200cشود"),
    *("é" * 500, "x" * 600, "x" * 5_000, "y" * 60_000, " ".join(WORDS)),
    *("at least 23", "dozens", "none", "2-3k", "refuted", "confirmed", "published"),
    *("[]", "{}", "null", "on", "-", "--", ",", ";", ":", "1:1"),
]
ADDRESSES = [
    *("https://example.org/a", "ftp://x/", "http://[", "https://u:p@x/", "//", "javascript:a(1)"),
    *("http://\u0430pple.com/", "https://x/\u202e", "https://t.me/channel/1", "http://1.2.3.4.5/"),
    *("https://web.archive.org/web/2024/https://example.org/a", "http://" + "x" * 3_000),
]
EVERY = [*NUMBERS, *MOMENTS, *TEXTS, *ADDRESSES]
NAMES = [
    *("q", "q", "o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "next"),
    *("publication", "event", "side", "figures", "assignee", "check", "moved", "carried", "age"),
    *("answer", "look", "term", "app_label", "model_name", "field_name", "with", "version", "seal"),
    *("seen", "action", "_selected_action", "measure", "category", "left", "status", "lifecycle"),
    *("said_at", "claimant", "claimant__kind", "stub", "kind", "id", "address", "said", "together"),
    *("text", "table", "tie", "reopen", "_save", "_confirm", "_continue", "_check", "_use"),
    *("_publish", "_state", "post"),
]
# The ends of look-ups that Django's lists take from an address.
LOOKUPS = [
    *("__exact", "__in", "__gt", "__lt", "__gte", "__isnull", "__contains", "__icontains"),
    *("__startswith", "__iregex", "__year", "__month", "__day", "__week", "__date", "__range"),
    *("__isnull__exact", "__id", "__pk", "__nothing", "__"),
]


def pairs(random):
    """A query, or a form, of names that mean something somewhere."""
    return [_pair(random) for _ in range(random.choice([0, 1, 1, 2, 4]))]


def _pair(random):
    end = random.choice(LOOKUPS) if random.random() < 0.2 else ""
    return random.choice(NAMES) + end, random.choice(EVERY if random.random() < 0.6 else NAMES)
