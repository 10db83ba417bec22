"""The methods the sandbox has, by the names the Bot API gives them."""

from collections.abc import Callable
from typing import TypeAlias

from sandbox.telegram import editing, looking, polls, profile, sending, touching
from sandbox.telegram.answers import bad_request
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State
from sandbox.telegram.updates import (
    MOST_UPDATES,
    TAP_LIVES_FOR,
    clamped_limit,
    clamped_timeout,
)
from sandbox.telegram.webhook_methods import WEBHOOK_METHODS
from sandbox.telegram.words import TOO_OLD

Method: TypeAlias = Callable[[State, Parameters], object]

MOST_TOAST = 200
NOT_HERE = "the sandbox keeps its bot where it is"


async def get_updates(state: State, parameters: Parameters) -> list[Json]:
    """The one method that may wait."""
    state.updates.allow(parameters.parsed("allowed_updates", "allowed updates"))
    return await state.updates.get(
        parameters.integer("offset"),
        clamped_limit(parameters.integer("limit", MOST_UPDATES)),
        clamped_timeout(parameters.integer("timeout")),
    )


def answer_callback_query(state: State, parameters: Parameters) -> bool:
    query = state.queries.get(parameters.text("callback_query_id"))
    if query is None or state.now() - query.tapped_at >= TAP_LIVES_FOR:
        raise bad_request(TOO_OLD)
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > MOST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith((f"https://t.me/{state.bot.username}?", "tg://")):
        raise bad_request("URL_INVALID")
    if query.answer is None:
        query.answer, query.is_alert = text, parameters.boolean("show_alert")
        query.url = url
        state.touch()
    return True


def moves_nowhere(_state: State, _parameters: Parameters) -> bool:
    """logOut and close: leaving one server for another."""
    raise bad_request(NOT_HERE)


GET_UPDATES = "getUpdates"
METHODS: dict[str, Method] = {
    **profile.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **touching.METHODS,
    **polls.METHODS,
    **looking.METHODS,
    **WEBHOOK_METHODS,
    "answerCallbackQuery": answer_callback_query,
    "logOut": moves_nowhere,
    "close": moves_nowhere,
}
