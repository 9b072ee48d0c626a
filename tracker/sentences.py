"""Django's i18n tags, with what is the same for every reader worked out once.

Templates load them as ``i18n``: see ``TEMPLATES`` in the settings.
"""

from __future__ import annotations

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.functional import cached_property
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Whole(Node):
    """A sentence without places, kept in each language it was said in."""

    def __init__(self, sentence: i18n.TranslateNode) -> None:
        self.sentence = sentence
        self.kept: dict[str, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.sentence.render(context)
        return self.kept[language]


class WithPlaces(i18n.BlockTranslateNode):
    """A sentence with places, which Django would put together and trim for each reader."""

    @cached_property
    def messages(self) -> dict[int, tuple[str, list[str]]]:
        return {}

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        if id(tokens) not in self.messages:
            self.messages[id(tokens)] = super().render_token_list(tokens)
        message, places = self.messages[id(tokens)]
        return message, [*places]


@register.tag("trans")
@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """As Django's; kept unless something of the context is in it or it goes into the context."""
    sentence = i18n.do_translate(parser, token)
    said = sentence.filter_expression
    same = said.var.lookups is None and not said.filters and not sentence.message_context
    return Whole(sentence) if same and not sentence.asvar else sentence


@register.tag("blocktrans")
@register.tag
def blocktranslate(parser: Parser, token: Token) -> Node:
    return WithPlaces(**vars(i18n.do_block_translate(parser, token)))
