"""Many values as one, so that a statement is the same however many there are, and read once."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    String,
    Subquery,
    TypeDecorator,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine
from typing_extensions import override


class Ids(TypeDecorator[Collection[int]]):
    """Ids: a list on SQLite, an array on PostgreSQL."""

    impl = String
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(ARRAY(BigInteger))

    @override
    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        return str(list(value or ())) if dialect.name == "sqlite" else list(value or ())


class Among(FunctionElement[bool]):
    """Whether a column is one of the ids."""

    inherit_cache = True
    type = Boolean()

    @override
    def self_group(self, against: Any = None) -> Any:
        return self


@compiles(Among, "sqlite")
def in_a_list(among: Among, compiler: Any, **kwargs: Any) -> str:
    column, ids = (compiler.process(one, **kwargs) for one in among.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"


@compiles(Among, "postgresql")
def in_an_array(among: Among, compiler: Any, **kwargs: Any) -> str:
    column, ids = (compiler.process(one, **kwargs) for one in among.clauses)
    return f"{column} = ANY ({ids})"


def among(column: Column[Any], name: str) -> ColumnElement[bool]:
    """Whether it is one of the ids that are given under that name, a collection."""
    return Among(column, bindparam(name, type_=Ids()))


class Given(TypeDecorator[Sequence[Sequence[int | None]]]):
    """Rows of numbers, as JSON."""

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(value)


class Each(FunctionElement[Any]):
    """A row for each of them, in a column `value`."""

    inherit_cache = True


class Part(FunctionElement[int]):
    """The number at that place of one of them."""

    inherit_cache = True
    type = BigInteger()


@compiles(Each, "sqlite")
def each_in_json(each: Each, compiler: Any, **kwargs: Any) -> str:
    return f"json_each({compiler.process(each.clauses, **kwargs)})"


@compiles(Each, "postgresql")
def each_in_jsonb(each: Each, compiler: Any, **kwargs: Any) -> str:
    return f"jsonb_array_elements(({compiler.process(each.clauses, **kwargs)})::jsonb)"


@compiles(Part, "sqlite")
def part_of_json(part: Part, compiler: Any, **kwargs: Any) -> str:
    value, place = (compiler.process(one, **kwargs) for one in part.clauses)
    return f"json_extract({value}, '$[' || {place} || ']')"


@compiles(Part, "postgresql")
def part_of_jsonb(part: Part, compiler: Any, **kwargs: Any) -> str:
    value, place = (compiler.process(one, **kwargs) for one in part.clauses)
    return f"({value} ->> {place})::bigint"


def given(name: str, *columns: str) -> Subquery:
    """A table of numbers that are given under that name, a sequence for each row."""
    each = Each(bindparam(name, type_=Given())).table_valued("value")
    parts = (Part(each.c.value, literal_column(str(place))) for place in range(len(columns)))
    labelled = (part.label(column) for part, column in zip(parts, columns, strict=True))
    return select(*labelled).subquery(name)
