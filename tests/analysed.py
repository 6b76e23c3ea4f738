"""Runs the pipeline over texts written in a test, and reads marked-up sentences.

A marked sentence holds its expectation: ``berlaku mulai <start>17</start> hingga ...``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from spacy.language import Language

from circular_parser.language.analysis import Analysis
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.reading.prose import read_prose
from circular_parser.record import Circular
from circular_parser.resolve import resolve

_MARK = re.compile(r"<(?P<tag>[a-z_]+)(?: (?P<value>[^>]*))?>(?P<text>[^<]*)</(?P=tag)>")


@cache
def pipeline() -> Language:
    """Return the shipped pipeline, built once for all tests."""
    return load_pipeline()


def analysed(text: str) -> Analysis:
    """Return the analysis of a plain text."""
    return analyse(pipeline(), read_prose(text.encode(), "text/plain", "test.txt"))


def parsed(text: str) -> Circular:
    """Return the record of a plain text."""
    return resolve(analysed(text))


def recognised(text: str, sure: Mapping[str, float] | None = None) -> Circular:
    """Return the record of a text whose words OCR has read, each with good confidence.

    *sure* are the confidences of lines with another.
    """
    document = read_prose(text.encode(), "text/plain", "test.txt")
    for line in document.lines:
        for word in line.words:
            word.confidence = (sure or {}).get(line.text, 0.95)
    return resolve(analyse(pipeline(), document))


def unmarked(sentence: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the sentence without marks, and the marks as (tag, value, text)."""
    marks = [(m["tag"], m["value"] or "", m["text"]) for m in _MARK.finditer(sentence)]
    return _MARK.sub(lambda m: m["text"], sentence), marks


LETTER = """\
PEMERINTAH KABUPATEN BANTAENG
SEKRETARIAT DAERAH
Jalan Kartini Nomor 5 Bantaeng

{head}

SURAT EDARAN
NOMOR {number}
TENTANG
PENGATURAN JAM LAYANAN LOKET

Dalam rangka menata layanan, dengan ini disampaikan hal-hal sebagai berikut :

{body}

Demikian untuk dilaksanakan.

{signature}
"""


def letter(
    body: str = "1. Pegawai wajib hadir tepat waktu.",
    number: str = "065/11/ORG/2021",
    head: str = "Bantaeng, 4 Mei 2021",
    signature: str = "BUPATI BANTAENG,\n\nH. RAMLI DAENG, S.E.",
) -> str:
    """Return the text of a small circular with the given parts."""
    return LETTER.format(body=body, number=number, head=head, signature=signature)
