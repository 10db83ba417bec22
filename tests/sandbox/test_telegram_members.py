"""Who is in a group and with what rights, and what a group without the bot says."""

import pytest

from sandbox.telegram import Account, Chat, Place, Status
from tests.sandbox.asking import Watched, arrived, done, refused


@pytest.mark.parametrize(
    ("fate", "description"),
    [
        ("kicked", "Forbidden: bot was kicked from the group chat"),
        ("left", "Forbidden: bot is not a member of the group chat"),
        ("ended", "Forbidden: the group chat was deleted"),
        ("never in", "Bad Request: chat not found"),
    ],
)
async def test_a_group_without_the_bot_says_why(
    watched: Watched, team: Chat, ana: Account, fate: str, description: str
) -> None:
    chat = team
    match fate:
        case "kicked":
            watched.kicks(ana, watched.bot, team)
        case "left":
            watched.leaves(watched.bot, team)
        case "ended":
            watched.ends(ana, team)
        case _:
            chat = watched.group("Another", ana)

    assert await refused(watched, "sendMessage", chat_id=chat.id, text="Hi") == description


async def test_a_supergroup_is_called_one(watched: Watched, forum: Chat, ana: Account) -> None:
    watched.kicks(ana, watched.bot, forum)

    found = await arrived(watched)

    assert [one["what"] for one in found] == ["my_chat_member"]
    kicked = await refused(watched, "sendMessage", chat_id=forum.id, text="Hi")
    assert kicked == "Forbidden: bot was kicked from the supergroup chat"
    forum.members[watched.bot.id].status = Status.LEFT
    left = await refused(watched, "sendMessage", chat_id=forum.id, text="Hi")
    assert left == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_muted_bot_may_send_what_it_was_not_muted_for(
    watched: Watched, forum: Chat, ana: Account
) -> None:
    watched.mutes(ana, watched.bot, forum, ["documents"])
    no_files = await refused(
        watched, "sendDocument", {"document": ("a.pdf", b"%PDF")}, chat_id=forum.id
    )
    await done(watched, "sendMessage", chat_id=forum.id, text="Hi")
    watched.mutes(ana, watched.bot, forum)
    no_texts = await refused(watched, "sendMessage", chat_id=forum.id, text="Hi")

    assert no_files == "Bad Request: not enough rights to send documents to the chat"
    assert no_texts == "Bad Request: not enough rights to send text messages to the chat"
    assert [one["new_chat_member"]["status"] for one in await arrived(watched)] == [
        "restricted"
    ] * 2


async def test_members_are_looked_at_one_by_one_and_together(
    watched: Watched, team: Chat, ana: Account, ben: Account
) -> None:
    watched.promotes(ana, ben, team)
    watched.promotes(ana, watched.bot, team)
    together = await done(watched, "getChatAdministrators", chat_id=team.id)
    watched.mutes(ana, watched.bot, team)
    watched.demotes(ana, ben, team)
    stranger = watched.person("Sol")

    creator = await done(watched, "getChatMember", chat_id=team.id, user_id=ana.id)
    me = await done(watched, "getChatMember", chat_id=team.id, user_id=watched.bot.id)
    leads = await done(watched, "getChatAdministrators", chat_id=team.id)
    at_home = await done(watched, "getChatMember", chat_id=ana.id, user_id=ana.id)

    assert (creator["status"], creator["is_anonymous"]) == ("creator", False)
    assert (me["status"], me["can_send_messages"]) == ("restricted", False)
    assert [one["user"]["first_name"] for one in leads] == ["Ana"]
    assert at_home["status"] == "member"
    assert [one["user"]["first_name"] for one in together] == ["Ana", "Ben", "Sandbox bot"]
    assert await done(watched, "getChatMemberCount", chat_id=team.id) == 3
    assert await done(watched, "getChatMemberCount", chat_id=ana.id) == 2
    for user_id, reason in ((stranger.id, "member not found"), (5, "user not found")):
        said = await refused(watched, "getChatMember", chat_id=team.id, user_id=user_id)
        assert said == f"Bad Request: {reason}"
    alone = await refused(watched, "getChatAdministrators", chat_id=ana.id)
    assert alone == "Bad Request: there are no administrators in the private chat"
    stays = await refused(watched, "leaveChat", chat_id=ana.id)
    assert stays == "Bad Request: chat member status can't be changed in private chats"


async def test_a_chat_is_looked_at_with_what_is_pinned(
    watched: Watched, forum: Chat, ana: Account
) -> None:
    said = watched.says(ana, "Read this", to=forum)
    watched.pins(ana, said.id, forum)

    found = await done(watched, "getChat", chat_id=forum.id)
    home = await done(watched, "getChat", chat_id=ana.id)

    assert (found["type"], found["is_forum"]) == (Place.SUPERGROUP, True)
    assert found["pinned_message"]["text"] == "Read this"
    assert found["permissions"]["can_send_messages"] is True
    assert (home["first_name"], "permissions" in home) == ("Ana", False)
    service = (await arrived(watched))[0]
    assert service["pinned_message"]["text"] == "Read this"


async def test_only_whoever_leads_may_do_what_leaders_do(
    watched: Watched, team: Chat, ana: Account, ben: Account
) -> None:
    said = watched.says(ana, "mine", to=team)
    for deed in (
        lambda: watched.kicks(ben, ana, team),
        lambda: watched.migrates(ben, team),
        lambda: watched.ends(ben, team),
        lambda: watched.deletes(ben, said.id, chat=team),
        lambda: watched.topic(ana, team, "Wins"),
        lambda: watched.says(watched.person("Sol"), "hi", to=team),
    ):
        with pytest.raises(ValueError, match=r"does not lead|their own|only a forum|not in"):
            deed()
    watched.deletes(ana, said.id, chat=team)
    assert said.id not in team.messages
