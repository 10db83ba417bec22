"""Deleting, pinning, reacting, drafts and polls, from both sides."""

from datetime import timedelta

import pytest

from sandbox.telegram import Account, Chat
from sandbox.travel_clock import TravelClock
from tests.sandbox.asking import Watched, arrived, done, refused

THUMB = [{"type": "emoji", "emoji": "👍"}]


def options(*texts: str) -> list[dict[str, str]]:
    return [{"text": text} for text in texts]


async def sent(watched: Watched, chat: Account | Chat, text: str = "Hi") -> int:
    return int((await done(watched, "sendMessage", chat_id=chat.id, text=text))["message_id"])


async def test_a_bot_deletes_in_private_what_both_said_for_48_hours(
    watched: Watched, ana: Account, clock: TravelClock
) -> None:
    hers, its = watched.says(ana, "oops").id, await sent(watched, ana)
    at = {"chat_id": ana.id}
    await done(watched, "deleteMessage", message_id=hers, **at)

    gone = await refused(watched, "deleteMessage", message_id=hers, **at)
    clock.moment += timedelta(hours=48)
    late = await refused(watched, "deleteMessage", message_id=its, **at)

    assert gone == "Bad Request: message to delete not found"
    assert late == "Bad Request: message can't be deleted"
    assert its in watched.home(ana).messages


async def test_in_a_group_a_member_deletes_its_own_and_a_leader_anything(
    watched: Watched, forum: Chat, ana: Account, clock: TravelClock
) -> None:
    said = watched.says(ana, "oops", to=forum)
    other = await refused(watched, "deleteMessage", chat_id=forum.id, message_id=said.id)
    watched.promotes(ana, watched.bot, forum)
    clock.moment += timedelta(days=9)

    await done(watched, "deleteMessage", chat_id=forum.id, message_id=said.id)

    assert other == "Bad Request: message can't be deleted"


async def test_many_are_deleted_at_once_and_what_is_missing_is_passed_over(
    watched: Watched, ana: Account
) -> None:
    first, second = await sent(watched, ana), await sent(watched, ana)

    await done(watched, "deleteMessages", chat_id=ana.id, message_ids=[first, 999, second])

    assert first not in watched.home(ana).messages
    assert second not in watched.home(ana).messages
    for ids, reason in (
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
    ):
        said = await refused(watched, "deleteMessages", chat_id=ana.id, message_ids=ids)
        assert said.lower() == f"bad request: {reason}"


async def test_pinning_says_so_once_and_unpinning_nothing(
    watched: Watched, ana: Account, team: Chat
) -> None:
    first, second = await sent(watched, ana, "one"), await sent(watched, ana, "two")
    for message_id in (first, first, second):
        await done(watched, "pinChatMessage", chat_id=ana.id, message_id=message_id)
    home = watched.home(ana)
    services = [one for one in home.messages.values() if one.service]

    await done(watched, "unpinChatMessage", chat_id=ana.id)

    assert (len(services), home.pinned) == (2, [first])
    no_pin = await refused(watched, "unpinChatMessage", chat_id=ana.id, message_id=second)
    assert no_pin == "Bad Request: message to unpin not found"
    service = await refused(watched, "pinChatMessage", chat_id=ana.id, message_id=services[0].id)
    assert service == "Bad Request: message can't be pinned"
    in_team = await sent(watched, team)
    rights = await refused(watched, "pinChatMessage", chat_id=team.id, message_id=in_team)
    assert rights == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_what_is_deleted_is_not_pinned_any_more(watched: Watched, ana: Account) -> None:
    message_id = await sent(watched, ana)
    await done(watched, "pinChatMessage", chat_id=ana.id, message_id=message_id)

    await done(watched, "deleteMessage", chat_id=ana.id, message_id=message_id)

    assert watched.home(ana).pinned == []
    assert "pinned_message" not in await done(watched, "getChat", chat_id=ana.id)


async def test_reactions_reach_a_bot_only_where_it_leads(
    watched: Watched, ana: Account, ben: Account, team: Chat
) -> None:
    private, in_team = await sent(watched, ana), await sent(watched, team)
    watched.reacts(ana, private, "🔥")
    watched.reacts(ben, in_team, "🔥", chat=team)
    unheard = await arrived(watched)
    watched.promotes(ana, watched.bot, team)
    await arrived(watched)

    watched.reacts(ben, in_team, "👍", chat=team)
    watched.reacts(ben, in_team, "👍", chat=team)
    watched.reacts(ben, in_team, chat=team)
    watched.promotes(ana, ana, team, anonymous=True)
    watched.reacts(ana, in_team, "🎉", chat=team)

    found = [one for one in await arrived(watched) if one["what"] == "message_reaction"]
    assert unheard == []
    assert [[kind["emoji"] for kind in one["new_reaction"]] for one in found] == [
        ["👍"],
        [],
        ["🎉"],
    ]
    assert found[0]["old_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
    assert (found[0]["user"]["id"], found[2]["actor_chat"]["id"]) == (ben.id, team.id)
    with pytest.raises(ValueError, match="no reaction"):
        watched.reacts(ben, in_team, "🥝", chat=team)


async def test_a_bots_reaction_stands_beside_those_of_people(
    watched: Watched, ana: Account
) -> None:
    said = watched.says(ana, "31 calls")
    watched.reacts(ana, said.id, "🎉")

    await done(watched, "setMessageReaction", chat_id=ana.id, message_id=said.id, reaction=THUMB)
    both = dict(said.reactions)
    await done(watched, "setMessageReaction", chat_id=ana.id, message_id=said.id, reaction=[])

    assert both == {ana.id: "🎉", watched.bot.id: "👍"}
    assert said.reactions == {ana.id: "🎉"}


async def test_a_draft_is_shown_in_private_until_the_message_comes(
    watched: Watched, ana: Account, team: Chat
) -> None:
    await done(watched, "sendMessageDraft", chat_id=ana.id, draft_id=1, text="Your case is")
    shown = dict(watched.drafts)

    await sent(watched, ana, "Your case is ready")

    assert (shown, watched.drafts) == ({ana.id: "Your case is"}, {})
    no_group = await refused(watched, "sendMessageDraft", chat_id=team.id, draft_id=1, text="Hi")
    assert no_group == "Bad Request: message drafts can be sent to private chats only"
    no_id = await refused(watched, "sendMessageDraft", chat_id=ana.id, draft_id=0, text="Hi")
    assert no_id == "Bad Request: draft identifier must be non-zero"
    long = await refused(watched, "sendMessageDraft", chat_id=ana.id, draft_id=1, text="x" * 4097)
    assert long == "Bad Request: message is too long"


async def test_a_poll_is_voted_on_and_closed(
    watched: Watched, ana: Account, ben: Account, team: Chat
) -> None:
    asked = await done(
        watched,
        "sendPoll",
        chat_id=team.id,
        question="Lunch?",
        options=options("Yes", "No"),
        is_anonymous=False,
    )
    at = asked["message_id"]
    watched.votes(ana, at, [0], chat=team)
    watched.votes(ben, at, [1], chat=team)
    watched.votes(ben, at, [], chat=team)

    closed = await done(watched, "stopPoll", chat_id=team.id, message_id=at)

    votes = [(one["user"]["id"], one["option_ids"]) for one in await arrived(watched)]
    assert votes == [(ana.id, [0]), (ben.id, [1]), (ben.id, [])]
    assert [one["voter_count"] for one in closed["options"]] == [1, 0]
    assert (closed["is_closed"], closed["total_voter_count"]) == (True, 1)
    again = await refused(watched, "stopPoll", chat_id=team.id, message_id=at)
    assert again == "Bad Request: poll has already been closed"
    with pytest.raises(ValueError, match="voted"):
        watched.votes(ana, at, [1], chat=team)


async def test_an_anonymous_poll_tells_nobody_who_voted(
    watched: Watched, ana: Account, team: Chat
) -> None:
    asked = await done(
        watched, "sendPoll", chat_id=team.id, question="Well?", options=options("Good", "Bad")
    )

    watched.votes(ana, asked["message_id"], [0], chat=team)

    assert asked["poll"]["is_anonymous"] is True
    assert await arrived(watched) == []
    for chosen in ([7], [0, 1]):
        with pytest.raises(ValueError, match=r"option|voted"):
            watched.votes(ana, asked["message_id"], chosen, chat=team)


@pytest.mark.parametrize(
    ("question", "offered", "reason"),
    [
        ("  ", options("a"), "poll question must be non-empty"),
        ("x" * 301, options("a"), "poll question length must not exceed 300"),
        ("?", [], "poll must have at least 1 answer option"),
        ("?", options(*"abcdefghijklm"), "poll can't have more than 12 options"),
        ("?", options(" "), "poll options must be non-empty"),
        ("?", options("x" * 101), "poll options length must not exceed 100"),
    ],
)
async def test_a_poll_that_cannot_be_asked_is_refused(
    watched: Watched, ana: Account, question: str, offered: list[object], reason: str
) -> None:
    said = await refused(watched, "sendPoll", chat_id=ana.id, question=question, options=offered)

    assert said == f"Bad Request: {reason}"


async def test_only_a_poll_of_its_own_is_stopped(watched: Watched, ana: Account) -> None:
    text = await sent(watched, ana)

    not_one = await refused(watched, "stopPoll", chat_id=ana.id, message_id=text)
    gone = await refused(watched, "stopPoll", chat_id=ana.id, message_id=999)

    assert not_one == "Bad Request: message is not a poll"
    assert gone == "Bad Request: message with poll to stop not found"
