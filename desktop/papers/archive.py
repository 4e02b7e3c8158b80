"""Papers for the archive: PDF/A-2b (ISO 19005-2), and PAdES signatures (ETSI EN 319 142) by several signers, one after another.

A signature is made by whoever holds the key: here only a function that signs is known, so no key passes through.
"""

from __future__ import annotations

import hashlib
import io
import stringprep
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from forms.language import refuse

if TYPE_CHECKING:
    import pikepdf
    from asn1crypto import x509

FLAVOUR = "2b"
_REST = b"BT /F1 12 Tf 14.4 TL ET"
"""With this ReportLab begins every page: a font that no character uses, and that PDF/A would have embedded."""
_FROM = datetime(2000, 1, 1, tzinfo=UTC)
_UNTIL = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""RFC 5280, 4.1.2.5: no well-defined end. A village's clock may be wrong by years."""


class Signer(Struct, frozen=True, kw_only=True):
    """Who signs. `public` is the P-256 key as SPKI DER; `sign` answers an ECDSA signature with SHA-256, DER."""

    name: str
    public: bytes
    sign: Callable[[bytes], bytes]
    certificate: bytes = b""
    """DER; made for the key and signed by it where there is none."""
    chain: tuple[bytes, ...] = ()
    """DER of the certificates above it."""


class SignedBy(Struct, frozen=True, kw_only=True):
    """A signature that was found in a PDF."""

    field: str
    name: str
    public: bytes
    """SPKI DER of the signer's key: that it is the right one is for the caller to say."""
    intact: bool
    """The signature is right, and what it covers is unchanged."""
    covers_all: bool
    """Nothing but further signatures was added after it."""
    at: str
    """What the signer's clock said, ISO with zone; empty where it says nothing."""


def to_pdfa(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b, read again and found to conform. Raises Refused, with what does not."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        _drop_rest(document)
        _agree_widths(document)
        return _saved(document)


def pages_as_pdfa(pages: Sequence[bytes], title: str) -> bytes:
    """JPEG pictures, one to an A4 page, as PDF/A-2b. Raises Refused."""
    import pikepdf
    from PIL import Image

    with pikepdf.new() as document:
        for data in pages:
            with Image.open(io.BytesIO(data)) as picture:
                wide, high, grey = picture.width, picture.height, picture.mode == "L"
            image = pikepdf.Stream(
                document,
                data,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=wide,
                Height=high,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
                Filter=pikepdf.Name.DCTDecode,
            )
            sheet = (841.89, 595.28) if wide > high else (595.28, 841.89)
            scale = min(sheet[0] / wide, sheet[1] / high)
            drawn = f"q {wide * scale:.3f} 0 0 {high * scale:.3f} 0 0 cm /A Do Q".encode("ascii")
            document.add_blank_page(page_size=(round(wide * scale, 2), round(high * scale, 2)))
            page = document.pages[-1]
            page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=document.make_indirect(image)))
            page.obj["/Contents"] = document.make_stream(drawn)
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        return _saved(document)


def _drop_rest(document: pikepdf.Pdf) -> None:
    """Take out the font that ReportLab names on every page and no character uses; pages share one table of fonts."""
    import pikepdf

    tables = []
    for page in document.pages:
        content = page.obj.get("/Contents")
        if not isinstance(content, pikepdf.Stream):
            return
        text = content.read_bytes()
        if text.count(b"/F1 ") == text.count(_REST):
            page.obj["/Contents"] = document.make_stream(text.replace(_REST, b""))
            tables.append(page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font"))
    if len(tables) == len(document.pages):
        for table in tables:
            if table is not None and "/F1" in table:
                del table["/F1"]


def _agree_widths(document: pikepdf.Pdf) -> None:
    """A font program's own widths follow those that the page was set with (ISO 19005-2, 6.2.11.5): nothing moves.

    A viewer goes by the page's widths. One of the fonts for rare characters has others within.
    """
    import pikepdf
    from fontTools.ttLib import TTFont

    for font in document.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/TrueType" or "/Widths" not in font:
            continue
        descriptor = font.get("/FontDescriptor")
        if descriptor is None or "/FontFile2" not in descriptor:
            continue
        program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), recalcBBoxes=False, recalcTimestamp=False)
        em, metrics, named = program["head"].unitsPerEm, program["hmtx"], program.getBestCmap() or {}
        changed = False
        for table in program["cmap"].tables:
            named.update(table.cmap)
        for code, wide in enumerate(font.Widths, int(font.get("/FirstChar", 0))):
            glyph = named.get(code)
            wanted = round(float(wide) * em / 1000)
            if glyph is not None and metrics[glyph][0] != wanted:
                metrics[glyph] = (wanted, metrics[glyph][1])
                changed = True
        if changed:
            out = io.BytesIO()
            program.save(out, reorderTables=False)
            data = out.getvalue()
            descriptor.FontFile2 = document.make_stream(data, Length1=len(data))


def _saved(document: pikepdf.Pdf) -> bytes:
    from pikepdf import pdfa

    out = io.BytesIO()
    try:
        pdfa.save(document, out, FLAVOUR)
    except pdfa.PdfaError as error:
        raise refuse("这份文件做不成长期保存的 PDF/A 格式：{why}", why=error.report.summary(3)) from error
    return out.getvalue()


def sign(pdf: bytes, signer: Signer, *, at: str, reason: str) -> bytes:
    """The PDF with one more PAdES signature (B-B level, invisible), appended: what others signed before stays valid.

    `at` is an ISO time with its zone.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    _know_todays_characters()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    # PAdES would raise the file to PDF 2.0, which PDF/A-2 forbids.
    writer.ensure_output_version = lambda version: None  # type: ignore[method-assign]
    number = len(writer.prev.embedded_signatures) + 1
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for der in signer.chain:
        store.register(_certificate(der))
    metadata = signers.PdfSignatureMetadata(
        field_name=f"Yishitang{number}",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        name=signer.name,
        use_pades_lta=False,
    )
    own = _certificate(signer.certificate) if signer.certificate else certificate_of(signer)
    when, out = datetime.fromisoformat(at), io.BytesIO()

    class Dated(signers.PdfSigner):
        """Its time is told: a computer's own clock is no source here."""

        def init_signing_session(self, *values: Any, **named: Any) -> Any:
            session = super().init_signing_session(*values, **named)
            session.system_time = when
            return session

    Dated(metadata, signer=_raw_signer(own, store, signer.sign)).sign_pdf(writer, output=out)
    return out.getvalue()


def _raw_signer(own: x509.Certificate, store: Any, sign_bytes: Callable[[bytes], bytes]) -> Any:
    from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner

    class Raw(CmsSigner):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            assert digest_algorithm == "sha256"
            return bytes(80) if dry_run else sign_bytes(data)

    return Raw(signing_cert=own, cert_registry=store)


def _certificate(der: bytes) -> x509.Certificate:
    from asn1crypto import x509

    return x509.Certificate.load(der)


def certificate_of(signer: Signer) -> x509.Certificate:
    """A certificate for the signer's key, signed by that key: it carries the key and a name, and promises nothing more.

    The same key and name give the same certificate but for its signature.
    """
    from asn1crypto import algos, keys, x509

    key = keys.PublicKeyInfo.load(signer.public)
    name = x509.Name.build({"common_name": signer.name[:64]})
    marked = hashlib.sha256(signer.public).digest()
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(marked[:16], "big") >> 1,
            "signature": algorithm,
            "issuer": name,
            "validity": {
                "not_before": x509.Time({"utc_time": _FROM}),
                "not_after": x509.Time({"general_time": _UNTIL}),
            },
            "subject": name,
            "subject_public_key_info": key,
            "extensions": [
                {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": False}},
                {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature", "non_repudiation"}},
                {"extn_id": "key_identifier", "extn_value": marked[:20]},
            ],
        }
    )
    made = {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": signer.sign(body.dump())}
    return x509.Certificate(made)


def _know_todays_characters() -> None:
    """Two names are compared by RFC 4518, whose tables end with Unicode 3.2: 赵𬱖 would not be found equal to himself."""
    from asn1crypto import x509

    tables = SimpleNamespace(**vars(stringprep))
    tables.in_table_a1 = lambda character: unicodedata.category(character) == "Cn"
    x509.stringprep = tables


def signatures(pdf: bytes) -> tuple[SignedBy, ...]:
    """The signatures of a PDF in the order in which they were made, each verified here, with no network.

    Whose key it is, the caller compares: nothing is trusted because a certificate says so.
    """
    from asn1crypto import keys
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    _know_todays_characters()
    found = []
    for one in PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures:
        own = one.signer_cert
        context = ValidationContext(trust_roots=[own], other_certs=one.other_embedded_certs, allow_fetching=False)
        status = validate_pdf_signature(one, signer_validation_context=context)
        key: keys.PublicKeyInfo = own.public_key
        at = status.signer_reported_dt
        found.append(
            SignedBy(
                field=str(one.field_name),
                name=str(own.subject.native.get("common_name", "")),
                public=key.dump(),
                intact=bool(status.intact and status.valid),
                covers_all=bool(status.docmdp_ok),
                at=at.isoformat() if at else "",
            )
        )
    return tuple(found)


def signer_of_file(pkcs12: bytes, passphrase: str) -> Signer:
    """A person's key from a .p12 or .pfx file, with its certificates. Raises Refused: a wrong passphrase, no P-256 key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12 as bundles

    try:
        key, own, others = bundles.load_key_and_certificates(pkcs12, passphrase.encode())
    except ValueError as error:
        raise refuse("证书文件打不开：口令不对，或者文件坏了。") from error
    if own is None or not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise refuse("证书文件里没有能用的密钥（要 P-256 椭圆曲线的）。请向发证的单位要。")
    der = serialization.Encoding.DER
    held = key
    return Signer(
        name=own.subject.rfc4514_string(),
        public=key.public_key().public_bytes(der, serialization.PublicFormat.SubjectPublicKeyInfo),
        sign=lambda data: held.sign(data, ec.ECDSA(hashes.SHA256())),
        certificate=own.public_bytes(der),
        chain=tuple(other.public_bytes(der) for other in others),
    )
