"""The application, put together.  Start reading here."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_security import current_user
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

from app import db, logs, settings
from app.accounts import access, views as account_views
from app.accounts.permissions import Permission
from app.assessments import words as assessment_words
from app.assessments.views import (
    assessing as assessment_views,
    measures as measure_views,
    versions as version_views,
)
from app.assessments.words import ANSWER_HINTS, ANSWER_SIGNS
from app.cases import views as case_views, words as case_words
from app.checklists import words as checklist_words
from app.checklists.question import AnswerCode
from app.checklists.views import (
    authoring,
    exchange as exchange_views,
    publishing,
    reading,
    sources as source_views,
    standards as standard_views,
)
from app.comparison import views as comparison_views, words as comparison_words
from app.evidence import views as evidence_views, words as evidence_words
from app.findings import views as finding_views, words as finding_words
from app.findings.words import FINDING_SIGNS, TINT_OF_PUBLISHED, indicated
from app.overview import views as overview_views, words as overview_words
from app.reports.views import blank_forms as blank_form_views, reporting as report_views
from app.settings import Settings
from app.web import errors, formats, headers, limits, routing, views as web_views

HERE = Path(__file__).parent
VIEWS = (
    web_views,
    account_views,
    standard_views,
    reading,
    authoring,
    publishing,
    exchange_views,
    source_views,
    case_views,
    evidence_views,
    assessment_views,
    measure_views,
    version_views,
    finding_views,
    comparison_views,
    report_views,
    blank_form_views,
    overview_views,
)
WORDS = (
    checklist_words,
    case_words,
    evidence_words,
    assessment_words,
    finding_words,
    comparison_words,
    overview_words,
)
# Without TLS the program listens on this machine alone, and answers to no other name.
LOOPBACK_NAMES = ("localhost", "127.0.0.1")
SESSION_LASTS = timedelta(hours=12)


def create_app(chosen: Settings | None = None, **config: Any) -> Flask:
    """Build the application.  Raises SettingsError when it is told nonsense."""
    chosen = chosen or settings.from_environment()
    app = Flask(
        __name__,
        root_path=str(HERE),
        template_folder=None,
        static_folder=str(HERE / "web" / "static"),
    )
    app.config.from_mapping(
        SECRET_KEY=chosen.secret_key,
        EXHIBITS=chosen.exhibits,
        CACHE=chosen.cache,
        ORGANISATION=chosen.organisation,
        SESSION_COOKIE_NAME="__Host-session" if chosen.tls else "session",
        SESSION_COOKIE_SECURE=chosen.tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        MAX_CONTENT_LENGTH=limits.LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=limits.FORM,
        TRUSTED_HOSTS=None if chosen.tls else [*LOOPBACK_NAMES],
        SECURITY_PASSWORD_SALT=chosen.password_key,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="en",
    )
    app.config.from_mapping(config)
    logs.init_app(app)
    headers.init_app(app, tls=chosen.tls)
    limits.init_app(app)
    Babel(app)
    CSRFProtect(app)
    routing.init_app(app)
    formats.init_app(app)
    errors.init_app(app)
    access.init_app(app)
    for views in VIEWS:
        app.register_blueprint(views.blueprint)
    _templates(app)
    # Last, so that it runs first after a request: what is not on disk is not acknowledged.
    db.init_app(app, chosen.database_url)
    return app


def _templates(app: Flask) -> None:
    """Find ``cases/part.html`` in ``app/cases/templates``, and give every page its words."""
    by_feature = {
        folder.parent.name: FileSystemLoader(folder) for folder in HERE.glob("*/templates")
    }
    app.jinja_loader = ChoiceLoader(
        [PrefixLoader(by_feature), FileSystemLoader(HERE / "web" / "templates")]
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    words = {kind: worded for module in WORDS for kind, worded in module.WORDS.items()}
    app.template_filter("word")(lambda value: str(words[type(value)][value]))
    app.jinja_env.globals.update(
        signed_in=current_user,
        Permission=Permission,
        AnswerCode=AnswerCode,
        answer_signs=ANSWER_SIGNS,
        answer_hints=ANSWER_HINTS,
        finding_signs=FINDING_SIGNS,
        tint_of_published=TINT_OF_PUBLISHED,
        indicated=indicated,
    )
