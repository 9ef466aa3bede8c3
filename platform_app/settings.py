"""Every setting of Plank, from the environment.

Three ways to run, told apart by what is set:

* **demo** (`PLANK_DEMO=1`): a sample congress on this machine, with sign-in buttons instead of passwords;
* **production** (`PLANK_SECRET_KEY` and `PLANK_HOSTS`): refuses to serve without them, speaks HTTPS only;
* neither: commands work on the local SQLite file, but nothing is served (see `serving.py`).
"""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from platform_app import env

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(
    env.text("PLANK_LOCAL_DIR", str(BASE_DIR / ".plank"))
)  # what belongs to this machine alone: the demo's secret, the mails it did not send

DEMO = env.flag("PLANK_DEMO")
DEBUG = env.flag("PLANK_DEBUG")
SECRET_KEY = env.kept_secret(LOCAL_DIR / "secret")
SECRET_KEY_FALLBACKS = env.words("PLANK_OLD_SECRET_KEYS")
SECRET_KEY_GIVEN = bool(env.text("PLANK_SECRET_KEY"))
PRODUCTION = SECRET_KEY_GIVEN and not DEMO
HOSTS_GIVEN = env.words("PLANK_HOSTS")
ALLOWED_HOSTS = HOSTS_GIVEN if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", *HOSTS_GIVEN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "django_htmx",
    "csp",
    "platform_app",
    "amendments",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "platform_app.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "platform_app.urls"
ASGI_APPLICATION = "platform_app.asgi.application"
WSGI_APPLICATION = "platform_app.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "platform_app.context.site",
            ],
        },
    },
]

# The database. Without PLANK_DATABASE_URL it is one file, enough for a branch and for trying things out.

DATABASES = {"default": env.database(env.text("PLANK_DATABASE_URL"), BASE_DIR / "plank.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The private keys of secret ballots: outside of the database, of what is served, and of what is backed up (see `sealing`).

PLANK_KEYS = env.text("PLANK_KEYS", str(LOCAL_DIR / "keys"))
PLANK_BACKUPS = env.text("PLANK_BACKUPS")  # where backups are kept, so that no key is put there by mistake

# People. `Argon2` first; the others only read old hashes. Nothing here stores an address, a user agent or an exact time.

AUTH_USER_MODEL = "amendments.Person"
AUTHENTICATION_BACKENDS = ["amendments.signin.SignIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "amendments.views.errors.forged"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
LAST_SIGN_IN_PRECISION = "day"  # what the sign-in action keeps of the moment
SESSION_COOKIE_NAME = "plank_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "plank_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# What browsers are told. Nothing comes from elsewhere, nothing inline runs, nobody frames the pages.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = env.flag("PLANK_BEHIND_PROXY")  # only where a proxy of ours sets these headers and strips a caller's own
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Uploads and forms are bounded before a view sees them.

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["platform_app.uploads.BoundedUpload", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600

# Language and time.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LANGUAGE_COOKIE_NAME = "plank_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("PLANK_TIME_ZONE", "UTC")

# Static files: gathered once into a folder, served by the app itself with a digest in each name.

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_built"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "platform_app.storage.Gathered"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Mail. Without a server it is written to files, where one can read it; nothing is sent by mistake.

SITE_URL = env.text("PLANK_SITE_URL", f"https://{HOSTS_GIVEN[0]}/" if HOSTS_GIVEN else "http://127.0.0.1:8000/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PLANK_MAIL_FROM", "plank@localhost")
MAIL_GIVEN = env.text("PLANK_MAIL_URL")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = LOCAL_DIR / "mail"
if MAIL_GIVEN:
    globals().update(env.mail(MAIL_GIVEN))

# Tasks. What must happen after a commit is a row first; without a broker it is done at once, inside the same process.

BROKER_GIVEN = env.text("PLANK_BROKER_URL")
CELERY_BROKER_URL = BROKER_GIVEN or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not BROKER_GIVEN
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is done again, so every task can run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False  # the row in the outbox is the promise; a page never waits for a dead broker
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
    "max_retries": 1,  # when handing over; a worker that has lost its broker goes on trying
    "interval_start": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "deliver what waits": {"task": "amendments.tasks.deliver_waiting", "schedule": 60},
    "sum up the day": {"task": "amendments.tasks.sum_up", "args": ["daily"], "schedule": crontab(hour=5, minute=0)},
    "forget what pages were told": {"task": "amendments.tasks.forget_changes", "schedule": crontab(hour=4, minute=0)},
    "sum up the week": {"task": "amendments.tasks.sum_up", "args": ["weekly"], "schedule": crontab(5, 5, day_of_week="mon")},
}

# Live pages: how many screens one process of `/live/` takes. The others ask every few seconds instead.

LIVE_STREAMS = env.number("PLANK_LIVE_STREAMS", 5000)

# Logs say what happened, never to whom: the formatter takes out addresses and the values that databases quote.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "platform_app.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a page that is not there is no news, and its address may be private
        "amendments": {"level": "INFO"},
    },
}
