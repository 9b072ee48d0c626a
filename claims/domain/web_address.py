"""Whether two addresses lead to the same page, as far as the addresses alone can tell."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|cmpid|ocid|smid|ref|ref_src|share|s_cid"
)
_FACES = ("www.", "m.", "amp.", "mobile.")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def same_page_key(address: str) -> str:
    """Equal for addresses that differ only in scheme, face, tracking or spelling; may be empty."""
    parts = _split(address)
    if parts is None or not parts.hostname:
        return ""
    host = plain_host(address)
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name.lower()) and (name, value) != ("amp", "1")
    )
    return host + _path(parts.path) + (f"?{urlencode(query)}" if query else "")


def plain_host(address: str) -> str:
    """The host, without what only says for which device; empty where there is none."""
    parts = _split(address)
    if parts is None or not parts.hostname:
        return ""
    host = parts.hostname.lower().rstrip(".")
    for face in _FACES:
        if host.startswith(face) and host.count(".") > 1:
            host = host.removeprefix(face)
    port = parts.port
    return host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def landmark(address: str) -> str:
    """The longest plain piece of path and query: what to look for in addresses as stored."""
    _, _, rest = unquote(same_page_key(address)).partition("/")
    return max(re.findall(r"[A-Za-z0-9._-]+", rest), key=len, default="")


def _split(address: str) -> SplitResult | None:
    """None where it is no address at all."""
    text = address.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS else None


def _path(path: str) -> str:
    path = quote(unquote(path, errors="replace"), safe="/~!$&'()*+,;=:@")
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    return re.sub(r"(?<=.)(/amp|/index\.html?)$", "", path)
