"""The tables of the configuration: each key with its rules, and in German what it says, with an example."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, SecretStr
from pydantic.fields import FieldInfo

NAME = r"^[a-z0-9-]{1,40}$"
MATRIX_ROOM = r"^(#[^\s:]+:[^\s:]+(:\d+)?|![^\s]+)$"
MATRIX_USER = r"^@[^\s:@]+:[^\s:]+(:\d+)?$"
EMAIL = r"^[^\s@]+@[^\s@]+\.[^\s@]+$"
ADDRESS = r"^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$"
WEB = r"^https?://[^\s/]+"
EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 - a local time
LATEST = datetime(2100, 1, 1)  # noqa: DTZ001
WEBSOCKET = r"^wss?://[^\s/]+"


def says(words: str, example: str, **rules: Any) -> FieldInfo:  # noqa: ANN401 - pydantic's own arguments
    """Return what a key says, with an example of its value, and pydantic's rules for it."""
    info: FieldInfo = Field(description=words, examples=[example], **rules)
    return info


class Table(BaseModel):
    """A table of the file: unknown keys are errors, `"30"` is not 30, and nobody changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


UserName = Annotated[str, says("ein Konto als @name:server", '"@anna:example.org"', pattern=MATRIX_USER)]
Mailbox = Annotated[str, says("eine E-Mail-Adresse", '"orga@example.org"', pattern=EMAIL)]
Channel = Annotated[int, says("die Nummer eines Discord-Kanals", "456789012345678901", ge=1)]
Language = Literal["de", "en"]


class ConferenceSettings(Table):
    """`[conference]`: the day."""

    name: Annotated[
        str,
        says("der Kurzname für die Dateien, nur a-z, 0-9 und -, höchstens 40 Zeichen", '"bochum-2027"', pattern=NAME),
    ]
    title: Annotated[str, says("wie die Veranstaltung heißt", '"Bürgerkonferenz Bochum"', min_length=1)]
    language: Annotated[Language, says("die Sprache, de oder en", '"de"')] = "de"
    timezone: Annotated[str, says("die Zeitzone des Ortes", '"Europe/Berlin"', min_length=1)] = "Europe/Berlin"
    address: Annotated[Literal["Sie", "du"], says("die Anrede, Sie oder du", '"Sie"')] = "Sie"
    data_dir: Annotated[str, says("der Ordner für alles, was entsteht", '"var"', min_length=1)] = "var"
    invited: Annotated[int, says("wie viele Menschen eingeladen sind", "371", ge=0)] = 0
    next_steps: Annotated[
        str, says("was nach der Veranstaltung geschieht", '"Die Stadt antwortet bis 15. August."')
    ] = ""
    listeners: Annotated[str, says("wer mitliest", '"Der Oberbürgermeister und sein Team"')] = ""


class PrivacySettings(Table):
    """`[privacy]`: who is responsible, and for how long; without it nothing starts."""

    controller: Annotated[str, says("wer für die Daten verantwortlich ist", '"Stadt Bochum"', pattern=r"\S")]
    contact: Annotated[str, says("wohin man sich zum Datenschutz wendet", '"datenschutz@example.org"', pattern=r"\S")]
    legal_basis: Annotated[str, says("die Rechtsgrundlage", '"Art. 6 Abs. 1 lit. e DSGVO"', pattern=r"\S")]
    retention_days: Annotated[int, says("nach wie vielen Tagen Namen gelöscht werden", "30", ge=1, le=3650)]
    small_count: Annotated[int, says("Zahlen unter dieser Schwelle werden nicht veröffentlicht", "5", ge=0)] = 5


class MatrixSettings(Table):
    """`[matrix]`: the account of the bot; left out, Matrix is off."""

    homeserver: Annotated[str, says("die Adresse des Servers", '"https://matrix.example.org"', pattern=WEB)]
    user_id: Annotated[str, says("das Konto als @name:server", '"@werkstatt:example.org"', pattern=MATRIX_USER)]
    moderators: Annotated[
        tuple[UserName, ...], says("Konten der Moderation als @name:server", '["@anna:example.org"]', strict=False)
    ] = ()
    control_room: Annotated[
        str | None,
        says("der Raum der Regie als #name:server oder !kennung", '"#regie:example.org"', pattern=MATRIX_ROOM),
    ] = None
    access_token: SecretStr | None = None
    password: SecretStr | None = None


class DiscordSettings(Table):
    """`[discord]`: the server of the bot; left out, Discord is off."""

    guild: Annotated[int, says("die Nummer des Discord-Servers", "123456789012345678", ge=1)]
    moderator_roles: Annotated[
        tuple[Channel, ...], says("Nummern der Rollen, die moderieren", "[234567890123456789]", strict=False)
    ] = ()
    control_channel: Annotated[int | None, says("die Nummer des Kanals der Regie", "345678901234567890", ge=1)] = None
    api_base: Annotated[
        str | None, says("die Adresse eines Ersatzservers für Tests", '"http://127.0.0.1:8080/api"', pattern=WEB)
    ] = None
    gateway_url: Annotated[
        str | None, says("die Adresse eines Ersatzservers für Tests", '"ws://127.0.0.1:8080"', pattern=WEBSOCKET)
    ] = None
    token: SecretStr | None = None


class WorkshopSettings(Table):
    """`[[workshop]]`: a group of people following one flow. The plenary is one too."""

    id: Annotated[str, says("der Kurzname, nur a-z, 0-9 und -, höchstens 40 Zeichen", '"mobilitaet"', pattern=NAME)]
    title: Annotated[str, says("wie der Workshop heißt", '"Mobilität"', min_length=1)]
    language: Annotated[Language | None, says("die Sprache, de oder en", '"de"')] = None
    flow: Annotated[
        str, says("ein mitgelieferter Ablauf oder eine Datei neben dieser", '"bochum-workshop"', min_length=1)
    ]
    starts: Annotated[
        NaiveDatetime | None,
        says("der Beginn als Ortszeit, ohne Anführungszeichen", "2027-06-20T11:00:00", ge=EARLIEST, le=LATEST),
    ] = None
    matrix_room: Annotated[
        str | None, says("ein Raum als #name:server oder !kennung", '"#mobil:example.org"', pattern=MATRIX_ROOM)
    ] = None
    discord_channel: Annotated[int | None, says("die Nummer des Discord-Kanals", "456789012345678901", ge=1)] = None
    discord_voice: Annotated[
        int | None, says("die Nummer des Sprach- oder Bühnenkanals daneben", "456789012345678902", ge=1)
    ] = None
    call: Annotated[
        str | None, says("die Adresse der Videokonferenz daneben", '"https://video.example/3"', pattern=WEB)
    ] = None


class OfficialsSettings(Table):
    """`[officials]`: the people in the hall."""

    matrix_room: Annotated[
        str | None, says("ein Raum als #name:server oder !kennung", '"#halle:example.org"', pattern=MATRIX_ROOM)
    ] = None
    discord_channel: Annotated[int | None, says("die Nummer des Discord-Kanals", "567890123456789012", ge=1)] = None


class OrganisersSettings(Table):
    """`[organisers]`: who receives the documentation."""

    matrix_room: Annotated[
        str | None, says("ein Raum als #name:server oder !kennung", '"#orga:example.org"', pattern=MATRIX_ROOM)
    ] = None
    discord_channel: Annotated[int | None, says("die Nummer des Discord-Kanals", "678901234567890123", ge=1)] = None
    email: Annotated[
        tuple[Mailbox, ...], says("E-Mail-Adressen in eckigen Klammern", '["orga@example.org"]', strict=False)
    ] = ()


class MailSettings(Table):
    """`[mail]`: the server that takes the documentation to the organisers."""

    host: Annotated[str, says("der Name des Mailservers", '"mail.example.org"', pattern=r"^[^\s/:@]+$")]
    port: Annotated[int, says("sein Anschluss, meist 587", "587", ge=1, le=65535)] = 587
    sender: Annotated[str, says("die Absenderadresse", '"werkstatt@example.org"', pattern=EMAIL)]
    password: SecretStr | None = None


class ScreenSettings(Table):
    """`[screen]`: the page for the hall."""

    listen: Annotated[str, says("Adresse und Anschluss", '"127.0.0.1:8765"', pattern=ADDRESS)] = "127.0.0.1:8765"
    token: SecretStr | None = None


TABLES: dict[str, type[Table]] = {
    "conference": ConferenceSettings,
    "privacy": PrivacySettings,
    "matrix": MatrixSettings,
    "discord": DiscordSettings,
    "workshop": WorkshopSettings,
    "officials": OfficialsSettings,
    "organisers": OrganisersSettings,
    "mail": MailSettings,
    "screen": ScreenSettings,
}
