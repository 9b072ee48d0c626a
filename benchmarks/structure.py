"""Numbers of how the code is built, to compare two states of it.

    python -m benchmarks.structure [CHECKOUT]

Counts what stands in ``claims`` and ``tracker`` of a checkout (this one unless another is named),
without tests and migrations, and follows a few requests (`trips.py`) through its modules. Figures
to look at: where one of them would make the code worse, the code is right.
"""

from __future__ import annotations

import argparse
import ast
import json
import lzma
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATABASE = HERE.parent / "tests/data/demonstration-2026-11.sqlite3.xz"
PRIVATE = re.compile(r"_[a-z]\w*")


def main() -> None:
    parser = argparse.ArgumentParser(description="Numbers of how the code is built.")
    parser.add_argument("checkout", nargs="?", type=checkout, default=HERE.parent)
    root = parser.parse_args().checkout
    for name, number in (*counts(root), *entered(root)):
        print(f"{name:<58}{number:>8,}")


def checkout(path: str) -> Path:
    root = Path(path).resolve()
    if not (root / "claims/templates").is_dir():
        raise argparse.ArgumentTypeError(f"{path} is no checkout of this project.")
    return root


def counts(root: Path) -> Iterator[tuple[str, int]]:
    code = App(root)
    yield "lines of the app", sum(len(text.splitlines()) for text in code.texts.values())
    yield "lines with Any", code.lines_with(r"\bAny\b")
    yield "private helpers", sum(len(_helpers(tree)) for tree in code.trees.values())
    yield "private helpers used once", sum(map(_used_once, code.trees.values()))
    yield "modules", len(code.trees)
    yield "modules with one caller, in the same folder", code.with_one_neighbour()
    yield "circles of imports", len(code.circles())
    templates = (root / "claims/templates").rglob("*.html")
    lines = [line for path in templates for line in path.read_text("utf-8").splitlines()]
    yield "longest line of a template", max(map(len, lines))
    yield "lines of templates over 120 characters", sum(len(line) > 120 for line in lines)


class App:
    """The modules of a checkout by their dotted names, and which of them imports which."""

    def __init__(self, root: Path) -> None:
        files = {
            _name(path.relative_to(root)): path
            for package in ("claims", "tracker")
            for path in sorted((root / package).rglob("*.py"))
            if "migrations" not in path.parts
        }
        self.packages = {name for name, path in files.items() if path.name == "__init__.py"}
        self.texts = {name: path.read_text("utf-8") for name, path in files.items()}
        self.trees = {name: ast.parse(text) for name, text in self.texts.items()}
        self.imports = {name: self._imported(name) for name in self.trees}

    def lines_with(self, pattern: str) -> int:
        lines = (line for text in self.texts.values() for line in text.splitlines())
        return sum(re.search(pattern, line) is not None for line in lines)

    def with_one_neighbour(self) -> int:
        """Modules that one other module imports, and that one lies beside them."""
        callers: dict[str, set[str]] = {name: set() for name in self.trees}
        for name, imported in self.imports.items():
            for other in imported:
                callers[other].add(name)
        return sum(
            len(by) == 1 and self._folder(next(iter(by))) == self._folder(name)
            for name, by in callers.items()
            if name not in self.packages
        )

    def circles(self) -> list[list[str]]:
        """Groups of modules each of which imports, by whatever way round, each other one."""
        reach = {name: self._reachable(name) for name in self.trees}
        found = {
            tuple(sorted(o for o in reach[name] if name in reach[o]))
            for name in self.trees
            if name in reach[name]
        }
        return [list(circle) for circle in sorted(found)]

    def _reachable(self, name: str) -> set[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            for other in self.imports[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    def _folder(self, name: str) -> str:
        return name if name in self.packages else name.rpartition(".")[0]

    def _imported(self, name: str) -> set[str]:
        """Late imports and those for types alone too: a circle is one even where it runs."""
        found: set[str] = set()
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                parts = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= parts & self.texts.keys() or {node.module}
        return (found & self.texts.keys()) - {name}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _helpers(tree: ast.Module) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    names = [node.name for node in ast.walk(tree) if isinstance(node, kinds)]
    return [name for name in names if PRIVATE.fullmatch(name)]


def _used_once(tree: ast.Module) -> int:
    used = Counter(
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    )
    return sum(used[name] == 1 for name in _helpers(tree))


def entered(root: Path) -> Iterator[tuple[str, int]]:
    """How many modules each request walks through, on the demonstration that tests keep."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as database:
        database.write(lzma.decompress(DATABASE.read_bytes()))
        database.flush()
        answer = subprocess.run(
            [sys.executable, HERE / "trips.py", database.name],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    for name, trip in json.loads(answer.stdout).items():
        yield f"modules entered: {name} (answered {trip['status']})", trip["modules"]


if __name__ == "__main__":
    main()
