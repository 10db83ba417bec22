"""Several people on one page or on several, with the real bot behind them."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from sandbox.site import page_site
from sandbox.theatre import Theatre
from tests.browser.looking import say, tab, texts

pytestmark = pytest.mark.asyncio(loop_scope="module")

Serve = Callable[[web.Application], Awaitable[str]]


@pytest_asyncio.fixture(loop_scope="module")
async def home(serve: Serve, theatre: Theatre) -> str:
    return await serve(page_site(theatre))


async def test_three_people_answer_within_a_second_and_nothing_is_lost(
    browser: Browser, home: str, theatre: Theatre
) -> None:
    tabs = await browser.new_context(locale="en-US")
    phones = [await tabs.new_page() for _ in range(3)]
    lines = {"jessa": "zero hold today", "marco": "92 tickets", "ana": "everybody is in"}
    for phone, who in zip(phones, lines, strict=True):
        await phone.goto(f"{home}/#{who}")
        await expect(tab(phone, who.title())).to_have_attribute("aria-selected", "true")
        await phone.get_by_role("button", name="Start").click()
        await expect(phone.locator(".theirs")).to_have_count(1)
    for phone in phones:
        await tab(phone, "Malaya").click()

    await asyncio.gather(
        *(say(phone, line) for phone, line in zip(phones, lines.values(), strict=True))
    )
    for phone in phones:
        for line in lines.values():
            await expect(texts(phone).get_by_text(line)).to_be_visible()
    for phone in phones:
        await tab(phone, "Angat").click()
    await asyncio.gather(*(say(phone, "calmed a caller") for phone in phones))
    for phone in phones:
        await expect(phone.locator(".mine").last).to_contain_text("👍")
    assert len(theatre.those_here().team.messages) == 4
    await tabs.close()


async def test_one_switches_by_number_and_every_chat_keeps_its_draft(
    page: Page, home: str, theatre: Theatre
) -> None:
    await page.goto(home)
    field = page.get_by_label("Message", exact=True)
    await field.fill("half a line of Jessa's")
    await page.keyboard.press("Alt+2")
    await expect(tab(page, "Marco")).to_have_attribute("aria-selected", "true")
    await expect(field).to_have_value("")
    await field.fill("kay Marco 'to")
    await tab(page, "Malaya").click()
    await expect(field).to_have_value("")

    await page.keyboard.press("Alt+1")
    await expect(field).to_have_value("half a line of Jessa's")
    await page.keyboard.press("Alt+2")
    await expect(tab(page, "Malaya")).to_have_attribute("aria-selected", "true")
    await tab(page, "Angat").click()
    await expect(field).to_have_value("kay Marco 'to")
    assert theatre.telegram.history(theatre.those_here().marco) == []


async def test_a_tap_that_waits_holds_up_nobody_else(
    page: Page, home: str, theatre: Theatre
) -> None:
    await page.goto(home)
    await page.get_by_role("button", name="Start").click()
    await expect(page.locator(".theirs")).to_have_count(1)
    held = theatre.telegram.hold("editMessageText", before=True)
    await page.locator(".theirs .key").first.click()
    await held.reached()

    await page.keyboard.press("Alt+2")
    await say(page, "hello from Marco")
    await expect(page.locator(".mine")).to_contain_text("hello from Marco")
    await tab(page, "Malaya").click()
    await say(page, "kumain na kayo?")
    await expect(texts(page).get_by_text("kumain na kayo?")).to_be_visible()

    held.release()
    await tab(page, "Angat").click()
    await expect(page.locator(".theirs")).not_to_have_count(0)


async def test_the_address_says_who_and_where_and_leads_back_there(page: Page, home: str) -> None:
    await page.goto(f"{home}/#marco/night-floor")
    await expect(tab(page, "Night floor")).to_have_attribute("aria-selected", "true")
    await expect(tab(page, "Marco")).to_have_attribute("aria-selected", "true")

    await page.keyboard.press("Alt+3")
    await expect(tab(page, "Ana")).to_have_attribute("aria-selected", "true")
    await expect(page).to_have_url(f"{home}/#ana")
    await page.reload()
    await expect(tab(page, "Ana")).to_have_attribute("aria-selected", "true")
    await page.goto(f"{home}/#jessa")
    await expect(tab(page, "Jessa")).to_have_attribute("aria-selected", "true")


async def test_whoever_chooses_on_the_way_to_an_address_goes_where_they_chose(
    page: Page, home: str
) -> None:
    await page.goto(f"{home}/#marco/night-floor")
    await expect(tab(page, "Night floor")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Alt+3")
    await expect(tab(page, "Ana")).to_have_attribute("aria-selected", "true")

    await page.evaluate("location.hash = '#jessa/malaya'")
    await expect(tab(page, "Malaya")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Alt+2")

    await expect(tab(page, "Marco")).to_have_attribute("aria-selected", "true")
    await expect(page).to_have_url(re.compile("#marco"))


async def test_a_link_of_the_bot_in_the_group_leads_to_its_chat(page: Page, home: str) -> None:
    await page.goto(f"{home}/#marco/malaya")
    await expect(tab(page, "Malaya")).to_have_attribute("aria-selected", "true")
    await say(page, "/win@sandbox_bot 31 calls")
    await page.locator(".theirs .key").click()

    await expect(tab(page, "Angat")).to_have_attribute("aria-selected", "true")
    await page.get_by_role("button", name="Start").click()
    await expect(page.locator(".theirs")).to_contain_text("Angat 'to")
