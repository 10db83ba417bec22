"""Requests and answers held against the published specification of the Bot API."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self, cast

from sandbox.telegram.messages import Json

MODELLED = Path(__file__).parent.parent / "methods.json"
INTEGER = re.compile(r"\s*-?\d+\s*$")
NUMBER = re.compile(r"\s*-?\d+(\.\d+)?\s*$")
BOOLEANS = frozenset({"true", "false", "yes", "no", "1", "0"})
ARRAY = "Array of "
SIMPLE = frozenset({"String", "Integer", "Float", "Boolean", "True", "InputFile"})


@dataclass(frozen=True, slots=True)
class Problem:
    text: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    types: tuple[str, ...]
    required: bool


class Spec:
    """Names, required fields and rough types; ranges and wording are the methods' business."""

    def __init__(self, document: Mapping[str, Mapping[str, Json]]) -> None:
        self.methods = {name: fields_of(entry) for name, entry in document["methods"].items()}
        self.returns = {
            name: tuple(cast(list[str], entry.get("returns", [])))
            for name, entry in document["methods"].items()
        }
        self.types = {name: fields_of(entry) for name, entry in document["types"].items()}
        self.subtypes = {
            name: cast(list[str], entry["subtypes"])
            for name, entry in document["types"].items()
            if "subtypes" in entry
        }

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(json.loads(path.read_text("utf-8")))

    @staticmethod
    def modelled() -> "Spec":
        """What the sandbox has of the Bot API; read once a process."""
        return spec_at(MODELLED)

    def problems(
        self, method: str, given: Mapping[str, object], files: Collection[str]
    ) -> list[Problem]:
        fields = self.methods.get(method, {})
        sent = {name: value for name, value in given.items() if value is not None and value != ""}
        found = [
            Problem(f'Parameter "{field.name}" is required', is_missing=True)
            for field in fields.values()
            if field.required and field.name not in sent and field.name not in files
        ]
        for name, value in sent.items():
            complaint = (
                self.complaint(decoded(value, fields[name].types), fields[name].types, name)
                if name in fields
                else f'unknown parameter "{name}"'
            )
            found += [Problem(complaint)] if complaint else []
        return found

    def complaint(self, value: object, types: Collection[str], where: str) -> str | None:
        """Of several types one must fit; the complaint is about the first that does not."""
        complaints = [self.misfit(value, kind, where) for kind in types]
        return None if None in complaints else next(iter(complaints))

    def misfit(self, value: object, kind: str, where: str) -> str | None:
        if kind in SIMPLE:
            return None if is_simple(value, kind) else f'"{where}" must be of type {kind}'
        if kind.startswith(ARRAY):
            return self.misfit_of_array(value, kind, where)
        if kind in self.subtypes:
            return self.complaint(value, self.subtypes[kind], where)
        return self.misfit_of_object(value, kind, where)

    def misfit_of_array(self, value: object, kind: str, where: str) -> str | None:
        if not isinstance(value, list):
            return f'"{where}" must be an {kind}'
        inner = (kind.removeprefix(ARRAY),)
        complaints = (
            self.complaint(item, inner, f"{where}[{place}]") for place, item in enumerate(value)
        )
        return next(filter(None, complaints), None)

    def misfit_of_object(self, value: object, kind: str, where: str) -> str | None:
        if not isinstance(value, dict):
            return f'"{where}" must be of type {kind}'
        fields = self.types.get(kind, {})
        if unknown := value.keys() - fields.keys():
            return f'"{where}" is no {kind}: unknown field "{min(unknown)}"'
        required = {field.name for field in fields.values() if field.required}
        if missing := required - value.keys():
            return f'"{where}" is no {kind}: field "{min(missing)}" is required'
        complaints = (
            self.complaint(item, fields[name].types, f"{where}.{name}")
            for name, item in value.items()
        )
        return next(filter(None, complaints), None)


@cache
def spec_at(path: Path) -> Spec:
    return Spec.read(path)


def fields_of(entry: Json) -> dict[str, Field]:
    listed = cast(list[Json], entry.get("fields", []))
    fields = [
        Field(str(item["name"]), tuple(cast(list[str], item["types"])), bool(item["required"]))
        for item in listed
    ]
    return {field.name: field for field in fields}


def decoded(value: object, types: Collection[str]) -> object:
    """A form carries arrays and objects as JSON in a string."""
    if not isinstance(value, str) or all(kind in SIMPLE for kind in types):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def is_simple(value: object, kind: str) -> bool:
    match kind:
        case "Integer":
            return is_number(value, INTEGER)
        case "Float":
            return isinstance(value, float) or is_number(value, NUMBER)
        case "Boolean" | "True":
            return isinstance(value, bool) or str(value).strip().lower() in BOOLEANS
        case _:
            return isinstance(value, str | int) and not isinstance(value, bool)


def is_number(value: object, pattern: re.Pattern[str]) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, str) and bool(pattern.match(value)))
