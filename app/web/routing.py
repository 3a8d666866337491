"""Kinds of part that an address may have."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map


class RowConverter(IntegerConverter):
    """The id of a row: a number that every database can hold, or else no such page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def init_app(app: Flask) -> None:
    """Let addresses be written ``/assessments/<row:assessment_id>``."""
    app.url_map.converters["row"] = RowConverter
