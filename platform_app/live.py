"""Serves the streams of live pages: `python -m platform_app.live --port 8001`, with a proxy that sends `/live/` here.

One process of uvicorn bears thousands of screens; pages are served by another server beside it (granian, `platform_app.wsgi`).
The demo serves all from this one.
"""

import argparse
import os
from contextlib import suppress
from types import FrameType

import uvicorn

HOST = "127.0.0.1"
GRACE = 3  # seconds that open requests get when the server stops


class Server(uvicorn.Server):
    """Uvicorn that ends the streams when it is told to stop: they would keep it from stopping."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, by a signal."""
        application = self.config.loaded_app
        while application is not None and not hasattr(application, "end"):
            application = getattr(application, "app", None)  # uvicorn's own layers around ours
        if application is not None:
            application.end()
        super().handle_exit(sig, frame)


def serve(port: int, host: str = HOST) -> None:
    """Serve the whole site and its streams, until Ctrl-C."""
    config = uvicorn.Config(
        "platform_app.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
        backlog=4096,  # a whole hall comes back at once
    )
    with suppress(KeyboardInterrupt):
        Server(config).run()


def main() -> None:
    """Serve, as the command line says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
    parser = argparse.ArgumentParser(prog="python -m platform_app.live")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=8001)
    asked = parser.parse_args()
    serve(asked.port, asked.host)


if __name__ == "__main__":
    main()
