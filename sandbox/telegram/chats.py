"""Which chat and which message a request means, and whether the bot may reach them."""

from typing import cast

from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import bad_request, forbidden, migrated
from sandbox.telegram.messages import Json, Kind, Message
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.places import GENERAL, Chat, Place, Status
from sandbox.telegram.state import State

RIGHTS = {
    Kind.TEXT: ("messages", "text messages"),
    Kind.PHOTO: ("photos", "photos"),
    Kind.DOCUMENT: ("documents", "documents"),
    Kind.VOICE: ("voice notes", "voice notes"),
    Kind.POLL: ("polls", "polls"),
}


def chat_meant(state: State, parameters: Parameters) -> Chat:
    """The chat of that id when the bot has ever met it; one that moved says where to."""
    if not parameters.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat_id = parameters.integer("chat_id")
    if chat_id == state.bot.id:
        raise forbidden("the bot can't send messages to the bot")
    chat = state.chats.get(chat_id)
    if chat is None or not (chat.is_private or state.bot.id in chat.members):
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def reachable(state: State, parameters: Parameters) -> Chat:
    """The chat meant, when the bot may do something in it."""
    chat = chat_meant(state, parameters)
    if chat.is_private:
        check_person(state.accounts[chat.id])
        return chat
    if chat.is_deleted:
        raise forbidden("the group chat was deleted")
    name = "group chat" if chat.place is Place.GROUP else "supergroup chat"
    status = state.bot_in(chat).status
    if status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {name}")
    if status is Status.LEFT:
        raise forbidden(f"bot is not a member of the {name}")
    return chat


def check_person(person: Account) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if not person.wrote:
        raise forbidden("bot can't initiate conversation with a user")
    if person.blocked:
        raise forbidden("bot was blocked by the user")


def check_right(state: State, chat: Chat, kind: Kind) -> None:
    """A bot that was muted may still send what it was not muted for."""
    me = state.bot_in(chat)
    if me.status is not Status.RESTRICTED:
        return
    what, words = RIGHTS[kind]
    if what in me.muted or "messages" in me.muted:
        raise bad_request(f"not enough rights to send {words} to the chat")


def thread_meant(state: State, parameters: Parameters, chat: Chat) -> int | None:
    """The topic to send to; the general one has no id that a request may name."""
    thread_id = parameters.integer("message_thread_id")
    if not thread_id:
        return None
    if chat.is_forum:
        topic = chat.topics.get(thread_id)
        if topic is None or thread_id == GENERAL:
            raise bad_request("message thread not found")
        if topic.is_closed and not state.bot_in(chat).leads:
            raise bad_request("TOPIC_CLOSED")
        return thread_id
    if chat.place is not Place.SUPERGROUP or thread_id not in chat.messages:
        raise bad_request("message thread not found")
    return thread_id


def message_meant(state: State, parameters: Parameters, purpose: str) -> Message:
    chat = reachable(state, parameters)
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message {purpose} not found")
    return message


def editable(state: State, parameters: Parameters) -> Message:
    if not parameters.text("chat_id") and not parameters.integer("message_id"):
        raise bad_request("Message identifier is not specified")
    message = message_meant(state, parameters, "to edit")
    if message.sender_id != state.bot.id or message.fixed or message.kind is Kind.SERVICE:
        raise bad_request("message can't be edited")
    return message


def replied(parameters: Parameters, chat: Chat) -> int | None:
    given = parameters.parsed("reply_parameters", "reply parameters")
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    wanted = Parameters(cast(Json, given))
    if not wanted.text("message_id"):
        raise bad_request('Can\'t find field "message_id"')
    found = chat.messages.get(wanted.integer("message_id"))
    if found is None and not wanted.boolean("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None if found is None else found.id
