"""Every goal of docs/goals.md has a test or a figure beside it; every test named is there."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
PAGES = ("docs/goals.md", "docs/threats.md", "docs/operators.md", "docs/quality.md", "SECURITY.md")
ROW = re.compile(r"^\| ([RS]\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_every_goal_has_something_that_holds_it():
    rows = ROW.findall((HERE / "docs/goals.md").read_text())

    assert [row[0] for row in rows] == [
        *(f"R{n}" for n in range(1, 19)),
        *(f"S{n}" for n in range(1, 24)),
    ]
    assert [row[0] for row in rows if "`" not in row[2]] == []


def test_every_test_that_is_named_is_there():
    named = {
        (page, path, test)
        for page in PAGES
        for path, test in re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", (HERE / page).read_text())
    }

    assert len(named) > 60
    assert sorted(one for one in named if not _is_there(*one[1:])) == []


def test_every_program_that_is_named_is_there():
    asked = re.compile(r"python -m ((?:tests|benchmarks)[\w.]+)")
    programs = {name for page in PAGES for name in asked.findall((HERE / page).read_text())}

    assert "tests.faults.kills" in programs
    assert [
        n for n in programs if not (HERE / n.replace(".", "/")).with_suffix(".py").exists()
    ] == []


def _is_there(path, test):
    file = HERE / path
    if not file.exists():
        return False
    names = {node.name for node in ast.parse(file.read_text()).body if hasattr(node, "name")}
    return not test or test in names
