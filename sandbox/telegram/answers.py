"""What the Bot API answers, and how it words a refusal."""

import json
from dataclasses import dataclass, field

from sandbox.telegram.messages import Json

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """`raw` is sent in place of the body: a proxy's page, or half an answer."""

    status: int
    body: Json = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = JSON_TYPE

    @property
    def data(self) -> bytes:
        return json.dumps(self.body).encode() if self.raw is None else self.raw

    @property
    def headers(self) -> dict[str, str]:
        """How long to wait is said twice: here and among the parameters."""
        parameters = self.body.get("parameters")
        waits = parameters.get("retry_after") if isinstance(parameters, dict) else None
        return {} if waits is None else {"Retry-After": str(waits)}


@dataclass(frozen=True, slots=True)
class Told:
    """A result with a sentence beside it."""

    result: object
    description: str


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


def migrated(to_chat_id: int) -> ApiError:
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, said, migrate_to_chat_id=to_chat_id)


def too_many_requests(seconds: int) -> ApiError:
    said = f"Too Many Requests: retry after {seconds}"
    return ApiError(429, said, retry_after=seconds)


def granted(result: object) -> Reply:
    body: Json = {"ok": True, "result": result}
    if isinstance(result, Told):
        body = {"ok": True, "result": result.result, "description": result.description}
    return Reply(200, body)


def refused(error: ApiError) -> Reply:
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return Reply(error.status, body)


def wrong_token() -> ApiError:
    return ApiError(401, "Unauthorized: invalid token specified")


def nothing_here() -> ApiError:
    return ApiError(404, "Not Found")


def no_such_method() -> ApiError:
    return ApiError(404, "Not Found: method not found")


def restarting() -> ApiError:
    return ApiError(500, "Internal Server Error: restart")


def other_poll() -> ApiError:
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request;"
        " make sure that only one bot instance is running",
    )


def webhook_came() -> ApiError:
    return ApiError(409, "Conflict: terminated by setWebhook request")


def webhook_is_set() -> ApiError:
    return ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first",
    )
