"""The door for threaded servers (granian): `platform_app.wsgi:application`."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from platform_app.serving import refuse_unless_ready, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
application = get_wsgi_application()
refuse_unless_ready()
import_module(settings.ROOT_URLCONF)  # what the first request would wait for
settle()
