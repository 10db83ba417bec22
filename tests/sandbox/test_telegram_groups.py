"""Groups: who comes and goes, what the bot hears, topics, rights, migration."""

import pytest

from sandbox.telegram import Account, Chat
from tests.sandbox.asking import Watched, arrived, done, refused


async def test_a_bot_that_is_added_hears_it_twice(
    watched: Watched, ana: Account, ben: Account
) -> None:
    team = watched.group("Malaya", ana, ben)

    watched.adds(ana, watched.bot, team)

    member, service = await arrived(watched)
    assert (member["what"], member["new_chat_member"]["status"]) == ("my_chat_member", "member")
    assert member["old_chat_member"]["status"] == "left"
    assert service["new_chat_members"][0]["id"] == watched.bot.id
    assert service["chat"] == {"id": team.id, "type": "group", "title": "Malaya"}


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello everybody", False),
        ("/win@sandbox_bot 31 calls", True),
        ("/win@other_bot 31 calls", False),
        ("/win 31 calls", False),
        ("mail me at a/b", False),
    ],
)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    watched: Watched, team: Chat, ben: Account, text: str, *, heard: bool
) -> None:
    watched.says(ben, text, to=team)

    assert [one["text"] for one in await arrived(watched)] == ([text] if heard else [])


async def test_a_bare_command_reaches_the_bot_that_spoke_last(
    watched: Watched, team: Chat, ben: Account
) -> None:
    await done(watched, "sendMessage", chat_id=team.id, text="Hi team")

    watched.says(ben, "/digest", to=team)

    assert [one["text"] for one in await arrived(watched)] == ["/digest"]


async def test_an_answer_to_the_bot_reaches_it_and_one_to_others_does_not(
    watched: Watched, team: Chat, ana: Account, ben: Account
) -> None:
    asked = await done(watched, "sendMessage", chat_id=team.id, text="Which call?")
    aside = watched.says(ana, "lunch?", to=team)

    watched.says(ben, "the long one", to=team, reply_to=asked["message_id"])
    watched.says(ben, "yes", to=team, reply_to=aside.id)

    found = await arrived(watched)
    assert [one["text"] for one in found] == ["the long one"]
    assert found[0]["reply_to_message"]["text"] == "Which call?"


@pytest.mark.parametrize("how", ["leads", "has no privacy mode"])
async def test_a_bot_that_leads_hears_everything(
    watched: Watched, team: Chat, ana: Account, ben: Account, how: str
) -> None:
    if how == "leads":
        watched.promotes(ana, watched.bot, team)
    else:
        watched.privacy = False
    await arrived(watched)

    said = watched.says(ben, "hello everybody", to=team)
    watched.edits(ben, said.id, "hello all", chat=team)

    assert [one["text"] for one in await arrived(watched)] == ["hello everybody", "hello all"]


async def test_a_bot_that_left_hears_nothing(watched: Watched, team: Chat, ben: Account) -> None:
    await done(watched, "leaveChat", chat_id=team.id)
    left = (await arrived(watched))[0]

    watched.says(ben, "/win@sandbox_bot 31 calls", to=team)

    assert left["new_chat_member"]["status"] == "left"
    assert await arrived(watched) == []


async def test_people_come_and_go_and_a_bot_that_leads_is_told_who(
    watched: Watched, team: Chat, ana: Account, ben: Account
) -> None:
    carl = watched.person("Carl")
    watched.promotes(ana, watched.bot, team)
    await arrived(watched)

    watched.joins(carl, team)
    watched.leaves(ben, team)
    watched.kicks(ana, carl, team)

    found = await arrived(watched)
    moves = [
        (one["old_chat_member"]["status"], one["new_chat_member"]["status"])
        for one in found
        if one["what"] == "chat_member"
    ]
    assert moves == [("left", "member"), ("member", "left"), ("member", "kicked")]
    services = [one for one in found if one["what"] == "message"]
    assert [sorted({"new_chat_members", "left_chat_member"} & one.keys()) for one in services] == [
        ["new_chat_members"],
        ["left_chat_member"],
        ["left_chat_member"],
    ]
    assert [member.account.first_name for member in team.inside()] == ["Ana", "Sandbox bot"]


async def test_an_anonymous_administrator_is_the_group_itself_and_taps_as_a_person(
    watched: Watched, team: Chat, ana: Account
) -> None:
    watched.promotes(ana, ana, team, anonymous=True)
    asked = await done(
        watched,
        "sendMessage",
        chat_id=team.id,
        text="Well?",
        reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
    )
    await arrived(watched)

    watched.says(ana, "/digest@sandbox_bot", to=team)
    watched.taps(ana, asked["message_id"], "y", chat=team)

    said, tap = await arrived(watched)
    assert (said["from"]["id"], said["from"]["username"]) == (1087968824, "GroupAnonymousBot")
    assert said["sender_chat"]["id"] == said["chat"]["id"] == team.id
    assert tap["from"]["id"] == ana.id


async def test_a_group_that_grows_says_so_in_both_and_answers_with_the_new_id(
    watched: Watched, team: Chat, ana: Account, ben: Account
) -> None:
    grown = watched.migrates(ana, team)

    old, new = await arrived(watched)
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (team.id, grown.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (grown.id, team.id)
    reply = await watched.call("sendMessage", {"chat_id": team.id, "text": "Hi"})
    assert (reply.status, reply.body["description"], reply.body["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": grown.id},
    )
    await done(watched, "sendMessage", chat_id=grown.id, text="Hi")
    with pytest.raises(ValueError, match="supergroup"):
        watched.says(ben, "still here?", to=team)
    with pytest.raises(ValueError, match="only a basic group"):
        watched.migrates(ana, grown)


async def test_a_supergroup_counts_its_own_messages(
    watched: Watched, team: Chat, forum: Chat, ana: Account
) -> None:
    private = await done(watched, "sendMessage", chat_id=ana.id, text="one")
    basic = await done(watched, "sendMessage", chat_id=team.id, text="two")
    super_ = await done(watched, "sendMessage", chat_id=forum.id, text="three")

    assert basic["message_id"] == private["message_id"] + 1
    assert super_["message_id"] < private["message_id"]


async def test_the_first_topic_of_a_forum_stands_beside_general(
    watched: Watched, ana: Account
) -> None:
    forum = watched.group("Night floor", ana, kind="forum")

    wins = watched.topic(ana, forum, "Wins")

    names = {topic.id: topic.name for topic in forum.topics.values()}
    assert names == {1: "General", wins.id: "Wins"}


async def test_topics_have_messages_of_their_own(
    watched: Watched, forum: Chat, ana: Account
) -> None:
    wins = watched.topic(ana, forum, "Wins")
    created = (await arrived(watched))[0]

    sent = await done(
        watched, "sendMessage", chat_id=forum.id, text="Hi", message_thread_id=wins.id
    )
    general = await done(watched, "sendMessage", chat_id=forum.id, text="Hi all")
    watched.says(ana, "/win@sandbox_bot 31 calls", to=wins)

    assert created["forum_topic_created"]["name"] == "Wins"
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (wins.id, True)
    assert "message_thread_id" not in general
    assert (await arrived(watched))[0]["message_thread_id"] == wins.id


async def test_a_topic_that_is_closed_gone_or_the_general_one_is_refused(
    watched: Watched, forum: Chat, team: Chat, ana: Account, ben: Account
) -> None:
    wins = watched.topic(ana, forum, "Wins")

    async def sent_to(thread: int, chat: Chat = forum) -> str:
        return await refused(
            watched, "sendMessage", chat_id=chat.id, text="Hi", message_thread_id=thread
        )

    assert await sent_to(1) == "Bad Request: message thread not found"
    assert await sent_to(999) == "Bad Request: message thread not found"
    assert await sent_to(1, team) == "Bad Request: message thread not found"
    watched.closes_topic(ana, wins)
    assert await sent_to(wins.id) == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(ValueError, match="closed"):
        watched.says(ben, "hello?", to=wins)
    watched.reopens_topic(ana, wins)
    await done(watched, "sendMessage", chat_id=forum.id, text="Hi", message_thread_id=wins.id)
    watched.removes_topic(ana, wins)
    assert await sent_to(wins.id) == "Bad Request: message thread not found"
    assert [one.text for one in forum.messages.values() if one.thread_id] == []
