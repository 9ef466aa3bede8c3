"""A fresh Python for each question, without the second that its imports take: forked from one that has them already.

The process that is forked has imported other people's packages and nothing of Plank, and has read no setting; what a child
reads from its environment, it reads for the first time.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NURSERY = r"""
import json, os, runpy, sys, traceback
import celery, csp.constants, django.contrib.staticfiles.storage, django.core.asgi, django.core.checks, django.core.management
import django.core.wsgi, django.db.models, django.forms, django.template, django.urls, markdown_it, simple_history, whitenoise
import whitenoise.storage
from django.conf import settings

assert not settings.configured
assert not {name.partition(".")[0] for name in sys.modules} & {"platform_app", "amendments"}
print("ready", flush=True)


def be(words, told, said):
    os.environ.clear()
    os.environ.update(told)
    for stream in (1, 2):
        os.dup2(os.open(said, os.O_WRONLY | os.O_APPEND), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        sys.argv = list(words)
        if words[0] == "-c":
            exec(compile(words[1], "<string>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_path(words[0], run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


for line in sys.stdin:
    child = os.fork()
    if not child:
        code = be(*json.loads(line))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@cache
def _nursery() -> subprocess.Popen[str]:
    """Start the process that is forked; it ends with this one, when nobody can ask it any more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLANK_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY], cwd=ROOT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def run(*words: str, **given: str) -> tuple[int, str]:
    """Run Python on `words` with only these PLANK_ names set; give its exit code and all that it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLANK_", "DJANGO_"))}
    told = kept | given | {"DJANGO_SETTINGS_MODULE": "platform_app.settings", "PLANK_LOCAL_DIR": os.environ["PLANK_LOCAL_DIR"]}
    return ask(words, told)


def ask(words: Sequence[str], told: dict[str, str]) -> tuple[int, str]:
    """Run Python on `words` in exactly this environment; give its exit code and all that it said."""
    process = _nursery()
    assert process.stdin
    assert process.stdout
    with tempfile.NamedTemporaryFile("r") as said:
        process.stdin.write(json.dumps([words, told, said.name]) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return code, said.read()
