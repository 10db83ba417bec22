"""What a person does on the page, and where it shows."""

from playwright.async_api import Locator, Page


async def say(phone: Page, text: str) -> None:
    await phone.get_by_label("Message", exact=True).fill(text)
    await phone.keyboard.press("Enter")


def tab(phone: Page, name: str) -> Locator:
    return phone.get_by_role("tab", name=name)


def texts(phone: Page) -> Locator:
    return phone.locator(".message .text")


async def about(phone: Page, message: Locator) -> Locator:
    """Opens what one can do about a message."""
    await message.get_by_role("button", name="React, reply or edit").click()
    return phone.get_by_role("dialog", name="This message")
