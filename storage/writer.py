"""One thread that writes: whoever waits shares one commit."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import Session
from typing_extensions import override

from storage.faults import DatabaseWaits, translated

MOST_ACTIONS = 128
MOST_APART = 32
MOST_SECONDS = 0.02
APART = "apart"


class Later(Enum):
    """A result that is none yet."""

    LATER = "later"


LATER = Later.LATER


@dataclass(slots=True, eq=False)
class Job:
    """An action that somebody waits for; of one with an item, it takes all that wait at once.

    It gives a result for each item then, in their order; LATER leaves one to the next commit.
    """

    action: Callable[..., Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    item: Any = None
    result: Any = None
    error: Exception | None = None


class Mistake(Exception):
    """Somebody's action failed, and others have written in the same transaction."""


class Held(Session):
    """A session in a transaction that somebody else begins and ends."""

    def __init__(self, connection: Connection, info: dict[str, Any]) -> None:
        super().__init__(connection, join_transaction_mode="rollback_only", info=info)
        self.held = connection
        self.given = info

    @override
    def connection(self, *args: Any, **kwargs: Any) -> Connection:
        if self.in_nested_transaction():
            return super().connection(*args, **kwargs)
        return self.held


class Writer:
    """Takes what waits, at most 128 actions or 20 ms, into one transaction (BEGIN IMMEDIATE)."""

    def __init__(self, engine: Engine, info: dict[str, Any]) -> None:
        self.engine = engine
        self.info = info
        self.waiting: SimpleQueue[Job | None] = SimpleQueue()
        self.thread = threading.Thread(target=self.run, name="writer", daemon=True)
        self.thread.start()

    def write(self, action: Callable[..., Any], item: Any = None) -> asyncio.Future[Any]:
        """Runs the action in the next commit, with the items of all who wait for the same one.

        Answered after that commit; an action that is cancelled before its turn is not begun.
        """
        loop = asyncio.get_running_loop()
        job = Job(action, loop, loop.create_future(), item)
        self.waiting.put(job)
        return job.future

    def close(self) -> None:
        self.waiting.put(None)
        self.thread.join()

    def run(self) -> None:
        while (job := self.waiting.get()) is not None:
            if job.future.cancelled():  # nobody waits for it any more
                continue
            jobs = [job]
            try:
                self.commit(jobs)
            except Exception as error:  # noqa: BLE001 - whoever waits for the commit hears of it
                for failed in jobs:
                    failed.error = failed.error or translated(error)
            self.hand_back(jobs)

    def hand_back(self, jobs: list[Job]) -> None:
        """Whoever waits hears of it, but for those whose turn is still to come."""
        done = [job for job in jobs if job.error is not None or job.result is not LATER]
        for loop in {one.loop for one in done}:
            loop.call_soon_threadsafe(settle, [one for one in done if one.loop is loop])
        for job in jobs:
            if job.error is None and job.result is LATER:
                job.result = None
                self.waiting.put(job)

    def commit(self, jobs: list[Job]) -> None:
        """All as if none could fail; where one does, once more, each in its own savepoint."""
        with self.engine.connect() as connection:
            try:
                with connection.begin():
                    self.together(connection, jobs)
            except Mistake:
                with connection.begin():
                    self.apart(connection, jobs)

    def together(self, connection: Connection, jobs: list[Job]) -> None:
        """As few statements as there can be."""
        held = Held(connection, self.info)
        alike: dict[Callable[..., Any], list[Job]] = {}
        for job in self.those(jobs):
            if job.item is not None:
                alike.setdefault(job.action, []).append(job)
            elif not self.attempt(held, job, job.action):
                raise Mistake
        for action, some in alike.items():
            if not self.attempt(held, some[0], partial(of_all, action, some)):
                raise Mistake

    def those(self, jobs: list[Job]) -> Iterable[Job]:
        """Them, and what comes meanwhile."""
        until = time.monotonic() + MOST_SECONDS
        yield from list(jobs)
        while len(jobs) < MOST_ACTIONS and time.monotonic() < until:
            try:
                following = self.waiting.get_nowait()
            except Empty:
                return
            if following is None:
                self.waiting.put(None)
                return
            if following.future.cancelled():
                continue
            jobs.append(following)
            yield following

    def apart(self, connection: Connection, jobs: list[Job]) -> None:
        """A failing one rolls back alone; what is more than can be done so is left to the next."""
        left = jobs[MOST_APART:]
        for job in self.those(jobs):
            job.error, action = None, job.action
            if job in left:
                job.result = LATER
                continue
            if job.item is not None:
                action = partial(of_all, job.action, [job])
            savepoint = connection.begin_nested()
            if self.attempt(Held(connection, self.info | {APART: True}), job, action):
                savepoint.commit()
            else:
                savepoint.rollback()

    def attempt(self, session: Held, job: Job, action: Callable[..., Any]) -> bool:
        """False when the action failed; what makes everybody wait is raised."""
        session.info.clear()
        session.info.update(session.given)
        try:
            job.result = action(session)
            if session.in_transaction():
                session.commit()
                session.expunge_all()
        except Exception as error:
            job.error = translated(error)
            if is_gone(session.held):
                job.error = DatabaseWaits("all of the transaction is gone")
            if isinstance(job.error, DatabaseWaits):
                raise job.error from error
            return False
        return True


def of_all(action: Callable[..., Any], jobs: Sequence[Job], session: Session) -> Any:
    """Hands each its result; returns the first one's."""
    found = action(session, [job.item for job in jobs])
    for job, result in zip(jobs, found, strict=True):
        job.result = result
    return jobs[0].result


def is_gone(connection: Connection) -> bool:
    """The line is cut, or SQLite itself rolled everything back: what others did is lost, too."""
    if connection.invalidated:
        return True
    raw = connection.connection.dbapi_connection
    return connection.in_transaction() and not getattr(raw, "in_transaction", True)


def settle(jobs: Iterable[Job]) -> None:
    """On the caller's loop: hand over what came of it."""
    for job in jobs:
        if job.future.cancelled():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
