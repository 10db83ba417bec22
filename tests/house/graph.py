"""Who names whom: every function, class and constant of the project, and what its body uses."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from tests.house.source import chain, dotted, modules, tree

Uses = dict[str, set[str]]


@cache
def uses() -> Uses:
    """`actions.cards.sweep` -> the project's names that stand in it, as dotted names."""
    found: Uses = defaultdict(set)
    for file in modules():
        here = dotted(file)
        known = imported(file) | {name: f"{here}.{name}" for name in defined(file)}
        for name, body in definitions(file):
            found[f"{here}.{name}"] |= set(named_in(body, known)) - {f"{here}.{name}"}
    return dict(found)


def imported(file: Path) -> dict[str, str]:
    """Each name an import brings in, also one inside a function, and where it comes from."""
    found: dict[str, str] = {}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                found[one.asname or one.name] = f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            for one in node.names:
                name = one.asname or one.name.split(".")[0]
                found[name] = one.name if one.asname else name
    return found


def definitions(file: Path) -> Iterator[tuple[str, ast.stmt]]:
    """The statements of a module by the name they define; a bare one counts as `__module__`."""
    for statement in tree(file).body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, statement
            case ast.ClassDef(name=name):
                yield name, statement
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name, statement
            case ast.Import() | ast.ImportFrom():
                continue
            case _:
                yield "__module__", statement


def defined(file: Path) -> set[str]:
    return {name for name, _ in definitions(file)}


def named_in(body: ast.AST, known: dict[str, str]) -> Iterator[str]:
    own = set(locals_of(body))
    for node in ast.walk(body):
        path = chain(node)
        first, _, rest = path.partition(".")
        if first in known and first not in own:
            yield f"{known[first]}.{rest}" if rest else known[first]


def locals_of(body: ast.AST) -> Iterator[str]:
    """Parameters and what is assigned inside hide a name of the module."""
    for node in ast.walk(body):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def resolved(name: str, graph: Uses) -> str:
    """The longest beginning of a dotted name that is defined somewhere."""
    while name and name not in graph:
        name = name.rpartition(".")[0]
    return name


def reached_from(rooms: Collection[str], closed: Collection[str] = ()) -> set[str]:
    """All that is used, and used by that, from the names under `rooms`; never through `closed`."""
    graph = uses()
    waiting = [name for name in graph if under(name, rooms)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name in closed:
            continue
        seen.add(name)
        waiting += [one for used in graph[name] if (one := resolved(used, graph))]
    return seen


def under(name: str, rooms: Collection[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def users_of(*rooms: str) -> set[str]:
    """Who, outside of them, names something under `rooms`."""
    return {
        name
        for name, used in uses().items()
        if not under(name, rooms) and any(under(one, rooms) for one in used)
    }
