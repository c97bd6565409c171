"""The doctor against a real Synapse: it finds what is missing before the day does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.configuration.settings import Settings
from bot.configuration.tables import (
    ConferenceSettings,
    MatrixSettings,
    OfficialsSettings,
    OrganisersSettings,
    PrivacySettings,
    WorkshopSettings,
)
from bot.demo.matrix.homeserver import NAME, Homeserver
from bot.doctor import Finding, examine, exit_code, limits, report
from bot.doctor.wire import Wire
from bot.platforms.incoming import Batch, Known
from bot.platforms.matrix.adapter import Matrix
from storage.journal import Account, Commit, Journal
from tests.platforms.conftest import NUMBERS, Scene
from workshop_flows.values import Source

PRIVACY = PrivacySettings(
    controller="Stadt Bochum", contact="datenschutz@example.org", legal_basis="Art. 6 DSGVO", retention_days=30
)


def settings(scene: Scene, *rooms: str, token: str = "", control: str | None = None, staff: str = "") -> Settings:
    """Return a configuration whose workshops are in these rooms."""
    matrix = MatrixSettings(
        homeserver=scene.server.url,
        user_id=scene.bot.user_id,
        control_room=control,
        access_token=SecretStr(token or scene.bot.token),
    )
    workshops = tuple(
        WorkshopSettings(id=f"w{number}", title=f"Workshop {number}", flow="bochum-workshop", matrix_room=room)
        for number, room in enumerate(rooms or (scene.alias,), 1)
    )
    return Settings(
        conference=ConferenceSettings(name="probe", title="Bürgerkonferenz"),
        privacy=PRIVACY,
        matrix=matrix,
        workshop=workshops,
        officials=OfficialsSettings(matrix_room=staff) if staff else None,
        organisers=OrganisersSettings(matrix_room=staff) if staff else None,
    )


def found(findings: list[Finding], words: str) -> Finding:
    """Return the one finding with these words."""
    same = [each for each in findings if words in each.sentence]
    assert len(same) == 1, report(findings)
    return same[0]


class Deaf:
    """An inbox for what nobody wants to know."""

    async def take(self, batch: Batch) -> None:
        """Let it go."""

    async def still(self) -> None:
        """Nothing is ever under way."""

    def standing(self, _poll: Source, _account: str) -> None:
        """Know of no poll."""

    def recognise(self, _message: Source, _key: str) -> None:
        """Know of no message."""

    def known(self, _room: str) -> Known:
        """Know nobody."""
        return Known()

    def kept(self, _room: str) -> dict[str, str]:
        """Keep nothing."""
        return {}


async def start_once(scene: Scene, keys: Path) -> None:
    """Let the bot listen until it has heard the server once."""
    matrix = Matrix(scene.server.url, scene.bot.user_id, keys, token=scene.bot.token)
    await matrix.connect([scene.alias], [])
    task = asyncio.create_task(matrix.listen(Deaf(), None))
    async with asyncio.timeout(20):
        await matrix.caught_up()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await matrix.close()


async def test_where_everything_is_there_nothing_is_missing(scene: Scene) -> None:
    """Login, room, power, moderation, keys, disk: a line each, and the shell's 0."""
    anna = scene.people["anna"]
    number = next(NUMBERS)
    powers = {"users": {scene.bot.user_id: 50}}
    await anna.create(f"staff{number}", "Stab", power_level_content_override=powers)
    staff = f"#staff{number}:{NAME}"
    findings = await examine(settings(scene, control=staff, staff=staff), scene.folder / "probe")
    assert exit_code(findings) == 0, report(findings)
    assert found(findings, "Anmeldung").level == "good"
    assert "Synapse 1." in found(findings, "Der Server ist").sentence
    assert found(findings, "Uhr dieses Rechners").level == "good"
    assert found(findings, "bremst das Konto nicht").level == "good"
    assert anna.account.user_id in found(findings, "moderieren").sentence
    assert found(findings, "GB frei").ok
    assert found(findings, "je Eintrag").ok
    assert found(findings, "noch kein Journal").level == "good"
    assert found(findings, "hinterlegt").level == "good"


async def test_where_the_officials_are_the_overview_is_to_be_pinned(scene: Scene) -> None:
    """Else the mayor looks for it in what was said since."""
    number = next(NUMBERS)
    await scene.people["anna"].create(f"hall{number}", "Halle")
    findings = await examine(settings(scene, staff=f"#hall{number}:{NAME}"), scene.folder / "probe")
    assert found(findings, "nicht: Nachrichten anheften").remedy == f"Im Raum schreiben: /op {scene.bot.user_id} 50"


async def test_the_room_of_the_measurement_is_gone_afterwards(scene: Scene) -> None:
    """Whoever looks at the account's rooms finds those of the day only."""
    await examine(settings(scene), scene.folder / "probe")
    async with Wire(scene.server.url, scene.bot.token) as wire:
        assert (await wire.get("/joined_rooms"))["joined_rooms"] == [scene.room]


async def test_a_wrong_token_is_said_and_is_the_shells_5(scene: Scene) -> None:
    """The sentence names the account, the remedy the variable; nothing else of Matrix is looked at."""
    findings = await examine(settings(scene, token="syt_wrong"), scene.folder / "probe")
    assert exit_code(findings) == 5
    refusal = found(findings, "weist die Anmeldung")
    assert "WERKSTATT_MATRIX__ACCESS_TOKEN" in refusal.remedy
    assert not [each for each in findings if scene.room in each.sentence]


async def test_a_token_of_somebody_else_is_noticed(scene: Scene) -> None:
    """The account that speaks must be the one that is configured."""
    other = await scene.server.account(f"other{next(NUMBERS)}")
    findings = await examine(settings(scene, token=other.token), scene.folder / "probe")
    assert other.user_id in found(findings, "gehört zu").sentence
    assert exit_code(findings) == 5


async def test_a_server_that_is_away_is_a_sentence(scene: Scene) -> None:
    """No traceback, and the line with which to look for oneself."""
    away = settings(scene)
    assert away.matrix is not None
    matrix = away.matrix.model_copy(update={"homeserver": "http://127.0.0.1:9"})
    findings = await examine(away.model_copy(update={"matrix": matrix}), scene.folder / "probe")
    assert exit_code(findings) == 1
    assert found(findings, "antwortet nicht").remedy.startswith("curl")


async def test_an_unknown_alias_a_closed_and_a_banned_room(scene: Scene) -> None:
    """Each says why the bot is not in, and what to write so that it gets in."""
    anna = scene.people["anna"]
    closed, banned = (f"zu{next(NUMBERS)}" for _ in range(2))
    await anna.create(closed, "Zu", preset="private_chat")
    room = await anna.create(banned, "Verbannt")
    await anna.call("POST", f"/rooms/{room}/ban", {"user_id": scene.bot.user_id})
    names = (f"#nirgends:{NAME}", f"#{closed}:{NAME}", f"#{banned}:{NAME}")
    findings = await examine(settings(scene, *names), scene.folder / "probe")
    assert exit_code(findings) == 1
    assert found(findings, "gibt es nicht").level == "missing"
    assert found(findings, "nicht eingeladen").remedy == f"Im Raum schreiben: /invite {scene.bot.user_id}"
    assert f"/unban {scene.bot.user_id}" in found(findings, "verbannt").remedy


async def test_a_room_in_which_the_bot_has_no_power(scene: Scene) -> None:
    """It may write but not pin; after the line of the remedy it may."""
    anna, name = scene.people["anna"], f"ohne{next(NUMBERS)}"
    room = await anna.create(name, "Ohne Rechte")
    there = settings(scene, f"#{name}:{NAME}")
    lacks = found(await examine(there, scene.folder / "probe"), "darf der Bot nicht")
    assert "Nachrichten anheften" in lacks.sentence
    assert "schreiben" not in lacks.sentence
    assert lacks.remedy == f"Im Raum schreiben: /op {scene.bot.user_id} 50"
    await anna.state(room, "m.room.power_levels", {"users": {scene.bot.user_id: 50}})
    assert found(await examine(there, scene.folder / "probe"), "darf alles").level == "good"


async def test_a_room_that_nobody_moderates(scene: Scene) -> None:
    """Whoever made the room has left: somebody must be able to lead."""
    await scene.person("karin")
    await scene.people["anna"].leave(scene.room)
    findings = await examine(settings(scene), scene.folder / "probe")
    assert found(findings, "moderiert niemand").level == "warning"


async def test_an_encrypted_room_can_be_read(scene: Scene) -> None:
    """The keys are to come before the first start, and at the server afterwards; with a lost folder they differ."""
    await scene.people["anna"].state(scene.room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    before = await examine(settings(scene), scene.folder / "probe")
    assert found(before, "hinterlegt").sentence.startswith("Der Bot hat noch keine")
    assert found(before, "ist verschlüsselt: Der Bot liest mit").level == "good"
    folder = scene.folder / "probe"
    await start_once(scene, folder / "matrix")
    assert found(await examine(settings(scene), folder), "sind beim Server hinterlegt").level == "good"
    (folder / "matrix").rename(folder / "lost")
    lost = await examine(settings(scene), folder)
    assert found(lost, "andere Schlüssel").level == "missing"
    assert found(lost, "kann dort nicht mitlesen").remedy


async def test_who_moderates_without_a_direct_chat_is_named(scene: Scene) -> None:
    """Without a control room hints get lost; an invitation waits; what the journal knows is there."""
    anna, folder = scene.people["anna"], scene.folder / "probe"
    user = anna.account.user_id
    nowhere = found(await examine(settings(scene), folder), "Ohne Direktchat")
    assert nowhere.level == "missing"
    assert user in nowhere.sentence
    assert scene.bot.user_id in nowhere.remedy
    direct = await anna.direct(scene.bot.user_id)
    assert user in found(await examine(settings(scene), folder), "wartet").sentence
    async with Wire(scene.server.url, scene.bot.token) as wire:
        await wire.call("POST", f"/join/{direct}", {})
    async with await Journal.open(folder, now=1) as journal:
        known = Commit(accounts=[Account(f"matrix:{user}", 1, "Anna")], directs=[(f"matrix:{direct}", 1)])
        await journal.commit(known, 2)
    assert user in found(await examine(settings(scene), folder), "haben einen Direktchat").sentence


async def test_while_the_bot_runs_nothing_is_measured(scene: Scene) -> None:
    """The measurement would spend the messages that the day needs."""
    folder = scene.folder / "probe"
    async with await Journal.open(folder, now=1):
        findings = await examine(settings(scene), folder)
    assert found(findings, "läuft gerade").level == "warning"
    assert not [each for each in findings if "bremst" in each.sentence]
    assert found(findings, "Journal ist lesbar").level == "good"


@pytest.fixture(scope="module")
def untouched(homeserver: Homeserver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """Return a Synapse with the limits that it has when nobody changes them."""
    server = Homeserver(tmp_path_factory.mktemp("untouched"), limited=True)
    asyncio.run(server.start())
    yield server
    server.stop()


async def test_the_limit_of_an_untouched_server_is_measured_and_its_remedy_helps(
    untouched: Homeserver, tmp_path: Path
) -> None:
    """0.2 messages a second after 10 at once; 14 rooms wait 20 seconds; the printed call lifts it."""
    bot = await untouched.account("werkstatt")
    admin = await untouched.account("verwaltung", admin=True)
    there = settings(Scene(untouched, tmp_path, bot, "#a:b"), *(f"#raum{number}:{NAME}" for number in range(14)))
    async with Wire(untouched.url, bot.token) as wire:
        limit = await limits.measure(wire)
        assert limit.taken == 10
        assert limit.per_second == pytest.approx(0.2, rel=0.05)
        meaning = limits.meaning(limit, limits.rooms_at_once(there, {}), there)
        assert meaning.level == "warning"
        assert "20 Sekunden später" in meaning.sentence
        line = meaning.remedy.splitlines()[-1]
        call, body = line.partition(untouched.url)[2].rstrip('"'), json.loads(line.split("'")[1])
        async with Wire(untouched.url, admin.token) as powerful:
            await powerful.call("POST", call, body)
        assert (await limits.measure(wire)).per_second is None
