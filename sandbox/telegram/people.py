"""People: who they are, and what happens between one of them and the bot."""

from datetime import timedelta

from sandbox.telegram import memberships
from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Message
from sandbox.telegram.places import Chat, Member, Place, Status
from sandbox.telegram.state import State
from sandbox.telegram.updates import DAY

TYPING_LASTS = timedelta(seconds=5)


class People(State):
    def person(
        self,
        name: str,
        *,
        language_code: str = "en",
        user_id: int | None = None,
        last_name: str = "",
    ) -> Account:
        account_id = self.last_person_id + 1 if user_id is None else user_id
        if self.account(account_id) is not None:
            raise ValueError(f"the id {account_id} is taken")
        self.last_person_id = max(self.last_person_id, account_id)
        who = Account(account_id, name, last_name, language_code=language_code)
        self.accounts[account_id] = who
        self.chats[account_id] = Chat(account_id, Place.PRIVATE)
        self.touch()
        return who

    def home(self, who: Account) -> Chat:
        """Their private chat with the bot."""
        return self.chats[who.id]

    def blocks(self, who: Account) -> None:
        self.set_blocked(who, blocked=True)

    def unblocks(self, who: Account) -> None:
        self.set_blocked(who, blocked=False)

    def set_blocked(self, who: Account, *, blocked: bool) -> None:
        if who.blocked is blocked:
            return
        who.blocked = blocked
        inside, out = Member(self.bot), Member(self.bot, Status.KICKED)
        was, now = (inside, out) if blocked else (out, inside)
        shape = memberships.moved(self, self.home(who), who, was, now)
        self.updates.add("my_chat_member", shape, self.now() + DAY)
        self.touch()

    def deactivates(self, who: Account) -> None:
        """The account is gone for good; Telegram tells the bot when it next writes."""
        who.deactivated = True
        self.touch()

    def history(self, who: Account) -> list[Message]:
        """The private chat, oldest first."""
        return list(self.home(who).messages.values())

    def answer_to(self, query_id: str) -> str | None:
        """What the toast said: "" for a silent answer, None while there is none."""
        query = self.queries.get(query_id)
        return None if query is None else query.answer

    def typing(self, who: Account, chat: Chat | None = None) -> bool:
        since = self.typing_since.get((chat or self.home(who)).id)
        return since is not None and self.now() - since < TYPING_LASTS

    def must_be_able(self, who: Account, chat: Chat) -> Member:
        """As whom they are in that chat; ValueError for whoever cannot write there."""
        if who.deactivated:
            raise ValueError(f"{who.name} has no account any more")
        if chat.is_private:
            if who.blocked:
                raise ValueError(f"{who.name} has blocked the bot and must unblock it first")
            return Member(who)
        if chat.migrated_to is not None:
            raise ValueError("this group has become a supergroup")
        if chat.is_deleted or not chat.member(who).is_inside:
            raise ValueError(f"{who.name} is not in {chat.title}")
        return chat.member(who)
