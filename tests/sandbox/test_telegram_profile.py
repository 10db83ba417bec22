"""How the bot presents itself, and whom it can reach."""

import pytest

from sandbox.telegram import Account, Chat
from tests.sandbox.asking import Watched, done, refused

WIN = [{"command": "win", "description": "Keep a win"}]


async def test_commands_are_set_read_and_taken_back_by_scope(
    watched: Watched, ana: Account
) -> None:
    scope = {"type": "chat", "chat_id": ana.id}
    await done(watched, "setMyCommands", commands=WIN, scope=scope, language_code="tl")

    kept = await done(watched, "getMyCommands", scope=scope, language_code="tl")
    other = await done(watched, "getMyCommands")
    await done(watched, "deleteMyCommands", scope=scope, language_code="tl")

    assert (kept, other) == (WIN, [])
    assert await done(watched, "getMyCommands", scope=scope, language_code="tl") == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"language_code": "fil"}, "invalid language code specified"),
        ({"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_a_scope_that_is_nowhere_is_refused(
    watched: Watched, params: dict[str, object], reason: str
) -> None:
    said = await refused(watched, "setMyCommands", commands=WIN, **params)

    assert said == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("what", "most", "reason"),
    [
        ("Name", 64, "BOT_TITLE_INVALID"),
        ("Description", 512, "DESCRIPTION_TOO_LONG"),
        ("ShortDescription", 120, "ABOUT_TOO_LONG"),
    ],
)
async def test_names_and_descriptions_are_kept_by_language(
    watched: Watched, what: str, most: int, reason: str
) -> None:
    field = {"ShortDescription": "short_description"}.get(what, what.lower())
    await done(watched, f"setMy{what}", **{field: "Angat"})
    await done(watched, f"setMy{what}", **{field: "Angat tayo"}, language_code="tl")

    named = [
        (await done(watched, f"getMy{what}", **params))[field]
        for params in ({}, {"language_code": "tl"}, {"language_code": "es"})
    ]

    assert named == ["Angat", "Angat tayo", "Angat"]
    too_long = await refused(watched, f"setMy{what}", **{field: "x" * (most + 1)})
    assert too_long == f"Bad Request: {reason}"


async def test_the_menu_button_is_one_for_all_and_one_a_chat(
    watched: Watched, ana: Account, ben: Account
) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org"}}
    await done(watched, "setChatMenuButton", chat_id=ana.id, menu_button=app)
    shown = [await done(watched, "getChatMenuButton", chat_id=one.id) for one in (ana, ben)]

    await done(watched, "setChatMenuButton", chat_id=ana.id, menu_button={"type": "default"})

    assert shown == [app, {"type": "commands"}]
    assert await done(watched, "getChatMenuButton", chat_id=ana.id) == {"type": "commands"}


async def test_a_bot_knows_whether_it_hears_everything(watched: Watched) -> None:
    shy = await done(watched, "getMe")
    watched.privacy = False

    open_ = await done(watched, "getMe")

    assert (shy["can_read_all_group_messages"], open_["can_read_all_group_messages"]) == (
        False,
        True,
    )


async def test_a_bot_cannot_leave_its_server(watched: Watched) -> None:
    for method in ("logOut", "close"):
        said = await refused(watched, method)
        assert said == "Bad Request: the sandbox keeps its bot where it is"


@pytest.mark.parametrize(
    ("fate", "description"),
    [
        ("blocked", "Forbidden: bot was blocked by the user"),
        ("gone", "Forbidden: user is deactivated"),
        ("never wrote", "Forbidden: bot can't initiate conversation with a user"),
        ("the bot itself", "Forbidden: the bot can't send messages to the bot"),
        ("nobody", "Bad Request: chat not found"),
    ],
)
async def test_who_cannot_be_reached_says_why(
    watched: Watched, ana: Account, fate: str, description: str
) -> None:
    chat_id = ana.id
    match fate:
        case "blocked":
            watched.blocks(ana)
        case "gone":
            watched.deactivates(ana)
        case "never wrote":
            chat_id = watched.person("Sol").id
        case "the bot itself":
            chat_id = watched.bot.id
        case _:
            chat_id = 5

    assert await refused(watched, "sendMessage", chat_id=chat_id, text="Hi") == description


def test_whoever_is_gone_says_nothing(watched: Watched, ana: Account, team: Chat) -> None:
    watched.deactivates(ana)

    for place in (None, team):
        with pytest.raises(ValueError, match="no account"):
            watched.says(ana, "hello?", to=place)


async def test_a_tap_may_open_a_link_into_the_bot_and_no_other(
    watched: Watched, ana: Account, team: Chat
) -> None:
    asked = await done(watched, "sendMessage", chat_id=team.id, text="Join?")
    query = watched.taps(ana, asked["message_id"], "join", chat=team)

    elsewhere = await refused(
        watched, "answerCallbackQuery", callback_query_id=query, url="https://example.org"
    )
    await done(
        watched,
        "answerCallbackQuery",
        callback_query_id=query,
        url="https://t.me/sandbox_bot?start=team",
    )

    assert elsewhere == "Bad Request: URL_INVALID"
    assert watched.queries[query].url == "https://t.me/sandbox_bot?start=team"
