"""Who saved or removed a row of the desk is said where it is done, never left to be guessed."""

from __future__ import annotations

import ast
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from claims.models.desk.base import Kept

CLAIMS = Path(__file__).parent.parent / "claims"
ROOMS = [CLAIMS / "actions", CLAIMS / "admin", CLAIMS / "dossier"]
# The undoing of housekeeping signs rows before it saves them.
SIGNED_BEFORE = {
    "actions/housekeeping/undo_log.py",
}


def test_every_save_and_removal_says_by_whom():
    unsigned = [
        f"{file.relative_to(CLAIMS)}:{call.lineno}"
        for file, around, call in calls()
        if not signed(call) and not keeps_none(call.func.value, around, module_of(file))
    ]

    assert unsigned == []


def test_nobody_signs_a_row_behind_its_back():
    said = [file for room in ROOMS for file in room.rglob("*.py") if "_history_user" in text(file)]

    assert {str(file.relative_to(CLAIMS)) for file in said} <= SIGNED_BEFORE


def calls():
    """Each with the outermost function that it stands in."""
    for file in sorted(file for room in ROOMS for file in room.rglob("*.py")):
        if str(file.relative_to(CLAIMS)) not in SIGNED_BEFORE:
            for around in functions(ast.parse(text(file))):
                for node in ast.walk(around):
                    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    if is_call and node.func.attr in ("save", "delete"):
                        yield file, around, node


def functions(node):
    for part in node.body:
        if isinstance(part, ast.ClassDef):
            yield from functions(part)
        else:
            yield part


def signed(call):
    """A form told not to commit saves nothing yet."""
    return {"by", "commit"} & {keyword.arg for keyword in call.keywords}


def keeps_none(saved, around, module):
    """Whether what is saved is known to be of a model that keeps no history."""
    found = models_in(saved, bound_in(around), vars(module))
    return bool(found) and found <= {m for m in apps.get_models() if not issubclass(m, Kept)}


def models_in(tree, bound, names, seen=frozenset()):
    """The models that an expression is of, by way of the names bound to others."""

    def of(*parts):
        return set().union(*(models_in(part, bound, names, seen) for part in parts))

    match tree:
        case ast.Name(id=name) if name in bound:
            values = [] if name in seen else bound[name]
            return set().union(*(models_in(v, bound, names, seen | {name}) for v in values))
        case ast.Name(id=name):
            return models_of(names.get(name))
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name not in bound:
            return models_of(getattr(names.get(name), attr, None)) or of(tree.value)
        case ast.Call(func=func, args=args):
            return of(func) or of(*args)
        case ast.IfExp(body=body, orelse=orelse):
            return of(body, orelse)
        case _:
            return of(*ast.iter_child_nodes(tree))


def models_of(thing):
    """A model itself, or what a function says that it returns."""
    if isclass(thing) and issubclass(thing, Model):
        return {thing}
    said = thing.__annotations__.get("return") if isfunction(thing) else None
    if isinstance(said, str):
        return models_in(ast.parse(said, mode="eval"), {}, thing.__globals__)
    return set()


def bound_in(around):
    """What each name of a function may stand for: what it is annotated, assigned or looped over."""
    bound = {}
    for node in ast.walk(around):
        match node:
            case ast.arg(arg=name, annotation=ast.AST() as value):
                bound.setdefault(name, []).append(value)
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=value)
                | ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.NamedExpr(target=ast.Name(id=name), value=value)
                | ast.For(target=ast.Name(id=name), iter=value)
            ):
                bound.setdefault(name, []).append(value)
    return bound


def module_of(file):
    parts = file.relative_to(CLAIMS.parent).with_suffix("").parts
    return import_module(".".join(parts).removesuffix(".__init__"))


def text(file):
    return file.read_text(encoding="utf-8")
