"""The resolver: one analysis in, one record out, every value with its evidence."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.record import Circular, Source, SourcePage, WorkArrangement
from circular_parser.resolve.confidence import Calibration, load_calibration
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.identity import resolve_identity
from circular_parser.resolve.letter_parties import resolve_letter_parties
from circular_parser.resolve.periods import resolve_periods
from circular_parser.resolve.report_parties import resolve_report_parties

# A number with a noun or a verb of official letters before it.
_SURE_NUMBER = 0.65
# A verb of signing, issuing or laying down governs the name.
_SURE_SIGNER = 0.7
# What is put in writing under another name than that of a circular.
_IN_WRITING = re.compile(
    r"\b(?:(?:seruan|h?imbauan)\s(?:bersama|tertulis)"
    r"|me(?:neken|nandatangani)\s(?:perpanjangan|larangan|pembatasan|aturan|instruksi|seruan|h?imbauan)"
    r"|(?:instruksi|surat|seruan|pengumuman|aturan|larangan|pembatasan|perpanjangan|h?imbauan)(?:nya)?"
    r"\b[^.;,\n]{0,40}?\s(?:di)?(?:teken|tanda\s?tangani))",
    re.IGNORECASE,
)
_FUNCTION_WORDS = re.compile(
    r"\b(?:yang|dan|di|untuk|dengan|dari|pada|dalam|ini|itu|bagi|agar|tidak|akan|atau|oleh|kepada|"
    r"tanggal|nomor)\b"
)


def resolve(analysis: Analysis, calibration: Calibration | None = None) -> Circular:
    """Decide on every value of the record; *calibration* is that of the shipped model.

    What no candidate is good enough for stays null. A text that shows no trace of an
    official letter, nor speaks of one, gives a record of nulls with the warning
    ``not_a_circular``.
    """
    return resolve_traced(analysis, calibration)[0]


def resolve_traced(
    analysis: Analysis, calibration: Calibration | None = None
) -> tuple[Circular, Trace]:
    """Decide as :func:`resolve` does; the trace says why."""
    trace = Trace(analysis.document, analysis.form, calibration or load_calibration())
    record = Circular(source=_source(analysis))
    _warn_of_reading(analysis, trace)
    if not _about_a_circular(analysis):
        trace.warn("not_a_circular", "the text is no official letter and reports on none")
    else:
        resolve_identity(analysis, record, trace)
        if record.document_type is None and analysis.form == "circular":
            record.document_type = "other"
        if analysis.form == "circular":
            resolve_letter_parties(analysis, record, trace)
        else:
            resolve_report_parties(analysis, record, trace)
        _lists(analysis, record, trace)
        record.effective_periods = resolve_periods(analysis, record.issued_on, trace)
        record.work_arrangement = _arrangement(analysis, trace)
    trace.warn_of_low()
    record.evidence = trace.evidence
    record.warnings = trace.warnings
    record.confidence = trace.overall()
    return record, trace


def _source(analysis: Analysis) -> Source:
    document = analysis.document
    return Source(
        # Names that are no UTF-8 are spelled with escapes: JSON holds no lone surrogates.
        path=None
        if document.path == "<bytes>"
        else os.fsencode(document.path).decode("utf-8", "backslashreplace"),
        sha256=document.sha256,
        media_type=document.media_type,
        form=analysis.form,
        pages=[
            SourcePage(
                number=page.number,
                role=analysis.roles.get(page.number, "letter"),
                text_source=page.text_source,
                reason=page.reason,
                ocr_confidence=page.ocr_confidence,
                rotation=page.rotation,
                skew=page.skew,
            )
            for page in document.pages
        ],
    )


def _warn_of_reading(analysis: Analysis, trace: Trace) -> None:
    for code, message in analysis.document.notes:
        trace.warn(code, message)
    for code, message, pointer in analysis.warnings:
        trace.warn(code, message, pointer)
    words = len(analysis.text.split())
    enough = math.ceil(0.04 * words)
    found = islice(_FUNCTION_WORDS.finditer(analysis.plain), enough)
    if words >= 30 and sum(1 for _ in found) < enough:
        trace.warn("other_language", "the text does not read like Indonesian")


def _about_a_circular(analysis: Analysis) -> bool:
    if analysis.form == "report":
        # The second page of an article speaks of the measure and names no document.
        retold = analysis.obligations or analysis.exempt_services
        numbered = any(c.role == "own" and c.score >= _SURE_NUMBER for c in analysis.numbers)
        return bool(
            analysis.document_types
            or numbered
            or (analysis.arrangements and retold)
            or _signed_letter(analysis)
        )
    letter = any(True for _ in analysis.of("head", "title", "addressees"))
    issued = any(
        c.role in ("letterhead", "government", "agency", "title") for c in analysis.offices
    )
    return letter or issued or bool(analysis.signatories)


def _signed_letter(analysis: Analysis) -> bool:
    """Whether a head of region is told to sign or lay down what is put in writing."""
    heads = (c for c in analysis.signatories if c.value.office is not None and c.value.office.head)
    sure = any(c.score >= _SURE_SIGNER for c in heads)
    return sure and _IN_WRITING.search(analysis.text) is not None


def _lists(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in the lists whose candidates need no choosing."""
    for key, candidates in (
        ("addressees", analysis.addressees),
        ("exempt_services", analysis.exempt_services),
        ("obligations", analysis.obligations),
        ("references", analysis.references),
        ("copies_to", analysis.copies),
    ):
        setattr(record, key, _placed(key, candidates, trace))


def _placed(key: str, candidates: Iterable[Candidate[Any]], trace: Trace) -> list[Any]:
    values = []
    for index, candidate in enumerate(candidates):
        values.append(candidate.value)
        trace.decide(f"/{key}", candidate, True, "every one that is found is listed")
        trace.add(f"/{key}/{index}", candidate)
    return values


def _arrangement(analysis: Analysis, trace: Trace) -> WorkArrangement | None:
    """Merge what was found of shares, rotation and structural levels."""
    if not analysis.arrangements:
        return None
    merged = WorkArrangement()
    for key in WorkArrangement.model_fields:
        found = [c for c in analysis.arrangements if getattr(c.value, key) is not None]
        best = trace.best(f"/work_arrangement/{key}", found)
        if best is not None:
            setattr(merged, key, getattr(best.value, key))
            trace.add(f"/work_arrangement/{key}", best)
    return merged
