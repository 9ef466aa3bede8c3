"""The door for asynchronous servers (uvicorn): `platform_app.asgi:application`.

It serves the streams of live pages and, in the demo, everything else too. `python -m platform_app.live` runs it.
"""

import os
from importlib import import_module

from django.core.asgi import get_asgi_application

from platform_app.serving import refuse_unless_ready, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
site = get_asgi_application()
refuse_unless_ready()
application = import_module("amendments.live.stream").Live(site)  # not before the apps are there
settle()
