"""Whether readers are answered while others hold connections and send nothing.

    python -m benchmarks.stalled

Starts `serve` on an empty database and nginx with `deploy/nginx.conf` before it, opens 60 requests
that send 7 of 100,000 bytes and 200 connections that say nothing or half a head, and asks for
`/healthz` and the front page meanwhile. Ends with 1 where an answer took longer than 50 ms.
"""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import nginx

ROOT = Path(__file__).resolve().parent.parent
STALLED, IDLE, ASKED = 60, 200, 40
AT_MOST = 0.05
BODY = (
    f"POST /report-an-error/ HTTP/1.1\r\nHost: {nginx.SITE}\r\nContent-Length: 100000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nwords=1"
)
HALF_A_HEAD = f"GET / HTTP/1.1\r\nHost: {nginx.SITE}\r\nX-Half"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="counterclaim-stalled-") as name, ExitStack() as open_:
        place = Path(name)
        app_port = open_.enter_context(_app(place))
        server = open_.enter_context(nginx.running(place, baked=place / "baked", app_port=app_port))
        before = _slowest(server)
        held = [open_.enter_context(_held(server, BODY)) for _ in range(STALLED)]
        held += [
            open_.enter_context(_held(server, HALF_A_HEAD if n % 2 else "")) for n in range(IDLE)
        ]
        meanwhile = _slowest(server)
        time.sleep(18)  # longer than the longest limit
        ended = sum(_is_over(one) for one in held)
    _tell("before", before)
    _tell(f"while {STALLED} bodies stall and {IDLE} connections idle", meanwhile)
    print(f"after 18 s {ended} of {len(held)} connections were ended by the server")
    return int(max(meanwhile.values()) > AT_MOST or ended < len(held))


@contextmanager
def _app(place: Path) -> Iterator[int]:
    port = nginx.free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "COUNTERCLAIM_DATA": str(place / "data"),
        "SITE_URL": f"https://{nginx.SITE}",
        "SECRET_KEY": "of this measure alone, and of no other place in the world",
    }
    command = [sys.executable, "manage.py", "serve", "--migrate", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError("the app does not start")
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("the app does not answer")


def _slowest(server: nginx.Nginx) -> dict[str, float]:
    """The longest of so many answers, in seconds."""
    return {path: max(_seconds(server, path) for _ in range(ASKED)) for path in ("/healthz", "/")}


def _seconds(server: nginx.Nginx, path: str) -> float:
    begun = time.perf_counter()
    status, _, _ = server.get(path)
    if status != 200:
        raise RuntimeError(f"{path} is answered with {status}")
    return time.perf_counter() - begun


@contextmanager
def _held(server: nginx.Nginx, words: str) -> Iterator[ssl.SSLSocket]:
    with server.connect() as connection:
        connection.sendall(words.encode())
        yield connection


def _is_over(connection: ssl.SSLSocket) -> bool:
    connection.settimeout(0.2)
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def _tell(when: str, slowest: dict[str, float]) -> None:
    told = ", ".join(f"{path} {seconds * 1000:.0f} ms" for path, seconds in slowest.items())
    print(f"{when}, the slowest of {ASKED}: {told}")


if __name__ == "__main__":
    sys.exit(main())
