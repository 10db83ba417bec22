"""aiogram with its defaults: an echo, or with a database one SQLModel AsyncSession an update.

`python -m benchmarks.peers.aiogram_bot ADDRESS [DATABASE_URL]`
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from sqlalchemy import BigInteger, DateTime
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

TOKEN = "42:quick"
Answer = Callable[[Message], Awaitable[None]]


class Entry(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(sa_type=BigInteger, index=True)
    words: str
    said_at: datetime = Field(sa_type=DateTime(timezone=True))


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def storing(url: str) -> Answer:
    """Stores each line, and then says it."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)

    async def store(message: Message) -> None:
        async with sessions() as session:
            entry = Entry(
                person=message.chat.id, words=message.text or "", said_at=datetime.now(UTC)
            )
            session.add(entry)
            await session.commit()
        await message.answer(message.text or "")

    return store


async def main(address: str, url: str | None = None) -> None:
    api = AiohttpSession(api=TelegramAPIServer.from_base(address))
    dispatcher = Dispatcher()
    dispatcher.message.register(await storing(url) if url else echo)
    await dispatcher.start_polling(Bot(TOKEN, session=api))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
