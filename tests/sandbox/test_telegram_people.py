"""What people do arrives as updates a bot library can read; what the bot does, people see."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Message as BotMessage
from telegram import Update

from sandbox.telegram import Account, Button, Telegram
from sandbox.telegram.messages import Json
from sandbox.travel_clock import TravelClock


@pytest.fixture
def clock() -> TravelClock:
    return TravelClock(datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    return Telegram(clock.now)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    maria = telegram.person("Maria", last_name="Cruz", language_code="fil")
    telegram.says(maria, "/start")
    telegram.updates.forget()
    return maria


async def next_update(telegram: Telegram) -> Update:
    reply = await telegram.call("getUpdates", {"offset": -1})
    assert isinstance(reply.body["result"], list)
    update = Update.de_json(reply.body["result"][0], None)
    assert update.api_kwargs == {}, "nothing of it is unknown"
    telegram.updates.forget()
    return update


async def done(telegram: Telegram, method: str, **params: object) -> Json:
    reply = await telegram.call(method, params)
    assert reply.status == 200, reply.body
    result = reply.body["result"]
    return result if isinstance(result, dict) else {}


async def sent(telegram: Telegram, who: Account, text: str, **params: object) -> int:
    result = await done(telegram, "sendMessage", chat_id=who.id, text=text, **params)
    return int(str(result["message_id"]))


WIN = {"inline_keyboard": [[{"text": "Win", "callback_data": "w"}]]}


async def test_a_text_arrives_with_its_sender_and_commands(
    telegram: Telegram, maria: Account
) -> None:
    said = telegram.says(maria, "/win 5 < 6")

    message = (await next_update(telegram)).message

    assert message is not None
    assert (message.message_id, message.chat.id) == (said.id, maria.id)
    assert message.from_user is not None
    assert message.from_user.full_name == "Maria Cruz"
    assert message.from_user.language_code == "fil"
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/win"}
    assert said.html == "/win 5 &lt; 6"


async def test_an_edited_text_arrives_as_an_edited_message(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    said = telegram.says(maria, "wun")
    clock.moment += timedelta(minutes=1)
    telegram.edits(maria, said.id, "one")

    update = await next_update(telegram)

    assert update.edited_message is not None
    assert (update.edited_message.text, update.edited_message.edit_date) == ("one", clock.moment)


async def test_an_edit_to_the_same_words_is_no_update(telegram: Telegram, maria: Account) -> None:
    said = telegram.says(maria, "one")
    telegram.edits(maria, said.id, "one")

    assert telegram.unconfirmed == 1


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document"])
async def test_other_kinds_of_messages_are_readable(
    telegram: Telegram, maria: Account, kind: str
) -> None:
    telegram.sends(maria, kind, "For you")

    message = (await next_update(telegram)).message

    assert message is not None
    assert message.effective_attachment
    assert (message.text, message.caption) == (None, "For you")


async def test_a_tap_carries_its_message_as_it_stands(telegram: Telegram, maria: Account) -> None:
    question = telegram.says(maria, "What now?")
    first = await sent(telegram, maria, "A", reply_parameters={"message_id": question.id})
    message_id = await sent(
        telegram, maria, "B", reply_markup=WIN, reply_parameters={"message_id": first}
    )
    telegram.taps(maria, message_id, "w")

    query = (await next_update(telegram)).callback_query

    assert query is not None
    assert (query.data, query.from_user.id) == ("w", maria.id)
    assert isinstance(query.message, BotMessage)
    assert query.message.reply_markup is not None
    assert query.message.reply_markup.inline_keyboard[0][0].callback_data == "w"
    assert query.message.reply_to_message is not None
    assert query.message.reply_to_message.text == "A"
    assert query.message.reply_to_message.reply_to_message is None


async def test_a_tap_may_be_forged_by_anybody(telegram: Telegram, maria: Account) -> None:
    jun = telegram.person("Jun")
    message_id = await sent(telegram, maria, "Yours?", reply_markup=WIN)
    telegram.taps(jun, message_id, "never offered")

    query = (await next_update(telegram)).callback_query

    assert query is not None
    assert (query.data, query.from_user.id) == ("never offered", jun.id)
    assert query.message is not None
    assert query.message.chat.id == maria.id


async def test_an_answered_tap_shows_its_toast(telegram: Telegram, maria: Account) -> None:
    message_id = await sent(telegram, maria, "Well?", reply_markup=WIN)
    query_id = telegram.taps(maria, message_id, "w")
    assert telegram.answer_to(query_id) is None

    await done(telegram, "answerCallbackQuery", callback_query_id=query_id, text="Saved")
    await done(telegram, "answerCallbackQuery", callback_query_id=query_id, text="too late")

    assert telegram.answer_to(query_id) == "Saved"


async def test_a_tap_can_be_answered_for_150_seconds(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    query_id = telegram.taps(maria, await sent(telegram, maria, "Well?"), "w")
    clock.moment += timedelta(seconds=150)

    reply = await telegram.call("answerCallbackQuery", {"callback_query_id": query_id})

    assert reply.status == 400


async def test_blocking_and_coming_back_are_updates(telegram: Telegram, maria: Account) -> None:
    telegram.blocks(maria)
    blocked = (await next_update(telegram)).my_chat_member
    telegram.unblocks(maria)
    back = (await next_update(telegram)).my_chat_member

    assert blocked is not None
    assert back is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert (back.old_chat_member.status, back.new_chat_member.status) == ("kicked", "member")
    assert await sent(telegram, maria, "Welcome back") in telegram.home(maria).messages


async def test_people_see_what_the_bot_sends_and_edits(telegram: Telegram, maria: Account) -> None:
    message_id = await sent(
        telegram, maria, "Nice, <b>Maria</b>", parse_mode="HTML", reply_markup=WIN
    )
    shown = telegram.history(maria)[-1]
    assert (shown.id, shown.text, shown.html) == (message_id, "Nice, Maria", "Nice, <b>Maria</b>")
    assert shown.rows == ((Button("Win", data="w"),),)

    place: Json = {"chat_id": maria.id, "message_id": message_id}
    await done(telegram, "editMessageText", **place, text="5 < 6", reply_markup=WIN)
    assert (shown.text, shown.html, shown.edited_at) == ("5 < 6", "5 &lt; 6", telegram.now())

    await done(telegram, "editMessageReplyMarkup", **place)
    assert shown.text == "5 < 6"
    assert not shown.rows


async def test_the_bot_gets_its_message_back_as_sent(telegram: Telegram, maria: Account) -> None:
    mention = f'<a href="tg://user?id={maria.id}">you</a> and <a href="tg://user?id=9">who</a>'
    result = await done(
        telegram,
        "sendMessage",
        chat_id=str(maria.id),
        text=mention,
        parse_mode="HTML",
        reply_markup=WIN,
    )

    message = BotMessage.de_json(result, None)

    assert message.from_user is not None
    assert message.from_user.is_bot
    assert [entity.type for entity in message.entities] == ["text_mention"]
    assert message.entities[0].user is not None
    assert message.entities[0].user.first_name == "Maria"


async def test_a_document_keeps_its_name_and_can_be_sent_again(
    telegram: Telegram, maria: Account
) -> None:
    params = {"chat_id": maria.id, "document": "attach://pdf", "caption": "<i>Yours</i>"}
    reply = await telegram.call(
        "sendDocument", params | {"parse_mode": "HTML"}, {"pdf": ("KRA.pdf", b"%PDF")}
    )
    assert isinstance(reply.body["result"], dict)
    message = BotMessage.de_json(reply.body["result"], None)
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == (
        "KRA.pdf",
        "application/pdf",
    )

    await done(telegram, "sendDocument", chat_id=maria.id, document=message.document.file_id)

    first, second = telegram.history(maria)[-2:]
    assert (first.text, first.kind) == ("Yours", "document")
    assert (second.file_name, second.file_bytes) == ("KRA.pdf", b"%PDF")


async def test_a_reaction_is_set_and_taken_back(telegram: Telegram, maria: Account) -> None:
    said = telegram.says(maria, "I got 98% in QA")
    place: Json = {"chat_id": maria.id, "message_id": said.id}

    await done(telegram, "setMessageReaction", **place, reaction='[{"type":"emoji","emoji":"❤️"}]')
    assert said.reaction == "❤"
    await done(telegram, "setMessageReaction", **place)
    assert said.reaction == ""


async def test_typing_shows_for_five_seconds_or_until_a_message(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    await done(telegram, "sendChatAction", chat_id=maria.id, action="typing")
    assert telegram.typing(maria)
    clock.moment += timedelta(seconds=5)
    assert not telegram.typing(maria)

    await done(telegram, "sendChatAction", chat_id=maria.id, action="typing")
    await sent(telegram, maria, "Here I am")
    assert not telegram.typing(maria)


async def test_a_deleted_message_cannot_be_edited(telegram: Telegram, maria: Account) -> None:
    message_id = await sent(telegram, maria, "Oops")
    telegram.deletes(maria, message_id)

    reply = await telegram.call(
        "editMessageText", {"chat_id": maria.id, "message_id": message_id, "text": "Better"}
    )

    assert reply.body["description"] == "Bad Request: message to edit not found"
    assert [message.text for message in telegram.history(maria)] == ["/start"]


async def test_message_ids_are_one_sequence_over_all_chats(
    telegram: Telegram, maria: Account
) -> None:
    jun = telegram.person("Jun")
    ids = [
        telegram.says(maria, "one").id,
        telegram.says(jun, "two").id,
        await sent(telegram, maria, "three"),
        await sent(telegram, jun, "four"),
    ]

    assert ids == [2, 3, 4, 5]


async def test_commands_are_kept_by_scope_and_language(telegram: Telegram) -> None:
    start = [{"command": "start", "description": "Begin"}]
    scope = '{"type": "all_private_chats"}'
    await done(telegram, "setMyCommands", commands=start)
    await done(telegram, "setMyCommands", commands=[], scope=scope, language_code="tl")

    assert telegram.commands == {('{"type": "default"}', ""): start, (scope, "tl"): []}


async def test_whoever_watches_learns_of_every_change(telegram: Telegram, maria: Account) -> None:
    seen = telegram.version
    telegram.says(maria, "one")

    assert await telegram.changed(seen) == telegram.version > seen
