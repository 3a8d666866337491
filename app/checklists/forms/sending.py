"""The form with which a file comes in."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from app.web.form import Form


class FileForm(Form):
    """A file that holds a checklist."""

    file = FileField(
        _("File"),
        [FileRequired(_("Choose a file."))],
        description=_("Ends in .yaml or .xlsx; up to 5 MB."),
    )
