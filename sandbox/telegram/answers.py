"""What the Bot API answers, and how it words a refusal."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.messages import Json


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: Json


@dataclass(slots=True)
class Call:
    """One request of the bot; the status stays 0 while it is not answered."""

    at: datetime
    method: str
    params: Json
    status: int = 0


class ApiError(Exception):
    """A refusal with the status and the exact description the official server gives."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """The official server lowers the first letter unless the reason is a code in capitals."""
    second = reason[1:2]
    is_code = second == "_" or ("A" <= second <= "Z")
    return ApiError(400, f"Bad Request: {reason if is_code else reason[:1].lower() + reason[1:]}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def granted(result: object) -> Reply:
    return Reply(200, {"ok": True, "result": result})


def refused(error: ApiError) -> Reply:
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    return Reply(
        error.status, body | ({"parameters": error.parameters} if error.parameters else {})
    )


def wrong_token() -> ApiError:
    return ApiError(401, "Unauthorized: invalid token specified")


def nothing_here() -> ApiError:
    return ApiError(404, "Not Found")


def no_such_method() -> ApiError:
    return ApiError(404, "Not Found: method not found")


def restarting() -> ApiError:
    return ApiError(500, "Internal Server Error: restart")


def conflict() -> ApiError:
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request;"
        " make sure that only one bot instance is running",
    )
