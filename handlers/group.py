"""Groups: where the bot is let in and out, where a group moved to, and one line for commands."""

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.ext import MessageHandler, filters

from bot.chat import say
from bot.context import Context
from bot.conversations import Story
from bot.filters import Membership, words_of
from storage import groups
from texts.speak import language_of
from views.screen import Button, Screen

HERE = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS
MOVED = HERE & filters.StatusUpdate.MIGRATE
OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def on_command(update: Update, context: Context) -> None:
    """Nothing personal in a group: one line and the way into the private chat."""
    user = update.effective_user
    if is_for_another(words_of(update), context.angat.bot.username):
        return
    say_it = context.angat.speak(language_of(user.language_code if user else None))
    link = f"https://t.me/{context.angat.bot.username}"
    button = Button(say_it("button-open-private"), url=link)
    await say(context, Screen(say_it("plain-group"), ((button,),)))


def is_for_another(command: str, name: str) -> bool:
    """/roll@otherbot is nobody's here."""
    _, at, other = command.split(maxsplit=1)[0].partition("@")
    return bool(at) and other.lower() != name.lower()


async def on_membership(update: Update, context: Context) -> None:
    """Let in, let out, muted: only that is kept; nothing is said, and nobody is made a person."""
    change, angat = update.my_chat_member, context.angat
    if change is None:
        return
    state, now = state_of(change.new_chat_member), context.turn.received_at
    await angat.db.write(groups.stand, change.chat.id, state, now)


def state_of(member: ChatMember) -> str:
    """Gone, muted, or active: one who is restricted may have left, or may still write."""
    if member.status in OUT:
        return "gone"
    if isinstance(member, ChatMemberRestricted):
        if not member.is_member:
            return "gone"
        return "active" if member.can_send_messages else "muted"
    return "active"


async def on_moved(update: Update, context: Context) -> None:
    """A group became a supergroup: told in the old chat, in the new one, in any order."""
    message = update.effective_message
    if message is None:
        return
    here = message.chat.id
    old, new = message.migrate_from_chat_id or here, message.migrate_to_chat_id or here
    await context.angat.db.write(groups.move, old, new, context.turn.received_at)


def story() -> Story:
    return Story(
        otherwise=(
            MessageHandler(HERE & filters.COMMAND, on_command),
            MessageHandler(MOVED, on_moved),
            Membership(on_membership, "group", "supergroup"),
        )
    )
