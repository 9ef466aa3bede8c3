"""What must be true before a page is served. Commands may run without it."""

import gc

from django.core import checks
from django.core.exceptions import ImproperlyConfigured


def refuse_unless_ready() -> None:
    """Raise ImproperlyConfigured, in plain words, where the settings are not fit to serve anybody."""
    problems = checks.run_checks(tags=["serving"], include_deployment_checks=True)
    if problems:
        raise ImproperlyConfigured("\n".join(f"{problem.msg} {problem.hint or ''}".strip() for problem in problems))


def settle() -> None:
    """Leave what was loaded out of the search for garbage, and search less often than for a short script.

    The list of a big congress makes 100,000 values: with Python's own numbers the whole heap, texts that are kept included, is
    gone through many times for one page, which was a third of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
