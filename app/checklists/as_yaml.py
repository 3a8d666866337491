"""A checklist as the file that it would be."""

from io import StringIO

from ruamel.yaml import YAML

from app.checklists.checklist import Checklist

WIDEST = 1000


def as_yaml(checklist: Checklist) -> str:
    """Write the checklist as YAML, which reads as the same checklist again."""
    yaml = YAML(typ="rt")
    yaml.width = WIDEST
    written = StringIO()
    yaml.dump(checklist.model_dump(mode="json", by_alias=True, exclude_defaults=True), written)
    return written.getvalue()
