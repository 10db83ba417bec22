"""The page as a person meets it, over a bot of a few lines."""

import json

import aiohttp
import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import say
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIDEST = [
    ["Calmed a caller now", "May makakausap ako?"],
    ["Lowbat", "Pagod", "Sakto", "Okay", "Full"],
]


async def test_what_is_typed_becomes_a_bubble_with_its_answer_below(phone: Page) -> None:
    await say(phone, "31 calls, <b>zero</b> holds")

    mine, answer = phone.locator(".mine"), phone.locator(".theirs")
    await expect(mine.locator(".text")).to_have_text("31 calls, <b>zero</b> holds")
    await expect(mine.locator(".reaction")).to_have_text("👍")
    await expect(mine.locator("time")).to_have_text("9:00 PM")
    await expect(answer.locator("strong")).to_have_text("Mon night")
    await expect(phone.get_by_label("Message", exact=True)).to_have_value("")

    await answer.get_by_role("button", name="/wins").click()
    await expect(mine).to_have_count(2)


async def test_a_tap_edits_the_message_and_shows_its_toast(phone: Page) -> None:
    await say(phone, "calmed a caller")
    await phone.get_by_role("button", name="Undo").click()

    await expect(phone.locator(".theirs .text")).to_have_text("Gone.")
    await expect(phone.locator(".theirs .edited")).to_have_count(0)
    await expect(phone.get_by_text("Taken back")).to_be_visible()
    await expect(phone.get_by_role("button", name="Undo")).to_have_count(0)


async def test_ones_own_message_is_edited_where_it_stands(phone: Page) -> None:
    field = phone.get_by_label("Message", exact=True)
    await say(phone, "AHT 480")
    await expect(phone.locator(".theirs")).to_be_visible()

    await field.press("ArrowUp")
    await expect(field).to_have_value("AHT 480")
    await field.press("Escape")
    await expect(field).to_have_value("")

    await phone.locator(".mine .text").dblclick()
    await say(phone, "AHT 410")
    await expect(phone.locator(".mine .text")).to_have_text("AHT 410")
    await expect(phone.locator(".mine .edited")).to_be_visible()


async def test_the_clock_is_always_in_sight_and_goes_where_it_is_sent(phone: Page) -> None:
    clock = phone.locator(".clock-face")
    await expect(clock).to_have_text("Mon, Aug 3 9:00 PM")

    await phone.get_by_role("button", name="+1 h").click()
    await expect(clock).to_have_text("Mon, Aug 3 10:00 PM")

    await say(phone, "one for tonight")
    await phone.get_by_role("button", name="to the end of this shift").click()
    await expect(clock).to_have_text("Tue, Aug 4 7:00 AM")
    await expect(phone.locator(".theirs", has_text="What went well?")).to_be_in_viewport()
    await expect(phone.locator(".day")).to_have_text(["Monday, August 3", "Tuesday, August 4"])


async def test_every_person_has_a_chat_and_an_unknown_hour_is_said_calmly(phone: Page) -> None:
    await say(phone, "mine alone")
    await expect(phone.locator(".theirs")).to_be_visible()

    await phone.get_by_role("tab", name="Marco").click()
    await expect(phone.get_by_text("This is Marco's phone.")).to_be_visible()
    await phone.get_by_role("button", name="to the end of this shift").click()
    await expect(
        phone.get_by_text("The bot does not know yet when this shift ends.")
    ).to_be_visible()

    await phone.get_by_role("button", name="Start").click()
    await expect(phone.locator(".mine .text")).to_have_text("/start")


async def test_a_world_begins_again_and_a_play_lets_nobody_in(
    phone: Page, stage: SmallStage
) -> None:
    await phone.get_by_role("button", name="World").click()
    await phone.get_by_role("button", name="small believable world").click()
    await expect(phone.get_by_text("a win of another day")).to_be_visible()

    await phone.get_by_role("button", name="World").click()
    await phone.get_by_role("button", name="play the first week").click()
    await expect(phone.get_by_text("Playing the first week, day 1 of 7")).to_be_visible()
    await expect(phone.get_by_role("button", name="+1 h")).to_be_disabled()

    stage.busy = ""
    await expect(phone.get_by_role("button", name="+1 h")).to_be_enabled()
    await expect(phone.get_by_text("Playing the first week")).to_be_hidden()


async def test_the_widest_buttons_fit_a_small_phone(phone: Page, stage: SmallStage) -> None:
    who = stage.jessa
    stage.telegram.says(who, "word" * 200)
    await stage.answers(who.id, "Okay?", WIDEST)
    await expect(phone.locator(".key")).to_have_count(7)

    assert await phone.evaluate("document.documentElement.scrollWidth") == 360
    log = phone.locator(".log")
    assert await log.evaluate("(log) => log.scrollWidth - log.clientWidth") == 0
    overflow = "(keys) => keys.map((key) => key.scrollWidth - key.clientWidth)"
    assert await phone.locator(".key").evaluate_all(overflow) == [0] * 7
    widths = "(keys) => keys.map((key) => Math.round(key.getBoundingClientRect().width))"
    assert len(set(await phone.locator(".row").nth(1).locator(".key").evaluate_all(widths))) == 1


async def test_a_file_opens_and_the_menu_sends_its_commands(
    phone: Page, stage: SmallStage, address: str
) -> None:
    who = stage.jessa
    stage.telegram.says(who, "/export")
    wins = ("wins.json", b'{"wins": []}')
    await stage.telegram.call(
        "sendDocument", {"chat_id": who.id, "document": "attach://wins"}, {"wins": wins}
    )
    link = phone.get_by_role("link", name="wins.json 12 B")
    opened = await phone.request.get(address + str(await link.get_attribute("href")))
    assert await opened.json() == {"wins": []}

    commands = json.dumps([{"command": "progress", "description": "My week"}])
    await stage.calls("setMyCommands", commands=commands)
    await phone.get_by_role("button", name="Commands", exact=True).click()
    await phone.get_by_role("button", name="/progress My week").click()
    await expect(phone.locator(".mine .text")).to_have_text(["/export", "/progress"])


async def test_the_page_asks_nobody_but_its_own_server(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    await page.goto(address)
    await say(page, "hello")
    await expect(page.locator(".theirs")).to_be_visible()

    assert [url for url in asked if not url.startswith(f"{address}/")] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "angat.example:8765"}, 403),
        ({"Host": "[::1"}, 403),
        ({"Host": "evil@127.0.0.1:8765"}, 403),
        ({"Origin": "https://angat.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_only_the_page_itself_may_act(
    address: str, headers: dict[str, str], status: int
) -> None:
    sent = {"Content-Type": "application/json"} | headers
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/api/travel", data=b'{"hours": 1}', headers=sent) as response,
    ):
        assert response.status == status


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [
        ("travel", {"hours": -1}, 400),
        ("travel", {"hours": "1"}, 400),
        ("world", {"kind": "flat"}, 400),
        ("say", {"who": 1, "text": "hello"}, 404),
        ("say", {"who": 7_000_000_001, "text": ""}, 400),
        ("tap", {"who": 7_000_000_001, "message": 99, "data": "x"}, 404),
        ("tap", [], 400),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    address: str, act: str, body: object, status: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/api/{act}", json=body) as response,
    ):
        assert response.status == status
        assert str((await response.json())["error"]).endswith(".")
