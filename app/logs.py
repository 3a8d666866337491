"""One line a request: who asked for what is never in it, only ids and endpoints."""

import logging
import sys
from secrets import token_hex
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request

log = logging.getLogger("fairhearing")


def init_app(app: Flask) -> None:
    """Give each request a reference number, and note how it ended."""

    @app.before_request
    def begin() -> None:
        g.request_id = token_hex(4)
        g.began = perf_counter()

    # Flask itself would write the address, which names the case.
    app.log_exception = _log_exception  # type: ignore[method-assign]  # as Flask documents it

    @app.after_request
    def end(response: Response) -> Response:
        log.info(
            "%s %s %s %s %.0f ms",
            g.get("request_id", "-"),
            request.method,
            request.endpoint,
            response.status_code,
            1000 * (perf_counter() - g.get("began", perf_counter())),
        )
        return response


def _log_exception(exc_info: Any) -> None:
    log.error("%s %s failed", g.get("request_id", "-"), request.endpoint, exc_info=exc_info)


def to_standard_error() -> None:
    """Write the log where a terminal or a service manager shows it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    log.setLevel(logging.INFO)
