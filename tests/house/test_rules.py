"""The house style that a machine can see: length, layers, clock, commits, paths, secrets."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import (
    MIGRATIONS,
    ROOMS,
    ROOT,
    chain,
    dotted,
    files,
    imported_modules,
    modules,
    nodes,
    place,
    tree,
)

MOST_LINES = 300
BESIDE = {"benchmarks"}  # measures the rooms, and nobody imports it
READABLE = (".py", ".md", ".toml", ".txt", ".ftl", ".csv", ".js", ".css", ".html", ".tsv", ".yaml")
# How long a batch of writes may take, and a page whose clock runs on.
REAL_SECONDS = {"bot/clock.py", "storage/writer.py", "sandbox/theatre.py"}
ASKS_THE_TIME = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.time_ns", "datetime.datetime.now", "datetime.date.today", "time.localtime",
    "time.gmtime", "func.now",
}  # fmt: skip
COUNTS_SECONDS = {"time.monotonic", "time.perf_counter", "time.process_time"}
KNOWN_TO = {
    "domain": {"domain"},
    "views": {"domain", "texts", "views", "babel"},
    "texts": {"texts", "fluent", "pathlib"},
}
REACHING_OUT = {
    "asyncio", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "zoneinfo",
}  # fmt: skip
STATEMENTS = {"select", "insert", "update", "delete", "text", "func", "union", "exists"}
COMMITTING = {"commit", "rollback", "begin_nested"}
TRANSACTIONS = {"storage/database.py", "storage/writer.py", "storage/migrate.py"}
PATHS = re.compile(r"(?<![\w.*])/(?:work|root|farm|home|Users)/[A-Za-z.]")
HOSTS = re.compile(
    r"https?://(?:files|registry|deb|pypi|repo1?)\.|https?://py[a-z]{2}\.org|registry\.npm",
    re.IGNORECASE,
)
SECRETS = {
    "a bot token": re.compile(r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])"),
    "a Fernet key": re.compile(r"(?<![\w/+-])[A-Za-z0-9_-]{43}=(?![\w=])"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "a password in an address": re.compile(r"://\w+:(?!password@)[^\s@/{}<>$]{6,}@"),
}
INDEX = re.compile(r"^\s*(?:-i\b|--(?:extra-)?index[-]url|--find[-]links|-f\b)", re.MULTILINE)
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def ours() -> list[Path]:
    return [file for file in files() if file.suffix == ".py" and MIGRATIONS not in file.parents]


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {
        place(file): len(file.read_text(encoding="utf-8").splitlines())
        for file in files()
        if file.suffix in (".py", ".js") and MIGRATIONS not in file.parents
    }
    assert len(lengths) > 100
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = {
        place(file)
        for file in ours()
        if not (said := ast.get_docstring(tree(file))) or not said.split("\n\n")[0].endswith(".")
    }
    assert silent == set()


def test_every_room_stands_in_every_list_of_rooms() -> None:
    found = {file.parent.name for file in ROOT.glob("*/__init__.py") if file in files()} - BESIDE
    config = project()["tool"]
    assert found == set(ROOMS)
    assert set(config["importlinter"]["root_packages"]) == found
    assert set(config["coverage"]["run"]["source"]) == found
    packaged = config["setuptools"]["packages"]["find"]["include"]
    assert {name.removesuffix("*") for name in packaged} == found


def layers() -> list[str]:
    contract = project()["tool"]["importlinter"]["contracts"][0]
    assert contract["type"] == "layers"
    return [name for layer in contract["layers"] for name in layer.split(" | ")]


def test_every_module_of_bot_stands_in_the_list_of_layers() -> None:
    """One that is not listed may import anything, and import-linter says nothing."""
    unlisted = {dotted(file) for file in modules("bot")} - {"bot"}
    assert {name for name in layers() if name.startswith("bot.")} == unlisted
    assert set(layers()) - unlisted == set(ROOMS) - {"bot"}
    assert len(layers()) == len(set(layers()))


def test_every_story_stands_in_the_contract_of_handlers() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    independent = next(one for one in contracts if one["type"] == "independence")
    assert set(independent["modules"]) == {dotted(f) for f in modules("handlers")} - {"handlers"}


def calls(names: set[str], *rooms: str) -> set[str]:
    return {place(file) for file, node in nodes(*rooms) if chain(node) in names}


def test_only_the_clock_asks_for_the_time() -> None:
    assert calls(ASKS_THE_TIME) == {"bot/clock.py"}


def test_seconds_are_counted_where_real_ones_pass() -> None:
    assert calls(COUNTS_SECONDS) <= REAL_SECONDS


def test_sleep_belongs_to_the_clock() -> None:
    assert calls({"asyncio.sleep", "time.sleep"}) - {"bot/clock.py"} == {
        name for name in calls({"asyncio.sleep"}) if name.startswith("sandbox/")
    }


def test_questions_to_the_database_stand_in_storage() -> None:
    found = {
        f"{place(file, node)} {one.name}"
        for room in set(ROOMS) - {"storage"}
        for file, node in nodes(room)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sql", "alembic"))
        for one in node.names
        if one.name in STATEMENTS
    }
    assert found == set()


@pytest.mark.parametrize(("room", "known"), KNOWN_TO.items())
def test_rules_views_and_texts_are_pure(room: str, known: set[str]) -> None:
    """The standard library without what reaches out, and the few that stand below."""
    allowed = (sys.stdlib_module_names - REACHING_OUT) | known
    odd = {
        place(file): more for file in modules(room) if (more := imported_modules(file) - allowed)
    }
    assert odd == {}


def test_the_small_telegram_could_serve_any_bot() -> None:
    """Of this project it imports itself, and of others what speaks HTTP or PTB."""
    own = re.compile(r"sandbox\.telegram(\.|$)")
    allowed = sys.stdlib_module_names | {"aiohttp", "telegram", "typing_extensions"}
    odd = {
        place(file): more
        for file in modules("sandbox/telegram")
        if (
            more := {
                name
                for name in whole_names(file)
                if not own.match(name) and name.split(".")[0] not in allowed
            }
        )
    }
    assert odd == {}


def whole_names(file: Path) -> set[str]:
    froms = {n.module or "" for n in ast.walk(tree(file)) if isinstance(n, ast.ImportFrom)}
    plain = {one.name for n in ast.walk(tree(file)) if isinstance(n, ast.Import) for one in n.names}
    return froms | plain


def test_nobody_commits_by_hand() -> None:
    """Who asks the database to run an action gets one transaction; what fails is undone there."""
    found = {
        place(file)
        for file, node in nodes()
        if isinstance(node, ast.Attribute) and node.attr in COMMITTING and chain(node)
    }
    assert found <= TRANSACTIONS
    assert "storage/writer.py" in found


def in_tests(names: set[str]) -> Iterator[str]:
    for file in ours():
        if "tests" not in file.parts:
            continue
        for node in ast.walk(tree(file)):
            if chain(node) in names:
                yield place(file, node)


def test_no_test_sleeps_or_mocks() -> None:
    assert list(in_tests({"asyncio.sleep", "time.sleep"})) == []
    imports = {
        place(file, node)
        for file in ours()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in [getattr(node, "module", None) or "", *(one.name for one in node.names)]
        if name in ("unittest.mock", "mock") or name.startswith("unittest.mock.")
    }
    assert imports == set()


def test_no_test_is_skipped_without_a_reason() -> None:
    silent = {
        place(file, node)
        for file in ours()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
        and chain(node) in ("pytest.mark.skip", "pytest.mark.xfail", "pytest.mark.skipif")
        and place(file, node) not in reasoned(file)
    }
    assert silent == set()


def reasoned(file: Path) -> set[str]:
    return {
        place(file, node.func)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and any(word.arg == "reason" for word in node.keywords)
    }


def readable() -> Iterator[tuple[Path, str]]:
    for file in files():
        if file.suffix in READABLE or file.name in ("Makefile", "Dockerfile", "run"):
            yield file, file.read_text(encoding="utf-8")


def found_in(pattern: re.Pattern[str]) -> set[str]:
    return {
        f"{place(file)}: {found[0]}"
        for file, text in readable()
        for found in [pattern.search(text)]
        if found
    }


def test_no_path_of_a_machine_and_no_package_index_by_its_host() -> None:
    assert len(list(readable())) > 150
    assert found_in(PATHS) == set()
    assert found_in(HOSTS) == set()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_lies_in_the_repository(secret: str) -> None:
    assert found_in(SECRETS[secret]) == set()
    assert [place(file) for file in files() if file.name == ".env" or file.suffix == ".db"] == []


def test_paths_hosts_and_secrets_would_be_seen() -> None:
    slash = "/"
    assert PATHS.search(f"see {slash}home{slash}jessa")
    assert HOSTS.search(f"https:{slash * 2}pypi.example")
    assert SECRETS["a bot token"].search("token=123456789:" + "A" * 35)
    assert SECRETS["a Fernet key"].search("key=" + "k" * 43 + "=")
    assert SECRETS["a password in an address"].search("postgresql:" + slash * 2 + "a:hunter22@b")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert INDEX.search(text) is None
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", entry)
        or "--hash=sha256:" not in entry
    ]
    assert loose == []
    assert len(entries) > 20


def test_what_runs_is_pinned_as_it_was_tested() -> None:
    run, dev = (pins(name) for name in REQUIREMENTS)
    assert {one for one in run if run[one] != dev.get(one)} == set()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE))
