"""Addresses as people type them: what can be kept as it is, and what is refused, with why."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from claims.domain.confusables import host_problem
from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import unseen
from claims.domain.iso import shown
from claims.domain.messages import gettext as _

_NOBODYS = re.compile(r"(?:.+\.)?(?:localhost|local|internal|home\.arpa)")
"""Names by which a machine, or those in one house, know something."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
NO_CREDENTIALS = _(
    "The address holds a user name or a password before “@”: take that out. It would be shown to"
    " readers, and may hide which site it leads to."
)
NO_PAGE = _("This is no address of a page: check it.")


def kept_address(typed: str) -> str:
    """The address as typed, with https:// where no scheme stands; raises ``RuleBroken``."""
    address = typed.strip()
    if not address:
        return ""
    scheme = _SCHEME.match(address)
    if scheme is None:
        address = f"https://{address}"
    elif "@" in address.partition("/")[0] and scheme[1].lower() != "mailto":
        # user:password@site, without a scheme
        raise RuleBroken(NO_CREDENTIALS)
    elif scheme[1].lower() not in ("http", "https"):
        raise RuleBroken(
            _(
                "Only addresses that begin with http:// or https:// are kept, not %(scheme)s:.",
                scheme=scheme[1],
            )
        )
    check_address(address)
    return address


def check_address(address: str) -> None:
    """Raise ``RuleBroken`` where readers could be led elsewhere than they think."""
    if re.search(r"[\s\\]", address) or unseen(address):
        raise RuleBroken(
            _(
                "This is no address of a page: it holds a space, a backslash or a sign that"
                " cannot be seen. Copy it anew."
            )
        )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RuleBroken(NO_PAGE) from None
    if parts.scheme not in ("http", "https"):
        raise RuleBroken(_("Only addresses that begin with http:// or https:// are kept."))
    if "@" in parts.netloc:
        raise RuleBroken(NO_CREDENTIALS)
    if not host or "%" in parts.netloc or not re.search(r"[.:]|^localhost$", host):
        raise RuleBroken(NO_PAGE)
    if port == 0 or not _may_exist(host):
        raise RuleBroken(
            _("No site can be called %(host)s: check the address.", host=shown(parts.netloc))
        )
    _check_host(host)


def _check_host(host: str) -> None:
    if _leads_nobody(host):
        raise RuleBroken(
            _("Readers cannot open %(host)s: it is known only where you are.", host=shown(host))
        )
    if ":" not in host and (why := host_problem(host)):
        raise RuleBroken(
            _("The site %(host)s may be taken for another: %(why)s.", host=shown(host), why=why)
        )


def _may_exist(host: str) -> bool:
    """Whether a host can have this name: no dots in a row, no part too long, no half address."""
    if ":" in host:
        return _is_number(host, IPv6Address)
    labels = host.removesuffix(".").split(".")
    # A site whose last part is a number is an address in numbers, or nothing.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1], re.IGNORECASE):
        return _is_number(host, IPv4Address)
    fits = len(host) <= 253 and all(_fits(label) for label in labels)
    whole = not any(one.startswith("-") or one.endswith("-") for one in labels[-2:])
    return fits and whole and (len(labels) > 1 or host == "localhost")


def _leads_nobody(host: str) -> bool:
    """Whether it leads readers nowhere, or into their own house."""
    try:
        return not ip_address(host.removesuffix(".")).is_global
    except ValueError:
        return bool(_NOBODYS.fullmatch(host.removesuffix(".")))


def _fits(label: str) -> bool:
    """Between one and 63 letters as the network writes them."""
    if not label.isascii():
        return len(label.encode("punycode")) + len("xn--") <= 63
    if not label.startswith("xn--"):
        return 0 < len(label) <= 63
    try:
        return len(label) <= 63 and bool(label[4:].encode().decode("punycode"))
    except UnicodeError:
        return False


def _is_number(host: str, kind: type[IPv4Address | IPv6Address]) -> bool:
    try:
        kind(host)
    except ValueError:
        return False
    return True
