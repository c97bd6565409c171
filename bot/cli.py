"""The shell: `werkstatt check`, `rehearse`, `run`, `digest`, `demo` and what an operator needs besides.

Exit codes, the same for all: 0 done, 1 failed or found something missing, 2 configuration, 3 already running,
4 journal missing or damaged, 5 the login refused: by every platform (`run`), by one (`doctor`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from bot.garbage import look_seldom
from bot.shell.discretion import tell
from bot.shell.ending import CONFIGURATION, DONE, FAILED

COMMANDS = (
    "check", "doctor", "run", "rehearse", "digest", "backup", "restore", "forget", "schema", "flows", "demo",
)  # fmt: skip
"""Each a file in `bot/shell`. Only the one that was asked for is loaded: a bot that restarts has a second, and the
embedded homeserver or the other platform's library alone take half of it."""


def main() -> None:
    """Run the shell, and end the process for certain: no thread of a library keeps it alive."""
    code = DONE
    try:
        code = shell(sys.argv[1:])(standalone_mode=False) or DONE
    except typer.Exit as done:
        code = done.exit_code
    except typer.Abort:
        code = FAILED
    except Exception as error:  # noqa: BLE001 - it is told, and nothing may keep the process from its end
        show = getattr(error, "show", None)
        if show is None:
            tell(error)
            code = FAILED
        else:
            show()
            code = CONFIGURATION
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def shell(arguments: Sequence[str]) -> typer.Typer:
    """Return the shell with the command that these arguments begin with; with all of them, if it is none of ours."""
    wanted = [name for name in COMMANDS if name in arguments[:1]]
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Werkstatt leitet Workshops auf Matrix und Discord, vom Ablauf bis zur Dokumentation.",
    )
    app.callback()(_whatever)
    look_seldom()
    for name in wanted or COMMANDS:
        app.command(name)(import_module(f"bot.shell.{name}").command)
    return app


def _whatever() -> None:
    """Do nothing: with this, Typer wants a command's name also when there is only one."""


if __name__ == "__main__":
    main()
