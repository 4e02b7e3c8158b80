"""A second opinion on an archived PDF."""

from __future__ import annotations

import io

from pikepdf import pdfa

from desktop.papers.archive import FLAVOUR


def faults_of_pdfa(pdf: bytes) -> tuple[str, ...]:
    """What keeps a file from being PDF/A-2b; empty where nothing does."""
    report = pdfa.validate_written(io.BytesIO(pdf), FLAVOUR)
    return tuple(f"{finding.rule} {finding.where}: {finding.message}" for finding in report.findings)
