"""One thread that writes to SQLite: whoever waits shares one commit."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm.session import JoinTransactionMode
from sqlmodel import Session

from storage.faults import DatabaseWaits, translated

MOST_ACTIONS = 32
MOST_SECONDS = 0.02


@dataclass(slots=True)
class Job:
    """An action that somebody waits for."""

    action: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = field(default=None)


class Writer:
    """Takes what waits, at most 32 actions or 20 ms, into one BEGIN IMMEDIATE."""

    def __init__(self, engine: Engine, info: dict[str, Any]) -> None:
        self.engine = engine
        self.info = info
        self.waiting: SimpleQueue[Job | None] = SimpleQueue()
        self.thread = threading.Thread(target=self.run, name="sqlite writer", daemon=True)
        self.thread.start()

    async def write(self, action: Callable[[Session], Any]) -> Any:
        """Runs the action in a savepoint of the next commit; returns after that commit."""
        loop = asyncio.get_running_loop()
        job = Job(action, loop, loop.create_future())
        self.waiting.put(job)
        return await job.future

    def close(self) -> None:
        self.waiting.put(None)
        self.thread.join()

    def run(self) -> None:
        while (job := self.waiting.get()) is not None:
            jobs = [job]
            try:
                self.commit(jobs)
            except Exception as error:  # noqa: BLE001 - whoever waits for the commit hears of it
                for failed in jobs:
                    failed.error = failed.error or translated(error)
            for done in jobs:
                done.loop.call_soon_threadsafe(settle, done)

    def commit(self, jobs: list[Job]) -> None:
        """The first needs no savepoint: what it fails with, nobody else has done anything in."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            until = time.monotonic() + MOST_SECONDS
            self.attempt(connection, jobs[0], "rollback_only")
            if not transaction.is_active:
                return
            while len(jobs) < MOST_ACTIONS and time.monotonic() < until:
                try:
                    following = self.waiting.get_nowait()
                except Empty:
                    break
                if following is None:
                    self.waiting.put(None)
                    break
                jobs.append(following)
                self.attempt(connection, following, "create_savepoint")

    def attempt(self, connection: Connection, job: Job, mode: JoinTransactionMode) -> None:
        session = Session(connection, join_transaction_mode=mode, info=self.info)
        try:
            with session, session.begin():
                job.result = job.action(session)
        except Exception as error:
            job.error = translated(error)
            if is_gone(connection):
                job.error = DatabaseWaits("all of the transaction is gone")
            if isinstance(job.error, DatabaseWaits):
                raise job.error from error


def is_gone(connection: Connection) -> bool:
    """SQLite itself rolls everything back when it is full: what others did there is lost, too."""
    raw = connection.connection.dbapi_connection
    return connection.in_transaction() and not getattr(raw, "in_transaction", True)


def settle(job: Job) -> None:
    """On the caller's loop: hand over what came of it."""
    if job.future.cancelled():
        return
    if job.error is not None:
        job.future.set_exception(job.error)
    else:
        job.future.set_result(job.result)
