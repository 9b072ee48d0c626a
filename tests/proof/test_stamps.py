"""Checkpoints stamped with the time by an authority, where one is set, and else by nobody."""

import ast
import datetime
import http.server
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models.record.checkpoint import newest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here"),
]
CLAIMS = Path(__file__).resolve().parents[2] / "claims"
CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = {place}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_chain = no
"""


def _certificate(name, key, issuer, issuer_key, *, authority):
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(_called(name))
        .issuer_name(_called(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _called(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """A tiny authority of time: openssl behind a port."""

    def __init__(self, place):
        self.place, self.asked, self.spoilt = place, 0, False
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.root = place / "root.pem"
        self.root.write_bytes(_certificate("root", root_key, "root", root_key, authority=True))
        (place / "own.pem").write_bytes(
            _certificate("stamps", key, "root", root_key, authority=False)
        )
        (place / "key.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        (place / "config").write_text(CONFIG.format(place=place))
        (place / "serial").write_text("01\n")

    def answer(self, question):
        self.asked += 1
        (self.place / "question").write_bytes(question)
        command = ["openssl", "ts", "-reply", "-config", "config", "-queryfile", "question"]
        command += ["-signer", "own.pem", "-inkey", "key.pem", "-out", "answer"]
        subprocess.run(command, cwd=self.place, check=True, capture_output=True)
        answer = (self.place / "answer").read_bytes()
        return answer[:-1] + bytes([answer[-1] ^ 1]) if self.spoilt else answer


@pytest.fixture
def authority(tmp_path):
    place = tmp_path / "authority"
    place.mkdir()
    made = Authority(place)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            answer = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(authority, claim, key_file, tmp_path):
    def checkpoint(**more):
        out = tmp_path / "public"
        call_command("checkpoint", key=str(key_file), out=str(out), **more)
        return out / "checkpoints"

    return checkpoint


def test_nobody_is_asked_where_no_authority_is_set(authority, ask):
    folder = ask()

    assert authority.asked == 0
    assert list(folder.glob("*.tsr")) == []


def test_a_stamp_is_kept_beside_the_checkpoint_and_openssl_checks_it(authority, ask, capsys):
    set_ = {"authority": authority.address, "authority_root": str(authority.root)}

    folder = ask(**set_)
    ask(**set_)

    assert "Stamped by http://127.0.0.1" in capsys.readouterr().out
    assert authority.asked == 1, "what was stamped is not stamped again"
    size = newest().size
    assert (folder / f"{size}.note").read_text() == newest().note
    command = ["openssl", "ts", "-verify", "-data", folder / f"{size}.note"]
    command += ["-in", folder / f"{size}.tsr", "-CAfile", authority.root]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Verification: OK" in checked.stdout + checked.stderr


def test_a_stamp_that_does_not_hold_is_not_kept_and_the_record_is_signed_all_the_same(
    authority, ask
):
    authority.spoilt = True

    with pytest.raises(CommandError, match="does not hold"):
        ask(authority=authority.address, authority_root=str(authority.root))

    assert newest() is not None
    assert list(authority.place.parent.glob("public/checkpoints/*.tsr")) == []


def test_an_authority_that_does_not_answer_is_told_and_asked_again_next_time(authority, ask):
    with pytest.raises(CommandError, match="does not answer"):
        ask(authority="http://127.0.0.1:9/", authority_root=str(authority.root))

    folder = ask(authority=authority.address, authority_root=str(authority.root))

    assert len(list(folder.glob("*.tsr"))) == 1


def test_only_the_command_of_the_signer_leads_to_where_others_are_asked():
    leading = {
        path.relative_to(CLAIMS).as_posix()
        for path in CLAIMS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and "stamps" in [node.module, *(alias.name for alias in node.names)]
    }

    assert leading == {"management/commands/checkpoint.py"}
