"""What is archived is PDF/A-2b, and signatures by several keys hold and are found out when broken."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PIL import ImageChops
from pypdf import PdfReader

from desktop.papers import PAPERS, draw, prepare
from desktop.papers.archive import Signer, pages_as_pdfa, sign, signatures, signer_of_file, to_pdfa
from desktop.vault.device import DeviceKey
from forms.language import Refused
from tests.exchange import inked
from tests.papers import sample
from tests.papers.pdfa import faults_of_pdfa

AT = "2026-06-18T21:20:31+08:00"
JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
]


def printed(paper: str) -> bytes:
    item = sample.meeting().items[0].id if paper == "ballot" else ""
    consultation = paper == "opinion"
    meeting = sample.meeting(consultation=consultation)
    return draw(prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED, item=item)).pdf


def holder(name: str) -> Signer:
    key = DeviceKey.generate()
    return Signer(name=name, public=bytes.fromhex(key.public), sign=lambda data: bytes.fromhex(key.sign(data)))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_becomes_pdfa_2b_and_looks_and_reads_the_same(paper: str) -> None:
    pdf = printed(paper)
    assert faults_of_pdfa(pdf)  # else this test could not fail
    archived = to_pdfa(pdf)
    assert faults_of_pdfa(archived) == ()
    before, after = PdfReader(BytesIO(pdf)), PdfReader(BytesIO(archived))
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    for old, new in zip(inked.printed(pdf, dpi=60), inked.printed(archived, dpi=60), strict=True):
        assert sum(ImageChops.difference(old, new).convert("L").histogram()[40:]) == 0


def preflight(pdf: bytes, tmp_path: Path) -> set[str]:
    """Codes of what PDFBox finds against PDF/A-1b."""
    (tmp_path / "a.pdf").write_bytes(pdf)
    words = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b", str(tmp_path / "a.pdf")]
    told = subprocess.run(words, capture_output=True, text=True)
    assert "Exception" not in told.stderr
    return {line.split(" : ")[0] for line in told.stdout.splitlines() if " : " in line and line[0].isdigit()}


@pytest.mark.skipif(not all(jar.exists() for jar in JARS), reason="PDFBox is not installed here")
def test_pdfbox_finds_nothing_but_what_sets_part_2_apart_from_part_1(tmp_path: Path) -> None:
    # 1.4: compressed cross references are new in part 2. 7.11.2: it declares part 2.
    new = {"1.4", "7.11.2"}
    assert preflight(printed("minutes"), tmp_path) - new  # it does judge
    assert preflight(to_pdfa(printed("minutes")), tmp_path) <= new


def test_scanned_pages_become_pdfa_2b() -> None:
    pages = [inked.as_file("JPEG", page) for page in inked.printed(printed("notice"), dpi=80)]
    archived = pages_as_pdfa(
        [*pages, inked.as_file("JPEG", inked.printed(printed("tally"), dpi=80)[0].convert("L"))], "签字件"
    )
    assert faults_of_pdfa(archived) == ()
    assert len(PdfReader(BytesIO(archived)).pages) == len(pages) + 1


def test_several_sign_one_after_another_and_all_stay_valid() -> None:
    first, second = holder("柳溪村议事堂"), holder("赵𬱖")  # a character that came after Unicode 3.2
    pdf = to_pdfa(printed("tally"))
    signed = sign(sign(pdf, first, at=AT, reason="归档"), second, at="2026-06-19T08:00:00+08:00", reason="审核")
    found = signatures(signed)
    assert [(one.name, one.public, one.at) for one in found] == [
        ("柳溪村议事堂", first.public, AT),
        ("赵𬱖", second.public, "2026-06-19T08:00:00+08:00"),
    ]
    assert all(one.intact and one.covers_all for one in found)
    assert signed.startswith(pdf)
    # The validator does not know forms at all; nothing else may be against PDF/A-2b, the version least of all.
    assert {fault for fault in faults_of_pdfa(signed) if "/AcroForm" not in fault} == set()


def test_a_signed_pdf_that_was_changed_is_found_out() -> None:
    signed = bytearray(sign(to_pdfa(printed("tally")), holder("甲"), at=AT, reason="归档"))
    signed[signed.index(b"stream", 2000) + 40] ^= 1
    assert not signatures(bytes(signed))[0].intact


def turned(pdf: bytes) -> bytes:
    """With its first page turned, in an update that keeps the bytes before it."""
    from pyhanko.pdf_utils.generic import NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_turned_after_the_signature_is_found_out() -> None:
    assert not signatures(turned(sign(to_pdfa(printed("tally")), holder("甲"), at=AT, reason="归档")))[0].covers_all


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed here")
def test_poppler_verifies_the_signatures_too(tmp_path: Path) -> None:
    signed = to_pdfa(printed("tally"))
    for name in ("甲", "乙", "赵𬱖"):
        signed = sign(signed, holder(name), at=AT, reason="归档")
    (tmp_path / "a.pdf").write_bytes(signed)
    told = subprocess.run(["pdfsig", tmp_path / "a.pdf"], capture_output=True, text=True).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert told.count("ETSI.CAdES.detached") == 3


def bundle(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    from datetime import UTC, datetime

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "赵建国")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
    made = made.not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    own = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"k", key, own, None, BestAvailableEncryption(b"pw"))


def test_a_person_signs_with_a_certificate_file() -> None:
    signer = signer_of_file(bundle(ec.generate_private_key(ec.SECP256R1())), "pw")
    (found,) = signatures(sign(to_pdfa(printed("tally")), signer, at=AT, reason="审核"))
    assert (found.name, found.public, found.intact) == ("赵建国", signer.public, True)


def test_a_wrong_passphrase_or_another_kind_of_key_is_refused() -> None:
    with pytest.raises(Refused, match="口令不对"):
        signer_of_file(bundle(ec.generate_private_key(ec.SECP256R1())), "wrong")
    with pytest.raises(Refused, match="P-256"):
        signer_of_file(bundle(rsa.generate_private_key(65537, 2048)), "pw")
