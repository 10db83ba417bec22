"""Which chat and which message a request means, and whether the bot may reach them."""

from typing import cast

from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import bad_request, forbidden
from sandbox.telegram.messages import Json, Message
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State


def reachable(state: State, parameters: Parameters) -> Account:
    if not parameters.text("chat_id"):
        raise bad_request("chat_id is empty")
    person = state.accounts.get(parameters.integer("chat_id"))
    if person is None:
        raise bad_request("chat not found")
    if not person.wrote:
        raise forbidden("bot can't initiate conversation with a user")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    return person


def message_meant(state: State, parameters: Parameters, purpose: str) -> Message:
    person = reachable(state, parameters)
    message = state.message_in(person.id, parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message {purpose} not found")
    return message


def editable(state: State, parameters: Parameters) -> Message:
    if not parameters.text("chat_id") and not parameters.integer("message_id"):
        raise bad_request("Message identifier is not specified")
    message = message_meant(state, parameters, "to edit")
    if message.sender_id != state.bot.id or message.fixed:
        raise bad_request("message can't be edited")
    return message


def replied(state: State, parameters: Parameters, person: Account) -> int | None:
    try:
        given = parameters.decoded("reply_parameters")
    except ValueError:
        raise bad_request("Can't parse reply parameters JSON object") from None
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    wanted = Parameters(cast(Json, given))
    if not wanted.text("message_id"):
        raise bad_request('Can\'t find field "message_id"')
    found = state.message_in(person.id, wanted.integer("message_id"))
    if found is None and not wanted.boolean("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None if found is None else found.id
