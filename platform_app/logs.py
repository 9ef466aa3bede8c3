"""Keeps people out of the logs."""

import logging
import re

MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
IPV4 = r"\b\d{1,3}(?:\.\d{1,3}){3}\b"
IPV6 = r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])"
ADDRESS = re.compile(f"{MAIL}|{IPV4}|{IPV6}", re.IGNORECASE)
DETAIL = re.compile(r"^(?:DETAIL|CONTEXT):.*$", re.MULTILINE)


class Discreet(logging.Formatter):
    """Takes out mail and network addresses, and the row values that PostgreSQL quotes in its errors."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, its traceback included, with what names a person replaced."""
        return ADDRESS.sub("[address]", DETAIL.sub("DETAIL: [left out]", super().format(record)))
