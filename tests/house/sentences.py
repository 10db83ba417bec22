"""The text files taken apart: ids, the values they ask for, the variants they have."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from texts.speak import FOLDER


@dataclass(frozen=True, slots=True)
class Looks:
    """What a message asks for, and the names of its variants."""

    placeholders: frozenset[str]
    variants: tuple[tuple[str, ...], ...]


@cache
def entries(language: str) -> tuple[fluent.EntryType, ...]:
    text = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
    return tuple(FluentParser().parse(text).body)


@cache
def ids(language: str) -> tuple[str, ...]:
    return tuple(one.id.name for one in entries(language) if isinstance(one, fluent.Message))


@cache
def looks(language: str) -> dict[str, Looks]:
    found = {one.id.name: one for one in entries(language) if isinstance(one, fluent.Message)}
    return {name: look_of(message) for name, message in found.items()}


def look_of(message: fluent.Message) -> Looks:
    parts = list(inside(message))
    selects = (part for part in parts if isinstance(part, fluent.SelectExpression))
    return Looks(
        frozenset(part.id.name for part in parts if isinstance(part, fluent.VariableReference)),
        tuple(tuple(map(named, select.variants)) for select in selects),
    )


def inside(node: fluent.BaseNode) -> Iterator[fluent.BaseNode]:
    """Every node below, whatever holds it."""
    for value in vars(node).values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, fluent.BaseNode):
                yield one
                yield from inside(one)


def named(variant: fluent.Variant) -> str:
    key = variant.key
    return str(key.value if isinstance(key, fluent.NumberLiteral) else key.name)


def values_for(language: str, sentence: str, value: object) -> dict[str, object]:
    """The same value for everything the sentence asks for."""
    return dict.fromkeys(looks(language)[sentence].placeholders, value)
