"""What happens to groups: who comes and goes, topics, rights, becoming a supergroup."""

from collections.abc import Collection
from dataclasses import replace

from sandbox.telegram import memberships, shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Json, Message
from sandbox.telegram.places import GENERAL, Chat, Member, Place, Status, Topic
from sandbox.telegram.saying import Saying
from sandbox.telegram.sending import service_message
from sandbox.telegram.updates import DAY

FIRST_GROUP_ID = -4_000_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001
ICON_COLOUR = 0x6FB9F0


class Groups(Saying):
    def group(self, title: str, creator: Account, *others: Account, kind: str = "group") -> Chat:
        """A group, a supergroup or a forum, with those people and without the bot."""
        place = Place.GROUP if kind == "group" else Place.SUPERGROUP
        chat = Chat(self.next_group_id(place), place, title, is_forum=kind == "forum")
        chat.members[creator.id] = Member(creator, Status.CREATOR)
        chat.members |= {account.id: Member(account) for account in others}
        if chat.is_forum:
            chat.topics[GENERAL] = Topic(chat, GENERAL, "General")
            chat.last_message_id = GENERAL  # the first message, and General is its topic
        self.chats[chat.id] = chat
        self.touch()
        return chat

    def next_group_id(self, place: Place) -> int:
        first = FIRST_GROUP_ID if place is Place.GROUP else FIRST_SUPERGROUP_ID
        return first - sum(chat.place is place for chat in self.chats.values())

    def adds(self, by: Account, who: Account, chat: Chat) -> None:
        """Somebody brings a person or the bot along."""
        self.must_be_able(by, chat)
        self.becomes(by, chat, Member(who))
        self.service(chat, by, {"new_chat_members": [shapes.user(who)]})

    def joins(self, who: Account, chat: Chat) -> None:
        """By an invitation: they bring themselves."""
        self.becomes(who, chat, Member(who))
        self.service(chat, who, {"new_chat_members": [shapes.user(who)]})

    def leaves(self, who: Account, chat: Chat) -> None:
        self.must_be_able(who, chat)
        self.service(chat, who, {"left_chat_member": shapes.user(who)})
        self.becomes(who, chat, Member(who, Status.LEFT))

    def kicks(self, by: Account, who: Account, chat: Chat) -> None:
        """The bot hears of its own end by my_chat_member only, and in a basic group in words."""
        self.must_lead(by, chat)
        if who.id != self.bot.id or chat.place is Place.GROUP:
            self.service(chat, by, {"left_chat_member": shapes.user(who)})
        self.becomes(by, chat, Member(who, Status.KICKED))

    def promotes(self, by: Account, who: Account, chat: Chat, *, anonymous: bool = False) -> None:
        self.must_lead(by, chat)
        status = Status.ADMINISTRATOR
        if chat.member(who).status is Status.CREATOR:
            status = Status.CREATOR
        self.becomes(by, chat, Member(who, status, is_anonymous=anonymous))

    def demotes(self, by: Account, who: Account, chat: Chat) -> None:
        self.must_lead(by, chat)
        self.becomes(by, chat, Member(who))

    def mutes(
        self, by: Account, who: Account, chat: Chat, what: Collection[str] = ("messages",)
    ) -> None:
        """`what` names kinds: "messages" is everything, "photos", "documents", "polls"."""
        self.must_lead(by, chat)
        self.becomes(by, chat, Member(who, Status.RESTRICTED, muted=frozenset(what)))

    def becomes(self, by: Account, chat: Chat, now: Member) -> None:
        was = replace(chat.member(now.account))
        chat.members[now.account.id] = now
        self.touch()
        shape = memberships.moved(self, chat, by, was, now)
        if now.account.id == self.bot.id:
            self.updates.add("my_chat_member", shape, self.now() + DAY)
        elif self.bot_in(chat).leads:
            self.updates.add("chat_member", shape, self.now() + DAY)

    def ends(self, by: Account, chat: Chat) -> None:
        """The group is deleted for everybody; the bot is told when it next writes."""
        self.must_lead(by, chat)
        chat.is_deleted = True
        self.touch()

    def migrates(self, by: Account, chat: Chat) -> Chat:
        """A group becomes a supergroup: another chat, with the people and none of the messages."""
        self.must_lead(by, chat)
        if chat.place is not Place.GROUP:
            raise ValueError("only a basic group becomes a supergroup")
        grown = Chat(self.next_group_id(Place.SUPERGROUP), Place.SUPERGROUP, chat.title)
        grown.members = {key: replace(member) for key, member in chat.members.items()}
        self.chats[grown.id] = grown
        self.service(chat, by, {"migrate_to_chat_id": grown.id})
        chat.migrated_to = grown.id
        self.service(grown, by, {"migrate_from_chat_id": chat.id})
        return grown

    def topic(self, by: Account, chat: Chat, name: str) -> Topic:
        self.must_be_able(by, chat)
        if not chat.is_forum:
            raise ValueError("only a forum has topics")
        created: Json = {"name": name, "icon_color": ICON_COLOUR}
        said = self.service(chat, by, {"forum_topic_created": created})
        chat.topics[said.id] = made = Topic(chat, said.id, name)
        return made

    def closes_topic(self, by: Account, topic: Topic) -> None:
        self.set_closed(by, topic, closed=True)

    def reopens_topic(self, by: Account, topic: Topic) -> None:
        self.set_closed(by, topic, closed=False)

    def set_closed(self, by: Account, topic: Topic, *, closed: bool) -> None:
        self.must_lead(by, topic.chat)
        topic.is_closed = closed
        what = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.service(topic.chat, by, {what: {}}, topic.id)

    def removes_topic(self, by: Account, topic: Topic) -> None:
        """With everything that was said in it; nobody is told."""
        chat = topic.chat
        self.must_lead(by, chat)
        del chat.topics[topic.id]
        gone = [one.id for one in chat.messages.values() if topic.id in {one.thread_id, one.id}]
        for message_id in gone:
            del chat.messages[message_id]
        self.touch()

    def pins(self, by: Account, message_id: int, chat: Chat) -> None:
        self.must_lead(by, chat)
        chat.pinned.append(self.seen_by(by, message_id, chat).id)
        self.service(chat, by, {"pinned_message": message_id})

    def service(self, chat: Chat, by: Account, said: Json, topic: int | None = None) -> Message:
        message = service_message(self, chat.id, by.id, said)
        created = "forum_topic_created" in said
        message.thread_id = message.id if created else topic
        message.is_anonymous = chat.member(by).is_anonymous
        self.arrives(chat, message)
        return message

    def must_lead(self, who: Account, chat: Chat) -> None:
        if not self.must_be_able(who, chat).leads:
            raise ValueError(f"{who.name} does not lead {chat.title}")
