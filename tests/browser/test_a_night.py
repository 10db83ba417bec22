"""One night shift on the page, with the real bot behind it."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Locator, Page, expect

from sandbox.site import page_site
from sandbox.theatre import Theatre

pytestmark = pytest.mark.asyncio(loop_scope="module")

Serve = Callable[[web.Application], Awaitable[str]]


@pytest_asyncio.fixture(loop_scope="module")
async def phone(page: Page, serve: Serve, theatre: Theatre) -> Page:
    await page.goto(await serve(page_site(theatre)))
    return page


def button(phone: Page, label: str) -> Locator:
    return phone.locator(".theirs").last.get_by_role("button", name=label, exact=True)


async def says(phone: Page, text: str) -> None:
    await phone.get_by_label("Message", exact=True).fill(text)
    await phone.keyboard.press("Enter")


async def reads(phone: Page, text: str) -> None:
    await expect(phone.locator(".theirs").last).to_contain_text(text)


async def test_a_win_a_tap_the_end_of_the_shift_and_the_card(phone: Page) -> None:
    await phone.get_by_role("button", name="Start").click()
    await reads(phone, "Hi Jessa, I'm Angat.")
    await button(phone, "Start").click()
    await reads(phone, "Think of your last shift.")

    await says(phone, "calmed an irate caller about a double billing")
    await expect(phone.locator(".mine", has_text="calmed an irate caller")).to_contain_text("👍")
    await reads(phone, "What time are you usually out?")
    await button(phone, "7 AM").click()
    await button(phone, "Sat Sun").click()
    await reads(phone, "Next: Tue 7:20 AM")

    await phone.get_by_role("button", name="to the end of this shift").click()
    await expect(phone.locator(".clock-face")).to_have_text("Tue, Nov 24 7:20 AM")
    await expect(phone.locator(".theirs").last).to_contain_text("Mon night")
    await expect(phone.locator(".theirs").last).to_be_in_viewport()
    await expect(button(phone, "Nothing today")).to_be_visible()

    await says(phone, "31 calls, zero hold hehe")
    await reads(phone, "Kept, Mon night.")
    await button(phone, "+ Number").click()
    await reads(phone, "What's the number?")
    await says(phone, "31 calls")
    await reads(phone, "31 calls. Where is it from?")
    await button(phone, "My count").click()
    await says(phone, "/progress")
    await reads(phone, "31 calls")


async def test_the_small_world_has_two_people_with_something_behind_them(phone: Page) -> None:
    await phone.get_by_role("button", name="World").click()
    await phone.get_by_role("button", name="small believable world").click()
    await expect(phone.locator(".mine", has_text="31 calls, zero hold hehe")).to_be_attached()

    await phone.get_by_role("tab", name="Marco").click()
    await expect(phone.locator(".mine", has_text="walang backlog")).to_be_attached()
    await says(phone, "/wins")
    await reads(phone, "SLA")
