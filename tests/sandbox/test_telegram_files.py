"""Photos, documents and voices: by bytes, by id, through getFile, and what is refused."""

import pytest

from sandbox.telegram import Account, Chat, Kind
from sandbox.telegram.http import MOST_BODY_BYTES
from sandbox.telegram.pictures import picture_size, plain_picture
from tests.sandbox.asking import Watched, arrived, done, refused

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080020004001011100")


async def test_a_photo_has_sizes_and_can_be_sent_again_by_its_id(
    watched: Watched, ana: Account
) -> None:
    picture = plain_picture(1600, 900)

    first = await done(
        watched, "sendPhoto", {"card": ("card.png", picture)}, chat_id=ana.id, photo="attach://card"
    )
    again = await done(watched, "sendPhoto", chat_id=ana.id, photo=first["photo"][0]["file_id"])

    widths = [size["width"] for size in first["photo"]]
    assert widths == [90, 320, 800, 1280]
    assert [size["height"] for size in first["photo"]] == [51, 180, 450, 720]
    assert again["photo"] == first["photo"]
    assert watched.history(ana)[-1].file_bytes == picture


async def test_a_small_photo_has_one_size(watched: Watched, ana: Account) -> None:
    sent = await done(
        watched, "sendPhoto", {"photo": ("dot.png", plain_picture(64, 32))}, chat_id=ana.id
    )

    assert [(one["width"], one["height"]) for one in sent["photo"]] == [(64, 32)]


@pytest.mark.parametrize(
    ("data", "size"),
    [(plain_picture(3, 4), (3, 4)), (JPEG, (64, 32)), (b"GIF89a", None), (b"\xff\xd8\xff", None)],
)
def test_a_picture_is_measured_by_its_first_bytes(
    data: bytes, size: tuple[int, int] | None
) -> None:
    assert picture_size(data) == size


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (plain_picture(1, 21), "PHOTO_INVALID_DIMENSIONS"),
        (plain_picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (
            plain_picture(2, 2) + bytes(10 << 20),
            "file is too big for a photo; maximum size is 10485760 bytes",
        ),
    ],
)
async def test_what_is_no_photo_is_refused(
    watched: Watched, ana: Account, data: bytes, description: str
) -> None:
    said = await refused(watched, "sendPhoto", {"photo": ("a.png", data)}, chat_id=ana.id)

    assert said == f"Bad Request: {description}"


async def test_a_file_id_means_its_own_kind_only(watched: Watched, ana: Account) -> None:
    sent = await done(watched, "sendVoice", {"voice": ("a.ogg", b"OggS")}, chat_id=ana.id)

    async def as_document(file_id: str) -> str:
        return await refused(watched, "sendDocument", chat_id=ana.id, document=file_id)

    assert sent["voice"]["duration"] == 1
    said = await as_document(sent["voice"]["file_id"])
    assert said == "Bad Request: can't use file of type Voice as Document"
    for stale in ("sandbox-document-99", "https://example.org/a.pdf"):
        assert await as_document(stale) == "Bad Request: wrong file identifier/HTTP URL specified"
    missing = await refused(watched, "sendPhoto", chat_id=ana.id)
    assert missing == "Bad Request: there is no photo in the request"


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
async def test_what_people_send_can_be_fetched(watched: Watched, ana: Account, kind: str) -> None:
    data = plain_picture(200, 100) if kind == "photo" else b"%PDF-1.7 shown"
    watched.sends(ana, kind, "for my case", file=("mine.png", data))
    message = (await arrived(watched))[0]
    attached = message[kind][-1] if kind == "photo" else message[kind]

    found = await done(watched, "getFile", file_id=attached["file_id"])

    assert message["caption"] == "for my case"
    assert found["file_size"] == attached["file_size"] == len(data)
    assert watched.file_at(found["file_path"]) == data
    assert watched.file_at("photos/elsewhere.png") is None
    assert watched.file_at(f"elsewhere/{found['file_path']}") is None


async def test_a_file_over_20_mb_cannot_be_fetched(watched: Watched, ana: Account) -> None:
    watched.sends(ana, "document", file=("long.pdf", bytes((20 << 20) + 1)))
    document = (await arrived(watched))[0]["document"]

    too_big = await refused(watched, "getFile", file_id=document["file_id"])

    assert too_big == "Bad Request: file is too big"
    assert await refused(watched, "getFile", file_id="x") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await refused(watched, "getFile") == "Bad Request: file_id not specified"


async def test_a_file_over_50_mb_cannot_be_sent(watched: Watched, ana: Account) -> None:
    large = {"document": ("long.pdf", bytes((50 << 20) + 1))}

    assert await refused(watched, "sendDocument", large, chat_id=ana.id) == (
        "Request Entity Too Large"
    )
    assert len(large["document"][1]) < MOST_BODY_BYTES, "over HTTP it gets its refusal, too"


async def test_media_groups_are_refused(watched: Watched, ana: Account) -> None:
    media = [{"type": "photo", "media": "x"}, {"type": "photo", "media": "y"}]

    said = await refused(watched, "sendMediaGroup", chat_id=ana.id, media=media)

    assert said.startswith("Bad Request: the sandbox sends no media groups")


async def test_a_caption_and_the_file_behind_it_are_edited(watched: Watched, ana: Account) -> None:
    card = {"photo": ("card.png", plain_picture(400, 300))}
    sent = await done(watched, "sendPhoto", card, chat_id=ana.id, caption="<b>July</b>")
    at = {"chat_id": ana.id, "message_id": sent["message_id"]}

    captioned = await done(
        watched, "editMessageCaption", caption="<b>August</b>", parse_mode="HTML", **at
    )
    new = {"new": ("case.pdf", b"%PDF-1.7")}
    media = {"type": "document", "media": "attach://new", "caption": "My case"}
    swapped = await done(watched, "editMessageMedia", new, media=media, **at)

    assert captioned["caption_entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    assert (swapped["document"]["file_name"], swapped["caption"]) == ("case.pdf", "My case")
    assert "photo" not in swapped
    assert watched.history(ana)[-1].kind is Kind.DOCUMENT


async def test_edits_of_files_are_refused_in_telegrams_words(
    watched: Watched, ana: Account
) -> None:
    text = await done(watched, "sendMessage", chat_id=ana.id, text="Hi")
    card = {"photo": ("card.png", plain_picture(40, 30))}
    sent = await done(watched, "sendPhoto", card, chat_id=ana.id, caption="July")
    at = {"chat_id": ana.id, "message_id": sent["message_id"]}
    same = {"type": "photo", "media": sent["photo"][-1]["file_id"], "caption": "July"}

    async def edited(method: str, **params: object) -> str:
        return await refused(watched, method, **(at | params))

    of_text = await edited("editMessageCaption", message_id=text["message_id"], caption="x")
    assert of_text == "Bad Request: there is no caption in the message to edit"
    long = await edited("editMessageCaption", caption="x" * 1025)
    assert long == "Bad Request: message caption is too long"
    for method, params in (
        ("editMessageCaption", {"caption": "July"}),
        ("editMessageMedia", {"media": same}),
    ):
        assert (await edited(method, **params)).startswith("Bad Request: message is not modified")
    into_text = await edited("editMessageMedia", message_id=text["message_id"], media=same)
    assert into_text == "Bad Request: message can't be edited"
    video = await edited("editMessageMedia", media={"type": "video", "media": "x"})
    assert video == "Bad Request: the sandbox edits photos and documents only"


async def test_a_copy_has_no_trace_of_where_it_came_from(
    watched: Watched, ana: Account, team: Chat
) -> None:
    card = {"photo": ("card.png", plain_picture(40, 30))}
    sent = await done(watched, "sendPhoto", card, chat_id=ana.id, caption="July")
    origin = {"from_chat_id": ana.id, "message_id": sent["message_id"], "chat_id": team.id}

    as_it_is = await done(watched, "copyMessage", **origin)
    renamed = await done(watched, "copyMessage", caption="<i>Ours</i>", parse_mode="HTML", **origin)

    copies = [team.messages[one["message_id"]] for one in (as_it_is, renamed)]
    assert [one.text for one in copies] == ["July", "Ours"]
    assert copies[0].file is copies[1].file is not None
    gone = await refused(watched, "copyMessage", **(origin | {"message_id": 999}))
    assert gone == "Bad Request: message to copy not found"
    of_team = origin | {"from_chat_id": team.id, "message_id": min(team.messages)}
    service = await refused(watched, "copyMessage", **of_team)
    assert service == "Bad Request: message can't be copied"


def test_people_send_what_telegram_lets_them_send(watched: Watched, ana: Account) -> None:
    with pytest.raises(ValueError, match="no picture"):
        watched.sends(ana, "photo", file=("a.png", b"text"))
    with pytest.raises(ValueError, match="empty file"):
        watched.sends(ana, "document", file=("a.pdf", b""))
    with pytest.raises(ValueError, match="not sent as a file"):
        watched.sends(ana, "poll")
