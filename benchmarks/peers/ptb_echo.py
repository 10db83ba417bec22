"""A bare PTB echo bot, all defaults: httpx, one update after another, nothing stored."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

TOKEN = "42:quick"


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(address: str) -> None:
    application: Any = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1])
