"""A connection inside a transaction comes in, and its database has the newest schema afterwards.

The version is read before Alembic is imported, which costs a start more than all else here together.
A process that is killed on the way leaves the old version; two that start at once migrate once.
"""

from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.store.schema import HEAD

SCRIPTS = "bot.store:migrations"
LOCK = 0x7E4507  # any number that only the tutor's migrations take


def migrate(connection: Connection, head: str = HEAD, scripts: str = SCRIPTS) -> None:
    """Bring the database to `head`. Raises StoreError where a newer tutor made it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    version = read_version(connection)
    if version != head:
        _upgrade(connection, version, head, scripts)
    # Changes nothing, yet fails where nothing can be changed: better now than at the first attempt.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0"))


def read_version(connection: Connection) -> str | None:
    """The revision the database is at; None where it is empty."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if version is None else str(version)


def _upgrade(connection: Connection, version: str | None, head: str, scripts: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", scripts)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(f"a newer tutor made it: its schema is {version}, this one knows {head}")
    command.upgrade(config, head)
