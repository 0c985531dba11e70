"""Alembic's environment: runs on the connection that seed.migrate hands over, in its transaction."""

from alembic import context

from queries.db.schema import branches

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=branches.metadata,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
