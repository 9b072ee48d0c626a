"""nginx with the configuration we ship, on ports of its own, for tests and measures."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SHIPPED = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
BROTLI = "ngx_http_brotli_static_module.so"
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
SITE, DESK = "claims.example.org", "desk.example.org"


def program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Nginx:
    port: int
    pid: int

    def get(
        self, path: str, *, host: str = SITE, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer, as they were sent."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.sock = self.connect(host)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers={"Host": host, **sent})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def connect(self, host: str = SITE) -> ssl.SSLSocket:
        # Its certificate is its own, and nobody stands between us and this machine.
        context = ssl._create_unverified_context()  # noqa: S323
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        return context.wrap_socket(plain, server_hostname=host)


@contextmanager
def running(
    place: Path, *, baked: Path, app_port: int, tls: bool = True, workers: int = 1
) -> Iterator[Nginx]:
    """Run our configuration, as far as this machine has its modules; stopped at the end.

    Without ``tls`` it answers as it would behind whoever holds the certificate.
    """
    found = program()
    if found is None:
        raise FileNotFoundError("nginx is not installed")
    port, plain = free_port(), free_port()
    make_certificate(place)
    ours = _ours(place, baked, port, plain, app_port)
    (place / "counterclaim.conf").write_text(ours if tls else _without_tls(ours), "utf-8")
    (place / "nginx.conf").write_text(_around(place, workers), "utf-8")
    process = subprocess.Popen([found, "-p", str(place), "-c", str(place / "nginx.conf")])
    try:
        _wait_for(port, process)
        yield Nginx(port, process.pid)
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _ours(place: Path, baked: Path, port: int, plain: int, app_port: int) -> str:
    text = SHIPPED.read_text("utf-8")
    text = re.sub(r"<(/etc/letsencrypt\S+?)(fullchain|privkey)\.pem>", rf"{place}/\2.pem", text)
    text = text.replace("</var/lib/counterclaim-baked>", str(baked))
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{app_port}")
    text = text.replace("listen 443", f"listen 127.0.0.1:{port}")
    text = text.replace("listen 80", f"listen 127.0.0.1:{plain}")
    text = re.sub(r"<([\w.]+)>", r"\1", text)
    return text if _module() else text.replace("brotli_static on;", "")


def _without_tls(text: str) -> str:
    text = re.sub(r"(listen \S+) ssl http2", r"\1", text)
    text = text.replace("ssl_reject_handshake on;", "return 444;")
    return re.sub(r"ssl_certificate\S* \S+;", "", text)


def _around(place: Path, workers: int) -> str:
    module = f"load_module {found};\n" if (found := _module()) else ""
    user = "user root;\n" if os.geteuid() == 0 else ""
    kept = "\n".join(
        f"    {name}_temp_path {place}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{module}{user}daemon off;\nworker_processes {workers};\npid {place}/nginx.pid;\n"
        f"error_log {place}/error.log;\nevents {{ worker_connections 2048; }}\n"
        f"http {{\n{kept}\n    include {place}/counterclaim.conf;\n}}\n"
    )


def _module() -> Path | None:
    places = (Path(folder) / BROTLI for folder in MODULES)
    return next((path for path in places if path.exists()), None)


def _wait_for(port: int, process: subprocess.Popen[Any]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError("nginx does not start: look at what it said")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer")


def make_certificate(place: Path) -> None:
    """One that says of itself that it is right, for both of our names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SITE)])
    now = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=20_000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SITE), x509.DNSName(DESK)]), False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (place / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (place / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
