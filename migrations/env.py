"""How Alembic reaches the database: through the application's own engine."""

from alembic import context
from flask import current_app

from app import factory  # noqa: F401  # every table is known once the application is put together
from app.db import Base

ENGINE = current_app.extensions["engine"]

with ENGINE.begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
