"""Forms about accounts."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from app.web.form import Form

# NIST SP 800-63B-4: length alone, no rules of composition.
PASSWORD_LENGTH = 15


class FirstAdministratorForm(Form):
    """What must be known of the person who runs this installation."""

    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Enter your name, as it should stand under an assessment.")),
            Length(max=200),
        ],
        description=_("As it should stand under an assessment."),
    )
    email = StringField(
        _("E-mail address"),
        [
            DataRequired(_("Enter an e-mail address.")),
            Length(max=254),
            # As strict as the page on which one signs in with it.
            Email(_("Enter an e-mail address such as name@example.org.")),
        ],
        description=_("You sign in with it. Nothing is sent to it."),
    )
    password = PasswordField(
        _("Password"),
        [
            DataRequired(_("Enter a password.")),
            Length(
                min=PASSWORD_LENGTH,
                max=1024,
                message=_(
                    "A password needs at least 15 characters. A sentence of your own is good."
                ),
            ),
        ],
        description=_(
            "At least 15 characters. Any characters; a short sentence is easy to remember."
        ),
    )
    repeated = PasswordField(
        _("The same password again"),
        [
            InputRequired(_("Enter the same password again.")),
            EqualTo("password", _("The two passwords differ.")),
        ],
    )
