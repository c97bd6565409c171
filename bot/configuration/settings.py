"""The configuration of a conference: what its file says, and the secrets from the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.configuration import toml_files
from bot.configuration.problems import Guide, Key, Problem, keys_of, near, sentences
from bot.configuration.tables import (
    TABLES,
    ConferenceSettings,
    DiscordSettings,
    MailSettings,
    MatrixSettings,
    OfficialsSettings,
    OrganisersSettings,
    PrivacySettings,
    ScreenSettings,
    Table,
    WorkshopSettings,
    says,
)
from bot.configuration.toml_files import TomlFile

PREFIX = "WERKSTATT_"
SECRETS = {
    "matrix": ("access_token", "password"),
    "discord": ("token",),
    "mail": ("password",),
    "screen": ("token",),
}
"""What never stands in the file: `[matrix] password` comes from `WERKSTATT_MATRIX__PASSWORD`."""
UNKNOWN_TABLE = "Den Abschnitt „{key}“ gibt es in dieser Datei nicht. {near}"
SOUNDS_SECRET = {"access_token", "password", "token", "secret", "passwort", "kennwort"}
BELONGS_ELSEWHERE = (
    "„{key}“ gehört nicht in diese Datei, denn sie wird weitergegeben. Bitte die Zeile löschen "
    "und den Wert auf dem Rechner in der Umgebungsvariablen {variables} hinterlegen."
)


class Secrets(PydanticBaseSettingsSource):
    """The secrets of those tables that the file has, from the environment; nothing else is read there."""

    def __init__(self, settings_cls: type[BaseSettings], data: Mapping[str, Any]) -> None:
        super().__init__(settings_cls)
        self._data = data

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - given
        """Return the secrets of one table."""
        table = {name: os.environ[variable(field_name, name)] for name in self._given(field_name)}
        return {name: SecretStr(value) for name, value in table.items()}, field_name, False

    def _given(self, table: str) -> Iterator[str]:
        if isinstance(self._data.get(table), dict):
            yield from (name for name in SECRETS.get(table, ()) if os.environ.get(variable(table, name)))

    def __call__(self) -> dict[str, Any]:
        """Return all secrets that there are, by table."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: table for name, table in found.items() if table}


class Settings(BaseSettings):
    """Everything that is configured. A platform that is left out is off."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    conference: Annotated[ConferenceSettings, says("die Veranstaltung", "[conference]")]
    privacy: Annotated[PrivacySettings, says("die Angaben zum Datenschutz, ohne sie startet nichts", "[privacy]")]
    matrix: Annotated[MatrixSettings | None, says("das Konto auf Matrix", "[matrix]")] = None
    discord: Annotated[DiscordSettings | None, says("der Server auf Discord", "[discord]")] = None
    workshop: Annotated[tuple[WorkshopSettings, ...], says("mindestens ein Workshop", "[[workshop]]", strict=False)]
    officials: Annotated[OfficialsSettings | None, says("die Zuhörenden", "[officials]")] = None
    organisers: Annotated[OrganisersSettings | None, says("wer die Dokumentation bekommt", "[organisers]")] = None
    mail: Annotated[MailSettings | None, says("der Mailserver", "[mail]")] = None
    screen: Annotated[ScreenSettings | None, says("die Leinwand", "[screen]")] = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is given
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the file's data first, then the secrets; never anything else from the environment."""
        return init_settings, Secrets(settings_cls, init_settings())

    @property
    def workshops(self) -> tuple[WorkshopSettings, ...]:
        """The workshops, in the order of the file."""
        return self.workshop


def variable(table: str, key: str) -> str:
    """Return the name of the environment variable that holds a secret."""
    return f"{PREFIX}{table}__{key}".upper()


def guide() -> Guide:
    """Return what each key of the file says."""
    keys: dict[tuple[str, ...], Key] = {(name,): _key("", name, field) for name, field in Settings.model_fields.items()}
    for table, model in TABLES.items():
        fields = {name: field for name, field in model.model_fields.items() if name not in SECRETS.get(table, ())}
        keys |= {(table, name): _key(f"{name} = ", name, field) for name, field in fields.items()}
    return keys


def _key(before: str, name: str, field: FieldInfo) -> Key:
    examples = field.examples or [name]
    return Key(field.description or name, f"{before}{examples[0]}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file whose syntax is right: what could be made of it, and what is wrong with its fields."""

    file: TomlFile
    problems: list[Problem]
    settings: Settings | None


T = TypeVar("T", bound=Table)


def part(file: TomlFile, name: str, model: type[T]) -> T | None:
    """Return one table of the file if it is there and right, whatever is wrong with the others."""
    return _made(model, file.data.get(name))


def workshops(file: TomlFile) -> list[tuple[int, WorkshopSettings]]:
    """Return those workshops of the file that are right, with their places."""
    rows = file.data.get("workshop")
    made = enumerate(_made(WorkshopSettings, row) for row in (rows if isinstance(rows, list) else []))
    return [(place, workshop) for place, workshop in made if workshop is not None]


def _made(model: type[T], data: object) -> T | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def load(path: Path) -> Loaded | list[Problem]:
    """Read the file as far as its syntax allows; the list is what is wrong with the syntax. Never raises."""
    file = toml_files.read(path)
    return file if isinstance(file, list) else made(file)


def made(file: TomlFile) -> Loaded:
    """Make settings from data, as far as its fields allow."""
    problems = _without_secrets(file) + _without_strangers(file)
    try:
        settings = Settings(**file.data)
    except ValidationError as error:
        problems += [file.problem(place, sentence) for place, sentence in sentences(error, guide())]
        return Loaded(file, problems, None)
    return Loaded(file, problems, None if problems else settings)


def _without_secrets(file: TomlFile) -> list[Problem]:
    """Take secrets out of the data, before any message could repeat them, and say where they belong."""
    problems = []
    for table, names in SECRETS.items():
        data = file.data.get(table)
        if not isinstance(data, dict):
            continue
        for key in [key for key in data if key in SOUNDS_SECRET]:
            del data[key]
            variables = " oder ".join(variable(table, name) for name in ((key,) if key in names else names))
            problems.append(file.problem((table, key), BELONGS_ELSEWHERE.format(key=key, variables=variables)))
    return problems


def _without_strangers(file: TomlFile) -> list[Problem]:
    """Take unknown tables out of the data: some names would be orders to the settings library."""
    tables = keys_of(guide(), ())
    strangers = [name for name in file.data if name not in tables]
    for name in strangers:
        del file.data[name]
    return [file.problem((name,), UNKNOWN_TABLE.format(key=name, near=near(name, tables))) for name in strangers]


def read(path: Path) -> Settings | list[Problem]:
    """Read the configuration. What comes back instead of settings is everything wrong with syntax and fields."""
    loaded = load(path)
    if isinstance(loaded, list):
        return loaded
    return loaded.settings if loaded.settings is not None else sorted(loaded.problems)


def data_folder(settings: Settings, path: Path) -> Path:
    """Return where everything of this conference lies; a relative `data_dir` is beside the configuration."""
    return path.parent / settings.conference.data_dir / settings.conference.name
