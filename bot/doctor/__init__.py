"""`werkstatt doctor`: connects, looks at everything that the day needs, and says what is missing and how to mend it."""

from bot.doctor.examination import examine
from bot.doctor.findings import Finding, exit_code, report

__all__ = ["Finding", "examine", "exit_code", "report"]
