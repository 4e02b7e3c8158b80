"""Answers made small by what both sides know: an answer about a batch repeats its hashes, which the device has just sent.

Hashes do not compress, so that the receipts of a month are some 8 kB of them, seven packets on a line that loses one in
twenty. With the hashes as the dictionary of a zstandard frame, the same bytes are one packet.
"""

from __future__ import annotations

from collections.abc import Iterable

CODING = "yishitang-brief"
"""In `Accept-Encoding` and `Content-Encoding`."""
MAX_WINDOW = 8 << 20


def known_hashes(records: Iterable[str], blobs: Iterable[str]) -> bytes:
    """The dictionary: hashes of a batch's records, then of its blobs, in its order, written as in JSON."""
    return b",".join(b'"%s"' % one.encode() for one in (*records, *blobs))


def shorten(answer: bytes, known: bytes) -> bytes:
    import zstandard

    dictionary = zstandard.ZstdCompressionDict(known, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(level=6, dict_data=dictionary).compress(answer)


def lengthen(short: bytes, known: bytes, most: int) -> bytes:
    """The answer as it was. Raises ValueError for anything that is none, or that would be longer than `most`."""
    import zstandard

    dictionary = zstandard.ZstdCompressionDict(known, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    reading = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=MAX_WINDOW)
    try:
        with reading.stream_reader(short) as stream:
            answer: bytes = stream.read(most + 1)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    if len(answer) > most:
        raise ValueError("longer than allowed")
    return answer
