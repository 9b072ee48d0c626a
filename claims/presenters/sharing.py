"""How others use a page: what to copy to cite it, to embed it, and where to follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from claims.presenters.addresses import Site, path_of
from claims.presenters.card import Card, Stamp

WIDTH = 560
HEIGHTS = {"claim": 250, "ours": 320}
"""In px, at any width from 220 px and whatever becomes of it: the frame is copied once."""
SANDBOX = "allow-same-origin allow-popups allow-top-navigation-by-user-activation"
FEEDS = (("Atom", "atom"), ("JSON Feed", "json"))
"""What the forms of a feed are called, and how their addresses end."""


@dataclass(frozen=True)
class Use:
    """``frame`` and ``badge`` are HTML to copy; ``oembed`` is an address but for its format.

    ``exact`` is false of a page as of a time: what is carried over later still changes it.
    Empty where there is no card, no badge, or no proof yet. ``picture`` is the address of one that
    says what this version does, ``picture_alt`` what it says.
    """

    text: str
    permalink: str
    seq: int
    digest: str
    frame: str
    oembed: str
    badge: str
    feeds: tuple[tuple[str, str], ...]
    error_at: str
    downloads: tuple[tuple[str, str], ...] = ()
    proof: str = ""
    picture: str = ""
    picture_alt: str = ""
    exact: bool = True


def use_of(
    card: Card,
    path: str,
    site: Site,
    *,
    embed: str = "",
    badge: str = "",
    picture: str = "",
    follow: str = "",
) -> Use:
    """``path``, ``embed``, ``badge`` and ``picture`` are addresses on the site.

    ``follow`` is that of the page whose changes are followed, where it is another.
    """
    return Use(
        text=cited(card, path, site),
        permalink=permalink(card, path, site),
        seq=card.stamp.seq,
        digest=card.stamp.digest,
        proof=card.stamp.proof,
        frame=frame(card, f"{site.url}{embed}", site, None) if embed else "",
        oembed=f"{site.url}/oembed?{urlencode({'url': f'{site.url}{path}'})}" if embed else "",
        badge=_badge(card, f"{site.url}{badge}") if badge else "",
        feeds=tuple((label, f"{follow or path}changes.{ending}") for label, ending in FEEDS),
        error_at=_error_at(path),
        picture=permalink(card, picture, site) if picture else "",
        picture_alt=card.in_one_line if picture else "",
        exact=not card.stamp.asked,
    )


def use_of_list(
    words: str,
    stamp: Stamp,
    *,
    path: str,
    at: str,
    site: Site,
    feeds: Sequence[tuple[str, str]],
    downloads: Sequence[tuple[str, str]] = (),
) -> Use:
    """Of a page that is no one thing's.

    ``words`` say what is listed and as of when, ``at`` is its address with all it was asked for.
    """
    return Use(
        text=_("%(listed)s. %(record)s")
        % {"listed": words, "record": _rests_on(stamp, f"{site.url}{at}", site)},
        permalink=f"{site.url}{at}",
        seq=stamp.seq,
        digest=stamp.digest,
        proof=stamp.proof,
        frame="",
        oembed="",
        badge="",
        feeds=tuple(feeds),
        error_at=_error_at(path),
        downloads=tuple(downloads),
        exact=not stamp.asked,
    )


def _error_at(path: str) -> str:
    return f"{path_of('inbox:report')}?{urlencode({'about': path})}"


def permalink(card: Card, path: str, site: Site) -> str:
    return f"{site.url}{path}?{urlencode({'as_of': card.stamp.version})}"


def cited(card: Card, path: str, site: Site) -> str:
    """One plain line: where it stands, whose it is, what it says, and the entry that says so."""
    rests_on = _rests_on(card.stamp, permalink(card, path, site), site)
    told = {"told": card.in_one_line, "moment": card.stamp.when.text, "record": rests_on}
    if not card.told:
        return _("%(told)s As of %(moment)s. %(record)s") % told
    if card.said is None or card.misattributed:
        return _("%(told)s (Our wording, not a quotation.) As of %(moment)s. %(record)s") % told
    return _(
        "%(told)s (Our wording, not a quotation.) Said %(day)s. As of %(moment)s. %(record)s"
    ) % {**told, "day": card.said.text}


def _rests_on(stamp: Stamp, address: str, site: Site) -> str:
    return _("%(site)s, entry %(entry)s, SHA-256 %(digest)s…: %(address)s") % {
        "site": site.name,
        "entry": stamp.seq,
        "digest": stamp.brief,
        "address": address,
    }


def frame(card: Card, src: str, site: Site, width: int | None) -> str:
    """The frame around a card; as wide as its place where no width is given."""
    return (
        f'<iframe src="{escape(src)}" title="{escape(named(card, site))}" width="{width or "100%"}"'
        f' height="{height(card)}" loading="lazy" sandbox="{SANDBOX}"></iframe>'
    )


def named(card: Card, site: Site) -> str:
    """What a frame is called; where it stands it says itself, for that changes."""
    if not card.by:
        return site.name
    return _("%(site)s on %(who)s") % {"site": site.name, "who": card.by}


def height(card: Card) -> int:
    return HEIGHTS["ours" if card.is_ours else "claim"]


def fallback(card: Card, site: Site) -> str:
    """What stands where a frame is not allowed: true when it was copied, and says so.

    It does not repeat the claim: others keep it for good, also where words were withheld since.
    """
    places = {
        "site": site.name,
        "standing": card.standing,
        "who": card.by,
        "since": card.since,
        "entry": card.stamp.seq,
    }
    if card.by:
        said = _("%(site)s on %(who)s: %(standing)s, %(since)s, entry %(entry)s.") % places
    else:
        said = _("%(site)s: %(standing)s, %(since)s, entry %(entry)s.") % places
    return (
        f'<blockquote cite="{escape(card.href)}"><p>{escape(said)}'
        f' <a href="{escape(card.href)}">{escape(_("See how it stands now"))}</a></p></blockquote>'
    )


def _badge(card: Card, src: str) -> str:
    return (
        f'<a href="{escape(card.href)}"><img src="{escape(src)}" height="40"'
        f' alt="{escape(f"{card.standing}, {card.since}")}"></a>'
    )
