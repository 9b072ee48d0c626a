"""Draws a picture: where it stands on top, then the words, who said them, and as of when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageDraw

from claims.domain.messages import gettext as _
from claims.pages.pictures.lettering import SANS, SERIF, Block, can_be_drawn, fitted
from claims.pages.pictures.marks import mark
from claims.presenters.picture import HEIGHT, WIDTH, Picture

PAPER, INK, MUTE, OURS = "#f4f6f6", "#14181b", "#4b555c", "#ffe57a"
START, END, RULE, FOOT = 64, WIDTH - 64, 496, 571
ROOM = END - START
BAND = 132
"""How high the band is in which a fate stands, in px."""
COLOURS = 128
NOT_DRAWN = _("In letters that this picture cannot show. Read it on %(site)s.", site="…")


@dataclass
class Page:
    """What is drawn on, and how far down it is full."""

    draw: ImageDraw.ImageDraw
    image: Image.Image
    top: int = 44

    def put(self, block: Block, ink: str = INK, *, gap: int = 0, struck: bool = False) -> None:
        if not block.lines:
            return
        for number, line in enumerate(block.lines):
            base = self.top + round(block.leading * (number + 0.76))
            self.line(block, line, base, ink)
            if struck:
                begin = END - block.width(line) if block.from_right else START
                height = base - round(block.size * 0.28)
                ends = (begin, height, begin + block.width(line), height)
                self.draw.line(ends, ink, max(3, block.size // 14))
        self.top += block.height + gap

    def line(self, block: Block, words: str, base: int, ink: str, start: int = START) -> None:
        """From the side at which its letters begin; ``base`` is the line they stand on."""
        side = ("rs", WIDTH - start) if block.from_right else ("ls", start)
        anchor, x = side
        self.draw.text((x, base), words, ink, block.font, anchor=anchor, direction=block.direction)

    def left(self) -> int:
        return RULE - 14 - self.top


def png(picture: Picture) -> bytes:
    """1200 × 630, as few colours as it takes; nothing is written into the file beside the image."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    page = Page(ImageDraw.Draw(image), image)
    if picture.is_fate:
        _fate(page, picture)
    elif not picture.above:
        _status(page, picture)
    _body(page, picture)
    _foot(page, picture)
    drawn = BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(drawn, "PNG")
    return drawn.getvalue()


def _fate(page: Page, picture: Picture) -> None:
    """Light on dark, over the whole width: it outweighs whatever follows."""
    page.draw.rectangle((0, 0, WIDTH, BAND - 1), fill=INK)
    word = _shown(picture.standing, SERIF, (80, 64, 48, 36), height=BAND, at_most=1)
    for line in word.lines:
        page.line(word, line, BAND // 2 + word.size // 3, PAPER)
    page.top = BAND + 20


def _status(page: Page, picture: Picture) -> None:
    word = _shown(picture.standing, SERIF, (76, 64, 52, 40), width=ROOM - 108, at_most=1)
    _marked(page, picture, word, size=92)
    page.top += 116


def _marked(page: Page, picture: Picture, word: Block, size: int) -> None:
    if picture.mark:
        x = END - size if word.from_right else START - 4
        page.image.paste(picture.colour, (x, page.top), mark(picture.mark, size))
    start = START + size + 12 if picture.mark else START
    for line in word.lines:
        page.line(word, line, page.top + size // 2 + word.size // 3, picture.colour, start)


def _body(page: Page, picture: Picture) -> None:
    page.put(_shown(picture.above, SANS, (44, 38, 32), height=84, at_most=2), gap=8)
    page.put(_shown(picture.asked, SERIF, (52, 44, 38), height=120, at_most=3), gap=14)
    who = _shown(picture.who, SANS, (44, 42, 38), height=104, at_most=2)
    note = _shown(picture.note, SANS, (32, 30), height=84, at_most=2)
    room = page.left() - who.height - (96 if picture.is_ours else 12)
    words = _words(picture, room - note.height)
    if picture.is_ours and words.is_shortened:
        # What we hold ourselves comes before who says otherwise.
        note, words = replace(note, lines=()), _words(picture, room)
    if picture.is_ours:
        box = (START - 24, page.top, END + 24, page.top + words.height + 20)
        page.draw.rectangle(box, fill=OURS)
        page.top += 8
    page.put(words, gap=12, struck=picture.is_struck)
    page.put(who)
    page.put(note, MUTE)
    if picture.is_ours:
        page.top += 14
        word = _shown(picture.standing, SERIF, (48, 40, 32), width=ROOM - 70, at_most=1)
        _marked(page, picture, word, size=56)


def _words(picture: Picture, room: int) -> Block:
    words = picture.words
    if not can_be_drawn(words):
        words = str(NOT_DRAWN.placed(site=picture.site))
    return fitted(words, SERIF, (62, 56, 50, 44, 38, 34), width=ROOM, height=room)


def _foot(page: Page, picture: Picture) -> None:
    page.draw.line((START, RULE, END, RULE), INK, 3)
    name = _shown(picture.site, SERIF, (36, 30, 24), width=ROOM // 2 - 70, at_most=1)
    as_of = _shown(picture.as_of, SANS, (36, 30, 24), width=ROOM // 2 + 30, at_most=1)
    page.image.paste(INK, (START, FOOT - 34), mark("dis", 42))
    for block, x, anchor in ((name, START + 54, "ls"), (as_of, END, "rs")):
        ink = INK if block is name else MUTE
        for line in block.lines:
            page.draw.text(
                (x, FOOT), line, ink, block.font, anchor=anchor, direction=block.direction
            )


def _shown(
    words: str,
    face: str,
    sizes: tuple[int, ...],
    *,
    width: int = ROOM,
    height: int = HEIGHT,
    at_most: int,
) -> Block:
    """Nothing of what cannot be drawn as it is read."""
    if not words or not can_be_drawn(words):
        return Block((), face, sizes[-1], from_right=False)
    return fitted(words, face, sizes, width=width, height=height, at_most=at_most)
