"""Bringing the database to the version of this program. Alembic is loaded only when there is something to do."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from desktop.wire.durable import sync_file, sync_folder
from forms.language import refuse

HEAD = "0007"
"""The revision that `tables/` describes; a test holds the two together."""

SCRIPTS = Path(__file__).parent / "migrations"


def stored_version(connection: Connection) -> str | None:
    """The revision that the file is at; None for a file without tables."""
    if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar():
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def check_version(engine: Engine) -> None:
    """Raises Refused where the file is not at `HEAD`: a reader changes nothing."""
    with engine.connect() as connection:
        version = stored_version(connection)
    if version is None or version < HEAD:
        raise refuse("数据还是旧版本的：请先打开一次议事堂，完成升级。")
    if version > HEAD:
        raise _newer()


def migrate(engine: Engine, path: Path, *, head: str = HEAD, scripts: Path = SCRIPTS) -> None:
    """Make the tables of a new file, or lift an older one, in one transaction; the older file is copied first.

    Raises Refused for a file that a newer program has written.
    """
    with engine.connect() as connection:
        version = stored_version(connection)
        connection.rollback()
    if version == head:
        return
    if version is not None and version > head:
        raise _newer()
    if version is not None:
        _copy(engine, path, path.with_name(f"{path.name}.before-{head}"))
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, head)
    sync_folder(path.parent)


def _copy(engine: Engine, path: Path, to: Path) -> None:
    """Copy the file as it lies, encrypted, after the log was merged into it. The folder's lock keeps others out."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("COMMIT") if raw.in_transaction else None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        beside = to.with_name(to.name + ".new")
        shutil.copyfile(path, beside)
    sync_file(beside)
    beside.chmod(0o600)
    beside.replace(to)
    sync_folder(to.parent)


def _newer() -> Exception:
    return refuse("这份数据是新版本的议事堂写的，这个版本打不开：请安装新版本。")
