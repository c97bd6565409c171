"""The table of all commands. Help, chat and slash commands are made from it."""

from __future__ import annotations

from commands.agenda import BACK, COUNT, END, EXTEND, NEXT, PAUSE, SHORTEN, START, UNDO
from commands.answer import ANSWER
from commands.clock import CLOCK
from commands.command import Command
from commands.curate import ADMIT, BUNDLE, HIDE, SHOW, TAG, TITLE, UNBUNDLE
from commands.documentation import DIGEST, RELEASE
from commands.erase import ERASE
from commands.floor import DONE, SPEAK
from commands.help import CALL, HELP, PRIVACY
from commands.idea import IDEA
from commands.message import MESSAGE
from commands.mydata import MYDATA
from commands.people import GUEST, PEOPLE, PRESENT
from commands.poll import POLL, RUNOFF
from commands.question import QUESTION
from commands.speak import ANNOUNCE, BROADCAST
from commands.status import AGENDA, MINE, OVERVIEW, RESULTS, STATUS
from commands.support import SUPPORT
from commands.vote import VOTE
from commands.withdraw import WITHDRAW

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        # citizens
        IDEA,
        VOTE,
        SUPPORT,
        WITHDRAW,
        QUESTION,
        MESSAGE,
        SPEAK,
        DONE,
        AGENDA,
        STATUS,
        RESULTS,
        MINE,
        CALL,
        PRIVACY,
        MYDATA,
        ERASE,
        HELP,
        # moderators
        START,
        NEXT,
        BACK,
        PAUSE,
        EXTEND,
        SHORTEN,
        COUNT,
        END,
        HIDE,
        SHOW,
        BUNDLE,
        UNBUNDLE,
        TAG,
        TITLE,
        ADMIT,
        POLL,
        RUNOFF,
        PEOPLE,
        PRESENT,
        GUEST,
        ANNOUNCE,
        UNDO,
        CLOCK,
        # organisers, officials
        ANSWER,
        OVERVIEW,
        RELEASE,
        BROADCAST,
        DIGEST,
    )
}
