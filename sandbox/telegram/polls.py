"""Polls: asked, voted on, and closed."""

from typing import cast

from sandbox.telegram import formatting, keyboards, shapes
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import message_meant
from sandbox.telegram.html_parser import Formatted
from sandbox.telegram.messages import Json, Kind, Poll
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.sending import posted, prepared
from sandbox.telegram.state import State

MOST_QUESTION = 300
MOST_OPTION = 100
MOST_OPTIONS = 12


def send_poll(state: State, parameters: Parameters) -> Json:
    question = formatting.formatted(parameters, "question", "question_entities").text
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > MOST_QUESTION:
        raise bad_request(f"poll question length must not exceed {MOST_QUESTION}")
    options = [option(one) for one in options_given(parameters)]
    message = prepared(state, parameters, Kind.POLL, Formatted("", []))
    is_anonymous = parameters.text("is_anonymous") == "" or parameters.boolean("is_anonymous")
    message.poll = Poll(
        id=f"{state.bot.id}{len(state.files) + state.version + 1:012}",
        question=question,
        options=options,
        is_anonymous=is_anonymous,
        many=parameters.boolean("allows_multiple_answers"),
    )
    return posted(state, message)


def options_given(parameters: Parameters) -> list[object]:
    given = parameters.parsed("options", "options")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of String as options")
    if not given:
        raise bad_request("poll must have at least 1 answer option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    return given


def option(given: object) -> str:
    text = cast(Json, given).get("text") if isinstance(given, dict) else given
    if not isinstance(text, str) or not text.strip():
        raise bad_request("poll options must be non-empty")
    if len(text) > MOST_OPTION:
        raise bad_request(f"poll options length must not exceed {MOST_OPTION}")
    return text


def stop_poll(state: State, parameters: Parameters) -> Json:
    rows = keyboards.inline_markup(parameters)
    message = message_meant(state, parameters, "with poll to stop")
    if message.poll is None:
        raise bad_request("message is not a poll")
    if message.sender_id != state.bot.id:
        raise bad_request("poll can't be stopped")
    if message.poll.is_closed:
        raise bad_request("poll has already been closed")
    message.poll.is_closed, message.rows = True, rows
    state.touch()
    return shapes.poll(message)


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
