"""System checks of the way this site is run."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from platform_app.env import SQLITE

REAL_MAIL = "django.core.mail.backends.smtp.EmailBackend"


@register("demo")
def demo_keeps_to_itself(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Demo mode signs anyone in at a click, so it must never touch real people's data or mailboxes."""
    if not settings.DEMO:
        return []
    found: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"] != SQLITE:
        found.append(
            Error(
                "Demo mode lets anyone sign in as anyone, and PLANK_DATABASE_URL names a database server.",
                hint="Unset PLANK_DATABASE_URL to try Plank out, or unset PLANK_DEMO to run it for real.",
                id="plank.E001",
            )
        )
    if settings.MAIL_GIVEN or settings.EMAIL_BACKEND == REAL_MAIL:
        found.append(
            Error(
                "Demo mode invents people, and PLANK_MAIL_URL names a mail server that would write to them.",
                hint="Unset PLANK_MAIL_URL: the demo writes its mails to files. Or unset PLANK_DEMO to run it for real.",
                id="plank.E002",
            )
        )
    return found


@register("serving", deploy=True)
def serving_is_decided(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Nothing is served by accident: either this is a demo, or someone chose a secret and the names of the site."""
    if settings.DEMO:
        return demo_keeps_to_itself()
    found: list[CheckMessage] = []
    if not settings.SECRET_KEY_GIVEN:
        hint = "Set it to a long random text that only this site knows, or try Plank out with `make demo`."
        found.append(Error("Plank serves nothing without PLANK_SECRET_KEY.", hint=hint, id="plank.E003"))
    if not settings.HOSTS_GIVEN or "*" in settings.HOSTS_GIVEN:
        hint = "Set it to the names that people type, such as congress.example.org, with commas between."
        found.append(Error("Plank serves nothing without PLANK_HOSTS, and “*” is no name.", hint=hint, id="plank.E004"))
    if settings.DEBUG and settings.PRODUCTION:
        hint = "Unset PLANK_DEBUG; what goes wrong is in the log."
        found.append(Error("PLANK_DEBUG would show the site's insides to strangers.", hint=hint, id="plank.E005"))
    return found
