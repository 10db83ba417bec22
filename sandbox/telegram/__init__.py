"""The Bot API in memory: one state, reached in process or over HTTP."""

from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import Reply
from sandbox.telegram.journal import Call
from sandbox.telegram.messages import Button, File, Kind, Message
from sandbox.telegram.places import Chat, Place, Status
from sandbox.telegram.server import Telegram
from sandbox.telegram.spec import Spec

__all__ = [
    "Account",
    "Button",
    "Call",
    "Chat",
    "File",
    "Kind",
    "Message",
    "Place",
    "Reply",
    "Spec",
    "Status",
    "Telegram",
]
