"""The tables that the migrations make are those that the program describes, and an upgrade keeps the old file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.storage.connect import make_engine
from desktop.storage.files import DATABASE_FILE
from desktop.storage.migrate import HEAD, SCRIPTS, migrate, stored_version
from desktop.storage.store import Store
from desktop.storage.tables import metadata
from forms.language import Refused
from tests.storage.samples import KEY

NEXT = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{revision}", "{before}"
def upgrade():
    op.add_column("meetings", sa.Column("weather", sa.Text()))
    {more}
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations, and one of a later program."""
    copied = shutil.copytree(SCRIPTS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (copied / "versions" / "9999_next.py").write_text(NEXT.format(revision="9999", before=HEAD, more=""))
    return copied


def test_the_migrated_schema_is_the_one_of_the_tables(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.raw() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_schema_test_would_see_a_column_that_is_missing(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import Column, MetaData, Text

    wider = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(wider)
    wider.tables["meetings"].append_column(Column("weather", Text))
    with store.raw() as connection:
        assert len(compare_metadata(MigrationContext.configure(connection), wider)) == 1


def test_head_is_the_last_revision() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_an_upgrade_copies_the_old_file_first_and_keeps_what_was_in_it(folder: Path, scripts: Path) -> None:
    store = Store.open(folder, KEY)
    with store.work() as work:
        work.settings.put("kept", 7)
    store.close()
    path = folder / DATABASE_FILE
    engine = make_engine(path, KEY)
    migrate(engine, path, head="9999", scripts=scripts)
    with engine.connect() as connection:
        assert stored_version(connection) == "9999"
        assert connection.execute(text("SELECT value FROM settings")).scalar() == b"7"
        assert connection.execute(text("SELECT weather FROM meetings")).all() == []
    engine.dispose()
    before = folder / f"{DATABASE_FILE}.before-9999"
    old = make_engine(before, KEY)
    with old.connect() as connection:
        assert stored_version(connection) == HEAD
        assert connection.execute(text("SELECT value FROM settings")).scalar() == b"7"
    old.dispose()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(folder: Path, scripts: Path) -> None:
    Store.open(folder, KEY).close()
    planted = NEXT.format(revision="9999", before=HEAD, more="raise RuntimeError('planted')")
    (scripts / "versions" / "9999_next.py").write_text(planted)
    path = folder / DATABASE_FILE
    engine = make_engine(path, KEY)
    with pytest.raises(RuntimeError, match="planted"):
        migrate(engine, path, head="9999", scripts=scripts)
    with engine.connect() as connection:
        assert stored_version(connection) == HEAD
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name='meetings'")).scalar_one()
        assert "weather" not in made
    engine.dispose()
    Store.open(folder, KEY).close()


def test_data_of_a_newer_program_is_refused(folder: Path, scripts: Path) -> None:
    Store.open(folder, KEY).close()
    path = folder / DATABASE_FILE
    engine = make_engine(path, KEY)
    migrate(engine, path, head="9999", scripts=scripts)
    engine.dispose()
    for reading in (False, True):
        with pytest.raises(Refused, match="新版本"):
            Store.open(folder, KEY, reading=reading)


def test_alembic_is_not_loaded_when_there_is_nothing_to_migrate(folder: Path) -> None:
    Store.open(folder, KEY).close()
    script = """
import sys
from pathlib import Path
from desktop.storage.store import Store
Store.open(Path(sys.argv[1]), bytes(range(32))).close()
print("alembic" in sys.modules, "sqlalchemy.orm" in sys.modules, "keyring" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "False"]


def test_the_database_of_the_first_version_is_lifted_and_its_cases_are_found(folder: Path) -> None:
    """golden/database-0001.db was written by the program when its tables were those of 0001."""
    folder.mkdir()
    shutil.copyfile(Path(__file__).parent / "golden" / "database-0001.db", folder / DATABASE_FILE)
    store = Store.open(folder, KEY)
    with store.read() as work:
        assert work.settings.get("kept", int) == 7
        assert [case.id for case in work.cases.find("清淤")] == ["c1"]
        assert [case.id for case in work.cases.find("cdtk")] == ["c2"]
        assert [step.state for step in work.cases.history("c2")] == ["open", "on-agenda"]
        assert work.case_lines.of("c1") == ()
        assert len(work.journal.read("m1")) == 2
        assert work.ledger.head() is not None
        assert work.meetings.get("m1") is not None
    with store.raw() as connection:
        assert stored_version(connection) == HEAD
    store.close()
    before = make_engine(folder / f"{DATABASE_FILE}.before-{HEAD}", KEY)
    with before.connect() as connection:
        assert stored_version(connection) == "0001"
    before.dispose()
