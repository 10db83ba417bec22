"""The page as it is read aloud, and as it fits: names, roles, states, sizes."""

import pytest
from playwright.async_api import Page, ViewportSize, expect

from sandbox.telegram.pictures import plain_picture
from tests.browser.looking import say, tab
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 800}
THUMB_PX = 44
CARD = plain_picture(900, 700)
LONG = "https://angat.example/" + "a-very-long-address-without-any-space" * 4
# What a thumb can hit: an element itself, or what it spreads around itself.
TARGETS = """() => [...document.querySelectorAll('button, a[href], [role=tab], textarea, audio')]
  .filter((one) => one.checkVisibility() && !one.closest('.text'))
  .map((one) => {
    const box = one.getBoundingClientRect()
    const around = getComputedStyle(one, '::after')
    const isSpread = around.content !== 'none' && around.position === 'absolute'
    const spread = (side) => (isSpread ? -Math.min(0, parseFloat(around[side])) : 0)
    return {
      name: one.getAttribute('aria-label') || one.textContent,
      width: Math.round(box.width + spread('left') + spread('right')),
      height: Math.round(box.height + spread('top') + spread('bottom')),
    }
  })"""
KINDS = "button, a[href], input, textarea, dialog, img, audio, [role]"
NAMELESS = """(kinds) => [...document.querySelectorAll(kinds)]
  .filter((one) => one.checkVisibility() && one.getAttribute('role') !== 'status')
  .filter((one) => !one.ariaLabel && !one.alt && !one.textContent.trim())
  .filter((one) => !one.hasAttribute('aria-labelledby'))
  .map((one) => one.outerHTML)"""
PARTS = ".key, .tab, .travel button, .from, .service, .file-words"
CUT = """(parts) => [...document.querySelectorAll(parts)]
  .filter((one) => one.checkVisibility() && one.clientWidth)
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)"""
LISTENING = """() => {
  const log = document.querySelector('.log')
  window.spoken = []
  new MutationObserver((changes) => {
    if (log.getAttribute('aria-busy') === 'true') return
    const nodes = changes.flatMap(({ addedNodes }) => [...addedNodes])
    window.spoken.push(...nodes.map((node) => node.textContent))
  }).observe(log, { childList: true })
}"""


async def live(phone: Page, stage: SmallStage) -> None:
    """A group in which everything that a chat shows has happened."""
    said = stage.telegram.says(stage.ana, LONG, to=stage.team)
    stage.telegram.reacts(stage.marco, said.id, "🔥", chat=stage.team)
    stage.telegram.pins(stage.ana, said.id, stage.team)
    await stage.sends(stage.team, "sendPhoto", "card.png", CARD)
    await stage.sends(stage.team, "sendDocument", "a" * 60 + ".pdf", b"%PDF")
    stage.telegram.sends(stage.marco, "voice", to=stage.team)
    await stage.answers(stage.team.id, "Okay?", [["Calmed a caller now", "May makakausap ako?"]])
    stage.telegram.says(stage.jessa, "okay", to=stage.team, reply_to=said.id)
    await tab(phone, "Malaya").click()
    await expect(phone.locator(".mine")).to_be_visible()


async def test_everything_has_a_name_a_role_and_a_state(phone: Page, stage: SmallStage) -> None:
    await live(phone, stage)

    await expect(phone.locator("body")).to_match_aria_snapshot("""
      - banner:
        - region "Clock and calendar":
          - time: Mon, Aug 3 9:00 PM
          - button "Calendar"
        - group "Travel in time":
          - button "to the end of this shift"
          - button "to the 1st of next month"
          - button "+1 h"
          - button "+1 day"
        - region "People":
          - tablist "Whose phone":
            - tab "Jessa nights" [selected]
            - tab "Marco days 5 new"
            - tab "Ana team leader 5 new"
        - button "World"
      - tabpanel "Jessa's phone":
        - tablist "Chats":
          - tab "Angat"
          - tab "Malaya" [selected]
          - tab "Night floor"
        - log "Chat of Jessa in Malaya"
        - form "Write":
          - button "Attach"
          - button "Commands"
          - textbox "Message"
          - button "Send"
    """)
    assert await phone.evaluate(NAMELESS, KINDS) == []


async def test_a_message_is_an_article_that_says_who_and_when(
    phone: Page, stage: SmallStage
) -> None:
    await live(phone, stage)

    await expect(phone.get_by_role("log")).to_match_aria_snapshot("""
      - log:
        - paragraph: Ana added Angat
        - article "Ana, 9:00 PM":
          - button "🔥 from Marco"
          - button "React, reply or edit"
        - article "Angat, 9:00 PM":
          - button "Open the photo":
            - img "Photo"
        - article "Angat, 9:00 PM":
          - group "Buttons":
            - button "Calmed a caller now"
            - button "May makakausap ako?"
        - article "You, 9:00 PM":
          - button "To the message this answers"
    """)


async def test_dialogs_and_topics_are_named_and_focus_returns(phone: Page) -> None:
    await tab(phone, "Night floor").click()
    await expect(phone.get_by_role("tablist", name="Topics")).to_match_aria_snapshot("""
      - tablist "Topics":
        - tab "General" [selected]
        - tab "Wins"
    """)
    for opener, title in (("World", "Begin again"), ("Attach", "Attach")):
        button = phone.get_by_role("button", name=opener, exact=True)
        await button.press("Enter")
        await expect(phone.get_by_role("dialog", name=title)).to_be_visible()
        assert await phone.evaluate(NAMELESS, KINDS) == []
        await phone.keyboard.press("Escape")
        await expect(button).to_be_focused()


async def test_tabs_are_walked_with_the_arrows(phone: Page) -> None:
    await tab(phone, "Angat").focus()
    await phone.keyboard.press("ArrowRight")

    await expect(tab(phone, "Malaya")).to_be_focused()
    await expect(phone.get_by_role("log", name="Chat of Jessa in Malaya")).to_be_visible()


async def test_only_what_arrives_is_read_aloud(phone: Page, stage: SmallStage) -> None:
    log = phone.get_by_role("log")
    for number in range(100):
        stage.telegram.says(stage.ana, f"line {number}", to=stage.team)
    await phone.evaluate(LISTENING)
    await tab(phone, "Malaya").click()
    await expect(phone.get_by_text("line 99")).to_be_visible()
    await expect(log).to_have_attribute("aria-busy", "false")
    stage.telegram.says(stage.ana, "news", to=stage.team)
    await expect(phone.get_by_text("news")).to_be_visible()

    heard = await phone.evaluate("window.spoken")
    assert [one for one in heard if "line" in one] == []
    assert len([one for one in heard if "news" in one]) == 1
    assert await phone.evaluate("document.querySelectorAll('[aria-live]').length") == 1


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_cut_and_a_thumb_hits_everything(
    phone: Page, stage: SmallStage, size: ViewportSize, scheme: str
) -> None:
    await phone.set_viewport_size(size)
    await phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await live(phone, stage)
    await say(phone, "one of mine")
    for place in ("Malaya", "Night floor", "Angat"):
        await tab(phone, place).click()
        await expect(tab(phone, place)).to_have_attribute("aria-selected", "true")

        assert await phone.evaluate("document.documentElement.scrollWidth") == size["width"]
        log = phone.locator(".log")
        assert await log.evaluate("(log) => log.scrollWidth - log.clientWidth") == 0
        assert await phone.evaluate(CUT, PARTS) == []
        if size == NARROW:
            targets = await phone.evaluate(TARGETS)
            small = [one for one in targets if min(one["width"], one["height"]) < THUMB_PX]
            assert small == []
