"""The base of every form."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField, PasswordField, StringField

NOT_VALUES = frozenset({"csrf_token", "version", "grounds"})

# What no sentence needs and some databases refuse.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str | None) -> str:
    """Return typed text with plain line ends, without control characters and outer blanks."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_CHARACTERS.sub("", lines).strip()


class CleanTextMeta:
    """Makes every text field of a form clean what is typed."""

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
        """Add the filter to fields of text, but never to a password."""
        kind = unbound_field.field_class
        if issubclass(kind, StringField) and not issubclass(kind, PasswordField | HiddenField):
            options = {**options, "filters": [clean, *unbound_field.kwargs.get("filters", ())]}
        return unbound_field.bind(form=form, **options)


class Form(FlaskForm):
    """A form that is sent by POST and carries a CSRF token."""

    class Meta(CleanTextMeta, FlaskForm.Meta):
        """How the fields are made."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data=data)

    @classmethod
    def field_names(cls) -> list[str]:
        """Return the names of the fields declared on the class and its bases."""
        return [name for name in dir(cls) if hasattr(getattr(cls, name), "_formfield")]

    @classmethod
    def worded(cls) -> dict[str, tuple[str, Mapping[Any, Any]]]:
        """Return the label of each field declared, and the words of its choices, in their order."""
        declared = {name: getattr(cls, name) for name in cls.field_names()}
        in_order = sorted(declared.items(), key=lambda item: item[1].creation_counter)
        found = {}
        for name, field in in_order:
            label, *more = field.args or ("",)
            words = more[0] if more and isinstance(more[0], Mapping) else {}
            found[name] = (str(field.kwargs.get("label", label)), words)
        return found

    def accepted(self) -> bool:
        """Tell whether the form was sent, and without a mistake."""
        return bool(self.validate_on_submit())

    def sent(self) -> bool:
        """Tell whether the form was sent rather than asked for."""
        return bool(self.is_submitted())

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 422 if it shows a mistake."""
        return 422 if self.errors else 200

    @property
    def questions(self) -> list[Field]:
        """The fields that a person fills in, in order."""
        return [field for name, field in self._fields.items() if name not in NOT_VALUES]

    def mistakes(self) -> list[tuple[str, str]]:
        """Return every mistake as the id of its field and a sentence."""
        return [
            (part.id, str(text))
            for field in self.questions
            for part in _parts(field)
            for text in part.errors
            if not isinstance(text, dict)
        ]

    def values(self) -> dict[str, Any]:
        """Return what was filled in, by field; nothing beside the fields of the form."""
        return {field.name: field.data for field in self.questions}


def _parts(field: Field) -> Iterator[Field]:
    """Yield the field, or those that it is made of; a list too, for it may be too long."""
    match field:
        case FormField():
            for part in field.form:
                yield from _parts(part)
        case FieldList():
            yield field
            for entry in field:
                yield from _parts(entry)
        case _:
            yield field


class VersionedForm(Form):
    """A form that changes something stored, and knows which version of it was read."""

    version = HiddenField()

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        if self.sent() and not self.version.raw_data:
            self.version.data = "0"

    def is_stale(self, version: int) -> bool:
        """Tell whether somebody saved another version since the form was shown.

        A form that does not say from which version it was made knows of none.
        """
        return str(self.version.data or 0) != str(version)

    def differing(self, stored: Mapping[str, Any]) -> list[tuple[Field, Any]]:
        """Return the fields filled in otherwise than stored, each with what is stored."""
        return [
            (field, stored.get(field.name))
            for field in self.questions
            if _said(stored.get(field.name)) != _said(field.data)
        ]


def _said(value: Any) -> Any:
    """Return a value so that saying nothing is always the same, in a list of rows as well."""
    if isinstance(value, list):
        value = [row for row in value if not isinstance(row, dict) or any(row.values())]
    return value or None


class Grounded:
    """Part of a form for a decision that rests on what was shown with it."""

    grounds = HiddenField()

    def has_shifted(self, grounds: str) -> bool:
        """Tell whether what the decision rests on changed since the form was shown.

        The form takes up the grounds as they are, so that it can be shown with them again.
        """
        shown, self.grounds.data = self.grounds.data, grounds
        return bool(shown) and shown != grounds


def grounds(*parts: object) -> str:
    """Return what changes with any of the parts, short enough for a hidden field."""
    return sha256(repr(parts).encode()).hexdigest()[:16]
