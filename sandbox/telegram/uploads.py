"""Files as a request brings them: attached, or by the id of one that was sent before."""

from sandbox.telegram.answers import ApiError, bad_request
from sandbox.telegram.messages import File, Kind
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.pictures import picture_size
from sandbox.telegram.state import State

MOST_FILE_BYTES = 50 << 20
MOST_PHOTO_BYTES = 10 << 20
MOST_SIDES = 10_000
MOST_RATIO = 20
ATTACHED = "attach://"
WRONG_ID = "wrong file identifier/HTTP URL specified"


def file_given(state: State, parameters: Parameters, name: str, kind: Kind) -> File:
    """The file of that parameter, new or known; an address on the network is refused."""
    given = parameters.text(name)
    upload = given.removeprefix(ATTACHED) if given.startswith(ATTACHED) else name
    if upload in parameters.files:
        return uploaded(state, kind, *parameters.files[upload])
    if not given:
        raise bad_request(f"there is no {kind.value} in the request")
    file = known(state, given)
    if file is None:
        raise bad_request(WRONG_ID)
    if file.kind is not kind:
        raise bad_request(
            f"can't use file of type {file.kind.value.title()} as {kind.value.title()}"
        )
    return file


def known(state: State, file_id: str) -> File | None:
    """A photo's smaller sizes carry its id and their own measures."""
    return state.files.get(file_id) or state.files.get(file_id.rpartition("-")[0])


def uploaded(state: State, kind: Kind, name: str, data: bytes) -> File:
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > MOST_FILE_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    size = photo_size(data) if kind is Kind.PHOTO else (0, 0)
    return state.keep_file(kind, name, data, size)


def photo_size(data: bytes) -> tuple[int, int]:
    if len(data) > MOST_PHOTO_BYTES:
        raise bad_request(f"file is too big for a photo; maximum size is {MOST_PHOTO_BYTES} bytes")
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > MOST_SIDES or not 0 < max(size) <= MOST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size
