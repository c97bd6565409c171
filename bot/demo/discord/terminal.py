"""Taking part by hand: a small Discord for the terminal, since there is no program for the embedded one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.hall import Hall
from bot.demo.discord.people import Citizen
from bot.demo.discord.window import BOT, MENU, Window

LOOKS = 0.2
"""Seconds after which the channel is looked at again."""
REMEMBERED = 20
"""Answers that may still change."""
HOME, GUEST = "mobilitaet", "Gast"
ALONE = "nur für Sie"
HELP = """\
Was Sie schreiben, lesen alle im Kanal. Außerdem gibt es:
  /hilfe         ein Befehl; Text dahinter, wenn Sie mögen
  >3             auf Knopf 3 tippen
  >4 7 9         im Menü 4 die Nummern 7 und 9 wählen
  @anna, @gast   als Anna (Moderation) weitermachen, oder wieder als Gast
  #regie         in einen anderen Kanal gehen"""
WHERE = "— {name} in #{channel} —"
FORM = "Formular „{title}“: Schreiben Sie jetzt; Eingabe schickt ab."
UNKNOWN = "Das gibt es hier nicht: {what}"


@dataclass(slots=True)
class Terminal:
    """Whoever sits there, as a guest or as the moderator."""

    hall: Hall
    say: Callable[[str], None]
    _guest: Citizen = field(init=False)
    _me: Citizen = field(init=False)
    _window: Window = field(init=False)
    _form: str = ""
    """The form that is open."""
    _asked: list[tuple[Asked, list[Json]]] = field(default_factory=list)
    """What was asked, and as much of the answer as was shown."""

    def __post_init__(self) -> None:
        """Come in as a guest."""
        self._window = Window(self.hall.server.world)
        self._guest = self._me = self.hall.lets_in(GUEST, HOME)

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Show what happens, and do what is typed, until nothing more is."""
        self.say(HELP)
        self._is(self._me)
        looking = asyncio.create_task(self._look())
        try:
            async for typed in lines:
                if typed.strip():
                    await self.do(typed.strip())
        finally:
            looking.cancel()

    async def _look(self) -> None:
        while True:
            self.show()
            await asyncio.sleep(LOOKS)

    # --- what one sees ------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show what is new: in the channel, and of the answers that only this person sees."""
        for row in self._window.news(self._me.channel):
            self.say(row)
        for asked, shown in self._asked[-REMEMBERED:]:
            if asked.modal is not None and not shown:
                shown.append(asked.modal)
                self._form = asked.modal["custom_id"]
                self.say(FORM.format(title=asked.modal["title"]))
            for answer in [each for each in asked.answers if each not in shown]:
                shown.append(answer)
                for row in self._window.rows(answer, BOT, ALONE):
                    self.say(row)

    # --- what one does ------------------------------------------------------------------------------------------

    async def do(self, typed: str) -> None:
        """Do what was typed."""
        sign, rest = typed[0], typed[1:].strip()
        if self._form:
            form, self._form = self._form, ""
            self._asks(self._me.submit(form, typed))
        elif sign == "/":
            self._commands(*rest.split(" ", 1))
        elif sign == ">":
            self._taps(*rest.split())
        elif sign == "@":
            self._becomes(rest.casefold())
        elif sign == "#":
            self._goes(rest.casefold())
        else:
            await self._me.say(typed)

    def _asks(self, asked: Asked) -> None:
        self._asked.append((asked, []))

    def _commands(self, name: str = "", text: str = "") -> None:
        known = {each["name_localizations"]["de"]: each["name"] for each in self.hall.server.world.commands}
        if name in known:
            self._asks(self._me.command(known[name], text.strip()))
        else:
            self.say(UNKNOWN.format(what=f"/{name}"))

    def _taps(self, number: str = "", *values: str) -> None:
        known = {str(place): tap for place, tap in enumerate(self._window.taps, 1)}
        if number not in known:
            self.say(UNKNOWN.format(what=f">{number}"))
            return
        message, part = known[number]
        if part["type"] == MENU:
            self._asks(self._me.select(message, part["custom_id"], *values))
        else:
            self._asks(self._me.press(message, part["custom_id"]))

    def _becomes(self, name: str) -> None:
        people = [self.hall.leads[HOME], self._guest]
        found = next((each for each in people if each.user["username"] == name), None)
        if found is None:
            self.say(UNKNOWN.format(what=f"@{name}"))
        else:
            self._is(replace(found, channel=self._me.channel))

    def _goes(self, name: str) -> None:
        if name in self.hall.channels:
            self._is(replace(self._me, channel=self.hall.channels[name]))
        else:
            self.say(UNKNOWN.format(what=f"#{name}"))

    def _is(self, me: Citizen) -> None:
        self._me = me
        channel = self.hall.server.world.channels[me.channel]["name"]
        self.say(WHERE.format(name=me.user["global_name"], channel=channel))
