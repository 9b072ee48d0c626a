"""A page of decision as an editor meets it: open, fill in, preview, confirm."""

import html
import re

from tests.admin.desk import page


class Page:
    """One open page; it sends what the form holds, as a browser would."""

    def __init__(self, client, kind, name, pk, query=""):
        self.client = client
        self.address = page(kind, name, pk) + query
        self.read(client.get(self.address))

    def read(self, response):
        self.response = response
        form = response.context["form"] if response.status_code == 200 else None
        self.hidden = {f.html_name: f.value() or "" for f in form.hidden_fields()} if form else {}
        return self

    def press(self, button, **typed):
        sent = {"change": "update", **self.hidden, **typed, f"_{button}": "Press"}
        return self.read(self.client.post(self.address, sent))

    def decide(self, **typed):
        """Preview, then confirm the same."""
        return self.press("preview", **typed).press("confirm", **typed)

    @property
    def words(self):
        return words(self.response)

    @property
    def refusals(self):
        form = self.response.context["form"]
        return [sentence for told in form.errors.values() for sentence in told]


def words(response):
    """What can be read on a page, on one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(text).split())
