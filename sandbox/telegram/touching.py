"""What the bot does to messages besides editing: reactions, deleting, pinning."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import message_meant, reachable
from sandbox.telegram.messages import Kind, Message
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.places import Chat, Place
from sandbox.telegram.sending import service_message
from sandbox.telegram.state import State

DELETABLE_FOR = timedelta(hours=48)
MOST_AT_ONCE = 100
VARIATION_SELECTOR = "\ufe0f"
SINGLE = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔"
    "🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)
JOINED = frozenset({"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"})


def is_reaction(emoji: str) -> bool:
    return emoji in SINGLE | JOINED


def set_message_reaction(state: State, parameters: Parameters) -> bool:
    emojis = [emoji(one) for one in reactions(parameters)]
    message = message_meant(state, parameters, "to react")
    if not all(map(is_reaction, emojis)):
        raise bad_request("REACTION_INVALID")
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions.pop(state.bot.id, None)
    if emojis:
        message.reactions[state.bot.id] = emojis[0]
    state.touch()
    return True


def reactions(parameters: Parameters) -> list[object]:
    given = parameters.parsed("reaction", "reaction types")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of ReactionType")
    return given


def emoji(reaction: object) -> str:
    """ "" for a custom emoji: a bot may not react with one here."""
    if not isinstance(reaction, Mapping):
        raise bad_request("Can't parse ReactionType: expected an Object")
    given = cast(Mapping[str, object], reaction)
    match given.get("type"):
        case "emoji":
            return str(given.get("emoji", "")).replace(VARIATION_SELECTOR, "")
        case "custom_emoji":
            return ""
        case _:
            raise bad_request("Can't parse ReactionType: invalid reaction type specified")


def delete_message(state: State, parameters: Parameters) -> bool:
    message = message_meant(state, parameters, "to delete")
    if not deletable(state, state.chats[message.chat_id], message):
        raise bad_request("message can't be deleted")
    remove(state, message)
    return True


def delete_messages(state: State, parameters: Parameters) -> bool:
    """What is not there, and what may not go, is passed over."""
    wanted = ids_given(parameters)
    chat = reachable(state, parameters)
    for message in [chat.messages[one] for one in wanted if one in chat.messages]:
        if deletable(state, chat, message):
            remove(state, message)
    return True


def ids_given(parameters: Parameters) -> list[object]:
    given = parameters.parsed("message_ids", "message identifiers")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of message identifiers")
    if not given:
        raise bad_request("Message identifiers are not specified")
    if len(given) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    return given


def deletable(state: State, chat: Chat, message: Message) -> bool:
    """Anything of the last 48 hours in private; in groups one's own, or all when one leads."""
    leads = state.bot_in(chat).leads
    if leads and chat.place is Place.SUPERGROUP:
        return True
    if state.now() - message.date >= DELETABLE_FOR:
        return False
    return chat.is_private or leads or message.sender_id == state.bot.id


def remove(state: State, message: Message) -> None:
    chat = state.chats[message.chat_id]
    chat.messages.pop(message.id, None)
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    state.touch()


def pin_chat_message(state: State, parameters: Parameters) -> bool:
    """The chat says so by itself; pinning what is pinned says nothing."""
    message = message_meant(state, parameters, "to pin")
    chat = state.chats[message.chat_id]
    check_pinning(state, chat)
    if message.kind is Kind.SERVICE:
        raise bad_request("message can't be pinned")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        service_message(state, chat.id, state.bot.id, {"pinned_message": message.id})
    return True


def unpin_chat_message(state: State, parameters: Parameters) -> bool:
    """Without an id the newest one goes."""
    chat = reachable(state, parameters)
    check_pinning(state, chat)
    wanted = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    state.touch()
    return True


def check_pinning(state: State, chat: Chat) -> None:
    if not chat.is_private and not state.bot_in(chat).leads:
        raise bad_request("not enough rights to manage pinned messages in the chat")


METHODS = {
    "setMessageReaction": set_message_reaction,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
}
