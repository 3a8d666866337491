"""How Alembic reaches the database: through the application's own engine."""

from contextlib import nullcontext

from alembic import context
from flask import current_app, has_app_context

from app.db import Base
from app.factory import create_app

with (
    nullcontext() if has_app_context() else create_app().app_context(),
    current_app.extensions["engine"].begin() as connection,
):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
