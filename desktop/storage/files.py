"""What the files and folders of the database are called in a data folder."""

from __future__ import annotations

DATABASE_FILE = "yishitang.db"
OWN_FORMS = "forms"
"""Folder within the data where a county's or village's own rules and procedures lie; a backup takes it along."""
RESTORING_FILE = "restoring"
"""Stands in the folder while a restore is under way; a folder that has it is not opened."""
