"""The project read as text: its rooms, its files, and what stands in their trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "bot",
    "handlers",
    "schedules",
    "actions",
    "domain",
    "storage",
    "views",
    "texts",
    "catalog",
    "sandbox",
)
MIGRATIONS = ROOT / "storage" / "migrations" / "versions"


@cache
def files() -> tuple[Path, ...]:
    """Everything that is the project's: what git keeps and what it would."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(file for file in found if file.is_file()))


def modules(*rooms: str) -> Iterator[Path]:
    """The Python files of some rooms, or of all."""
    for room in rooms or ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def nodes(*rooms: str) -> Iterator[tuple[Path, ast.AST]]:
    for file in modules(*rooms):
        for node in ast.walk(tree(file)):
            yield file, node


def place(file: Path, node: ast.AST | None = None) -> str:
    """views/cards.py:31, as it stands in a message."""
    name = file.relative_to(ROOT).as_posix()
    return f"{name}:{getattr(node, 'lineno', 0)}" if node else name


def dotted(file: Path) -> str:
    """views.cards, and storage for its __init__.py."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def chain(node: ast.AST) -> str:
    """a.b.c of an attribute, empty for anything else."""
    if isinstance(node, ast.Attribute):
        before = chain(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def strings(*rooms: str) -> set[str]:
    """Every string that stands in the code, docstrings too."""
    return {
        node.value
        for _, node in nodes(*rooms)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def imported_modules(file: Path) -> set[str]:
    """The first parts of what a file imports: telegram, sqlmodel, actions."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
    return found
