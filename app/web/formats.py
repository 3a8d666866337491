"""How dates, countries and numbers are written."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from babel import Locale
from flask import Flask, current_app, url_for
from flask_babel import format_date, format_datetime, format_decimal, get_locale

from app.partial_date import PartialDate, Precision

PATTERN = {Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"}

# Codes that the locale data name beside the countries of ISO 3166-1.  Kosovo (XK) stays in: it has
# no code of its own and is monitored.
NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def countries(locale: Locale | None = None) -> dict[str, str]:
    """Return the names of the countries by ISO 3166-1 code, in the order of their names."""
    names = (locale or get_locale() or Locale("en")).territories
    found = {code: name for code, name in names.items() if is_country(code)}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def is_country(code: str) -> bool:
    """Tell whether the code stands for a country."""
    return (
        len(code) == 2
        and code.isalpha()
        and code not in NOT_COUNTRIES
        and code in Locale("en").territories
    )


def country(code: str) -> str:
    """Return the name of a country: ``KH`` is Cambodia."""
    return str((get_locale() or Locale("en")).territories.get(code, code))


def written(value: PartialDate | date | None) -> str:
    """Write a date as precisely as it is known: 3 March 2023, March 2023 or 2023."""
    if isinstance(value, PartialDate):
        return str(format_date(value.first, PATTERN[value.precision]))
    return str(format_date(value, PATTERN[Precision.DAY])) if value else ""


def moment(value: datetime) -> str:
    """Write a moment: 3 March 2023, 14:02 UTC."""
    return f"{format_datetime(value, 'd MMMM y, HH:mm', rebase=False)} UTC"


def clock(value: datetime) -> str:
    """Write the time of day of a moment: 14:02."""
    return str(format_datetime(value, "HH:mm", rebase=False))


def number(value: float) -> str:
    """Write a number with the separators of the language."""
    return str(format_decimal(value))


def static(filename: str) -> str:
    """Return the address of a static file, which changes whenever the file does."""
    versions: dict[str, str] = current_app.extensions.setdefault("static_versions", {})
    if filename not in versions:
        content = Path(current_app.static_folder or "", filename).read_bytes()
        versions[filename] = sha256(content).hexdigest()[:12]
    return url_for("static", filename=filename, v=versions[filename])


def init_app(app: Flask) -> None:
    """Give the templates these ways of writing."""
    for form in (country, written, moment, clock, number):
        app.template_filter(form.__name__)(form)
    app.template_global("static")(static)
