"""What the bot asks about chats, members and files."""

from sandbox.telegram import memberships, shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import chat_meant, reachable
from sandbox.telegram.memberships import chat_member
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.places import Chat, Member, Status
from sandbox.telegram.state import State, path_of
from sandbox.telegram.updates import DAY
from sandbox.telegram.uploads import WRONG_ID, known

MOST_DOWNLOAD_BYTES = 20 << 20
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(state: State, parameters: Parameters) -> Json:
    """Somebody who blocked the bot can still be looked at."""
    chat = chat_meant(state, parameters)
    if not chat.is_private:
        reachable(state, parameters)
    shape = shapes.chat(state, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    pinned = state.message_in(chat.id, chat.pinned[-1] if chat.pinned else None)
    if pinned is not None:
        shape["pinned_message"] = shapes.message_alone(state, pinned)
    return shape | ({} if chat.is_private else {"permissions": memberships.permissions(chat)})


def group_meant(state: State, parameters: Parameters) -> Chat:
    chat = reachable(state, parameters)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def get_chat_member(state: State, parameters: Parameters) -> Json:
    """Of others only an administrator is sure to be told."""
    chat = reachable(state, parameters)
    account = state.account(parameters.integer("user_id"))
    if account is None:
        raise bad_request(
            "user not found" if parameters.text("user_id") else "invalid user_id specified"
        )
    return chat_member(member_of(chat, account))


def member_of(chat: Chat, account: Account) -> Member:
    if chat.is_private and (account.is_bot or account.id == chat.id):
        return Member(account)
    if account.id not in chat.members:
        raise bad_request("member not found")
    return chat.member(account)


def get_chat_administrators(state: State, parameters: Parameters) -> list[Json]:
    """Whoever leads, also unseen, and without other bots."""
    chat = group_meant(state, parameters)
    leads = [member for member in chat.inside() if member.leads]
    shown = [one for one in leads if not one.account.is_bot or one.account is state.bot]
    return [chat_member(member) for member in shown]


def get_chat_member_count(state: State, parameters: Parameters) -> int:
    chat = reachable(state, parameters)
    return 2 if chat.is_private else len(chat.inside())


def leave_chat(state: State, parameters: Parameters) -> bool:
    chat = reachable(state, parameters)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    was = state.bot_in(chat)
    chat.members[state.bot.id] = now = Member(state.bot, Status.LEFT)
    shape = memberships.moved(state, chat, state.bot, was, now)
    state.updates.add("my_chat_member", shape, state.now() + DAY)
    state.touch()
    return True


def get_file(state: State, parameters: Parameters) -> Json:
    if not parameters.text("file_id"):
        raise bad_request("file_id not specified")
    file = known(state, parameters.text("file_id"))
    if file is None:
        raise bad_request(WRONG_ID)
    if len(file.data) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    shape: Json = {"file_id": file.id, "file_unique_id": file.unique_id}
    return shape | {"file_size": len(file.data), "file_path": path_of(file)}


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
