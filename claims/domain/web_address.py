"""Whether two addresses lead to the same page, as far as the addresses alone can tell."""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from claims.domain import web_hosts

_FACES = ("www", "m", "amp", "mobile", "wap", "touch")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_AMP = {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp")}
_MOST_WRAPPINGS = 5
_INNER = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE)
_STAMP = re.compile(r"\d{4,14}\*?(?:[a-z]{2}_)?|\*|newest|oldest|save|\d{4}\.\d\d\.\d\d-\d{6}")


@dataclass(frozen=True)
class Page:
    """A page by its own address, and the copy and the place in it that were typed with it."""

    url: str
    archive_url: str = ""
    locator: str = ""


def page_at(address: str) -> Page:
    """What a typed address leads to: a copy in an archive gives the page and the copy."""
    parts = _split(address)
    if parts is None or not parts.netloc:
        return Page(address.strip())
    typed = parts.geturl()
    own = _unwrapped(typed)
    inner = urlsplit(own)
    locator = _locator(inner.fragment or parts.fragment)
    if own != typed and _host(parts) in web_hosts.ARCHIVES:
        return Page(own, typed, locator)
    return Page(typed, locator=locator)


@lru_cache(maxsize=20_000)
def same_page_key(address: str) -> str:
    """Equal for addresses that differ only in scheme, face, tracking or spelling; may be empty."""
    parts = _split(address)
    parts = parts and _split(_unwrapped(parts.geturl()))
    host = _host(parts) if parts else ""
    if not parts or not host:
        return ""
    path = _path(parts.path)
    tracking = web_hosts.TRACKING_AT.get(host, "(?!)")
    query = sorted(
        (name, value)
        for name, value in parse_qsl(_plain_query(parts.query), keep_blank_values=True)
        if not web_hosts.TRACKING.fullmatch(name.lower())
        and not re.fullmatch(tracking, name, re.IGNORECASE)
        and (name.lower(), value.lower()) not in _AMP
    )
    route = f"#{unquote(parts.fragment)}" if parts.fragment.startswith(("/", "!")) else ""
    return _post(host + path + (f"?{urlencode(query)}" if query else "")) + route


def plain_host(address: str) -> str:
    """The host, without what only says for which device; empty where there is none."""
    parts = _split(address)
    return _host(parts) if parts else ""


@lru_cache(maxsize=20_000)
def publisher_key(address: str) -> str:
    """Equal for what one publisher publishes: a host, or an account; empty where many do."""
    parts = _split(address)
    parts = parts and _split(_unwrapped(parts.geturl()))
    host = _host(parts) if parts else ""
    if not parts or not host or host in web_hosts.ARCHIVES or host in web_hosts.VIEWERS:
        return ""
    if host in web_hosts.ACCOUNTS:
        path = re.sub(r"^/s(?=/)", "", parts.path) if host == "t.me" else parts.path
        found = re.match(web_hosts.ACCOUNTS[host], unquote(path))
        return f"{host}/{found['account'].lower()}" if found else ""
    if account := re.match(r"/@(\w[\w.-]*)(?:/|$)", unquote(parts.path)):
        # However many servers such a network has, each account publishes for itself.
        return f"{host}/@{account[1].lower()}"
    above = {host.split(".", n)[n] for n in range(host.count("."))}
    if above & web_hosts.CARRIES_MANY:
        own = above & web_hosts.OWN_SUBDOMAINS
        return host if own and host not in own else ""
    return host


def may_be_same(one: str, other: str) -> bool:
    """Whether only a parameter parts them that most often says by which way a reader came."""
    first, second = same_page_key(one), same_page_key(other)
    if not first or first == second or first.partition("?")[0] != second.partition("?")[0]:
        return False
    pairs = [
        set(parse_qsl(key.partition("?")[2], keep_blank_values=True)) for key in (first, second)
    ]
    apart = [name for name, _ in pairs[0] ^ pairs[1]]
    # The same name with another value tells pages apart: two releases, two numbers.
    return len(set(apart)) == len(apart) and all(map(web_hosts.AMBIGUOUS.fullmatch, apart))


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


def _host(parts: SplitResult) -> str:
    """The host in plain letters, by its present name, without what says for which device."""
    host = (parts.hostname or "").lower().rstrip(".")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _FACES:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] in ("m", "amp", "mobile"):
        # en.m.wikipedia.org
        del labels[1]
    host = ".".join(labels)
    host = web_hosts.SAME_HOST.get(host, web_hosts.SAME_FIRST.get(labels[0], host))
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _unwrapped(address: str) -> str:
    """The address of the page itself, out of archives, caches of AMP, viewers, redirectors."""
    for _ in range(_MOST_WRAPPINGS):
        parts = _split(address)
        inner = _inner(parts) if parts else ""
        if not inner or _split(inner) is None:
            return address
        address = inner
    return address


def _inner(parts: SplitResult) -> str:
    host, query = _host(parts), dict(parse_qsl(parts.query))
    place = (host + parts.path).rstrip("/")
    if host.endswith(".safelinks.protection.outlook.com"):
        return _whole(query.get("url", ""))
    for name in web_hosts.REDIRECTORS.get(place, web_hosts.REDIRECTORS.get(host, "")).split():
        if name in query:
            return _whole(query[name])
    if host.endswith(".translate.goog"):
        # Hyphens of the host are doubled, its dots are hyphens.
        own = re.sub(r"(?<!-)-(?!-)", ".", host.removesuffix(".translate.goog"))
        return parts._replace(netloc=own.replace("--", "-")).geturl()
    if amp := re.match(r"/(?:amp/|[cvi]/|wp/)?(s/)?(?=[^/]+\.[^/]+)", parts.path):
        secure, rest = bool(amp[1]), parts.path[amp.end() :]
        cached = host == "cdn.ampproject.org" or host.endswith(
            (".cdn.ampproject.org", ".bing-amp.com")
        )
        if cached or (host == "google.com" and parts.path.startswith("/amp/")):
            return _with_query(f"{'https' if secure else 'http'}://{rest}", parts)
    return _archived(host, parts, query)


def _archived(host: str, parts: SplitResult, query: dict[str, str]) -> str:
    if host not in web_hosts.ARCHIVES and host not in web_hosts.VIEWERS:
        return ""
    if host == "webcache.googleusercontent.com":
        cached = re.match(r"cache:(?:[\w-]{12}:)?(\S+)", query.get("q", ""))
        return _whole(cached[1]) if cached else ""
    path = unquote(parts.path) if "%3A" in parts.path.upper() else parts.path
    if found := _INNER.search(path):
        scheme = found[0].partition(":")[0].lower()
        return _with_query(f"{scheme}://{path[found.end() :]}", parts)
    for name in ("url", "term", "u", "q"):
        if _INNER.match(query.get(name, "")):
            return _whole(query[name])
    steps = [step for step in path.split("/") if step]
    for n, step in enumerate(steps[:-1]):
        if _STAMP.fullmatch(step) and "." in steps[n + 1]:
            return _with_query("http://" + "/".join(steps[n + 1 :]), parts)
    return ""


def _with_query(address: str, parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return f"{address}{query}" + (f"#{parts.fragment}" if parts.fragment else "")


def _whole(address: str) -> str:
    address = address.strip()
    return address if not address or "://" in address else f"http://{address}"


def _locator(fragment: str) -> str:
    """A place in the page; a route to another page is none, nor is what only tracks."""
    if not fragment or fragment.startswith(("/", "!")):
        return ""
    tracks = web_hosts.TRACKING.fullmatch(fragment.lower().partition("=")[0])
    return "" if tracks else f"#{unquote(fragment)}"


def _plain_query(query: str) -> str:
    """As the site gets it, where it was copied from the text of a page: & is &amp; there."""
    return re.sub(r"(?<![^&])amp(?:;|%3B)", "", query, flags=re.IGNORECASE)


def _path(path: str) -> str:
    path = re.sub(r"(?i);(?:jsessionid|phpsessid)=[^/;]*", "", path)
    path = quote(unquote(path, errors="replace"), safe="/~!$&'()*+,;=:@")
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    path = re.sub(r"(?<=.)(/amp|[./]amp\.html|\.amp|/index\.(?:html?|php|aspx?))$", "", path)
    return re.sub(r"^/amp(?=/)", "", path)


def _post(key: str) -> str:
    """One post of a platform, or one article of Wikipedia, in its many spellings."""
    if ".wikipedia.org/" in key:
        key = re.sub(r"%20|\+", "_", key)
    for spelt, plain in web_hosts.SAME_POST:
        if found := spelt.fullmatch(key):
            return found.expand(plain)
    host, slash, rest = key.partition("/")
    if host not in web_hosts.ACCOUNTS or host == "youtube.com":
        return key
    # Names of accounts are the same in any letter case.
    return host + slash + re.sub(r"^[^/?]+", lambda account: account[0].lower(), rest)
