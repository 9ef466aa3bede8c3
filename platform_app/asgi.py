"""The door for asynchronous servers (uvicorn): `platform_app.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

from platform_app.serving import refuse_unless_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
application = get_asgi_application()
refuse_unless_ready()
