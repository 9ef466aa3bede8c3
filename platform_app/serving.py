"""What must be true before a page is served. Commands may run without it."""

from django.core import checks
from django.core.exceptions import ImproperlyConfigured


def refuse_unless_ready() -> None:
    """Raise ImproperlyConfigured, in plain words, where the settings are not fit to serve anybody."""
    problems = checks.run_checks(tags=["serving"], include_deployment_checks=True)
    if problems:
        raise ImproperlyConfigured("\n".join(f"{problem.msg} {problem.hint or ''}".strip() for problem in problems))
