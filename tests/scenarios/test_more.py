"""What stands behind More: other words, another shift, out."""

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def somebody(world: World, language: str = "en") -> Player:
    """Out at 7 AM, rest days Sat Sun, on the bus after Monday night."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    return jessa


async def test_more_edits_the_words(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 cals")
    await jessa.taps("More")
    assert jessa.labels == [["Edit", "Other shift"], ["Kind", "Delete"], ["Back"]]

    await jessa.taps("Edit")
    assert jessa.sees == "Write it the way it should read."
    await jessa.says("31 calls & <b>zero</b> holds")

    assert jessa.sees == "Now it reads: 31 calls &amp; &lt;b&gt;zero&lt;/b&gt; holds"


async def test_more_moves_it_to_another_shift(world: World) -> None:
    jessa = await somebody(world)
    await world.travel(days=2)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("More")
    await jessa.taps("Other shift")
    assert jessa.labels[0] == ["Wed night", "Tue night"]

    await jessa.taps("Tue night")

    assert jessa.sees == "Moved to Tue night."
    await jessa.says("/wins")
    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Tue night · 31 calls, zero holds"


async def test_more_deletes_with_a_way_back(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("More")

    await jessa.taps("Delete")

    assert jessa.labels == [["Put it back"]]
    await jessa.says("/wins")
    assert jessa.sees == "Nothing kept yet. After your next shift, one line is enough."


async def test_an_edit_of_something_deleted_changes_nothing_and_says_so(world: World) -> None:
    jessa = await somebody(world)
    said = await jessa.says("31 calls, zero holds")
    await jessa.taps("Undo")

    await jessa.edits(said, "32 calls, zero holds")

    assert jessa.sees == (
        "That one was taken out, so the edit changes nothing. Send it as a new line to keep it."
    )
