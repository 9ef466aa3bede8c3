"""The Django project: settings, addresses, servers and the task queue."""

from platform_app.celery import app as celery_app

__all__ = ["celery_app"]
