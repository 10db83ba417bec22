"""The JSON of what hangs on a message: stickers, voices, photos, documents."""

import mimetypes

from sandbox.telegram.messages import File, Json, Kind

# Every size of a photo opens the picture as it was sent: the sandbox scales nothing.
SIZES = (90, 320, 800, 1280)
SECOND_OF_VOICE = 4_000  # bytes, about what a phone records


def attachment(file: File) -> object:
    named: Json = {"file_id": file.id, "file_unique_id": file.unique_id}
    match file.kind:
        case Kind.STICKER:
            return named | {
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
                "emoji": "👍",
            }
        case Kind.VOICE:
            seconds = max(1, len(file.data) // SECOND_OF_VOICE)
            return named | {"duration": seconds, "mime_type": "audio/ogg"} | sized(file)
        case Kind.PHOTO:
            return photo_sizes(file)
        case _:
            mime_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return named | {"file_name": file.name, "mime_type": mime_type} | sized(file)


def sized(file: File) -> Json:
    return {"file_size": len(file.data)}


def photo_sizes(file: File) -> list[Json]:
    """From a thumbnail up to the picture itself, or as large as Telegram keeps one."""
    longest = max(file.size)
    edges = sorted({edge for edge in SIZES if edge < longest} | {min(longest, SIZES[-1])})
    return [photo_size(file, edge / longest, is_last=edge == edges[-1]) for edge in edges]


def photo_size(file: File, scale: float, *, is_last: bool) -> Json:
    width, height = (max(1, round(side * min(1.0, scale))) for side in file.size)
    file_id = file.id if is_last else f"{file.id}-{width}x{height}"
    shape: Json = {"file_id": file_id, "file_unique_id": f"unique-{file_id}"}
    return shape | {"width": width, "height": height} | (sized(file) if is_last else {})
