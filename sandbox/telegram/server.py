"""Telegram as the bot meets it: one call in, one reply out."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sandbox.telegram.answers import (
    ApiError,
    Call,
    Reply,
    bad_request,
    granted,
    no_such_method,
    refused,
    restarting,
)
from sandbox.telegram.groups import Groups
from sandbox.telegram.holds import Held, Holds
from sandbox.telegram.methods import GET_UPDATES, METHODS, get_updates
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.spec import Spec
from sandbox.telegram.state import TOKEN

Files = Mapping[str, tuple[str, bytes]]

logger = logging.getLogger(__name__)


class Telegram(Groups):
    """People on one side, the Bot API on the other, and a journal of every request."""

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = TOKEN,
        spec: Spec | None = None,
        *,
        strict: bool = True,
    ) -> None:
        """Not `strict`: requests are read as loosely as the official server reads them."""
        super().__init__(now, token)
        self.spec = (spec or Spec.modelled()) if strict else None
        self.journal: list[Call] = []
        self.violations: list[str] = []
        self.holds = Holds()

    def hold(self, method: str, *, before: bool = False) -> Held:
        """The next call of this method waits, its effect done or (before) still to come."""
        return self.holds.place(method, before=before)

    async def call(
        self, method: str, params: Mapping[str, object], files: Files | None = None
    ) -> Reply:
        entry = Call(self.now(), METHODS_BY_NAME.get(method.lower(), method), dict(params))
        self.journal.append(entry)
        held = self.holds.take(method)
        if held is not None and held.before:
            await held.stop()
        reply = await self.reply(entry.method, params, files)
        if held is not None and not held.before:
            await held.stop()
        entry.status = reply.status
        return reply

    async def reply(self, method: str, params: Mapping[str, object], files: Files | None) -> Reply:
        try:
            return granted(await self.perform(method, params, files))
        except ApiError as error:
            return refused(error)

    async def perform(
        self, method: str, params: Mapping[str, object], files: Files | None
    ) -> object:
        if method not in METHODS and method != GET_UPDATES:
            logger.warning("the bot called %s, which the sandbox does not have", method)
            raise no_such_method()
        parameters = Parameters(params, files)
        self.check(method, parameters)
        if method == GET_UPDATES:
            return await get_updates(self, parameters)
        return METHODS[method](self, parameters)

    def check(self, method: str, parameters: Parameters) -> None:
        """What is missing is left to the method, which words it as the official server does."""
        if self.spec is None:
            return
        problems = self.spec.problems(method, parameters.given, parameters.files)
        self.violations += [f"{method}: {problem.text}" for problem in problems]
        wrong = next((problem for problem in problems if not problem.is_missing), None)
        if wrong is not None:
            raise bad_request(wrong.text)

    def restart(self) -> None:
        """Let go of everyone who waits, as a server going down does."""
        self.updates.end_poll(restarting())
        self.holds.release_all()


METHODS_BY_NAME = {name.lower(): name for name in (*METHODS, GET_UPDATES)}
