"""The task queue: `celery -A platform_app worker`.

Settings that begin with `CELERY_` are its own. Without a broker, tasks run at once where they are called; call
`delay_on_commit` only, so that a rolled-back transaction leaves nothing behind.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
app = Celery("plank")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
