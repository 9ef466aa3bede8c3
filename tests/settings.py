"""The settings of the tests: the same site, on a database of its own, with cheap passwords and no files left behind."""

import os
import tempfile
from pathlib import Path

# One folder for the whole run: the first process makes it, and pytest-xdist's workers inherit its name.
if "PLANK_TEST_DIR" not in os.environ:
    os.environ["PLANK_TEST_DIR"] = tempfile.mkdtemp(prefix="plank-test-")
RUN_DIR = Path(os.environ["PLANK_TEST_DIR"])
for name in [name for name in os.environ if name.startswith("PLANK_") and not name.startswith("PLANK_TEST_")]:
    if name not in {"PLANK_CHROMIUM", "PLANK_POSTGRES_HOME", "PLANK_VALKEY"}:
        del os.environ[name]  # the tests do not depend on what their caller set
os.environ["PLANK_LOCAL_DIR"] = str(RUN_DIR)

from platform_app import env  # noqa: E402
from platform_app.settings import *  # noqa: E402

SECRET_KEY = "a secret of the tests, kept from nobody"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

if os.environ.get("PLANK_TEST_DATABASE") == "postgres":
    # Host and port come from the server that tests/conftest.py starts; see `django_db_modify_db_settings` there.
    DATABASES = {"default": {"ENGINE": env.POSTGRES, "NAME": "plank", "USER": "postgres", "CONN_MAX_AGE": 0}}
else:
    DATABASES = {"default": env.database("", RUN_DIR / "plank.sqlite3")}
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / "test.sqlite3")}
