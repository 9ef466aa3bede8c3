"""Says what the tests need and whether it is here: `python -m tests.needs`. Installs a browser where it can."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser import NO_BROWSER, find_browser
from tests.servers import Missing, postgres_home, valkey_binary


def main() -> int:
    """Print one line for each need; give 1 where one is missing after all."""
    if not find_browser() and "PLANK_CHROMIUM" not in os.environ:
        _install_browser()
    here = [_line("PostgreSQL", postgres_home), _line("Valkey or Redis", valkey_binary), _line("Chromium", _browser)]
    return 0 if all(here) else 1


def _line(name: str, find: Callable[[], str | Path]) -> bool:
    try:
        print(f"{name}: {find()}")
    except Missing as missing:
        print(f"{name}: missing. {missing}")
        return False
    return True


def _browser() -> str:
    if found := find_browser():
        return found
    raise Missing(NO_BROWSER)


def _install_browser() -> None:
    """Install Chromium from the system's packages as root, or else as Playwright does for one user."""
    print("Chromium is not here; installing it ...", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        commands = [
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
        ]
    else:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for command in commands:
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    sys.exit(main())
