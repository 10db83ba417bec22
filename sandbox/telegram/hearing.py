"""What of a group reaches a bot: privacy mode, as BotFather has it on for everybody."""

from sandbox.telegram.messages import Kind, Message
from sandbox.telegram.places import Chat
from sandbox.telegram.state import State


def hears(state: State, chat: Chat, message: Message) -> bool:
    """Everything in private; in a group commands for it, answers to it and what the group says.

    A bot that leads, or whose privacy mode is off, hears everything.
    """
    if chat.is_private:
        return True
    me = state.bot_in(chat)
    everything = me.leads or not state.privacy or message.kind is Kind.SERVICE
    return me.is_inside and (everything or is_meant(state, chat, message))


def is_meant(state: State, chat: Chat, message: Message) -> bool:
    replied = chat.messages.get(message.reply_to or 0)
    if replied is not None and replied.sender_id == state.bot.id:
        return True
    return any(is_for_bot(state, chat, command) for command in commands_in(message))


def commands_in(message: Message) -> list[str]:
    units = message.text.encode("utf-16-le")
    return [
        units[2 * begin : 2 * (begin + length)].decode("utf-16-le")
        for begin, length in (
            (int(str(entity["offset"])), int(str(entity["length"])))
            for entity in message.entities
            if entity["type"] == "bot_command"
        )
    ]


def is_for_bot(state: State, chat: Chat, command: str) -> bool:
    """`/win@bot` is; a bare `/win` goes to whichever bot spoke last, and there is only this one."""
    name, at, addressee = command.partition("@")
    if at:
        return addressee.lower() == state.bot.username.lower()
    spoke = any(message.sender_id == state.bot.id for message in chat.messages.values())
    return bool(name) and spoke
