"""An editor at a browser, and the count of what a day on the desk takes."""

import time
from contextlib import contextmanager

from claims.models.desk.claim import Claim
from tests.journeys.test_quick_add import choose
from tests.journeys.test_status_change import Hands


class Day:
    """Interactions and seconds of each part; ``most`` interactions are a promise."""

    def __init__(self):
        self.parts = []

    @contextmanager
    def part(self, name, editor, *, most):
        editor.count, begun = 0, time.monotonic()
        yield
        self.parts.append((name, editor.count, time.monotonic() - begun))
        assert editor.count <= most, name
        assert editor.fits(), name

    def __str__(self):
        parts = [
            *self.parts,
            ("in all", *(sum(n) for n in list(zip(*self.parts, strict=True))[1:])),
        ]
        return "\n".join(f"{name:<48}{count:>4}{taken:>7.1f} s" for name, count, taken in parts)


class Editor(Hands):
    """Goes about the desk as its pages are labelled."""

    def __init__(self, page, site):
        super().__init__(page)
        self.site = site

    def goes(self, address):
        self.page.goto(self.site + address)
        self.count += 1

    def home(self):
        self.goes("/admin/")

    def opens(self, statement, name="change"):
        found = Claim.objects.get(statement=statement)
        self.goes(f"/admin/claims/claim/{found.pk}/{name}/")

    def fits(self):
        """Nothing makes the page wider than the screen."""
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        return self.page.evaluate(wide)

    def sees(self, text):
        self.page.get_by_text(text).first.wait_for()

    def chooses(self, label, choice):
        choose(self, label, choice)

    def quick(self, typed, *, who=""):
        """Quick add from the first page of the desk."""
        self.home()
        self.click("link", "Quick add")
        for label, text in typed.items():
            self.type(label, text)
        if who:
            self.chooses("What is counted:", "killed")
            self.chooses("Who is counted:", who)

    def saves(self):
        self.click("button", "Save and continue editing")
        self.sees("was changed successfully")

    def row(self, kind, title):
        """The empty row under a heading, which is folded until it is wanted."""
        self.page.locator("summary", has_text=title).first.click()
        self.count += 1
        return self.page.locator(f"[id^={kind}-]:not([id$=empty]):not([id$=group])").last

    def fills(self, row, **labelled):
        for label, text in labelled.items():
            row.get_by_label(f"{label}:").fill(text)
            self.count += 1

    def picks(self, row, label, name):
        """From a box that is typed into."""
        row.get_by_role("combobox", name=label).click()
        self.page.locator(".select2-dropdown input").fill(name)
        self.page.get_by_role("option", name=name).first.click()
        self.count += 2

    def selects(self, row, label, choice):
        row.get_by_label(f"{label}:").select_option(label=choice)
        self.count += 1
