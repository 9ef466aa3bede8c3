"""What a law is: whose files it looks at, what it finds there, and the sentence for whoever broke it."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T", bound=ast.AST)
Found = Iterator[tuple[int, str]]  # line, what stands there


@dataclass(frozen=True)
class Law:
    """`find` reads a file's text and gives its breaches.

    The law looks at files whose path begins with one of `rooms` and ends with one of `kinds`, less those in `free`.
    `breaches` are texts that it must object to, one for each way of breaking it, and `fine` are texts that it must let pass.
    """

    name: str
    why: str
    find: Callable[[str], Found]
    breaches: tuple[str, ...]
    fine: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ("amendments/", "platform_app/", "manage.py")
    kinds: tuple[str, ...] = (".py",)
    free: tuple[str, ...] = ("amendments/migrations/",)

    def broken(self) -> list[str]:
        """Give one line for each breach in the project."""
        return [
            f"{path}:{line}: {what}"
            for path in files()
            if path.startswith(self.rooms) and path.endswith(self.kinds) and not path.startswith(self.free or "\n")
            for line, what in self.find(text(path))
        ]


@cache
def files() -> tuple[str, ...]:
    """Give the paths of the project's own files, from its root; those that git ignores are not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:  # an archive without its history
        built = {".venv", ".plank", "static_built", "__pycache__"}
        every = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
        return tuple(sorted(str(path) for path in every if not built & set(path.parts)))
    return tuple(sorted(path for path in set(listed.stdout.splitlines()) if (ROOT / path).is_file()))


@cache
def text(path: str) -> str:
    """Give the text of a file; nothing for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def nodes(source: str, kind: type[T]) -> Iterator[T]:
    """Give the nodes of one kind in a Python source."""
    return (node for node in _every_node(source) if isinstance(node, kind))


@cache
def _every_node(source: str) -> tuple[ast.AST, ...]:
    """Give all nodes of a Python source: read once, for many laws look at each file."""
    return tuple(ast.walk(ast.parse(source)))
