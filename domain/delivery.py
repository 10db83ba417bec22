"""What Telegram's answer to a call means, in one table."""

from enum import StrEnum


class Trouble(StrEnum):
    """How a call failed. NOT_SENT: no connection was made; AMBIGUOUS: cut after sending."""

    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    RETRY_AFTER = "retry_after"
    MIGRATED = "migrated"
    INVALID_TOKEN = "invalid_token"
    CONFLICT = "conflict"
    SERVER = "server"
    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"


class Verdict(StrEnum):
    """What follows from it."""

    DELIVERED = "delivered"  # the effect is there, whatever the answer says
    RETRY = "retry"  # certainly nothing happened: again, after a pause
    UNKNOWN = "unknown"  # it may have arrived: never repeat a prompt
    WAIT = "wait"  # this chat has to pause for as long as Telegram says
    UNREACHABLE = "unreachable"  # this person can't be written to until they come back
    GONE = "gone"  # the account is deleted
    LEFT = "left"  # the bot is not in this group any more
    MUTED = "muted"  # the bot may not write in this group now
    MISSING = "missing"  # Telegram knows no such chat: disabled after two separate days
    NO_THREAD = "no_thread"  # the topic is gone or closed: once more, without it
    NO_REPLY = "no_reply"  # what it answers is gone: once more, to nothing
    NO_FILE = "no_file"  # the stored file can't be used any more: uploaded again, once
    SEND_NEW = "send_new"  # there is nothing to edit any more
    PLAIN = "plain"  # the markup was refused: once more, as plain text
    IGNORE = "ignore"  # too late to matter
    REVOKED = "revoked"  # the token is no longer valid: the process stops
    MIGRATE = "migrate"  # the group has a new id
    FAILED = "failed"  # ours to mend: an alert, never a retry


TEXTS = (
    (Trouble.FORBIDDEN, "bot was blocked by the user", Verdict.UNREACHABLE),
    (Trouble.FORBIDDEN, "user is deactivated", Verdict.GONE),
    (Trouble.FORBIDDEN, "bot can't initiate conversation with a user", Verdict.UNREACHABLE),
    (Trouble.FORBIDDEN, "bot can't send messages to the bot", Verdict.UNREACHABLE),
    (Trouble.FORBIDDEN, "bot was kicked from the", Verdict.LEFT),
    (Trouble.FORBIDDEN, "bot is not a member of the", Verdict.LEFT),
    (Trouble.FORBIDDEN, "the group chat was deleted", Verdict.LEFT),
    (Trouble.BAD_REQUEST, "chat not found", Verdict.MISSING),
    (Trouble.BAD_REQUEST, "message thread not found", Verdict.NO_THREAD),
    (Trouble.BAD_REQUEST, "topic_closed", Verdict.NO_THREAD),
    (Trouble.BAD_REQUEST, "not enough rights to send", Verdict.MUTED),
    (Trouble.BAD_REQUEST, "have no write access", Verdict.MUTED),
    (Trouble.BAD_REQUEST, "chat_restricted", Verdict.MUTED),
    (Trouble.BAD_REQUEST, "can't parse entities", Verdict.PLAIN),
    (Trouble.BAD_REQUEST, "message is too long", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "message caption is too long", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "text is too long", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "text must be non-empty", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "message text is empty", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "reply markup is too long", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "button_data_invalid", Verdict.FAILED),
    (Trouble.BAD_REQUEST, "message is not modified", Verdict.DELIVERED),
    (Trouble.BAD_REQUEST, "message to edit not found", Verdict.SEND_NEW),
    (Trouble.BAD_REQUEST, "message can't be edited", Verdict.SEND_NEW),
    (Trouble.BAD_REQUEST, "message to delete not found", Verdict.DELIVERED),
    (Trouble.BAD_REQUEST, "message can't be deleted", Verdict.IGNORE),
    (Trouble.BAD_REQUEST, "message to react not found", Verdict.IGNORE),
    (Trouble.BAD_REQUEST, "message to be replied not found", Verdict.NO_REPLY),
    (Trouble.BAD_REQUEST, "query is too old", Verdict.IGNORE),
    (Trouble.BAD_REQUEST, "wrong file", Verdict.NO_FILE),
    (Trouble.BAD_REQUEST, "file is temporarily unavailable", Verdict.NO_FILE),
    (Trouble.INVALID_TOKEN, "method not found", Verdict.FAILED),  # a 404 that is no bad token
    (Trouble.SERVER, "sent message was immediately deleted", Verdict.DELIVERED),
)

OTHERWISE = {
    Trouble.FORBIDDEN: Verdict.FAILED,
    Trouble.BAD_REQUEST: Verdict.FAILED,
    Trouble.RETRY_AFTER: Verdict.WAIT,
    Trouble.MIGRATED: Verdict.MIGRATE,
    Trouble.INVALID_TOKEN: Verdict.REVOKED,
    Trouble.CONFLICT: Verdict.RETRY,
    Trouble.SERVER: Verdict.UNKNOWN,
    Trouble.NOT_SENT: Verdict.RETRY,
    Trouble.AMBIGUOUS: Verdict.UNKNOWN,
}


def verdict_on(trouble: Trouble, text: str) -> Verdict:
    """Telegram's libraries change the case of its texts, so none is told apart by it."""
    known = row_of(trouble, text)
    return known[1] if known else OTHERWISE[trouble]


def known_words(trouble: Trouble, text: str) -> str:
    """The words of this table that the text holds, safe to log; empty for a text of no row."""
    known = row_of(trouble, text)
    return known[0] if known else ""


def row_of(trouble: Trouble, text: str) -> tuple[str, Verdict] | None:
    said = text.lower()
    return next(
        ((words, verdict) for kind, words, verdict in TEXTS if kind is trouble and words in said),
        None,
    )
