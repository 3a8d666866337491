"""The database: the base of every table, the session, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, cast

from flask import Flask, Response, current_app, g, has_request_context, request, session
from sqlalchemy import DateTime, Engine, Enum, MetaData, String, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator
from werkzeug.local import LocalProxy

from app.partial_date import PartialDate

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no offset, so it is put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without an offset rather than guess one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the offset back."""
        return value.replace(tzinfo=UTC) if value else None


class PartialDateText(TypeDecorator[PartialDate]):
    """A partial date as ``2017-09``: as text it sorts as it should."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Write the date."""
        return str(value) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read the date."""
        return PartialDate.parse(value) if value else None


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


Moment = Annotated[datetime, mapped_column(UTCDateTime, default=now)]


class Base(DeclarativeBase):
    """What every table shares: names of constraints, and kinds of column."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        # Kept as text, by value: adding a member needs no migration.
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,
            length=32,
            values_callable=lambda enum: [member.value for member in enum],
        ),
        PartialDate: PartialDateText,
        datetime: UTCDateTime,
    }


class Model(Base):
    """A table whose rows have an id."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def _session() -> Session:
    if "db" not in g:
        reads = has_request_context() and request.method in SAFE_METHODS
        engine: Engine = current_app.extensions["engine"]
        g.db = Session(engine.execution_options(reads=reads))
    opened: Session = g.db
    return opened


# The session of the current request or command.
db = cast("Session", LocalProxy(_session))


@contextmanager
def transaction() -> Iterator[None]:
    """Keep what a command does, or nothing of it when it fails."""
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def connect(url: str) -> Engine:
    """Return an engine on which an acknowledged commit is on disk."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(
        url, hide_parameters=True, connect_args={"isolation_level": None, "timeout": 10}
    )
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


def _make_durable(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    """Take the write lock at once, so that two writers queue instead of losing updates."""
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def init_app(app: Flask, url: str) -> None:
    """Give the application its engine, and each request its transaction."""
    app.extensions["engine"] = connect(url)

    @app.after_request
    def end_transaction(response: Response) -> Response:
        """Keep what a successful change did; drop everything else."""
        if "db" not in g:
            return response
        if request.method in SAFE_METHODS or response.status_code >= 400:
            db.rollback()
            return response
        try:
            db.commit()
        except (DBAPIError, StaleDataError) as error:
            db.rollback()
            # What the session learnt is as untrue as the answer: "Saved", or who is signed in.
            session.pop("_flashes", None)
            g.pop("_login_user", None)
            failed = current_app.make_response(current_app.handle_user_exception(error))
            session.modified = False
            return failed
        return response

    @app.teardown_appcontext
    def close(error: BaseException | None) -> None:
        if opened := g.pop("db", None):
            opened.close()
