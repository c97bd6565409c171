"""Matrix in bad weather: outages, rubbish, limits, and logins that are no longer good."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import Homeserver
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.outgoing import Post
from bot.platforms.platform import LoginRefused, NotNow, Unreachable
from tests.platforms.contract import PATIENCE, Box
from tests.platforms.scene import NUMBERS, Scene

BOT = "@bot:laune.example"


async def test_a_server_that_dies_in_the_middle_is_awaited(scene: Scene) -> None:
    """After a power cut everything goes on by itself, and what was sent again is said once."""
    karin = await scene.person("karin")
    async with scene.listening() as (matrix, box):
        await karin.say(scene.room, "davor")
        await box.until(lambda _: box.texts() == ["davor"])
        first = await matrix.send(scene.home, Post("angekommen, aber keine Antwort?"), "k1")
        scene.server.kill()
        try:
            with pytest.raises(Unreachable):
                await matrix.send(scene.home, Post("in den Wind"), "k2")
        finally:
            await scene.server.start()
        await karin.say(scene.room, "danach")
        await box.until(lambda _: "danach" in box.texts())
        assert box.texts() == ["davor", "danach"]
        assert await matrix.send(scene.home, Post("angekommen, aber keine Antwort?"), "k1") == first
        again = await matrix.send(scene.home, Post("in den Wind"), "k2")
    said = [each for each in await karin.history(scene.room) if each["sender"] == scene.bot.user_id]
    assert [each["event_id"] for each in said if each["type"] == "m.room.message"] == [first, again]


async def test_while_the_reading_begins_anew_we_are_still_in_the_room(scene: Scene) -> None:
    """A fault of ours ended it, and the server is away just then: nothing is given up, and who leads still leads."""
    anna = f"matrix:{scene.people['anna'].account.user_id}"
    async with scene.listening():
        pass  # an earlier start came in
    matrix, box = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token), Box()
    await matrix.connect([scene.alias], [])
    listening = asyncio.create_task(matrix.listen(box, None))
    await matrix.caught_up()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    scene.server.kill()
    again = asyncio.create_task(matrix.listen(box, box.position))
    try:
        await asyncio.sleep(0)  # it has begun
        with pytest.raises(Unreachable):
            await matrix.send(scene.home, Post("Noch 2 Minuten."), "k1")
        assert matrix.leads(scene.home, anna)
    finally:
        await scene.server.start()
    async with asyncio.timeout(PATIENCE):
        await matrix.read_again()
    assert await matrix.send(scene.home, Post("Noch 2 Minuten."), "k1")
    assert matrix.leads(scene.home, anna)
    again.cancel()
    await asyncio.gather(again, return_exceptions=True)
    await matrix.close()


async def test_a_revoked_token_is_a_refused_login(scene: Scene) -> None:
    """Nothing helps but a new one: whoever listens, sends or begins again is told so."""
    matrix = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    await matrix.connect([scene.alias], [])
    listening = asyncio.create_task(matrix.listen(Box(), None))
    await matrix.caught_up()
    async with Client(scene.server.url, scene.bot) as elsewhere:
        await elsewhere.call("POST", "/logout", {})
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(LoginRefused):
            await listening
    with pytest.raises(LoginRefused):
        await matrix.send(scene.home, Post("hallo?"), "weg")
    await matrix.close()
    again = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    with pytest.raises(LoginRefused, match="Token oder Passwort"):
        await again.connect([scene.alias], [])
    await again.close()


async def test_a_password_makes_one_device_for_ever(scene: Scene) -> None:
    """The login lies in a file that only we may read; a second start uses it."""
    keys = scene.folder / "keys"
    for _ in range(2):
        matrix = Matrix(scene.server.url, scene.bot.user_id, keys, password=scene.bot.password)
        assert (await matrix.connect([scene.alias], [])).missing == {}
        await matrix.close()
    assert stat.S_IMODE((keys / "matrix-session.json").stat().st_mode) == 0o600
    async with Client(scene.server.url, scene.bot) as elsewhere:
        devices = (await elsewhere.call("GET", "/devices"))["devices"]
    assert [each["display_name"] for each in devices].count("Werkstatt") == 1


async def test_a_wrong_password_and_a_strangers_token_are_refused(scene: Scene) -> None:
    """The operator reads why, in one sentence."""
    wrong = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "a", password="falsch")
    with pytest.raises(LoginRefused, match="weist die Anmeldung"):
        await wrong.connect([], [])
    await wrong.close()
    token = scene.people["anna"].account.token
    other = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "b", token=token)
    with pytest.raises(LoginRefused, match="gehört zu @anna"):
        await other.connect([], [])
    await other.close()
    none = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "c")
    with pytest.raises(LoginRefused, match="WERKSTATT_MATRIX__ACCESS_TOKEN"):
        await none.connect([], [])
    await none.close()


async def test_an_untouched_server_teaches_its_pace(tmp_path: Path) -> None:
    """It says how long to wait; an operator can lift the limit for the bot."""
    async with Homeserver(tmp_path / "untouched", limited=True) as server:
        bot = await server.account(f"bot{next(NUMBERS)}")
        async with Client(server.url, bot) as client:
            room = await client.create("", "Raum")
        matrix = Matrix(server.url, bot.user_id, tmp_path / "keys", token=bot.token)
        await matrix.connect([room], [])
        listening = asyncio.create_task(matrix.listen(Box(), None))
        await matrix.caught_up()
        sends = [matrix.send(f"matrix:{room}", Post("zu schnell"), f"k{number}") for number in range(30)]
        refusals = [each for each in await asyncio.gather(*sends, return_exceptions=True) if isinstance(each, NotNow)]
        assert refusals
        assert all(0 < each.wait <= 10_000 for each in refusals)
        await server.unlimited(bot)
        for number in range(20):
            await matrix.send(f"matrix:{room}", Post("jetzt gern"), f"l{number}")
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await matrix.close()


@dataclass
class Moody:
    """A homeserver in a mood: what it answers to a sync, one after another, the last for ever."""

    moods: list[tuple[int, str]]
    asked: list[float] = field(default_factory=list)

    async def sync(self, _: web.Request) -> web.Response:
        """Answer as the mood is."""
        self.asked.append(asyncio.get_running_loop().time())
        status, body = self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]
        return web.Response(status=status, text=body, content_type="application/json")

    async def whoami(self, _: web.Request) -> web.Response:
        """Know everybody."""
        return web.json_response({"user_id": BOT, "device_id": "GERAET"})

    async def rooms(self, _: web.Request) -> web.Response:
        """Have no rooms."""
        return web.json_response({"joined_rooms": []})

    async def other(self, _: web.Request) -> web.Response:
        """Take any keys."""
        return web.json_response({"one_time_key_counts": {"signed_curve25519": 50}, "device_keys": {}, "failures": {}})


@asynccontextmanager
async def moody(folder: Path, *moods: tuple[int, str]) -> AsyncIterator[tuple[Moody, Matrix]]:
    """Let an adapter connect to a moody server."""
    server = Moody(list(moods))
    app = web.Application()
    app.router.add_get("/_matrix/client/v3/sync", server.sync)
    app.router.add_get("/_matrix/client/v3/account/whoami", server.whoami)
    app.router.add_get("/_matrix/client/v3/joined_rooms", server.rooms)
    app.router.add_route("*", "/{rest:.*}", server.other)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    matrix = Matrix(f"http://127.0.0.1:{runner.addresses[0][1]}", BOT, folder, token="geheim")
    await matrix.connect([], [])
    try:
        yield server, matrix
    finally:
        await matrix.close()
        await runner.cleanup()


async def test_rubbish_and_trouble_are_waited_out(tmp_path: Path) -> None:
    """Broken JSON, a proxy's error page, a limit: half a second, then longer, and back by itself."""
    fine = (200, '{"next_batch": "s1"}')
    limit = '{"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 20}'
    trouble = [(502, "<html>"), (200, '{"next_ba'), (429, limit)]
    async with moody(tmp_path, *trouble, fine) as (server, matrix):
        box = Box()
        listening = asyncio.create_task(matrix.listen(box, "s0"))
        async with asyncio.timeout(PATIENCE):
            await matrix.caught_up()
        assert box.position == "s1"
        pauses = [later - earlier for earlier, later in zip(server.asked, server.asked[1:], strict=False)]
        assert [0.4 < pause < 2.5 for pause in pauses[:3]] == [True, True, True]
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_server_that_never_lets_us_wait_is_not_asked_in_a_spin(tmp_path: Path) -> None:
    """Never more than five requests a second, whatever it answers."""
    async with moody(tmp_path, (200, '{"next_batch": "s1"}')) as (server, matrix):
        box = Box()
        listening = asyncio.create_task(matrix.listen(box, None))
        await box.until(lambda _: len(server.asked) >= 12)
        assert server.asked[11] - server.asked[0] > 1.9
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_login_that_ends_while_listening_ends_it_at_once(tmp_path: Path) -> None:
    """One refusal is enough; nobody asks again."""
    ended = (401, '{"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token"}')
    async with moody(tmp_path, (200, '{"next_batch": "s1"}'), ended) as (server, matrix):
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(LoginRefused):
                await matrix.listen(Box(), None)
        assert len(server.asked) == 2


async def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    """And not a refused login."""
    matrix = Matrix("http://127.0.0.1:9", BOT, tmp_path, token="geheim")
    with pytest.raises(Unreachable):
        await matrix.connect([], [])
    await matrix.close()
