"""The command `angat`: run, sandbox, migrate, doctor, dead, keygen, version."""

import asyncio
import errno
import os
import signal
import sys
import warnings
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bot.settings import Settings, complaint, misfit, missing

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__
)


def quieten() -> None:
    """How conversations are keyed is decided, see docs/decisions/0001."""
    from telegram.warnings import PTBUserWarning

    warnings.filterwarnings("ignore", category=PTBUserWarning)


def refuse(sentence: str) -> None:
    typer.echo(f"angat: {sentence}", err=True)
    raise typer.Exit(2)


def settings_or_refuse() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        refuse(complaint(error))
        raise
    except UnicodeDecodeError:
        refuse(".env is not UTF-8 text")
        raise


async def until_told(work: Coroutine[Any, Any, None]) -> None:
    """SIGTERM and SIGINT end the work where it waits, and leave it time to close."""
    task = asyncio.ensure_future(work)
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def told_and_ended(error: Exception) -> None:
    """A mistake of ours ends the process: one line, without the message of the error."""
    import structlog

    from bot.log import where

    structlog.get_logger("angat").critical("stopped by a mistake", error=where(error, 12))
    raise typer.Exit(1) from None


@app.command()
def run() -> None:
    """The bot: reads .env of this folder, the environment wins."""
    settings = settings_or_refuse()
    if name := missing(settings):
        refuse(f"{name} is not set; .env.example says what it is")
    if line := misfit(settings):
        refuse(line)
    from telegram.error import InvalidToken

    from bot.service import CannotStart, serve

    quieten()
    try:
        asyncio.run(until_told(serve(settings)))
    except CannotStart as error:
        refuse(str(error))
    except InvalidToken:
        refuse("ANGAT_BOT_TOKEN is not one that Telegram knows")
    except Exception as error:  # noqa: BLE001 - a traceback may hold a secret, or what people wrote
        told_and_ended(error)


@app.command()
def sandbox(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Where the page is, on this machine only.")
    ] = 8765,
    keep: Annotated[
        Path | None, typer.Option(help="A folder that keeps database and key together.")
    ] = None,
    api: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Serve the Bot API there, for an `angat run` beside."),
    ] = None,
) -> None:
    """A small Telegram with a chat page: no token, no network."""
    from sandbox.serve import serve_beside, serve_sandbox

    quieten()
    if api and keep:
        refuse("with --api the bot keeps its own database, so there is nothing to --keep")
    try:
        asyncio.run(until_told(serve_beside(port, api) if api else serve_sandbox(port, keep)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        taken = f"{port} or {api}" if api else port
        refuse(f"port {taken} is taken; --port (under make PORT=) chooses another")


@app.command()
def migrate() -> None:
    """Bring the database to the tables of this version."""
    from bot.service import CannotStart, bring
    from storage.migrate import HEAD

    try:
        before = bring(settings_or_refuse())
    except CannotStart as error:
        refuse(str(error))
    else:
        typer.echo(f"{before or 'new'} -> {HEAD}")


@app.command()
def doctor() -> None:
    """What is well and what is not: ends with 0, with 1 to look at something, with 2 to stop."""
    from bot.checkup import findings

    worst = 0
    for found in findings(settings_or_refuse()):
        typer.echo(str(found))
        worst = max(worst, found.code)
    raise typer.Exit(worst)


@app.command()
def dead(
    retry: Annotated[
        str, typer.Option(help="The number of a row, or `all`: hands it back to be handled.")
    ] = "",
) -> None:
    """What could not be handled: listed without its words, or handed back."""
    from bot import dead as rows
    from bot.service import CannotStart

    settings = settings_or_refuse()
    if retry not in ("", rows.ALL) and not retry.isdecimal():
        refuse("--retry takes the number of a row, or all")
    try:
        told, well = rows.retry(settings, retry) if retry else (rows.lines(settings), True)
    except CannotStart as error:
        refuse(str(error))
    else:
        typer.echo("\n".join(told))
        raise typer.Exit(0 if well else 1)


@app.command()
def keygen() -> None:
    """Print a new key for ANGAT_SECRET_KEY."""
    from storage.seals import new_key

    typer.echo(new_key())


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(version_of("angat"))


def stands_in(arguments: Sequence[str]) -> bool:
    """Whether a token is among them: everybody on this machine reads a command line."""
    if not any(":" in argument for argument in arguments):
        return False
    from bot.log import TOKEN

    return any(TOKEN.search(argument) for argument in arguments)


def main() -> None:
    os.umask(0o077)
    if stands_in(sys.argv):
        line = "ANGAT_BOT_TOKEN may not stand in the command line, where others read it; set it"
        typer.echo(f"angat: {line}", err=True)
        sys.exit(2)
    app()
