"""The forms of a page as a browser would send them, and as nobody would."""

from html.parser import HTMLParser

from tests.fuzz import odd

MOST_ROWS = 1100


class Forms(HTMLParser):
    """``found``: one list of (name, value) for each form that posts; ``buttons`` beside it."""

    def __init__(self, page):
        super().__init__()
        self.found, self.buttons, self.choices = [], [], {}
        self.select, self.many, self.area = None, False, None
        self.open = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.open = (told.get("method") or "get").lower() == "post"
            if self.open:
                self.found.append([])
                self.buttons.append([])
        elif self.open:
            self._box(tag, told)

    def _box(self, tag, told):
        name, value = told.get("name"), told.get("value") or ""
        if tag == "button" or (tag == "input" and told.get("type") == "submit"):
            self.buttons[-1].append((name or "_nameless", value))
        elif tag == "input" and name:
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            self.choices.setdefault(name, []).append(value)
            if ticked:
                self.found[-1].append((name, value))
        elif tag == "select":
            self.select, self.many = name, "multiple" in told
        elif tag == "option" and self.select:
            self.choices.setdefault(self.select, []).append(value)
            if "selected" in told:
                self.found[-1].append((self.select, value))
        elif tag == "textarea" and name:
            self.area = name
            self.found[-1].append((name, ""))

    def handle_data(self, text):
        if self.area and self.found and self.found[-1][-1][0] == self.area:
            name, before = self.found[-1][-1]
            self.found[-1][-1] = (name, before + text)

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            names = [name for name, _ in self.found[-1]]
            first = self.choices.get(self.select, [])[:1]
            if first and not self.many and self.select not in names:
                self.found[-1].append((self.select, first[0]))
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "form":
            self.open = False


def a_form(page, random):
    """One of the forms of a page with a button pressed, as it stands; None where there is none."""
    forms = Forms(page)
    if not forms.found:
        return None, {}
    longest = max(range(len(forms.found)), key=lambda n: len(forms.found[n]))
    n = longest if random.random() < 0.9 else random.randrange(len(forms.found))
    pressed = [random.choice(forms.buttons[n])] if forms.buttons[n] else []
    return [*forms.found[n], *pressed], forms.choices


def spoil(fields, choices, random):
    """The same with some of it replaced, swapped, repeated, dropped, or with more rows."""
    fields = list(fields)
    for _ in range(random.choice([0, 1, 1, 1, 2, 3, 8])):
        if fields:
            fields = random.choice(SPOILERS)(fields, choices, random)
    return fields


def _replace(fields, choices, random):
    at = random.randrange(len(fields))
    name = fields[at][0]
    offered = choices.get(name) or odd.EVERY
    value = random.choice(odd.EVERY if random.random() < 0.7 else offered)
    return [*fields[:at], (name, value), *fields[at + 1 :]]


def _fill(fields, choices, random):
    """Something that may be right in every other empty box."""
    return [
        (name, value or _fitting(name, choices, random) if random.random() < 0.5 else value)
        for name, value in fields
    ]


def _fitting(name, choices, random):
    is_number = name.rpartition("-")[2] in ("value", "low", "high", "best")
    return random.choice(odd.NUMBERS if is_number else choices.get(name) or odd.EVERY)


def _swap(fields, choices, random):
    """The values of two boxes, most often of one name in two rows: keys, ids, versions."""
    tails = {}
    for at, (name, _) in enumerate(fields):
        tails.setdefault(name.rpartition("-")[2], []).append(at)
    rows = [places for places in tails.values() if len(places) > 1]
    places = random.choice(rows) if rows and random.random() < 0.8 else range(len(fields))
    if len(places) < 2:
        return fields
    a, b = random.sample(list(places), 2)
    laid = list(fields)
    laid[a], laid[b] = (fields[a][0], fields[b][1]), (fields[b][0], fields[a][1])
    return laid


def _repeat(fields, choices, random):
    name, _ = random.choice(fields)
    return [*fields, (name, random.choice(odd.EVERY)), (name, "")]


def _drop(fields, choices, random):
    at = random.randrange(len(fields))
    return [*fields[:at], *fields[at + 1 :]]


def _drop_many(fields, choices, random):
    return [pair for pair in fields if random.random() < 0.7]


def _count_rows(fields, choices, random):
    """Say that there are other numbers of rows than there are."""
    number = random.choice(["0", "2", "7", "300", "1000", "-1", "x", "99999999999", ""])
    ends = random.choice([("TOTAL_FORMS",), ("INITIAL_FORMS",), ("TOTAL_FORMS", "INITIAL_FORMS")])
    return [(name, number if name.endswith(ends) else value) for name, value in fields]


def _more_rows(fields, choices, random):
    """Rows like the empty one, up to more than any form takes."""
    totals = [name for name, _ in fields if name.endswith("-TOTAL_FORMS")]
    if not totals:
        return fields
    prefix = random.choice(totals).removesuffix("-TOTAL_FORMS")
    rows = random.choice([1, 3, 3, 3, 30, MOST_ROWS])
    empty = [pair for pair in fields if pair[0].startswith(f"{prefix}-__prefix__-")]
    laid = [
        (name.replace("__prefix__", str(n)), _fitting(name, choices, random) if rows < 5 else value)
        for n in range(rows)
        for name, value in (empty if rows < 100 else empty[:2])
    ]
    total = f"{prefix}-TOTAL_FORMS"
    return [*((name, str(rows) if name == total else value) for name, value in fields), *laid]


SPOILERS = (
    *(_replace, _replace, _replace, _fill, _swap, _swap, _repeat, _drop, _drop_many),
    *(_count_rows, _more_rows),
)
