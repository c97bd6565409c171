"""The documentation of a day: a page to read, Markdown to paste, tables and JSON to count again."""

from bot.digest.writing import save, write

__all__ = ["save", "write"]
