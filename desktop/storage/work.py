"""One transaction, and the rooms in which it works."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.storage.blobs import Blobs
from desktop.storage.case_lines import CaseLines
from desktop.storage.cases import Cases
from desktop.storage.drafts import Drafts
from desktop.storage.duties import Duties
from desktop.storage.inbox import Inbox
from desktop.storage.journal import Journal
from desktop.storage.ledger import Ledger
from desktop.storage.meetings import Meetings
from desktop.storage.outbox import Outbox
from desktop.storage.papers import Prints, Scans
from desktop.storage.registers import Registers
from desktop.storage.roster import Roster
from desktop.storage.settings import Settings
from desktop.storage.sheets import Sheets


class Work:
    """All rooms see and change the same transaction. They take and give frozen values; no row leaves."""

    def __init__(self, connection: Connection) -> None:
        self.journal = Journal(connection)
        self.meetings = Meetings(connection)
        self.roster = Roster(connection)
        self.cases = Cases(connection)
        self.case_lines = CaseLines(connection)
        self.sheets = Sheets(connection)
        self.duties = Duties(connection)
        self.registers = Registers(connection)
        self.drafts = Drafts(connection)
        self.prints = Prints(connection)
        self.scans = Scans(connection)
        self.ledger = Ledger(connection)
        self.blobs = Blobs(connection)
        self.outbox = Outbox(connection)
        self.inbox = Inbox(connection)
        self.settings = Settings(connection)
