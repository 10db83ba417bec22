"""What is no win, strangers, groups, odd buttons, odd input."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def somebody(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    return jessa


HELP = "Not okay right now? <b>911</b>.\nTo talk, day or night: NCMH 1553, 0917-899-8727."
TULONG = "Hindi okay ngayon? <b>911</b>.\nMay makakausap araw-gabi: NCMH 1553, 0917-899-8727."


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("hi po", "Hi. Whenever something goes right, one line is enough."),
        ("nakikita ba to ng TL ko?", "I only keep and show; for how-to tap here."),
        ("wala naman", "That's all right. Not every shift needs one."),
        ("mamaya na", "All right, whenever you like."),
        ("ayoko na", "That sounds like a rough one. I didn't put it with your wins."),
    ],
)
async def test_what_is_no_win_gets_its_answer_and_a_way_back(
    world: World, said: str, answer: str
) -> None:
    jessa = await somebody(world)
    message = await jessa.says(said)

    assert jessa.sees == answer
    assert jessa.answers[-1].reply_to == message.id
    await jessa.taps("It is a win")

    assert jessa.sees.startswith("Kept, Mon")
    assert jessa.reaction == "👍"


async def test_it_is_a_win_twice_is_one_win(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("hi po")
    message, data = jessa.button("It is a win")

    await jessa.taps_data(message.id, data)
    await jessa.taps_data(message.id, data)
    await jessa.says("/wins")

    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon · hi po"


async def test_a_vent_is_kept_only_by_a_tap_and_apart_from_wins(world: World) -> None:
    jessa = await somebody(world, "fil")
    await jessa.says("ayoko na talaga")
    assert jessa.labels == [["Itago, akin lang", "Win 'yan"], ["May makakausap", "Burahin"]]

    await jessa.taps("Itago, akin lang")

    assert jessa.sees.startswith("Naitabi, selyado, hiwalay sa wins mo.")
    await jessa.says("/wins")
    assert jessa.sees == "Wala pang naitabi. Pagkatapos ng susunod na shift mo, isang linya lang."
    await jessa.says("/export")
    assert b"ayoko na talaga" in (jessa.answers[-1].file_bytes or b"")


async def test_a_vent_that_is_forgotten_was_never_stored(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("ayoko na talaga")

    await jessa.taps("Forget it")

    assert jessa.sees == "Forgotten. Nothing of that line is kept."
    await jessa.says("/export")
    assert b"ayoko na talaga" not in (jessa.answers[-1].file_bytes or b"")


async def test_how_to_shows_five_lines_and_leaves_the_question(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("ano to?")

    await jessa.taps("How-to")

    assert jessa.sees.startswith(HELP)
    assert jessa.sees.count("•") == 5


async def test_a_stranger_is_asked_before_anything_is_kept(world: World) -> None:
    stranger = world.person("Lia")
    said = await stranger.says("31 calls, zero holds")
    assert stranger.sees == (
        "I don't know you yet, so I kept nothing. Shall I save this line and begin?"
    )
    assert stranger.answers[-1].reply_to == said.id

    await world.travel(minutes=30)
    await stranger.taps("Save this and begin")
    assert stranger.sees.startswith("Hi Lia, I'm Angat.")
    await stranger.says("/wins")

    assert stranger.answers[-2].html == "<b>What you kept</b>\n<b>1.</b> Mon · 31 calls, zero holds"


async def test_privacy_for_a_stranger_makes_nobody(world: World) -> None:
    stranger = world.person("Lia")

    await stranger.says("/privacy")

    assert stranger.sees.startswith("I know nothing about you.")
    await stranger.says("31 calls, zero holds")
    assert stranger.sees.startswith("I don't know you yet")


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document"])
async def test_everything_that_is_no_text_gets_one_line(world: World, kind: str) -> None:
    jessa = await somebody(world)

    await jessa.sends(kind)

    assert jessa.sees == "I keep words; one line is enough."


async def test_an_unknown_command_is_said_to_be_unknown(world: World) -> None:
    jessa = await somebody(world)

    await jessa.says("/kra")

    assert jessa.sees == "I don't know that one. /help shows what I can do."


async def test_an_edit_of_what_was_never_a_win_can_become_one(world: World) -> None:
    jessa = await somebody(world)
    said = await jessa.says("hi")

    await jessa.edits(said, "hi, 31 calls and zero holds")
    assert jessa.sees == "That line was not kept as a win. Shall I keep it now?"
    await jessa.taps("It is a win")

    await jessa.says("/wins")
    assert "hi, 31 calls and zero holds" in jessa.sees


async def test_somebody_elses_button_does_nothing(world: World) -> None:
    jessa, mallory = await somebody(world), world.person("Mallory")
    await mallory.says("/start")
    await jessa.says("31 calls, zero holds")
    message, data = jessa.button("Undo")

    toast = await mallory.taps_data(message.id, data)

    assert toast == "That button is not for you or no longer there."
    assert jessa.sees.startswith("Kept")


async def test_somebody_elses_row_in_the_own_chat_does_nothing(world: World) -> None:
    jessa, mallory = await somebody(world), await somebody(world)
    await jessa.says("31 calls, zero holds")
    _, data = jessa.button("Undo")

    toast = await mallory.taps_data(mallory.answers[-1].id, data)

    assert toast == "That button is not for you or no longer there."
    await jessa.says("/wins")
    assert "31 calls" in jessa.sees


@pytest.mark.parametrize(
    "data",
    ["", "nonsense", "win.undo", "win.undo:zz:1", "win.undo:1:1:1:1", "x" * 64, "win.less:-1:0"],
)
async def test_a_forged_button_is_an_old_button(world: World, data: str) -> None:
    jessa = await somebody(world)

    toast = await jessa.taps_data(jessa.answers[-1].id, data or " ")

    assert toast in (
        "That question is closed; I'm still open.",
        "That button is not for you or no longer there.",
    )


async def test_the_longest_message_is_kept_whole(world: World) -> None:
    jessa = await somebody(world)
    line = "calmed an irate caller " * 178

    await jessa.says(line[:4096])
    assert jessa.sees.startswith("Kept, Mon")
    await jessa.taps("More")

    assert len(jessa.sees) < 600
    await jessa.says("/export")
    assert line[:4096].strip().encode() in (jessa.answers[-1].file_bytes or b"")


async def test_a_strange_name_is_shown_as_a_name(world: World) -> None:
    jessa = world.person("<b>J</b>\u202e & co")

    await jessa.says("/start")

    assert jessa.sees.startswith("Hi &lt;b&gt;J&lt;/b&gt; &amp; co, I'm Angat.")


async def test_a_right_to_left_name_stays_in_its_place(world: World) -> None:
    jessa = world.person("مريم")

    await jessa.says("/start")

    assert jessa.sees.startswith("Hi \u2068مريم\u2069, I'm Angat.")


async def test_a_group_gets_one_line_and_a_way_into_private(world: World) -> None:
    jessa = await somebody(world)
    said = len(jessa.answers)

    world.telegram.feed(
        {
            "message": {
                "message_id": 5,
                "date": int(world.clock.now().timestamp()),
                "chat": {"id": -100123, "type": "supergroup", "title": "Team"},
                "from": {"id": jessa.account.id, "is_bot": False, "first_name": "Jessa"},
                "text": "/progress",
                "entities": [{"type": "bot_command", "offset": 0, "length": 9}],
            }
        }
    )
    await world.settle()

    group = [call for call in world.telegram.journal if call.params.get("chat_id") == -100123]
    assert [call.params["text"] for call in group] == [
        "I answer in private only. Nothing personal here."
    ]
    assert len(jessa.answers) == said


async def test_who_blocks_is_left_in_peace_and_comes_back(world: World) -> None:
    jessa = await somebody(world)
    await world.travel(hours=14)
    said = len(jessa.answers)
    world.telegram.blocks(jessa.account)
    await world.travel(days=3)
    assert len(jessa.answers) == said

    world.telegram.unblocks(jessa.account)
    await world.settle()
    assert len(jessa.answers) == said
    await world.travel(days=1)

    assert len(jessa.answers) == said + 1


async def test_an_update_nobody_can_read_stops_nothing(world: World) -> None:
    jessa = await somebody(world)
    world.telegram.feed({"message": {"chat": {"id": jessa.account.id}, "date": "never"}})

    await jessa.says("31 calls, zero holds")

    assert jessa.sees.startswith("Kept, Mon")
