"""Each contract about imports breaks when something breaks it: else it protects nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
DOWN = "Imports point down"
APART = "Desk and record do not know each other"
READERS = "The public side reads the record alone"
PLAIN = "The domain is plain Python"
PROJECT = "The app does not know the project"


@pytest.fixture
def copy(tmp_path):
    """The packages and the contracts, to be spoilt."""
    for package in ("claims", "tracker"):
        for file in (ROOT / package).rglob("*.py"):
            there = tmp_path / file.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, there)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add(copy, module, line):
    """Append a line to a module, which is made where it does not exist."""
    path = copy / module
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def broken(copy):
    """Names of the contracts that do not hold."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE))


def test_the_contracts_hold(copy):
    assert broken(copy) == set()


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("claims/domain/status.py", "import django", PLAIN),
        ("claims/domain/status.py", "import jsonschema", PLAIN),
        ("claims/domain/status.py", "import claims.models.record.entry", DOWN),
        ("claims/models/record/entry.py", "import claims.publishing.claim", DOWN),
        ("claims/models/record/entry.py", "import claims.models.desk.claim", APART),
        ("claims/models/desk/claim.py", "import claims.models.record.entry", APART),
        ("claims/models/both.py", "", APART),
        ("claims/publishing/claim.py", "import claims.actions", DOWN),
        ("claims/actions/status.py", "import claims.dossier", DOWN),
        ("claims/actions/status.py", "import claims.admin", DOWN),
        ("claims/admin/extra.py", "import claims.pages.health", DOWN),
        ("claims/pages/health.py", "import claims.admin", DOWN),
        ("claims/pages/health.py", "import claims.models", READERS),
        ("claims/pages/health.py", "import claims.models.desk.claim", READERS),
        ("claims/pages/health.py", "import claims.publishing.claim", READERS),
        ("claims/pages/health.py", "import claims.actions.status", READERS),
        ("claims/pages/health.py", "import claims.dossier", READERS),
        ("claims/api/claims.py", "import claims.models.desk.claim", READERS),
        ("claims/api/claims.py", "import claims.publishing.claim", READERS),
        ("claims/api/claims.py", "import claims.pages.health", DOWN),
        ("claims/filters.py", "import claims.models.desk.claim", READERS),
        ("claims/templatetags/extra.py", "import claims.actions.status", READERS),
        ("claims/utils.py", "", DOWN),
        ("claims/apps.py", "import tracker.middleware", PROJECT),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy, module, line, contract):
    add(copy, "claims/admin/__init__.py", "")
    add(copy, "claims/dossier/__init__.py", "")

    add(copy, module, line)

    assert contract in broken(copy)


def test_no_modules_import_one_another_in_a_circle():
    graph = grimp.build_graph("claims", "tracker", cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}

    TopologicalSorter(imported).prepare()  # raises CycleError, which names them


def test_every_package_we_install_is_forbidden_in_the_domain_but_the_solver():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    plain = next(c for c in contracts["contracts"] if c["name"] == PLAIN)
    pins = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    modules = {MODULES.get(pin, pin.lower().replace("-", "_")) for pin in pins}

    # The solver is spoken to in arrays.
    assert modules - {"highspy", "numpy"} <= set(plain["forbidden_modules"])


MODULES = {
    "pillow": "PIL",
    "markdown-it-py": "markdown_it",
    "argon2-cffi": "argon2",
    "django-allauth": "allauth",
    "django-environ": "environ",
    "django-filter": "django_filters",
    "django-simple-history": "simple_history",
    "djangorestframework": "rest_framework",
}
