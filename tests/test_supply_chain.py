"""What is installed is what was locked, and the code does not do what it promises never to do."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
# What reaches the network, runs other programs, or runs what it reads.
FETCHES = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "urllib.request"}
FETCHES |= {"poplib", "imaplib", "smtplib", "telnetlib", "urllib3", "xmlrpc.client"}
RUNS = {"subprocess", "pickle", "marshal", "shelve"}
# Where one of them is, and for what.
MEANT = {
    ("claims/management/commands/serve.py", "socket"): "asks whether the port is free",
    ("claims/management/first_answer.py", "http.client"): "asks the server it has just started",
    ("claims/backup/engines.py", "subprocess"): "pg_dump and pg_restore",
    ("claims/management/stamps.py", "http.client"): "names what may fail",
    ("claims/management/stamps.py", "urllib.request"): "asks the authority of time that is set",
}
# The one form that readers without a cookie may send.
OPEN_FORMS = {"claims/inbox/views.py"}


def locked():
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text("requirements.lock"), re.MULTILINE))


def text(name):
    return (HERE / name).read_text(encoding="utf-8")


def test_the_lock_has_what_is_asked_for_in_the_same_version():
    asked = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", text("requirements.txt"), re.MULTILINE)
    asked = {name.lower().replace("_", "-"): version for name, version in asked}

    assert len(asked) > 15
    differ = {name for name, version in asked.items() if locked().get(name) != version}
    assert differ == set(), "run .ci/lock, which writes requirements.lock anew"


def test_every_package_of_the_lock_has_the_digest_of_its_files():
    entries = re.split(r"^(?=[\w.-]+==)", text("requirements.lock"), flags=re.MULTILINE)

    without = [e.splitlines()[0] for e in entries if "==" in e and "--hash=sha256:" not in e]

    assert without == []


def sources():
    return [
        (path.relative_to(HERE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for folder in ("claims", "tracker")
        for path in sorted((HERE / folder).rglob("*.py"))
    ]


@pytest.fixture(scope="module")
def code():
    return sources()


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_server_fetches_nothing_and_runs_nothing_that_it_reads(code):
    found = {(path, name) for path, tree in code for name in imported(tree)}

    reaching = {one for one in found if one[1] in FETCHES | RUNS}
    assert reaching == set(MEANT)


def test_no_text_becomes_code_and_no_form_but_one_goes_without_its_token(code):
    called = {
        (path, node.func.id)
        for path, tree in code
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    open_forms = {
        path
        for path, tree in code
        if "csrf_exempt" in {n.rpartition(".")[2] for n in imported(tree)}
    }

    assert not [one for one in called if one[1] in ("eval", "exec", "compile", "__import__")]
    assert open_forms == OPEN_FORMS
    shown = [p for p in (HERE / "claims" / "templates").rglob("*.html") if "|safe" in p.read_text()]
    assert shown == []


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/threats.md"])
def test_each_test_that_a_promise_names_is_there(page):
    named = set(re.findall(r"`(tests/[\w/.]+)`", text(page)))

    assert len(named) > 8
    assert [path for path in sorted(named) if not (HERE / path).exists()] == []
