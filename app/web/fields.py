"""Kinds of form field that WTForms does not bring."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import Field, FieldList, ValidationError

from app.partial_date import PartialDate
from app.web.form import clean
from app.web.formats import countries

PARTS = ("day", "month", "year")
LONGEST_WORD = 60
MOST_WORDS = 30


class PartialDateField(Field):
    """Day, month and year in three boxes; the day, or day and month, may be left out."""

    parts: dict[str, str]

    def process_data(self, value: PartialDate | str | None) -> None:
        """Show what is stored."""
        value = PartialDate.parse(value) if isinstance(value, str) else value
        self.data = value
        self.parts = {part: str(getattr(value, part, None) or "") for part in PARTS}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the three boxes, each named after the field: ``date-year``."""
        super().process(None, data if data is not None else self.default, extra_filters)
        if formdata is not None and f"{self.name}-year" in formdata:
            self.parts = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self.raw_data = [self.parts]
            self.data = None
            self.process_errors = list(self._read())

    def _read(self) -> list[str]:
        if not any(self.parts.values()):
            return []
        day, month, year = (self.parts[part] for part in PARTS)
        if not year:
            return [_("A date needs a year. Leave day and month empty if they are not known.")]
        if day and not month:
            return [_("A day needs a month.")]
        try:
            self.data = PartialDate(
                int(year), int(month) if month else None, int(day) if day else None
            )
        except ValueError:
            typed = "/".join(part for part in (day, month, year) if part)
            return [_("%(typed)s is not a date. Write it as 27 3 2007.", typed=typed)]
        return []


class ShortList(FieldList):
    """A list of rows that refuses more than ``most`` of them, rather than drop some.

    Of more, twice as many are read: enough to show again what a person typed, and no more than
    a server can build.
    """

    def __init__(self, unbound_field: Any, *, most: int, **kwargs: Any) -> None:
        super().__init__(unbound_field, validators=[self._refuse_more], **kwargs)
        self.type = FieldList.__name__  # templates draw it as any list
        self.most = most
        self.sent = 0

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Yield the numbers of the rows to read, from names such as ``citations-3-quote``."""
        row = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,9}})(?:-|$)")
        numbers = sorted({int(found[1]) for found in map(row.match, formdata) if found})
        self.sent = len(numbers)
        yield from numbers[: 2 * self.most]

    def _refuse_more(self, form: Any, field: Any) -> None:
        if self.sent > self.most:
            raise ValidationError(
                _(
                    "Not saved: at most %(most)s entries here, and there are %(number)s.",
                    most=self.most,
                    number=self.sent,
                )
            )


class Depends:
    """Mark a field that is needed only sometimes; its hint says when, and the form requires it."""

    field_flags: ClassVar = {"depends": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Accept anything."""


class HasDate:
    """Require a date, with a sentence of its own."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: PartialDateField) -> None:
        """Raise ValidationError when the three boxes are empty."""
        if not any(field.parts.values()):
            raise ValidationError(self.message)


class ChoiceField(Field):
    """One of a fixed list, drawn as radio buttons or as a list to pick from.

    ``words`` maps what is stored to how it is worded, in order; ``hints`` says what some of it
    means.  In a list to pick from, ``groups`` gathers what is stored under headings.
    """

    def __init__(
        self,
        label: Any,
        words: Mapping[Any, Any],
        validators: Sequence[Any] = (),
        *,
        optional: bool = False,
        as_list: bool = False,
        hints: Mapping[Any, Any] | None = None,
        groups: Mapping[Any, Sequence[Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.words = words
        self.hints = hints or {}
        self.groups = groups or {}
        self.optional = optional
        self.flags.required = not optional
        self.as_list = as_list

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was picked."""
        typed = valuelist[0].strip() if valuelist else ""
        offered = {str(value): value for value in self.words}
        self.data = offered.get(typed)
        if typed and typed not in offered:
            raise ValueError(_("“%(typed)s” is not one of the answers offered.", typed=typed[:60]))

    def pre_validate(self, form: Any) -> None:
        """Refuse an empty choice where one is needed."""
        if self.data is None and not self.optional and not self.process_errors:
            raise ValidationError(_("%(field)s: choose one.", field=self.label.text))


class CountryField(ChoiceField):
    """A country, by its ISO 3166-1 code."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Offer the countries in the language of the page."""
        self.words = countries()
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the code; refuse one that is no country's."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(
                _(
                    "“%(code)s” is not the code of a country. Choose one from the list.",
                    code=valuelist[0][:60],
                )
            ) from error


class ManyField(ChoiceField):
    """Any number of a fixed list, drawn as boxes to tick; read as a tuple in the list's order."""

    def __init__(self, label: Any, words: Mapping[Any, Any], **kwargs: Any) -> None:
        super().__init__(label, words, optional=True, **kwargs)

    def process_data(self, value: Sequence[Any] | None) -> None:
        """Show what is stored."""
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was ticked."""
        ticked = {typed for typed in valuelist if typed}
        offered = {str(value): value for value in self.words}
        if unknown := sorted(ticked - offered.keys()):
            text = _("“%(typed)s” is not one of the answers offered.", typed=unknown[0][:60])
            raise ValueError(text)
        self.data = tuple(value for typed, value in offered.items() if typed in ticked)


class WordsField(Field):
    """Words on one line, separated by commas; read as a sorted list."""

    def process_data(self, value: list[str] | None) -> None:
        """Show the words as they are stored."""
        self.data = value or []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line."""
        words = (" ".join(word.split()).lower() for word in clean(",".join(valuelist)).split(","))
        self.data = sorted({word for word in words if word})
        if len(self.data) > MOST_WORDS:
            raise ValueError(_("Use at most %(most)s words.", most=MOST_WORDS))
        if too_long := [word for word in self.data if len(word) > LONGEST_WORD]:
            raise ValueError(
                _("“%(word)s” is too long: at most 60 characters between commas.", word=too_long[0])
            )
