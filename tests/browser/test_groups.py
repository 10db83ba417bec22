"""Chats on the page: private, groups, topics; what is unread, and who says what."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import about, say, tab, texts
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_names_of_people_stay_whole_beside_what_is_unread(
    phone: Page, stage: SmallStage
) -> None:
    for number in range(120):
        stage.telegram.says(stage.jessa, f"line {number}", to=stage.team)
    await expect(tab(phone, "Marco days 99+ new")).to_be_visible()

    for name in ("Jessa", "Marco", "Ana"):
        await expect(tab(phone, name)).to_be_in_viewport(ratio=1)
    people = phone.locator(".people")
    assert await people.evaluate("(row) => row.scrollWidth - row.clientWidth") == 0


async def test_news_does_not_swallow_the_press_of_a_finger(phone: Page, stage: SmallStage) -> None:
    await tab(phone, "Malaya").hover()
    await phone.mouse.down()
    stage.telegram.says(stage.ana, "Huddle!", to=stage.team)
    await expect(tab(phone, "Malaya 1 new")).to_be_visible()
    await phone.mouse.up()

    await expect(texts(phone)).to_have_text(["Huddle!"])


async def test_a_person_has_a_list_of_chats_and_what_is_unread_in_each(
    phone: Page, stage: SmallStage
) -> None:
    await expect(phone.get_by_role("tablist", name="Chats").get_by_role("tab")).to_have_text(
        ["Angat", "Malaya", "Night floor"]
    )
    stage.telegram.says(stage.ana, "Huddle at 9:45 PM", to=stage.team)
    stage.telegram.says(stage.marco, "Noted", to=stage.team)

    await expect(tab(phone, "Malaya 2 new")).to_be_visible()
    await expect(tab(phone, "Marco days 1 new")).to_be_visible()
    await expect(phone).to_have_title("(2) Jessa · Angat sandbox")

    await tab(phone, "Malaya 2 new").click()
    await expect(texts(phone)).to_have_text(["Huddle at 9:45 PM", "Noted"])
    await expect(phone.locator(".from")).to_have_text(["Ana", "Marco"])
    await expect(tab(phone, "Malaya")).to_have_text("Malaya")
    await expect(tab(phone, "Jessa")).to_have_accessible_name("Jessa nights")
    await expect(tab(phone, "Marco days 1 new")).to_be_visible()


async def test_what_a_group_says_about_itself_is_a_grey_line(
    phone: Page, stage: SmallStage
) -> None:
    telegram, ana, team = stage.telegram, stage.ana, stage.team
    notice = telegram.says(ana, "Huddle at 9:45 PM", to=team)
    telegram.pins(ana, notice.id, team)
    telegram.leaves(stage.marco, team)
    telegram.joins(stage.marco, team)
    telegram.kicks(ana, stage.marco, team)
    await tab(phone, "Malaya").click()

    await expect(phone.locator(".service")).to_have_text(
        [
            "Ana added Angat",
            "Ana pinned “Huddle at 9:45 PM”",
            "Marco left",
            "Marco joined",
            "Ana removed Marco",
        ]
    )
    await tab(phone, "Night floor").click()
    await tab(phone, "Wins").click()
    await expect(phone.locator(".service")).to_have_text("Ana created the topic Wins")


async def test_one_writes_taps_and_edits_in_a_group(phone: Page, stage: SmallStage) -> None:
    await tab(phone, "Malaya").click()
    await say(phone, "who has my headset?")
    await expect(texts(phone)).to_have_text(["who has my headset?"])

    await say(phone, "/win@sandbox_bot 31 calls")
    await expect(phone.locator(".theirs .from")).to_have_text("Angat")
    await phone.get_by_role("button", name="Undo").click()
    await expect(phone.locator(".theirs .text")).to_have_text("Gone.")
    await expect(phone.get_by_text("Taken back")).to_be_visible()

    await phone.locator(".mine .text").first.dblclick()
    await say(phone, "found it")
    await expect(phone.locator(".mine .text").first).to_have_text("found it")
    await expect(phone.locator(".mine").first).to_contain_text("edited")

    await tab(phone, "Marco").click()
    await tab(phone, "Malaya").click()
    await expect(texts(phone).first).to_have_text("found it")
    await expect(phone.locator(".from").first).to_have_text("Jessa")
    assert stage.telegram.history(stage.jessa) == []


async def test_an_edit_that_was_begun_waits_in_its_chat(phone: Page) -> None:
    field = phone.get_by_label("Message", exact=True)
    await say(phone, "AHT 480")
    await expect(phone.locator(".theirs")).to_be_visible()
    await field.press("ArrowUp")
    await field.fill("AHT 410")

    await tab(phone, "Malaya").click()
    await expect(field).to_have_value("")
    await tab(phone, "Angat").click()
    await expect(field).to_have_value("AHT 410")
    await field.press("Enter")

    await expect(phone.locator(".mine .text")).to_have_text(["AHT 410"])


async def test_an_answer_names_the_message_it_is_for(phone: Page, stage: SmallStage) -> None:
    asked = await stage.answers(stage.team.id, "Which call was it?", [])
    await tab(phone, "Malaya").click()

    dialog = await about(phone, phone.locator(".theirs").last)
    await dialog.get_by_role("button", name="Reply").click()
    await say(phone, "the long one")

    await expect(phone.locator(".mine .quote")).to_have_text("AngatWhich call was it?")
    said = [one for one in stage.team.messages.values() if one.text == "the long one"]
    assert [one.reply_to for one in said] == [asked]
    await expect(texts(phone).last).to_contain_text("Kept, Mon night")


async def test_a_forum_has_its_topics_in_a_row_general_first(
    phone: Page, stage: SmallStage
) -> None:
    topics = phone.get_by_role("tablist", name="Topics")
    await expect(topics).to_be_hidden()
    stage.telegram.says(stage.ana, "31 calls yesterday, all of you", to=stage.wins)
    await tab(phone, "Night floor 1 new").click()

    await expect(topics.get_by_role("tab")).to_have_text(["General", "Wins1"])
    await expect(tab(phone, "General")).to_have_attribute("aria-selected", "true")
    await say(phone, "hello floor")
    await expect(texts(phone)).to_have_text(["hello floor"])

    await tab(phone, "Wins 1 new").click()
    await expect(texts(phone)).to_have_text(["31 calls yesterday, all of you"])
    await say(phone, "/win@sandbox_bot zero holds")
    await expect(texts(phone).last).to_contain_text("Kept")

    kept = list(stage.floor.messages.values())[-1]
    assert kept.thread_id == stage.wins.id
    await tab(phone, "General").click()
    await expect(texts(phone)).to_have_text(["hello floor"])


async def test_whoever_is_not_in_a_group_does_not_see_it(phone: Page) -> None:
    await tab(phone, "Marco").click()

    await expect(phone.get_by_role("tablist", name="Chats").get_by_role("tab")).to_have_text(
        ["Angat", "Malaya"]
    )


async def test_older_messages_come_as_one_scrolls_up(phone: Page, stage: SmallStage) -> None:
    for number in range(2000):
        stage.telegram.says(stage.ana, f"line {number}", to=stage.team)
    await tab(phone, "Malaya 99+ new").click()

    await expect(texts(phone).last).to_have_text("line 1999")
    await expect(texts(phone)).to_have_count(60)
    first = texts(phone).first
    await first.scroll_into_view_if_needed()
    await expect(texts(phone)).to_have_count(120)
    await expect(first).to_have_text("line 1880")
    await expect(phone.get_by_text("line 1940")).to_be_in_viewport()

    await phone.locator(".log").evaluate("(log) => { log.scrollTop = log.scrollHeight }")
    stage.telegram.says(stage.ana, "and one more", to=stage.team)
    await expect(phone.get_by_text("and one more")).to_be_in_viewport()


async def test_the_message_that_is_quoted_is_fetched_and_shown(
    phone: Page, stage: SmallStage
) -> None:
    asked = stage.telegram.says(stage.ana, "who is in on Friday?", to=stage.team)
    for number in range(200):
        stage.telegram.says(stage.ana, f"line {number}", to=stage.team)
    stage.telegram.says(stage.marco, "I am", to=stage.team, reply_to=asked.id)
    await tab(phone, "Malaya").click()

    await phone.get_by_role("button", name="To the message this answers").click()

    await expect(texts(phone).get_by_text("who is in on Friday?")).to_be_in_viewport()
