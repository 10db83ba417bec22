"""Telegram as the bot meets it: one call in, one reply out."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from sandbox.telegram.answers import (
    ApiError,
    Reply,
    bad_request,
    granted,
    no_such_method,
    refused,
    restarting,
)
from sandbox.telegram.faults import Faults, LineCut
from sandbox.telegram.groups import Groups
from sandbox.telegram.holds import Held, Holds
from sandbox.telegram.journal import Call, Journal
from sandbox.telegram.limits import Limits
from sandbox.telegram.messages import Json
from sandbox.telegram.methods import GET_UPDATES, METHODS, get_updates
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.patience import Sleep
from sandbox.telegram.signal import Signal
from sandbox.telegram.spec import Spec
from sandbox.telegram.state import TOKEN
from sandbox.telegram.webhook import Webhook

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
        sleep: Sleep = asyncio.sleep,
        strict: bool = True,
    ) -> None:
        """Not `strict`: requests are read as loosely as the official server reads them."""
        self.faults = Faults()
        super().__init__(lambda: now() + self.faults.ahead, token)
        self.spec = (spec or Spec.modelled()) if strict else None
        self.webhook.call = self.call_by_answer
        self.faults.doors.append(self.webhook)
        self.limits = Limits(self.now, sleep)
        self.sleeps_by(sleep)
        self.journal = Journal()
        self.violations: list[str] = []
        self.holds = Holds()
        self.closing = Signal()

    def sleeps_by(self, sleep: Sleep) -> None:
        """How whoever is kept waiting waits: by the clock of whoever asks."""
        self.sleep = self.updates.sleep = self.webhook.sleep = self.limits.sleep = sleep

    @property
    def webhook(self) -> Webhook:
        return self.updates.webhook

    def hold(self, method: str, *, before: bool = False) -> Held:
        """The next call of this method waits, its effect done or (before) still to come."""
        return self.holds.place(method, before=before)

    async def call(
        self, method: str, params: Mapping[str, object], files: Files | None = None
    ) -> Reply:
        """Raises LineCut where a fault leaves the bot without an answer."""
        name = METHODS_BY_NAME.get(method.lower(), method)
        fault = self.faults.meet(name, chat_in(params))
        entry = self.journal.enter(Call(self.now(), name, dict(params)))

        async def effect() -> Reply:
            return await self.limited(name, params, files)

        reply = await (fault.met_by(effect, self.sleep) if fault else effect())
        entry.status, entry.answered_at = reply.status, self.now()
        return reply

    async def call_by_answer(self, method: str, params: Json) -> None:
        """A call that the bot made by answering its webhook."""
        with suppress(LineCut):
            await self.call(method, params)

    async def limited(
        self, method: str, params: Mapping[str, object], files: Files | None
    ) -> Reply:
        sizes = [len(content) for _, content in (files or {}).values()]
        try:
            async with self.limits.passing(method, chat_in(params), sizes):
                return await self.held(method, params, files)
        except ApiError as error:
            return refused(error)

    async def held(self, method: str, params: Mapping[str, object], files: Files | None) -> Reply:
        held = self.holds.take(method)
        if held is not None and held.before:
            await held.stop()
        reply = await self.reply(method, params, files)
        if held is not None and not held.before:
            await held.stop()
        return reply

    async def reply(self, method: str, params: Mapping[str, object], files: Files | None) -> Reply:
        try:
            return granted(await self.perform(method, params, files))
        except ApiError as error:
            return refused(error)
        except RecursionError:
            return refused(bad_request("Can't parse request: nested too deep"))

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
        self.webhook.stop()
        self.holds.release_all()
        self.closing.ring()


def chat_in(params: Mapping[str, object]) -> str:
    return str(params.get("chat_id", ""))


METHODS_BY_NAME = {name.lower(): name for name in (*METHODS, GET_UPDATES)}
