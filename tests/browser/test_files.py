"""Photos, documents, voices and stickers on the page: shown, opened, sent."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from sandbox.telegram.pictures import plain_picture
from tests.browser.looking import say, tab
from tests.browser.stages import SmallStage

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = plain_picture(600, 400)


def chooser(phone: Page) -> Locator:
    return phone.locator(".file-input")


async def test_a_photo_is_shown_and_opens_large_until_escape(
    phone: Page, stage: SmallStage
) -> None:
    await stage.sends(stage.jessa, "sendPhoto", "card.png", CARD)
    small = phone.get_by_role("button", name="Open the photo")
    await expect(small).to_be_visible()
    await expect(small.get_by_role("img")).to_have_js_property("naturalWidth", 600)

    await small.press("Enter")
    dialog = phone.get_by_role("dialog", name="Photo")
    await expect(dialog.get_by_role("img", name="Photo from Angat")).to_be_visible()
    await expect(dialog.get_by_role("link", name="Download")).to_have_attribute(
        "download", "card.png"
    )

    await phone.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(small).to_be_focused()


async def test_focus_finds_its_photo_again_when_that_was_drawn_anew(
    phone: Page, stage: SmallStage
) -> None:
    await stage.sends(stage.jessa, "sendPhoto", "card.png", CARD)
    small = phone.get_by_role("button", name="Open the photo")
    await small.press("Enter")
    photo = stage.telegram.history(stage.jessa)[-1]
    stage.telegram.reacts(stage.jessa, photo.id, "🔥")
    await expect(phone.locator(".reaction")).to_be_attached()

    await phone.keyboard.press("Escape")

    await expect(small).to_be_focused()


async def test_a_picture_comes_from_the_site_alone_and_can_do_nothing(
    phone: Page, stage: SmallStage, address: str
) -> None:
    await stage.sends(stage.jessa, "sendPhoto", "card.png", CARD)
    page_with_script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    await stage.sends(stage.jessa, "sendDocument", "card.png", page_with_script)
    image = phone.get_by_role("button", name="Open the photo").get_by_role("img")
    link = phone.get_by_role("link", name="card.png", exact=False).first

    shown = await phone.request.get(address + str(await image.get_attribute("src")))
    saved = await phone.request.get(address + str(await link.get_attribute("href")))
    page = await phone.request.get(address)

    assert (shown.headers["content-type"], await shown.body()) == ("image/png", CARD)
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "img-src 'self'" in page.headers["content-security-policy"]


async def test_somebody_else_does_not_get_a_file_of_a_private_chat(
    phone: Page, stage: SmallStage, address: str
) -> None:
    await stage.sends(stage.jessa, "sendPhoto", "card.png", CARD)
    image = phone.get_by_role("button", name="Open the photo").get_by_role("img")
    href = str(await image.get_attribute("src"))

    foreign = href.replace(f"/file/{stage.jessa.id}/", f"/file/{stage.marco.id}/")

    assert (await phone.request.get(address + foreign)).status == 404


async def test_a_person_sends_a_photo_with_words_under_it(
    phone: Page, stage: SmallStage, tmp_path: Path
) -> None:
    (tmp_path / "scorecard.png").write_bytes(CARD)
    await tab(phone, "Malaya").click()
    await phone.get_by_role("button", name="Attach").click()
    async with phone.expect_file_chooser() as choosing:
        await phone.get_by_role("button", name="Photo or file").click()
    await (await choosing.value).set_files(tmp_path / "scorecard.png")
    await expect(phone.locator(".strip")).to_contain_text("scorecard.png")

    await say(phone, "QA 96")

    sent = phone.locator(".mine")
    await expect(sent.locator(".text")).to_have_text("QA 96")
    await expect(sent.get_by_role("img")).to_have_js_property("naturalWidth", 600)
    await expect(phone.locator(".strip")).to_be_hidden()
    kept = list(stage.team.messages.values())[-1]
    assert (kept.kind, kept.file_name, kept.file_bytes) == ("photo", "scorecard.png", CARD)


async def test_a_person_sends_a_document_or_thinks_better_of_it(
    phone: Page, stage: SmallStage
) -> None:
    notes = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"zero holds")
    await chooser(phone).set_input_files(notes)
    await phone.get_by_role("button", name="Send no file").click()
    await expect(phone.locator(".strip")).to_be_hidden()

    await chooser(phone).set_input_files(notes)
    await phone.get_by_role("button", name="Send", exact=True).click()

    await expect(phone.get_by_role("link", name="notes.txt 10 B")).to_be_visible()
    assert stage.telegram.history(stage.jessa)[-1].file_bytes == b"zero holds"


async def test_what_is_no_picture_is_refused_in_a_sentence_and_comes_back(phone: Page) -> None:
    broken = FilePayload(name="card.png", mimeType="image/png", buffer=b"no picture")
    await chooser(phone).set_input_files(broken)
    await say(phone, "QA 96")

    await expect(phone.get_by_text("this is no picture")).to_be_visible()
    await expect(phone.locator(".strip")).to_contain_text("card.png")
    await expect(phone.get_by_label("Message", exact=True)).to_have_value("QA 96")


async def test_a_sticker_and_a_voice_are_one_tap_and_the_voice_plays(
    phone: Page, stage: SmallStage
) -> None:
    for what in ("Sticker", "Voice message"):
        await phone.get_by_role("button", name="Attach").click()
        await phone.get_by_role("button", name=what).click()

    await expect(phone.get_by_role("img", name="Sticker")).to_be_visible()
    voice = phone.get_by_label("Voice message", exact=True)
    await expect(voice).to_have_js_property("duration", 2)
    await expect(phone.get_by_role("link", name="Download voice.wav")).to_be_visible()
    assert [one.kind for one in stage.telegram.history(stage.jessa)] == ["sticker", "voice"]
