"""What is written when a chat's turn ends."""

from datetime import datetime

from sqlmodel import Session

from bot.context import Turn
from bot.conversations import Question
from storage import conversations, inbox, screens

Ended = tuple[Turn, list[Question | None], datetime]  # what moved, and when


def close_turns(session: Session, ended: list[Ended]) -> list[None]:
    """Of each its question if it moved, the ids of what was said, the closed row: one commit."""
    for turn, moved, _ in ended:
        for question in moved:
            move(session, turn.chat_key, question)
    screens.sent(session, [place for turn, _, _ in ended for place in turn.said])
    inbox.close_all(session, [(turn.seq, now) for turn, _, now in ended])
    return [None] * len(ended)


def move(session: Session, chat_key: int, question: Question | None) -> None:
    if question is None:
        conversations.drop(session, chat_key)
        return
    conversations.put(
        session,
        {
            "chat_id": chat_key,
            "person_id": question.person_id,
            "state": question.state,
            "about": question.about,
            "screen_id": question.screen_id,
            "expires_at": question.expires_at,
        },
    )
