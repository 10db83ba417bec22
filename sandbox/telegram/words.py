"""Telegram's own words for what it refuses."""

SAME = (
    "message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TWO_POLLS = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
PREFIXES = {
    400: "Bad Request: ",
    401: "",
    403: "Forbidden: ",
    404: "",
    409: "Conflict: ",
    500: "Internal Server Error: ",
}
REFUSALS: dict[int, tuple[str, ...]] = {
    400: (
        "chat not found",
        "private chat not found",
        "message thread not found",
        "TOPIC_CLOSED",
        "not enough rights to send text messages to the chat",
        "not enough rights to send photos to the chat",
        "not enough rights to send documents to the chat",
        "not enough rights to send polls to the chat",
        "have no write access to the chat",
        "CHAT_RESTRICTED",
        "can't parse entities: Unsupported start tag",
        "message is too long",
        "message caption is too long",
        "text is too long",
        "text must be non-empty",
        "message text is empty",
        "reply markup is too long",
        "BUTTON_DATA_INVALID",
        "REACTION_INVALID",
        SAME,
        "message to edit not found",
        "message can't be edited",
        "message to delete not found",
        "message can't be deleted",
        "message to be replied not found",
        TOO_OLD,
        "wrong file identifier/HTTP URL specified",
        "wrong file_id or the file is temporarily unavailable",
    ),
    401: ("Unauthorized", "Unauthorized: invalid token specified"),
    403: (
        "bot was blocked by the user",
        "user is deactivated",
        "bot can't initiate conversation with a user",
        "the bot can't send messages to the bot",
        "bot was kicked from the group chat",
        "bot was kicked from the supergroup chat",
        "bot was kicked from the channel chat",
        "bot is not a member of the supergroup chat",
        "bot is not a member of the group chat",
        "bot is not a member of the channel chat",
        "the group chat was deleted",
    ),
    404: ("Not Found",),
    409: (TWO_POLLS,),
    500: ("restart", "sent message was immediately deleted and can't be returned"),
}


def official(words: str) -> tuple[int, str]:
    """Status and description of the one refusal that reads so, or else that has these words."""
    every = [(status, text) for status, texts in REFUSALS.items() for text in texts]
    found = [one for one in every if one[1] == words] or [one for one in every if words in one[1]]
    if len(found) != 1:
        raise LookupError(f"{len(found)} refusals say {words!r}")
    status, text = found[0]
    return status, PREFIXES[status] + text
