#!/usr/bin/env python
"""Django's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    """Run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 (so that its absence is told kindly)
    except ImportError as error:
        raise SystemExit(
            "Django is not installed here: run `make demo` once, then use .venv/bin/python manage.py ..."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
