"""The commands of the shell, one file each; `bot.cli` loads only that which was asked for."""
