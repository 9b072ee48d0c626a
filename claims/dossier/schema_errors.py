"""What the schema does not allow, said in sentences an author can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from claims.domain import dossier_format
from claims.domain.iso import shown
from claims.dossier.errors import MOST, Complaints

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "object": "an object in braces",
    "array": "a list in brackets",
    "string": "text in quotes",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
# What the patterns of the schema ask for, by the name of the definition they stand in.
_PATTERNS = {
    "slug": "use small letters a to z, digits and hyphens only, at most 100",
    "id": "use no spaces, slashes, commas or equals signs, at most 100 characters",
    "figure_id": "name a figure by its id, or as event/id where it is in another dossier",
    "filled": "write something here",
    "day": "write a day as 2024-08-26",
    "end": "write a day, a month or a year: 2024-08-26, 2024-08, 2024",
    "moment": "write a date (2024-08-26, 2024-08, 2024) or a date and time (2024-08-26T18:10, then"
    " Z or +05:00); two of them with / between; ~ at the end for about",
    "address": "write a whole address that begins with http:// or https://",
    "language": "write a language tag such as en, ur or pa-Arab",
}


def complain(dossier: object, complaints: Complaints) -> None:
    """Note everything that the schema does not allow, in the order of the file."""
    for error in _errors(dossier):
        complaints.add(tuple(error.absolute_path), _sentence(error))
        if len(complaints.sentences) > 20 * MOST:
            return


@cache
def _validator() -> Draft202012Validator:
    """Loaded for whoever brings in a file: it takes longer than all else a command loads."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(dossier_format.schema())


def _errors(dossier: object) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415  # the same

    try:
        yield from _validator().iter_errors(dossier)
    except RecursionError:
        yield ValidationError("the file is nested too deeply", validator="depth")


def _sentence(error: ValidationError) -> str:
    say = _SENTENCES.get(str(error.validator))
    return say(error) if say else f"{error.message}."


def _required(error: ValidationError) -> str:
    missing = [key for key in error.validator_value if key not in error.instance]
    return f"{_listed(missing)} missing: add {'it' if len(missing) == 1 else 'them'}."


def _either(error: ValidationError) -> str:
    keys = [f"“{key}”" for branch in error.validator_value for key in branch["required"]]
    return f"{' or '.join(keys)} is missing: add one of them."


def _listed(keys: list[str]) -> str:
    names = " and ".join(f"“{key}”" for key in keys)
    return f"{names} {'is' if len(keys) == 1 else 'are'}"


def _unknown(error: ValidationError) -> str:
    keys = sorted(set(error.instance) - set(error.schema["properties"]))
    names = ", ".join(shown(key) for key in keys[:5])
    return f"there is nothing called {names} here: take it out, or see whether it is misspelt."


def _type(error: ValidationError) -> str:
    wanted = error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else [kind for kind in wanted if kind != "null"]
    return f"write {' or '.join(_KINDS[kind] for kind in kinds)}, not {_value(error.instance)}."


def _enum(error: ValidationError) -> str:
    words = [word for word in error.validator_value if word is not None]
    return f"{_value(error.instance)} is none of {', '.join(words)}."


def _const(error: ValidationError) -> str:
    return f"write “{error.validator_value}”: this is {_value(error.instance)}."


def _pattern(error: ValidationError) -> str:
    names = [str(step).removeprefix("optional_") for step in error.absolute_schema_path]
    named = next((step for step in reversed(names) if step in _PATTERNS), "")
    advice = _PATTERNS.get(named) or _by_pattern(error.validator_value)
    return f"{_value(error.instance)} will not do: {advice}."


def _by_pattern(pattern: str) -> str:
    """The advice of the definition that has this pattern: a reference hides its name."""
    for name, shape in dossier_format.schema()["$defs"].items():
        if shape.get("pattern") == pattern and name.removeprefix("optional_") in _PATTERNS:
            return _PATTERNS[name.removeprefix("optional_")]
    return "write decimal degrees such as 29.02"


def _range(error: ValidationError) -> str:
    least = error.schema.get("minimum")
    most = error.schema.get("maximum")
    return f"{_value(error.instance)} will not do: write a number from {least:,} to {most:,}."


def _too_long(error: ValidationError) -> str:
    return (
        f"this has {len(error.instance):,} characters; at most {error.validator_value:,} are taken."
    )


def _value(value: object) -> str:
    """What stands in the file, safe to repeat and short."""
    if isinstance(value, str):
        return shown(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Decimal):
        return shown(str(value)).strip("“”")
    return "a list" if isinstance(value, list) else "an object"


_SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": _required,
    "anyOf": _either,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _range,
    "maximum": _range,
    "maxLength": _too_long,
}
