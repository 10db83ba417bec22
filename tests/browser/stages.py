"""A small stage for the page: two people, Ana, their groups, and a bot of a few lines."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.stage import Seat
from sandbox.telegram import Account, Chat, Telegram

MONDAY_NIGHT = datetime(2026, 8, 3, 13, tzinfo=UTC)  # 9 PM in Manila

Rows = list[list[str]]


class SmallStage:
    """Its bot keeps what people write, with an Undo, and knows that shifts end at 7 AM."""

    def __init__(self) -> None:
        self.epoch = 0
        self.busy = ""
        self.kept_in = ""
        self.bound_to = ""
        self.moment = MONDAY_NIGHT
        self.made_anew()

    def made_anew(self) -> None:
        self.epoch += 1
        self.telegram = Telegram(self.now)
        self.jessa = self.telegram.person("Jessa")
        self.marco = self.telegram.person("Marco", language_code="fil")
        self.ana = self.telegram.person("Ana")
        for account in (self.jessa, self.marco, self.ana):
            account.wrote = True  # once, in a chat that was emptied since
        self.team = self.telegram.group("Malaya", self.ana, self.jessa, self.marco)
        self.floor = self.telegram.group("Night floor", self.ana, self.jessa, kind="forum")
        self.wins = self.telegram.topic(self.ana, self.floor, "Wins")
        for group in (self.team, self.floor):
            self.telegram.adds(self.ana, self.telegram.bot, group)
        self.telegram.updates.forget()

    def now(self) -> datetime:
        return self.moment

    def people(self) -> list[Seat]:
        labelled = ((self.jessa, "nights"), (self.marco, "days"), (self.ana, "team leader"))
        return [Seat(account, label) for account, label in labelled]

    async def answered(self, tap: str = "") -> None:  # noqa: ARG002 - nothing waits here
        waiting = list(self.telegram.updates.alive())
        self.telegram.updates.forget()
        for pending in waiting:
            update: Any = pending.update
            if "message" in update and "text" in update["message"]:
                await self.keep(update["message"])
            elif "callback_query" in update:
                await self.take_back(update["callback_query"])

    async def keep(self, message: Any) -> None:
        chat, message_id = message["chat"]["id"], message["message_id"]
        thumb = json.dumps([{"type": "emoji", "emoji": "👍"}])
        await self.calls("setMessageReaction", chat_id=chat, message_id=message_id, reaction=thumb)
        topic = {"message_thread_id": message.get("message_thread_id", 0)}
        await self.answers(chat, "Kept, <b>Mon night</b>. /wins", [["Undo", "More"]], **topic)

    async def take_back(self, query: Any) -> None:
        message = query["message"]
        at = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        await self.calls("editMessageText", text="Gone.", **at)
        await self.calls("answerCallbackQuery", callback_query_id=query["id"], text="Taken back")

    async def travel(self, hours: float) -> None:
        self.moment += timedelta(hours=hours)

    async def travel_to_first(self) -> None:
        self.moment = datetime(2026, 9, 1, 1, tzinfo=UTC)

    async def travel_to_shift_end(self, who: int) -> str:
        if who != self.jessa.id:
            return "The bot does not know yet when this shift ends."
        self.moment = MONDAY_NIGHT + timedelta(hours=10)
        await self.answers(who, "Mon night's done. What went well?", [])
        return ""

    async def new_world(self, kind: str) -> None:
        self.made_anew()
        if kind == "small":
            self.telegram.says(self.jessa, "a win of another day")
            await self.answered()

    async def play(self, name: str) -> None:
        self.busy = name

    async def answers(self, chat: int, html: str, rows: Rows, **more: object) -> int:
        keyboard = [
            [{"text": text, "callback_data": f"tap:{text}"} for text in row] for row in rows
        ]
        markup = json.dumps({"inline_keyboard": keyboard})
        said = {"chat_id": chat, "text": html, "parse_mode": "HTML", "reply_markup": markup}
        return int((await self.calls("sendMessage", **said, **more))["message_id"])

    async def sends(self, to: Account | Chat, method: str, name: str, data: bytes) -> None:
        kind = method.removeprefix("send").lower()
        params = {"chat_id": to.id, kind: "attach://file"}
        reply = await self.telegram.call(method, params, {"file": (name, data)})
        assert reply.status == 200, reply.body

    async def calls(self, method: str, **params: object) -> Any:
        reply = await self.telegram.call(method, params)
        assert reply.status == 200, reply.body
        return reply.body["result"]
