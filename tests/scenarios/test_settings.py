"""/settings: one panel in one message, each change in two taps at most."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

PANEL = (
    "<b>Settings</b>\n"
    "Ask me: after every shift.\n"
    "Minutes after shift: 20.\n"
    "Battery tap: off.\n"
    "Language: English.\n"
    "Country: Philippines. /help shows its numbers first."
)


async def at_settings(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await jessa.says("/settings")
    return jessa


async def test_the_panel_says_what_is_set_now(world: World) -> None:
    jessa = await at_settings(world)

    assert jessa.sees == PANEL
    assert jessa.labels == [
        ["Ask me", "Minutes after"], ["Battery tap", "Language"], ["Country", "My data"],
    ]  # fmt: skip


async def test_the_panel_in_taglish(world: World) -> None:
    jun = await at_settings(world, "fil")

    assert jun.sees == (
        "<b>Settings</b>\nTanong: kada shift.\nMinuto pagka-out: 20.\n"
        "Battery tap: naka-off.\nLanguage: Taglish.\n"
        "Country: Philippines. Sa /help, una ang mga number nito."
    )


@pytest.mark.parametrize(
    ("taps", "row"),
    [
        (("Ask me", "Once a week"), "Ask me: once a week, after the last shift."),
        (("Ask me", "Don't ask"), "Ask me: not at all."),
        (("Minutes after", "90 min"), "Minutes after shift: 90."),
        (("Battery tap", "Yes, ask me"), "Battery tap: on."),
        (("Battery tap", "No thanks"), "Battery tap: off."),
        (("Language",), "Language: Taglish."),
        (("Country", "India"), "Country: India. /help shows its numbers first."),
    ],
)
async def test_every_change_is_two_taps_at_most_in_the_same_message(
    world: World, taps: tuple[str, ...], row: str
) -> None:
    jessa = await at_settings(world)
    messages = len(jessa.answers)

    for label in taps:
        await jessa.taps(label)

    assert row in jessa.sees.splitlines()
    assert len(jessa.answers) == messages


@pytest.mark.parametrize("row", ["Ask me", "Minutes after", "Battery tap", "Country", "My data"])
async def test_back_leads_to_the_panel_and_changes_nothing(world: World, row: str) -> None:
    jessa = await at_settings(world)
    await jessa.taps(row)

    await jessa.taps("Back")

    assert jessa.sees == PANEL


async def test_the_minutes_may_be_typed_and_move_the_card(world: World) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Minutes after")
    for wrong in ("999", "-3", "181 minutes"):
        await jessa.says(wrong)
        assert jessa.sees == "That is not from 0 to 180. For example: 30"

    await jessa.says("45 min")
    assert "Minutes after shift: 45." in jessa.sees
    await jessa.says("/progress")

    assert "Next question: Tue 7:45 AM." in jessa.sees


async def test_a_win_typed_while_minutes_are_asked_is_kept(world: World) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Minutes after")

    await jessa.says("31 calls, zero holds")

    assert jessa.sees.startswith("Kept, Mon")


async def test_after_back_a_number_is_a_line_of_its_own(world: World) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Minutes after")
    await jessa.taps("Back")

    await jessa.says("45")
    await jessa.says("/settings")

    assert jessa.sees == PANEL


async def test_the_battery_tap_goes_on_by_the_consent_alone_and_off_as_easily(
    world: World,
) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Battery tap")
    assert jessa.sees.startswith("Want one optional tap per shift: how much battery is left?")
    await jessa.taps("Yes, ask me")
    await world.travel(hours=14)
    assert ["Empty", "Low", "Half", "Good", "Full"] in jessa.labels
    await jessa.taps("Low")
    await jessa.says("/settings")
    assert "Low" not in jessa.sees

    await jessa.taps("Battery tap")
    await jessa.taps("Stop asking")
    assert jessa.sees.startswith("I won't ask about it again.")
    assert jessa.labels == [["Delete my checks", "Back"]]
    await jessa.taps("Back")

    assert "Battery tap: off." in jessa.sees
    await world.travel(days=1)
    assert ["Empty", "Low", "Half", "Good", "Full"] not in jessa.labels


async def test_a_yes_is_kept_with_its_moment(world: World) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Battery tap")
    await jessa.taps("Yes, ask me")

    await jessa.taps("My data")

    assert jessa.sees.endswith("Battery taps: you agreed on 23 Nov 2026. /checkin to stop.")
    assert jessa.labels == [["My file", "Delete everything"], ["Back"]]


async def test_the_country_changes_the_numbers_and_not_the_hours(world: World) -> None:
    jessa = await at_settings(world)
    await jessa.taps("Country")
    assert jessa.labels == [
        ["Philippines", "India"], ["South Africa", "Colombia"], ["United States", "Back"],
    ]  # fmt: skip
    await jessa.taps("South Africa")

    await jessa.says("/sos")
    assert jessa.sees.startswith("Not okay right now? <b>112</b>.")
    await jessa.says("/shift")

    assert "10 PM to 7 AM, Manila time." in jessa.sees


@pytest.mark.parametrize("tap", ["set.land:1:0:XX", "set.ask:1:0:silent", "set.lang:1:0:de"])
async def test_a_forged_choice_changes_nothing(world: World, tap: str) -> None:
    jessa = await at_settings(world)

    await jessa.taps_data(jessa.answers[-1].id, tap)

    assert jessa.sees == PANEL


async def test_a_stranger_is_told_how_to_begin(world: World) -> None:
    stranger = world.person("Lia")

    await stranger.says("/settings")

    assert stranger.sees.startswith("Hi, I'm Angat.")


async def test_an_older_panel_goes_on_working(world: World) -> None:
    jessa = await at_settings(world)
    old = jessa.answers[-1]
    await jessa.says("/settings")
    await jessa.taps("Language")

    await jessa.taps("Ask me", old)
    await jessa.taps("Kada shift", old)

    assert old.html.startswith("<b>Settings</b>\nTanong: kada shift.")
