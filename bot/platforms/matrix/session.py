"""The login: once and for ever. One device keeps its transaction ids, so that nothing is said twice."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from aiohttp import ClientError, ClientSession
from nio import AsyncClient, AsyncClientConfig, LoginResponse, WhoamiResponse
from nio.responses import ErrorResponse

from bot.platforms.matrix.cable import plugged_in
from bot.platforms.matrix.refusals import NOBODY, UNCLEAR
from bot.platforms.platform import LoginRefused, Unreachable

FILE = "matrix-session.json"
DEVICE_NAME = "Werkstatt"
REFUSED = NOBODY | {"M_FORBIDDEN"}
NO_SECRET = "Für das Matrix-Konto fehlt WERKSTATT_MATRIX__ACCESS_TOKEN oder WERKSTATT_MATRIX__PASSWORD."  # noqa: S105 - the name of one
WRONG = "Der Matrix-Server weist die Anmeldung von {user} zurück ({why}). Bitte Token oder Passwort prüfen."
OTHER = "Das Matrix-Token gehört zu {user}, eingerichtet ist aber {wanted}."
BROKEN = "Die gespeicherte Anmeldung %s ist nicht lesbar; sie wird durch eine neue ersetzt."
GONE = "Der Matrix-Server antwortet nicht ({why})."

log = logging.getLogger(__name__)
logging.getLogger("nio").setLevel(logging.ERROR)


class Session:
    """A client of the account, logged in with the one device that it ever has."""

    def __init__(
        self, homeserver: str, user_id: str, folder: Path, *, token: str | None = None, password: str | None = None
    ) -> None:
        """Keep what is needed to log in; the device and its keys lie in `folder`."""
        self._token, self._password, self._file = token, password, folder / FILE
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        config = AsyncClientConfig(
            store_sync_tokens=False, encryption_enabled=True, max_limit_exceeded=0, max_timeouts=0, request_timeout=30
        )
        self.client = AsyncClient(homeserver, user_id, store_path=str(folder), config=config)

    async def login(self) -> None:
        """Restore the login, or make the first one. Raises LoginRefused, Unreachable."""
        if self.client.client_session is None:
            self.client.client_session = plugged_in()
        try:
            await self._login()
        except (ClientError, TimeoutError, OSError) as error:
            raise Unreachable(GONE.format(why=type(error).__name__)) from error

    async def _login(self) -> None:
        stored = self._stored()
        if stored is None and self._token is None and self._password is None:
            raise LoginRefused(NO_SECRET)
        if stored is None and self._token is None:
            answer = await self.client.login(self._password, device_name=DEVICE_NAME)
            if not isinstance(answer, LoginResponse):
                raise self._problem(answer)
            self._keep(answer.user_id, answer.device_id, answer.access_token)
            return
        token = self._token or (stored or {}).get("access_token", "")
        self.client.access_token = token
        answer = await self.client.whoami()
        if not isinstance(answer, WhoamiResponse):
            raise self._problem(answer)
        if answer.user_id != self.client.user:
            raise LoginRefused(OTHER.format(user=answer.user_id, wanted=self.client.user))
        device = answer.device_id or (stored or {}).get("device_id") or DEVICE_NAME.upper()
        self.client.restore_login(answer.user_id, device, token)
        self._keep(answer.user_id, device, token)

    async def renew(self, used: ClientSession | None) -> None:
        """Let go of all connections used, they may be dead without our knowing; what was under way is unreachable."""
        if used is not None and used is self.client.client_session:
            self.client.client_session = plugged_in()
            await used.close()

    async def close(self) -> None:
        """Let go of the connections and of the keys' file."""
        await self.client.close()
        if self.client.store is not None:
            self.client.store.database.close()

    def _problem(self, answer: object) -> Exception:
        code = getattr(answer, "status_code", None)
        if isinstance(answer, ErrorResponse) and code in REFUSED:
            return LoginRefused(WRONG.format(user=self.client.user, why=answer.message))
        return Unreachable(GONE.format(why=code or UNCLEAR))

    def _stored(self) -> dict[str, str] | None:
        try:
            stored: dict[str, str] = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            log.warning(BROKEN, self._file)
            return None
        # The login of another account is none of ours.
        return stored if stored.get("user_id") == self.client.user else None

    def _keep(self, user_id: str, device_id: str, token: str) -> None:
        kept = json.dumps({"user_id": user_id, "device_id": device_id, "access_token": token})
        new = self._file.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(kept)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)
