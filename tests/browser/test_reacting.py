"""Reactions and links on the page: who gave which, and where a link leads."""

import json

import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import tab, texts
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")

JOIN = "https://t.me/sandbox_bot?start=team_7"


async def test_a_reaction_says_who_gave_it_and_can_be_joined_and_taken_back(
    phone: Page, stage: SmallStage
) -> None:
    said = stage.telegram.says(stage.ana, "Zero escalations today", to=stage.team)
    stage.telegram.reacts(stage.marco, said.id, "🔥", chat=stage.team)
    await tab(phone, "Malaya").click()
    fire = phone.locator(".reaction")
    await expect(fire).to_have_text("🔥 Marco")

    await fire.click()
    await expect(fire).to_have_text("🔥 Marco, you")
    await expect(phone.get_by_role("button", name="🔥 from Marco, you")).to_have_attribute(
        "aria-pressed", "true"
    )
    await fire.click()
    await expect(fire).to_have_text("🔥 Marco")
    assert said.reactions == {stage.marco.id: "🔥"}


async def test_one_reacts_by_keyboard_alone_and_stays_where_one_was(
    phone: Page, stage: SmallStage
) -> None:
    said = stage.telegram.says(stage.ana, "Zero escalations today", to=stage.team)
    await tab(phone, "Malaya").click()
    dots = phone.get_by_role("button", name="React, reply or edit")
    await dots.press("Enter")
    thumb = phone.get_by_role("button", name="React 👍")
    await expect(thumb).to_be_focused()

    await thumb.press("Enter")
    await expect(phone.locator(".reaction")).to_have_text("👍 you")
    await expect(dots).to_be_focused()

    await dots.press("Enter")
    await expect(thumb).to_have_attribute("aria-pressed", "true")
    await thumb.press("Enter")
    await expect(phone.locator(".reaction")).to_have_count(0)
    assert said.reactions == {}


async def test_a_long_press_opens_the_same_and_only_ones_own_words_are_edited(
    phone: Page, stage: SmallStage
) -> None:
    stage.telegram.says(stage.ana, "Huddle?", to=stage.team)
    stage.telegram.says(stage.jessa, "here", to=stage.team)
    await tab(phone, "Malaya").click()
    dialog = phone.get_by_role("dialog", name="This message")

    await phone.locator(".theirs .bubble").click(button="right")
    await expect(dialog.get_by_role("button", name="Reply")).to_be_visible()
    await expect(dialog.get_by_role("button", name="Edit")).to_be_hidden()
    await phone.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()

    await phone.locator(".mine .bubble").click(button="right")
    await dialog.get_by_role("button", name="Edit").click()
    await expect(phone.get_by_label("Message", exact=True)).to_have_value("here")


@pytest.mark.parametrize("how", ["in the text", "as written", "on a button", "as Telegram's own"])
async def test_a_deep_link_opens_the_private_chat_and_starts_it(
    phone: Page, stage: SmallStage, how: str
) -> None:
    html = {
        "in the text": f'Hi team. <a href="{JOIN}"><b>Join</b></a>',
        "as written": f"Hi team: {JOIN}.",
    }.get(how, "Hi team.")
    rows = [[{"text": "Join", "url": JOIN}]] if how == "on a button" else []
    markup = json.dumps({"inline_keyboard": rows})
    if how == "as Telegram's own":
        html = '<a href="tg://resolve?domain=sandbox_bot&amp;start=team_7">Join</a>'
    said = {"text": html, "parse_mode": "HTML", "reply_markup": markup}
    await stage.calls("sendMessage", chat_id=stage.team.id, **said)
    await tab(phone, "Malaya").click()

    await phone.locator(".theirs").get_by_role("link").click()

    await expect(tab(phone, "Angat")).to_have_attribute("aria-selected", "true")
    await expect(texts(phone).first).to_have_text("/start team_7")
    await expect(texts(phone).last).to_contain_text("Kept")
    assert len(phone.context.pages) == 1


async def test_the_name_of_the_bot_opens_its_chat_and_says_nothing(
    phone: Page, stage: SmallStage
) -> None:
    stage.telegram.says(stage.ana, "ask @sandbox_bot in private", to=stage.team)
    await tab(phone, "Malaya").click()

    await phone.get_by_role("link", name="@sandbox_bot").click()

    await expect(phone.get_by_text("This is Jessa's phone.")).to_be_visible()
    assert stage.telegram.history(stage.jessa) == []


async def test_the_link_a_tap_is_answered_with_is_followed(phone: Page, stage: SmallStage) -> None:
    async def with_link(query: dict[str, str]) -> None:
        await stage.calls("answerCallbackQuery", callback_query_id=query["id"], url=JOIN)

    stage.take_back = with_link  # type: ignore[method-assign]
    await stage.answers(stage.team.id, "Hi team.", [["Join"]])
    await tab(phone, "Malaya").click()

    await phone.get_by_role("button", name="Join").click()

    await expect(texts(phone).first).to_have_text("/start team_7")


async def test_an_answer_that_has_to_be_read_is_a_dialog(phone: Page, stage: SmallStage) -> None:
    async def aloud(query: dict[str, str]) -> None:
        words = {"text": "Only Ana can do that.", "show_alert": True}
        await stage.calls("answerCallbackQuery", callback_query_id=query["id"], **words)

    stage.take_back = aloud  # type: ignore[method-assign]
    await stage.answers(stage.jessa.id, "Hi.", [["Approve"]])
    await phone.get_by_role("button", name="Approve").click()

    dialog = phone.get_by_role("alertdialog", name="Only Ana can do that.")
    await dialog.get_by_role("button", name="OK").click()
    await expect(dialog).to_be_hidden()


async def test_other_links_open_outside(phone: Page, stage: SmallStage) -> None:
    html = '<a href="https://example.org/a">a</a> https://t.me/other_bot?start=x https://t.me/sandbox_bot?startgroup=y'
    await stage.answers(stage.jessa.id, html, [])

    links = phone.locator(".theirs .text").get_by_role("link")
    await expect(links).to_have_count(3)
    for place in range(3):
        await expect(links.nth(place)).to_have_attribute("target", "_blank")
        await expect(links.nth(place)).to_have_attribute("rel", "noopener noreferrer")
    opened = []
    phone.context.on("page", lambda page: opened.append(page))
    await phone.context.route("**/*example.org*", lambda route: route.abort())
    async with phone.context.expect_page():
        await links.first.click()
    assert stage.telegram.history(stage.jessa)[-1].text.startswith("a ")
    for page in opened:
        await page.close()
