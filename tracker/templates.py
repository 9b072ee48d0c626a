"""Templates are indented for those who write them; readers are sent no indentation."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader

# Sent to readers: pages, embeds, feeds, the form for errors. The desk's own are sent as written.
PUBLIC = ("claims/", "inbox/")
_TEMPLATE = r"{%.*?%}|{{.*?}}|{#.*?#}"
_TAG = re.compile(
    rf"<(?P<name>[/!?]?[a-z]+)(?:{_TEMPLATE}|[^>])*>|{{%.*?%}}|{{#.*?#}}",
    re.DOTALL | re.IGNORECASE,
)
# Within these every space is shown.
_KEPT = re.compile(r".*?(?=</(?:pre|textarea)\b)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*\n\s*")


class WithoutIndentation(Loader):
    """Loads templates of apps; public ones without the line breaks that only we read."""

    def get_contents(self, origin: Origin) -> str:
        source = str(super().get_contents(origin))
        public = str(origin.template_name).startswith(PUBLIC)
        return without_indentation(source) if public else source


def without_indentation(source: str) -> str:
    """Take out line breaks and indentation.

    Between two tags nothing is left of a line break, within a tag or a text one space, as browsers
    read it. An empty line leaves one line break.
    """
    body = source.rstrip()
    pieces, end, sentence = [], 0, False
    while tag := _TAG.search(body, end):
        text = body[end : tag.start()]
        pieces.append(_joined(text, between="" if end and text.isspace() and not sentence else " "))
        pieces.append(_joined(tag[0], between=" "))
        end = tag.end()
        # A translator is shown a sentence with its line breaks made spaces: it is looked up so.
        sentence = tag[0].startswith("{% blocktranslate") or (
            sentence and not tag[0].startswith("{% endblocktranslate")
        )
        if tag["name"] in ("pre", "textarea") and (kept := _KEPT.match(body, end)):
            pieces.append(kept[0])
            end = kept.end()
    return "".join([*pieces, _joined(body[end:], between=" "), source[len(body) :]])


def _joined(piece: str, *, between: str) -> str:
    return _BREAK.sub(lambda found: "\n" * (found[0].count("\n") - 1) or between, piece)
