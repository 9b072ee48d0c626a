"""What `serve` answers in a second, beside nginx with the same bytes in the same run.

Needs nginx and wrk. On a made-up record of its own. What nginx reaches differs from machine to
machine and from minute to minute, so both are asked in turns, and the ratio is what tells. A page
that `bake` wrote is asked for through the configuration that we ship, in the place of `serve`.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from django.core.management import CommandError
from django.test import Client, override_settings

from benchmarks import database, material, nginx, pages, servers
from benchmarks.processes import family
from claims.baked.folder import Folder
from claims.management.baking import Baker
from claims.management.commands.serve import CORES
from claims.models.record.rows import PublishedClaim

Write = Callable[[str], object]
LINE = "{:<30} {:>10} {:>10} {:>10} {:>7} {:>10} {:>10} {:>9}"
HEADING = LINE.format("", "bytes", "nginx", "serve", "ratio", "nginx us", "serve us", "p99 ms")
LIST = "/api/v1/claims/?limit=50"
LEAN = f"{LIST}&fields=lean"
BATCH = "/api/v1/record/?limit=500"
NGINX = """
worker_processes {workers}; daemon off; pid {place}/pid; error_log {place}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
  fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
  server {{
    listen {host}:{port};
    root {place}/files;
    location / {{ default_type text/html; }}
    location /read/ {{ default_type text/html; sendfile off; }}
    location /br/ {{ default_type text/html; add_header Content-Encoding br; }}
    location /gzip/ {{ default_type text/html; add_header Content-Encoding gzip; }}
  }}
}}
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=5, help="how long each is asked in a round")
    parser.add_argument("--rounds", type=int, default=3, help="the middle of so many")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=min(4, CORES))


def report(
    write: Write,
    *,
    claims: int,
    rounds: int,
    workers: int,
    seconds: int,
    connections: int,
    **options: Any,
) -> None:
    missing = [name for name in ("nginx", "wrk") if shutil.which(name, path=WHERE) is None]
    if missing:
        write(f"Not measured: {' and '.join(missing)} cannot be found. Debian has both.")
        return
    with database.scratch():
        with database.filling():
            material.fill(claims)
        database.settled()
        write(f"{claims:,} claims, {database.engine()}; serve with {workers} workers")
        _cold(write, rounds)
        with servers.running(1, workers) as [(pid, port)], _nginx(workers) as still:
            write(f"\n{connections} connections, requests in a second\n{HEADING}")
            for case in _cases(port, still):
                pids = (still.pid, pid)
                write(_line(case, pids, rounds, seconds=seconds, connections=connections))
            with _shipped(port, workers) as shipped:
                headers = {"Host": nginx.SITE, "Accept-Encoding": "gzip"}
                address = f"http://{servers.HOST}:{shipped.port}{_page()}"
                case = _case(still, "gzip", "page, gzip, of a file", address, headers)
                pids = (still.pid, shipped.pid)
                write(_line(case, pids, rounds, seconds=seconds, connections=connections))


WHERE = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass
class Still:
    """An nginx, and where it takes files from."""

    pid: int
    port: int
    files: Path


@dataclass
class Case:
    """One answer, as nginx and as we give it: addresses, and headers for each."""

    name: str
    size: int
    addresses: tuple[str, str]
    headers: tuple[dict[str, str], dict[str, str]]


@contextmanager
def _nginx(workers: int) -> Iterator[Still]:
    with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as name:
        place, port = Path(name), servers.free_port()
        place.chmod(0o755)  # workers of nginx have an account of their own
        (place / "files").mkdir()
        words = NGINX.format(workers=workers, place=place, host=servers.HOST, port=port)
        (place / "nginx.conf").write_text(words)
        (place / "files" / "ready").write_text("ready")
        program = str(shutil.which("nginx", path=WHERE))
        with servers.program([program, "-p", name, "-c", str(place / "nginx.conf")]) as process:
            servers.wait_for(f"http://{servers.HOST}:{port}/ready")
            yield Still(process.pid, port, place / "files")


@contextmanager
def _shipped(app_port: int, workers: int) -> Iterator[nginx.Nginx]:
    """The configuration that we ship, over a folder with one page."""
    with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as name:
        place, baked = Path(name) / "nginx", Path(name) / "baked"
        place.mkdir()
        Path(name).chmod(0o755)
        site = f"http://{nginx.SITE}"
        with override_settings(BAKED=str(baked), SITE_URL=site, ALLOWED_HOSTS=[nginx.SITE]):
            baker = Baker(Folder(baked))
            if baker.bake(_page()) is None:
                raise CommandError(f"{_page()} was not kept as a file.")
            baker.headers.write()
        with nginx.running(
            place, baked=baked, app_port=app_port, tls=False, workers=workers
        ) as found:
            yield found


def _page() -> str:
    return f"/claims/{PublishedClaim.objects.current().order_by('since')[0].slug}/"


def _cases(port: int, still: Still) -> Iterator[Case]:
    site, packed = f"http://{servers.HOST}:{port}", {"Accept-Encoding": "br"}
    page, api = f"{site}{_page()}", f"{site}{LIST}"
    yield _case(still, "br", "page, br", page, packed)
    yield _case(still, "gzip", "page, gzip", page, {"Accept-Encoding": "gzip"})
    yield _case(still, "plain", "page", page, {})
    yield _case(still, "plain", "API, list of 50", api, {})
    yield _case(still, "read", "API, list of 50, no sendfile", api, {})
    yield _case(still, "br", "API, list of 50, br", api, packed)
    asked = _case(still, "br", "page, not modified", page, packed)
    etags = [_asked(address, {"Accept-Encoding": "br"})[1] for address in asked.addresses]
    asked.headers = tuple(  # type: ignore[assignment]  # two of two
        {**headers, "If-None-Match": etag}
        for headers, etag in zip(asked.headers, etags, strict=True)
    )
    yield asked


def _case(still: Still, folder: str, name: str, ours: str, headers: dict[str, str]) -> Case:
    """The answer at an address of ours, and the same bytes as a file in a folder of nginx."""
    body, _ = _asked(ours, headers)
    file = still.files / folder / re.sub(r"\W+", "-", name)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(body)
    theirs = f"http://{servers.HOST}:{still.port}/{folder}/{file.name}"
    return Case(name, len(body), (theirs, ours), (headers, headers))


def _asked(address: str, headers: dict[str, str]) -> tuple[bytes, str]:
    with urlopen(Request(address, headers=headers), timeout=60) as answer:  # noqa: S310  # ours
        return answer.read(), answer.headers["ETag"]


def _line(case: Case, pids: tuple[int, int], rounds: int, *, seconds: int, connections: int) -> str:
    """Both in turns, so that what else the machine does meets both."""
    found: list[list[Load]] = [[], []]
    for _ in range(rounds):
        for which in (0, 1):
            found[which].append(
                _load(case.addresses[which], case.headers[which], pids[which], seconds, connections)
            )
    nginx, serve = ([load.rate for load in loads] for loads in found)
    ratio = statistics.median(s / n for n, s in zip(nginx, serve, strict=True))
    cpu = [statistics.median(load.cpu for load in loads) for loads in found]
    return LINE.format(
        case.name,
        f"{case.size:,}",
        f"{statistics.median(nginx):,.0f}",
        f"{statistics.median(serve):,.0f}",
        f"{ratio:.2f}",
        f"{cpu[0]:.1f}",
        f"{cpu[1]:.1f}",
        f"{statistics.median(load.slow for load in found[1]):.1f}",
    )


@dataclass
class Load:
    rate: float
    cpu: float  # microseconds of processor time of the server for each request
    slow: float  # milliseconds in which 99 of 100 were answered


def _load(address: str, headers: dict[str, str], pid: int, seconds: int, connections: int) -> Load:
    command = [str(shutil.which("wrk", path=WHERE)), "-t1", f"-c{connections}", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    before = _processor_time(pid)
    done = subprocess.run(  # noqa: S603  # our own words
        [*command, "--latency", address], capture_output=True, text=True, check=True
    )
    spent = _processor_time(pid) - before
    requests = int(_told(r"(\d+) requests in", done.stdout))
    if wrong := re.search(r"Socket errors.*", done.stdout):
        raise CommandError(f"{address}: {wrong[0]}")
    number, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)\b", done.stdout)[0]
    slow = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    rate = float(_told(r"Requests/sec:\s+([\d.]+)", done.stdout))
    return Load(rate, spent * 1e6 / max(1, requests), slow)


def _told(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise CommandError(f"wrk said what nobody expected: {text}")
    return found[1]


def _processor_time(pid: int) -> float:
    """Seconds of a process and those under it."""
    return sum(map(_clock, family(pid)))


def _clock(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(words[11]) + int(words[12])) / 100


def _cold(write: Write, rounds: int) -> None:
    """What the app makes where nothing is kept."""
    for name, path in (("API, list of 50", LIST), ("API, list of 50, lean", LEAN)):
        taken = pages.ask(path, rounds=max(rounds, 5))
        write(f"{name}, made anew: {taken.best:,.1f} ms, {taken.size:,} bytes")
    client, begun, size, path = Client(), time.perf_counter(), 0, BATCH
    while path:
        answer = client.get(path)
        size += len(answer.content)
        path = (answer.json()["next"] or "").partition("/api/")[2]
        path = path and f"/api/{path}"
    speed = size / 1e6 / (time.perf_counter() - begun)
    write(f"the record in batches, whole: {size / 1e6:,.1f} MB, {speed:,.1f} MB/s")
