"""Every text Telegram may answer to a private text bot, and what follows from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import TelegramError

from domain.delivery import OTHERWISE, TEXTS, Trouble, Verdict, known_words, verdict_on

FORBIDDEN, BAD_REQUEST, SERVER = Trouble.FORBIDDEN, Trouble.BAD_REQUEST, Trouble.SERVER
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TAG_LEFT_OPEN = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b"
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
DELETED_AT_ONCE = (
    "Internal Server Error: sent message was immediately deleted and can't be returned"
)
TWO_POLLERS = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)


def as_ptb_says(text: str) -> str:
    """The library drops some prefixes and then puts all but the first letter in lower case."""
    return TelegramError(text).message


@pytest.mark.parametrize(
    ("trouble", "text", "verdict"),
    [
        (FORBIDDEN, "Forbidden: bot was blocked by the user", Verdict.UNREACHABLE),
        (FORBIDDEN, "Forbidden: user is deactivated", Verdict.GONE),
        (
            FORBIDDEN,
            "Forbidden: bot can't initiate conversation with a user",
            Verdict.UNREACHABLE,
        ),
        (FORBIDDEN, "Forbidden: the bot can't send messages to the bot", Verdict.UNREACHABLE),
        (FORBIDDEN, "Forbidden: bot was kicked from the group chat", Verdict.LEFT),
        (BAD_REQUEST, NOT_MODIFIED, Verdict.DELIVERED),
        (BAD_REQUEST, "Bad Request: message to delete not found", Verdict.DELIVERED),
        (BAD_REQUEST, "Bad Request: message can't be deleted", Verdict.IGNORE),
        (BAD_REQUEST, "Bad Request: message to edit not found", Verdict.SEND_NEW),
        (BAD_REQUEST, "Bad Request: message can't be edited", Verdict.SEND_NEW),
        (BAD_REQUEST, "Bad Request: message to react not found", Verdict.IGNORE),
        (BAD_REQUEST, OLD_QUERY, Verdict.IGNORE),
        (BAD_REQUEST, TAG_LEFT_OPEN, Verdict.PLAIN),
        (BAD_REQUEST, "Bad Request: chat not found", Verdict.MISSING),
        (BAD_REQUEST, "Bad Request: private chat not found", Verdict.MISSING),
        (BAD_REQUEST, "Bad Request: USER_IS_BLOCKED", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: message to be replied not found", Verdict.NO_REPLY),
        (BAD_REQUEST, "Bad Request: message is too long", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: message caption is too long", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: text is too long", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: text must be non-empty", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: message text is empty", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: reply markup is too long", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: BUTTON_DATA_INVALID", Verdict.FAILED),
        (BAD_REQUEST, "Bad Request: something nobody has seen before", Verdict.FAILED),
        (FORBIDDEN, "Forbidden: bot was kicked from the supergroup chat", Verdict.LEFT),
        (FORBIDDEN, "Forbidden: bot was kicked from the channel chat", Verdict.LEFT),
        (FORBIDDEN, "Forbidden: bot is not a member of the supergroup chat", Verdict.LEFT),
        (FORBIDDEN, "Forbidden: bot is not a member of the group chat", Verdict.LEFT),
        (FORBIDDEN, "Forbidden: bot is not a member of the channel chat", Verdict.LEFT),
        (FORBIDDEN, "Forbidden: the group chat was deleted", Verdict.LEFT),
        (BAD_REQUEST, "Bad Request: message thread not found", Verdict.NO_THREAD),
        (BAD_REQUEST, "Bad Request: TOPIC_CLOSED", Verdict.NO_THREAD),
        (BAD_REQUEST, "Bad Request: CHAT_RESTRICTED", Verdict.MUTED),
        (BAD_REQUEST, "Bad Request: have no write access to the chat", Verdict.MUTED),
        (BAD_REQUEST, "Bad Request: not enough rights to send polls to the chat", Verdict.MUTED),
        (
            BAD_REQUEST,
            "Bad Request: wrong file identifier/HTTP URL specified",
            Verdict.NO_FILE,
        ),
        (
            BAD_REQUEST,
            "Bad Request: wrong file_id or the file is temporarily unavailable",
            Verdict.NO_FILE,
        ),
        (Trouble.RETRY_AFTER, "Too Many Requests: retry after 7", Verdict.WAIT),
        (
            Trouble.MIGRATED,
            "Bad Request: group chat was upgraded to a supergroup chat",
            Verdict.MIGRATE,
        ),
        (Trouble.INVALID_TOKEN, "Unauthorized", Verdict.REVOKED),
        (Trouble.INVALID_TOKEN, "Unauthorized: invalid token specified", Verdict.REVOKED),
        (Trouble.INVALID_TOKEN, "Not Found", Verdict.REVOKED),
        (Trouble.INVALID_TOKEN, "Not Found: method not found", Verdict.FAILED),
        (Trouble.CONFLICT, TWO_POLLERS, Verdict.RETRY),
        (SERVER, "Internal Server Error: restart", Verdict.UNKNOWN),
        (
            SERVER,
            "Bad Gateway (502). Parsing the server response b'<html>' failed",
            Verdict.UNKNOWN,
        ),
        (SERVER, "Gateway Timeout (504)", Verdict.UNKNOWN),
        (SERVER, "ServerDisconnectedError", Verdict.UNKNOWN),
        (SERVER, DELETED_AT_ONCE, Verdict.DELIVERED),
        (Trouble.NOT_SENT, "ClientConnectorError", Verdict.RETRY),
        (Trouble.AMBIGUOUS, "Timed out", Verdict.UNKNOWN),
    ],
)
@pytest.mark.parametrize("form", [str, as_ptb_says, str.upper])
def test_what_an_answer_means_in_whatever_case_it_comes(
    trouble: Trouble, text: str, verdict: Verdict, form: type[str]
) -> None:
    assert verdict_on(trouble, form(text)) is verdict


def test_the_library_changes_the_case_of_a_bad_request() -> None:
    assert as_ptb_says("Bad Request: BUTTON_DATA_INVALID") == "Button_data_invalid"


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_verdict_without_any_text(trouble: Trouble) -> None:
    assert verdict_on(trouble, "") is OTHERWISE[trouble]


@pytest.mark.parametrize("trouble", Trouble)
def test_no_failed_call_is_taken_for_delivered_without_a_known_text(trouble: Trouble) -> None:
    assert OTHERWISE[trouble] is not Verdict.DELIVERED


def test_a_text_means_something_for_its_own_trouble_alone() -> None:
    assert verdict_on(BAD_REQUEST, "Bad Request: bot was blocked by the user") is Verdict.FAILED
    assert verdict_on(SERVER, "message is not modified") is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("trouble", "text", "words"),
    [
        (BAD_REQUEST, "Bad Request: BUTTON_DATA_INVALID", "button_data_invalid"),
        (BAD_REQUEST, "Bad Request: nobody said 'she cried' before", ""),
        (SERVER, DELETED_AT_ONCE, "sent message was immediately deleted"),
    ],
)
def test_of_a_text_only_the_words_of_the_table_are_told(
    trouble: Trouble, text: str, words: str
) -> None:
    assert known_words(trouble, text) == words


def test_the_table_is_written_in_lower_case() -> None:
    assert [words for _, words, _ in TEXTS] == [words.lower() for _, words, _ in TEXTS]


@given(st.sampled_from(Trouble), st.text())
def test_what_may_have_arrived_is_never_sent_again(trouble: Trouble, text: str) -> None:
    again = verdict_on(trouble, text) in (Verdict.RETRY, Verdict.WAIT)

    assert again == (trouble in (Trouble.NOT_SENT, Trouble.RETRY_AFTER, Trouble.CONFLICT))
