"""What any file may hold, and how long it may be."""

import ast
from collections.abc import Callable

from tests.architecture.law import Found, Law, nodes
from tests.architecture.laws_of_text import lines_like

EVERYWHERE = ("",)
LOCKS = ("requirements/run.txt", "requirements/dev.txt")
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, VIEW_LINES = 300, 40, 80, 25


def longer_than(limit: int) -> Callable[[str], Found]:
    """Make a finder of texts with more lines than `limit`."""

    def find(source: str) -> Found:
        length = len(source.splitlines())
        if length > limit:
            yield length, f"{length} lines"

    return find


def long_functions(limit: int) -> Callable[[str], Found]:
    """Make a finder of functions with more lines than `limit`, decorators and docstring included."""

    def find(source: str) -> Found:
        functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = [
            *nodes(source, ast.FunctionDef),
            *nodes(source, ast.AsyncFunctionDef),
        ]
        for function in functions:
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > limit:
                yield function.lineno, f"{function.name} has {length} lines"

    return find


def worlds_made_again(source: str) -> Found:
    """Find fixtures that build a congress and act on it, once for each test that asks."""
    for function in nodes(source, ast.FunctionDef):
        dressed = {ast.unparse(one).partition("(")[0] for one in function.decorator_list}
        given = {one.arg for one in function.args.args}
        if "pytest.fixture" not in dressed or "kept" in dressed or given & {"client", "context", "monkeypatch", "settings"}:
            continue
        calls = [one for one in ast.walk(function) if isinstance(one, ast.Call)]
        if any(ast.unparse(one.func) == "build" for one in calls) and len(function.body) > 2:
            yield function.lineno, f"{function.name} makes its world again for each test"


def _function(lines: int) -> str:
    return "def f():\n" + "    pass\n" * (lines - 1)


LAWS = (
    Law(
        name="no package index is named",
        why="Where packages come from is the machine's affair: name packages, never an index or a mirror.",
        find=lines_like(
            r"--(extra-)?index[-]url|--find[-]links|--trusted[-]host|\"resolved\":|://[^\s\"'`]*/simple\b"
            r"|py[p]i\.org|python[h]osted\.org|registry\.[n]pmjs|[d]eb\.debian\.org"
        ),
        rooms=EVERYWHERE,
        kinds=EVERYWHERE,
        free=("tests/architecture/laws_of_files.py",),
        breaches=(
            "--index-url https://example.org",
            "--extra-index-url x",
            "--find-links=x",
            "https://example.org" + "/simple/",
            "https://" + "py" + "pi.org/project/x",
        ),
        fine=("uv pip compile --no-emit-index-url", "a simple text", "https://example.org/simplest"),
    ),
    Law(
        name="no path of a machine is named",
        why="A path of one machine works nowhere else. Begin at the project's root, or take it from the environment.",
        find=lines_like(r"(?<![\w.}>/])/(home|Users|root|work)/[\w.]"),
        rooms=EVERYWHERE,
        kinds=EVERYWHERE,
        free=("tests/architecture/laws_of_files.py",),
        breaches=tuple(f"cd /{top}/ana/plank" for top in ("home", "Users", "root", "work")),
        fine=("https://example.org/work/a", "amendments/work/x", "reverse('home')", "{% url 'x' %}/home/"),
    ),
    Law(
        name="no doubtful words",
        why="Code that calls itself unfinished is. Finish it, or say plainly what it does and why.",
        find=lines_like(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K|NotImplemented[E]rror|for [n]ow|place[h]older|dum[m]y)\b"),
        rooms=("amendments/", "platform_app/", "tests/", "bench/", "faults/", "load/", "manage.py"),
        kinds=(".py", ".js", ".css", ".html"),
        breaches=("# TO" + "DO: later", "# good enough for" + " now", "raise NotImplemented" + "Error"),
        fine=("django-stubs", "forty nowhere"),
    ),
    Law(
        name="no test is excused",
        why="A test that is skipped proves nothing. Let it fail and say what is missing and how to get it.",
        find=lines_like(
            r"pytest\.(skip|mark\.skip|mark\.xfail|importor[s]kip)|unittest\.skip|assert [T]rue\b|# pragma: no c[o]ver"
        ),
        rooms=EVERYWHERE,
        kinds=(".py",),
        free=("tests/architecture/laws_of_files.py", "tests/shared.py"),
        breaches=(
            "pytest.skip('no')",
            "@pytest.mark.skipif(x)",
            "@pytest.mark.xfail",
            "pytest.importorskip('x')",
            "assert True",
        ),
        fine=("assert True_", "assert done is True"),
    ),
    Law(
        name="no test asks a clock",
        why="On a busy machine everything is slow, and a test of seconds fails for no fault of ours. Count instead: queries "
        "(django_assert_max_num_queries), calls, or the lines that run (tests/growth.py); `make bench` prints speeds. "
        "And what must be waited for is waited for by tests.servers.comes_true, or by Playwright, never by sleeping.",
        find=lines_like(
            r"\b(perf_counter|process_time|thread_time|monotonic|getrusage|timeit)(_ns)?\b|\btime\.time(_ns)?\(|\bsleep\("
            r"|wait_for_timeout|from time import (.*, )?time\b"
        ),
        rooms=("tests/",),
        free=("tests/architecture/laws_of_files.py", "tests/growth.py", "tests/servers.py"),
        breaches=(
            "assert time.process_time() - started < 2",
            "began = time.perf_counter_ns()",
            "while time.monotonic() < end:",
            "if time.time() > end:",
            "time.sleep(1)",
            "from time import time",
            "page.wait_for_timeout(200)",
            "resource.getrusage(resource.RUSAGE_CHILDREN)",
        ),
        fine=("clock.now()", "from datetime import time", "timeout=60", "assert asleep(world)"),
    ),
    Law(
        name="worlds are made once",
        why="What a fixture does to its congress is done again for each test, and the suite has three minutes. Put @kept below "
        "@pytest.fixture: its rows are then laid down as they are (tests/kept.py).",
        find=worlds_made_again,
        rooms=("tests/",),
        free=(
            "tests/architecture/laws_of_files.py",
            "tests/journeys/",
            "tests/live/",
        ),  # one test each, or of the acts themselves
        breaches=("@pytest.fixture\ndef world():\n    world = build()\n    world.file(x)\n    return world",),
        fine=(
            "@pytest.fixture\n@kept\ndef world():\n    world = build()\n    world.file(x)\n    return world",
            "@pytest.fixture\ndef world():\n    return build()",
            "@pytest.fixture\ndef world(settings):\n    settings.X = 1\n    world = build()\n    return world",
        ),
    ),
    Law(
        name="files are short",
        why="A file of over 300 lines is two rooms: which two?",
        find=longer_than(FILE_LINES),
        rooms=EVERYWHERE,
        kinds=(".py", ".js", ".css"),
        breaches=("\n" * (FILE_LINES + 1),),
        fine=("\n" * FILE_LINES,),
    ),
    Law(
        name="functions are short",
        why="A function does one thing, in 30 lines; past 40 nobody reads it.",
        find=long_functions(FUNCTION_LINES),
        rooms=("amendments/", "platform_app/", "bench/", "faults/", "load/", "manage.py"),
        breaches=(_function(FUNCTION_LINES + 1), "async " + _function(FUNCTION_LINES + 1)),
        fine=(_function(FUNCTION_LINES),),
    ),
    Law(
        name="views are short",
        why="A view fetches through a gate, calls one query or action, and shows a page. What is more belongs there.",
        find=long_functions(VIEW_LINES),
        rooms=("amendments/views/",),
        breaches=(_function(VIEW_LINES + 1),),
        fine=(_function(VIEW_LINES),),
    ),
    Law(
        name="templates are short",
        why="A template of over 80 lines has a component in it: put that into templates/components/.",
        find=longer_than(TEMPLATE_LINES),
        rooms=("amendments/templates/",),
        kinds=(".html",),
        breaches=("\n" * (TEMPLATE_LINES + 1),),
        fine=("\n" * TEMPLATE_LINES,),
    ),
)
