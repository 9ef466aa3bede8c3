"""The site of the tests as other processes serve it: same settings, same secret, the database that the environment names."""

import os

from platform_app import env
from tests.settings import *  # noqa: F403

DATABASES = {"default": env.database(os.environ["PLANK_TEST_SERVES"], RUN_DIR / "none")}  # noqa: F405
SECRET_KEY_GIVEN, HOSTS_GIVEN = True, ["127.0.0.1"]
BROKER_GIVEN = os.environ.get("PLANK_TEST_BROKER", "")
WHITENOISE_USE_FINDERS = True  # nothing was collected
