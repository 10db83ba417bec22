"""The JSON of who is in a chat, and as what."""

from sandbox.telegram import shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Json
from sandbox.telegram.places import Chat, Member, Place, Status
from sandbox.telegram.state import State

LED = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
SENT = {
    "can_send_messages": "messages",
    "can_send_audios": "audios",
    "can_send_documents": "documents",
    "can_send_photos": "photos",
    "can_send_videos": "videos",
    "can_send_video_notes": "video notes",
    "can_send_voice_notes": "voice notes",
    "can_send_polls": "polls",
}
LESS = (
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def chat_member(member: Member) -> Json:
    shape: Json = {"status": member.status.value, "user": shapes.user(member.account)}
    return shape | details(member)


def details(member: Member) -> Json:
    match member.status:
        case Status.CREATOR:
            return {"is_anonymous": member.is_anonymous}
        case Status.ADMINISTRATOR:
            own: Json = {"can_be_edited": False, "is_anonymous": member.is_anonymous}
            return own | dict.fromkeys(LED, True)
        case Status.RESTRICTED:
            return restricted(member)
        case _:
            return {"until_date": 0} if member.status is Status.KICKED else {}


def restricted(member: Member) -> Json:
    may: Json = {name: what not in member.muted for name, what in SENT.items()}
    return {"is_member": True, "until_date": 0} | may | dict.fromkeys(LESS, False)


def moved(state: State, place: Chat, by: Account, was: Member, now: Member) -> Json:
    """A chat member changed; both sides as they were and are."""
    return {
        "chat": shapes.chat(state, place),
        "from": shapes.user(by),
        "date": shapes.unix(state.now()),
        "old_chat_member": chat_member(was),
        "new_chat_member": chat_member(now),
    }


def permissions(place: Chat) -> Json:
    """What an ordinary member of the group may do."""
    names = (*SENT, *LESS[:3])
    may: Json = dict.fromkeys(names, True)
    return may | {
        "can_edit_tag": False,
        "can_change_info": place.place is Place.GROUP,
        "can_invite_users": True,
        "can_pin_messages": place.place is Place.GROUP,
        "can_manage_topics": False,
    }
