"""Threads of the embedded Discord: in a channel, with members of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.demo.discord.answers import Route, answer
from bot.demo.discord.asked import Json

PUBLIC = 11


@dataclass
class Threads:
    """The threads by their id, and who is in each."""

    guild: str
    dispatch: Callable[[str, Json], None]
    known: dict[str, Json] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    def open(self, number: str, parent: str, name: str, owner: str) -> Json:
        """Return a new thread in a channel."""
        about: Json = {"archived": False, "auto_archive_duration": 1440, "locked": False}
        about["archive_timestamp"] = about["create_timestamp"] = "2027-06-20T09:00:00+00:00"
        thread: Json = {"id": number, "type": PUBLIC, "name": name, "parent_id": parent, "guild_id": self.guild}
        thread |= {"owner_id": owner, "last_message_id": None, "thread_metadata": about, "rate_limit_per_user": 0}
        thread |= {"message_count": 0, "member_count": 1, "total_message_sent": 0, "flags": 0}
        self.known[number], self.members[number] = thread, [owner]
        self.dispatch("THREAD_CREATE", {**thread, "newly_created": True})
        return thread

    def join(self, number: str, user: str, *, into: bool = True) -> None:
        """Let somebody into a thread, or out of it."""
        people = self.members[number]
        (people.append if into else people.remove)(user)
        added = [self._member(number, user)] if into else []
        told = {"id": number, "guild_id": self.guild, "member_count": len(people), "added_members": added}
        self.dispatch("THREAD_MEMBERS_UPDATE", {**told, "removed_member_ids": [] if into else [user]})

    @staticmethod
    def _member(number: str, user: str) -> Json:
        return {"id": number, "user_id": user, "join_timestamp": "2027-06-20T09:00:00+00:00", "flags": 0}

    def routes(self) -> list[Route]:
        """Return what it answers."""
        return [("GET", "/channels/{c}/thread-members", self._members)]

    async def _members(self, request: web.Request) -> web.Response:
        number = request.match_info["c"]
        if number not in self.members:
            return answer({"message": "Unknown Channel", "code": 10003}, 404)
        return answer([self._member(number, user) for user in self.members[number]])
