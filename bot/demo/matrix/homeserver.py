"""An embedded homeserver: a real Synapse in a folder of its own, on loopback only."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from aiohttp import ClientError, ClientSession

NAME = "werkstatt.example"
START_SECONDS = 60
STOP_SECONDS = 15
LIFTED = {"per_second": 100_000, "burst_count": 100_000}
MISSING = 'Synapse fehlt. Es gehört zu den Zusatzpaketen der Vorführung: pip install "werkstatt[demo]"'


class HomeserverFailed(Exception):  # noqa: N818
    """The homeserver did not come up; the message says where its log lies."""


@dataclass(frozen=True, slots=True)
class MatrixAccount:
    """An account with its one device."""

    user_id: str
    token: str
    device: str
    password: str = ""


@dataclass(slots=True)
class Homeserver:
    """A Synapse. `limited`: with the limits that an untouched server has."""

    folder: Path
    limited: bool = False
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _secret: str = field(default_factory=lambda: secrets.token_hex(16))
    _admin: MatrixAccount | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    @property
    def name(self) -> str:
        """What stands behind the colon of its accounts and aliases."""
        return NAME

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it answers. Raises HomeserverFailed."""
        if importlib.util.find_spec("synapse") is None:
            raise HomeserverFailed(MISSING)
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "homeserver.yaml"
        if config.exists():
            # The folder of an earlier run: its accounts are made with its own secret, on its own port.
            self._take_over(json.loads(config.read_text("utf-8")))
        else:
            self._configure(config)
        log = (self.folder / "console.log").open("ab")
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(config)]
        with log:
            self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own interpreter
                command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )
        await self._answers()

    async def _answers(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + START_SECONDS
        async with ClientSession() as session:
            while loop.time() < deadline and self._process is not None and self._process.poll() is None:
                try:
                    async with session.get(f"{self.url}/_matrix/client/versions") as answer:
                        if answer.status == 200:
                            return
                except (ClientError, OSError):
                    pass
                await asyncio.sleep(0.1)
        self.kill()
        raise HomeserverFailed(f"Der eingebettete Matrix-Server ist nicht gestartet; warum, steht in {self.folder}")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def stop(self) -> None:
        """End it orderly."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    async def account(self, name: str, *, display_name: str = "", admin: bool = False) -> MatrixAccount:
        """Make an account. Raises HomeserverFailed."""
        password = secrets.token_hex(8)
        async with ClientSession(self.url) as session:
            async with session.get("/_synapse/admin/v1/register") as answer:
                nonce = (await answer.json())["nonce"]
            parts = [nonce, name, password, "admin" if admin else "notadmin"]
            mac = hmac.new(self._secret.encode(), "\0".join(parts).encode(), hashlib.sha1).hexdigest()
            body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
            body |= {"displayname": display_name} if display_name else {}
            async with session.post("/_synapse/admin/v1/register", json=body) as answer:
                made = await answer.json()
        if "access_token" not in made:
            raise HomeserverFailed(f"Konto {name}: {made}")
        return MatrixAccount(made["user_id"], made["access_token"], made["device_id"], password)

    async def unlimited(self, account: MatrixAccount) -> None:
        """Let an account send as fast as it likes, as an operator would for the bot. Raises HomeserverFailed."""
        self._admin = self._admin or await self.account(f"admin-{secrets.token_hex(4)}", admin=True)
        path = f"/_synapse/admin/v1/users/{quote(account.user_id)}/override_ratelimit"
        headers = {"Authorization": f"Bearer {self._admin.token}"}
        limits = {"messages_per_second": 0, "burst_count": 0}
        async with ClientSession(self.url, headers=headers) as session, session.post(path, json=limits) as answer:
            if answer.status != 200:
                raise HomeserverFailed(f"Grenzen von {account.user_id}: {await answer.text()}")

    def _take_over(self, settings: dict[str, Any]) -> None:
        self.port = settings["listeners"][0]["port"]
        self._secret = settings["registration_shared_secret"]

    def _configure(self, path: Path) -> None:
        """Write a configuration (YAML is a superset of JSON)."""
        self.port = self.port or free_port()
        path.write_text(json.dumps(self._settings(), indent=1))
        (self.folder / "log.yaml").write_text(json.dumps(_logging(self.folder / "homeserver.log")))

    def _settings(self) -> dict[str, Any]:
        listener = {
            "port": self.port,
            "type": "http",
            "tls": False,
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client"], "compress": False}],
        }
        settings: dict[str, Any] = {
            "server_name": NAME,
            "listeners": [listener],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "log_config": str(self.folder / "log.yaml"),
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_hex(16),
            "form_secret": secrets.token_hex(16),
            "bcrypt_rounds": 4,
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            "push": {"enabled": False},
            "enable_search": False,
            "user_directory": {"enabled": False},
        }
        return settings if self.limited else settings | _lifted()


def _lifted() -> dict[str, Any]:
    """Return limits that a crowd on one machine does not reach."""
    simple = (
        "rc_message",
        "rc_registration",
        "rc_registration_token_validity",
        "rc_admin_redaction",
        "rc_joins_per_room",
        "rc_media_create",
        "rc_key_requests",
        "rc_third_party_invite",
        "rc_room_creation",
    )
    return {
        **dict.fromkeys(simple, LIFTED),
        "rc_login": {"address": LIFTED, "account": LIFTED, "failed_attempts": LIFTED},
        "rc_joins": {"local": LIFTED, "remote": LIFTED},
        "rc_invites": {"per_room": LIFTED, "per_user": LIFTED, "per_issuer": LIFTED},
    }


def _logging(path: Path) -> dict[str, Any]:
    handler = {"class": "logging.FileHandler", "filename": str(path), "formatter": "plain"}
    return {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
        "handlers": {"file": handler},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }


def free_port() -> int:
    """Return a port on loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
