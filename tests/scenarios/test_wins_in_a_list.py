"""/wins: pages, a win opened in the same message, and the list true after whatever happened."""

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import Message
from sandbox.telegram.html_parser import parse_html
from sandbox.world import World

TAKEN_OUT = "Taken out. You can put it back until tomorrow."
OF_A_WIN = [["Edit", "+ Number"], ["Other shift", "Kind"], ["Delete", "Back to the list"]]


async def somebody(world: World, wins: int, language: str = "en") -> Player:
    """Out at 7 AM, on the bus after Monday night, with that many wins: win 1, win 2, ..."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    for number in range(1, wins + 1):
        await jessa.says(f"closed ticket {number}")
    return jessa


async def lists(jessa: Player) -> Message:
    await jessa.says("/wins")
    return jessa.answers[-1]


def reads(listed: Message) -> list[str]:
    """The words of each line, without their figures and shifts."""
    return [line.split(" · ")[1] for line in listed.html.splitlines()[1:]]


def tickets(*numbers: int) -> list[str]:
    return [f"closed ticket {number}" for number in numbers]


async def test_a_page_has_five_and_buttons_only_where_they_lead(world: World) -> None:
    jessa = await somebody(world, 12)

    listed = await lists(jessa)
    assert listed.html.splitlines()[:2] == [
        "<b>What you kept</b>, 12 in all",
        "<b>1.</b> Mon night · closed ticket 12",
    ]
    assert jessa.labels == [["1", "2", "3", "4", "5"], ["Older"]]
    await jessa.taps("Older")
    assert reads(listed) == tickets(7, 6, 5, 4, 3)
    assert jessa.labels[1] == ["Newer", "Older"]
    await jessa.taps("Older")
    assert reads(listed) == tickets(2, 1)
    assert jessa.labels == [["1", "2"], ["Newer"]]
    await jessa.taps("Newer")
    await jessa.taps("Newer")

    assert reads(listed) == tickets(12, 11, 10, 9, 8)
    assert jessa.labels == [["1", "2", "3", "4", "5"], ["Older"]]


async def test_many_wins_are_paged_to_the_first_one_and_back(world: World) -> None:
    jessa = await somebody(world, 43)
    listed, seen = await lists(jessa), list[str]()

    seen += reads(listed)
    while jessa.labels[-1][-1] == "Older":
        await jessa.taps("Older")
        seen += reads(listed)
    assert seen == tickets(*range(43, 0, -1))
    while jessa.labels[-1][0] == "Newer":
        await jessa.taps("Newer")

    assert reads(listed) == tickets(43, 42, 41, 40, 39)


async def test_five_wins_are_one_page(world: World) -> None:
    jessa = await somebody(world, 5)

    await lists(jessa)

    assert jessa.labels == [["1", "2", "3", "4", "5"]]


async def test_a_win_opens_in_the_same_message_and_leads_back_to_its_page(world: World) -> None:
    jessa = await somebody(world, 12)
    listed = await lists(jessa)
    await jessa.taps("Older")
    said = len(jessa.answers)

    await jessa.taps("2")
    assert listed.html == "<b>Mon night</b>\nclosed ticket 6"
    assert jessa.labels == OF_A_WIN
    await jessa.taps("Back to the list")

    assert reads(listed) == tickets(7, 6, 5, 4, 3)
    assert len(jessa.answers) == said


async def test_deleting_says_so_in_the_same_message_with_a_way_back(world: World) -> None:
    jessa = await somebody(world, 7)
    listed = await lists(jessa)
    await jessa.taps("2")

    await jessa.taps("Delete")
    assert listed.html == TAKEN_OUT
    assert jessa.labels == [["Put it back", "Back to the list"]]
    await jessa.taps("Back to the list")

    assert listed.html.startswith("<b>What you kept</b>, 6 in all\n")
    assert reads(listed) == tickets(7, 5, 4, 3, 2)


async def test_put_back_from_the_list_it_stands_where_it_stood(world: World) -> None:
    jessa = await somebody(world, 7)
    listed = await lists(jessa)
    await jessa.taps("2")
    await jessa.taps("Delete")

    assert await jessa.taps("Put it back") == "It's back, Mon night."
    assert jessa.labels == OF_A_WIN
    await jessa.taps("Back to the list")

    assert reads(listed) == tickets(7, 6, 5, 4, 3)


async def test_the_receipt_of_what_was_deleted_in_the_list_is_true_as_well(world: World) -> None:
    jessa = await somebody(world, 1)
    receipt = jessa.answers[-1]
    await lists(jessa)
    await jessa.taps("1")

    await jessa.taps("Delete")
    assert receipt.html == TAKEN_OUT
    await jessa.taps("Put it back", receipt)
    await jessa.says("/wins")

    assert reads(jessa.answers[-1]) == tickets(1)


async def test_a_deleted_win_can_be_put_back_until_the_night_after_tomorrow(world: World) -> None:
    jessa = await somebody(world, 6)
    listed = await lists(jessa)
    await jessa.taps("1")
    await jessa.taps("Delete")
    _, back = jessa.button("Put it back", listed)

    await world.travel(days=3)
    toast = await jessa.taps_data(listed.id, back)

    assert toast == "That button is not for you or no longer there."
    assert reads(listed) == tickets(5, 4, 3, 2, 1)


async def test_the_last_win_of_the_last_page_leaves_the_page_before(world: World) -> None:
    jessa = await somebody(world, 6)
    listed = await lists(jessa)
    await jessa.taps("Older")
    assert reads(listed) == tickets(1)
    await jessa.taps("1")
    await jessa.taps("Delete")

    await jessa.taps("Back to the list")

    assert reads(listed) == tickets(6, 5, 4, 3, 2)
    assert jessa.labels == [["1", "2", "3", "4", "5"]]


async def test_the_only_win_deleted_leaves_an_empty_list(world: World) -> None:
    jessa = await somebody(world, 1)
    listed = await lists(jessa)
    await jessa.taps("1")
    await jessa.taps("Delete")

    await jessa.taps("Back to the list")

    assert listed.html == "Nothing kept yet. After your next shift, one line is enough."
    assert jessa.labels == []


async def test_a_double_tap_on_delete_deletes_one_win(world: World) -> None:
    jessa = await somebody(world, 3)
    listed = await lists(jessa)
    await jessa.taps("1")
    _, delete = jessa.button("Delete", listed)
    await jessa.taps_data(listed.id, delete)

    assert await jessa.taps_data(listed.id, delete) == "Already done."
    assert listed.html == TAKEN_OUT
    await jessa.taps("Back to the list")

    assert reads(listed) == tickets(2, 1)


async def test_an_old_page_opens_what_is_true_now(world: World) -> None:
    jessa = await somebody(world, 2)
    receipt = jessa.answers[-1]
    old = await lists(jessa)
    _, second = jessa.button("2", old)
    _, first = jessa.button("1", old)
    await jessa.taps("Undo", receipt)

    await jessa.taps_data(old.id, first)
    assert old.html == TAKEN_OUT
    await jessa.taps_data(old.id, second)

    assert old.html == "<b>Mon night</b>\nclosed ticket 1"


async def test_a_page_goes_on_though_the_win_it_began_with_is_deleted(world: World) -> None:
    jessa = await somebody(world, 12)
    listed = await lists(jessa)
    await jessa.taps("Older")
    await jessa.taps("1")
    await jessa.taps("Delete")

    await jessa.taps("Back to the list")

    assert reads(listed) == tickets(6, 5, 4, 3, 2)
    assert jessa.labels[1] == ["Newer", "Older"]


async def test_edited_by_its_message_and_moved_the_list_follows(world: World) -> None:
    jessa = await somebody(world, 2)
    await world.travel(days=1)
    said = await jessa.says("closd ticket 3")
    listed = await lists(jessa)
    await jessa.edits(said, "closed ticket 3")
    await jessa.taps("1", listed)
    assert listed.html == "<b>Tue night</b>\nclosed ticket 3"
    await jessa.taps("Other shift")

    assert await jessa.taps("Mon night") == "Moved to Mon night."
    assert listed.html == "<b>Mon night</b>\nclosed ticket 3"
    await jessa.taps("Back to the list")

    assert "Tue night" not in listed.html
    assert reads(listed) == tickets(3, 2, 1)


async def test_the_list_in_taglish(world: World) -> None:
    jessa = await somebody(world, 6, "fil")
    await lists(jessa)
    assert jessa.sees.startswith("<b>Mga naitabi mo</b>, 6 lahat\n<b>1.</b> Mon night · ")
    assert jessa.labels[1] == ["Mas luma"]

    await jessa.taps("1")
    assert jessa.labels == [
        ["I-edit", "+ Number"],
        ["Ibang shift", "Klase"],
        ["Burahin", "Balik sa listahan"],
    ]
    await jessa.taps("Burahin")

    assert jessa.sees == "Tinanggal na. Hanggang bukas, puwede mo pang ibalik."
    assert jessa.labels == [["Ibalik", "Balik sa listahan"]]


HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script>",
    "\u202ereversed\u202c \u2067and isolated",
    "شكرا لك على المساعدة",
    "calls 👩‍👩‍👧‍👦🏽 " * 200,
    "w" * 4096,
    "\n".join(f"line {number}" for number in range(600)),
    "&lt;i&gt; &amp;amp;",
]


async def test_whatever_was_typed_the_list_is_whole(world: World) -> None:
    jessa = await somebody(world, 0)
    for text in HOSTILE:
        await jessa.says(f"/win {text}"[:4096])
    listed = await lists(jessa)

    for place in "12345":
        assert len(parse_html(listed.html).text) <= 800
        assert len(listed.html.splitlines()) == 6
        await jessa.taps(place)
        assert len(listed.html.splitlines()) <= 9
        assert len(parse_html(listed.html).text) <= 600
        await jessa.taps("Back to the list")
    await jessa.taps("Older")

    assert "\u202e" not in listed.html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in listed.html


async def test_right_to_left_words_do_not_turn_the_line_around(world: World) -> None:
    jessa = await somebody(world, 0)
    await jessa.says("شكرا")

    await lists(jessa)

    assert jessa.sees.endswith("Mon night · \u2068شكرا\u2069")
