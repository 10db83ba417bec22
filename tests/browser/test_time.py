"""Clock, calendar and travel on the page, and what is asked before a kept world is wiped."""

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.looking import say
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEYBOARD_OPEN: ViewportSize = {"width": 360, "height": 420}
WIDE: ViewportSize = {"width": 1280, "height": 720}


async def test_the_first_of_next_month_is_one_press_away(phone: Page) -> None:
    await phone.get_by_role("button", name="to the 1st of next month").click()

    await expect(phone.locator(".clock-face")).to_have_text("Tue, Sep 1 9:00 AM")
    await expect(phone.locator(".spoken")).to_have_text("It is Tue, Sep 1, 9:00 AM")


async def test_the_calendar_unfolds_from_the_clock_with_today_marked(phone: Page) -> None:
    month = phone.get_by_role("table", name="August 2026")
    await expect(month).to_be_hidden()
    unfold = phone.get_by_role("button", name="Calendar")

    await unfold.click()
    await expect(month).to_be_visible()
    await expect(month.locator("[aria-current=date]")).to_have_text("3")
    await expect(month.get_by_role("cell", name="31")).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(month).to_be_hidden()

    await phone.get_by_role("button", name="to the 1st of next month").click()
    await unfold.click()
    september = phone.get_by_role("table", name="September 2026")
    await expect(september.locator("[aria-current=date]")).to_have_text("1")
    await expect(september.get_by_role("cell", name="31")).to_have_count(0)


async def test_clock_and_calendar_stay_in_sight_while_one_scrolls_and_types(
    phone: Page, stage: SmallStage
) -> None:
    for number in range(40):
        stage.telegram.says(stage.jessa, f"line {number}")
    await expect(phone.locator(".mine").last).to_contain_text("line 39")
    clock, field = phone.locator(".clock-face"), phone.get_by_label("Message", exact=True)

    await phone.locator(".log").evaluate("(log) => { log.scrollTop = 0 }")
    await expect(clock).to_be_in_viewport(ratio=1)
    await phone.set_viewport_size(KEYBOARD_OPEN)
    await field.fill("one line\n" * 9)
    for part in (clock, field, phone.get_by_role("tablist", name="Chats")):
        await expect(part).to_be_in_viewport(ratio=1)

    await phone.set_viewport_size(WIDE)
    await expect(phone.get_by_role("table", name="August 2026")).to_be_in_viewport(ratio=1)
    await expect(clock).to_be_in_viewport(ratio=1)


async def test_a_kept_world_is_wiped_only_after_a_yes(phone: Page, stage: SmallStage) -> None:
    stage.kept_in = "/srv/kept"
    await say(phone, "31 calls")
    await expect(phone.locator(".theirs")).to_be_visible()
    asked = phone.get_by_role("alertdialog", name="Wipe this world?")

    async def choose_empty() -> None:
        await phone.get_by_role("button", name="World").click()
        await phone.get_by_role("button", name="empty world").click()

    await choose_empty()
    await expect(asked).to_contain_text("/srv/kept")
    await expect(asked).to_contain_text("Jessa, Marco, Ana")
    await expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    await phone.keyboard.press("Escape")
    await expect(asked).to_be_hidden()
    assert stage.epoch == 1
    await expect(phone.locator(".mine .text")).to_have_text("31 calls")

    await choose_empty()
    await asked.get_by_role("button", name="Wipe it").click()
    await expect(phone.get_by_text("This is Jessa's phone.")).to_be_visible()
    assert stage.epoch == 2


async def test_a_world_that_is_kept_is_not_wiped_behind_the_page(
    phone: Page, stage: SmallStage, address: str
) -> None:
    stage.kept_in = "/srv/kept"

    for act, body in (("world", {"kind": "empty"}), ("play", {"name": "first-week"})):
        answer = await phone.request.post(f"{address}/api/{act}", data=body)
        assert answer.status == 409
        assert "/srv/kept" in (await answer.json())["error"]
    assert (stage.epoch, stage.busy) == (1, "")


async def test_a_clock_that_cannot_travel_says_why_and_offers_nothing(
    phone: Page, stage: SmallStage, address: str
) -> None:
    stage.bound_to = "angat run lives by the system's clock."
    stage.telegram.touch()

    await expect(phone.get_by_text("angat run lives by the system's clock.")).to_be_visible()
    await expect(phone.get_by_role("button", name="+1 h")).to_be_hidden()
    await expect(phone.get_by_role("button", name="World")).to_be_hidden()
    for act, body in (("travel", {"hours": 1}), ("first", {}), ("world", {"kind": "empty"})):
        assert (await phone.request.post(f"{address}/api/{act}", data=body)).status == 409
