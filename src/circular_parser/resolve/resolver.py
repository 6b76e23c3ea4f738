"""The resolver: one analysis in, one record out, every value with its evidence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.record import Circular, EffectivePeriod, Source, SourcePage, WorkArrangement
from circular_parser.resolve.confidence import Calibration, load_calibration
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.identity import resolve_identity
from circular_parser.resolve.parties import resolve_parties

_FUNCTION_WORDS = re.compile(
    r"\b(?:yang|dan|di|untuk|dengan|dari|pada|dalam|ini|itu|bagi|agar|tidak|akan|atau|oleh|kepada|"
    r"tanggal|nomor)\b",
    re.IGNORECASE,
)


def resolve(analysis: Analysis, calibration: Calibration | None = None) -> Circular:
    """Decide on every value of the record; *calibration* is that of the shipped model.

    What no candidate is good enough for stays null. A text that shows no trace of an
    official letter, nor speaks of one, gives a record of nulls with the warning
    ``not_a_circular``.
    """
    trace = Trace(analysis.document, analysis.form, calibration or load_calibration())
    record = Circular(source=_source(analysis))
    _warn_of_reading(analysis, trace)
    if not _about_a_circular(analysis):
        trace.warn("not_a_circular", "the text is no official letter and reports on none")
    else:
        resolve_identity(analysis, record, trace)
        if record.document_type is None and analysis.form == "circular":
            record.document_type = "other"
        resolve_parties(analysis, record, trace)
        _lists(analysis, record, trace)
        record.effective_periods = _periods(analysis, record, trace)
        record.work_arrangement = _arrangement(analysis, trace)
    trace.warn_of_low()
    record.evidence = trace.evidence
    record.warnings = trace.warnings
    record.confidence = trace.overall()
    return record


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
    words = analysis.text.split()
    if len(words) >= 30 and len(_FUNCTION_WORDS.findall(analysis.text)) < 0.04 * len(words):
        trace.warn("other_language", "the text does not read like Indonesian")


def _about_a_circular(analysis: Analysis) -> bool:
    if analysis.form == "report":
        # The second page of an article speaks of the measure and names no document.
        retold = analysis.obligations or analysis.exempt_services
        return bool(analysis.document_types or (analysis.arrangements and retold))
    letter = any(True for _ in analysis.of("head", "title", "addressees"))
    issued = any(
        c.role in ("letterhead", "government", "agency", "title") for c in analysis.offices
    )
    return letter or issued or bool(analysis.signatories)


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
        trace.add(f"/{key}/{index}", candidate)
    return values


def _periods(analysis: Analysis, record: Circular, trace: Trace) -> list[EffectivePeriod]:
    """Choose the distinct periods, the main one first; starts at signing get their day."""
    chosen: list[tuple[Candidate[EffectivePeriod], EffectivePeriod]] = []
    candidates = [c for c in analysis.periods if not _relative(c)] or analysis.periods
    for candidate in sorted(candidates, key=lambda c: -c.score):
        period = candidate.value
        if candidate.role == "from_issue":
            late = record.issued_on and period.end and record.issued_on > period.end
            period = period.model_copy(update={"start": None if late else record.issued_on})
        if not any(_covers(other, period) for _, other in chosen):
            chosen = [(c, p) for c, p in chosen if not _covers(period, p)]
            chosen.append((candidate, period))
    chosen.sort(key=lambda pair: (-round(pair[0].score, 1), pair[0].start))
    schedules = [p for c, p in chosen if any(code == "gap_in_period" for code, _ in c.warnings)]
    chosen = [(c, p) for c, p in chosen if not any(_inside(p, s) for s in schedules)]
    for index, (candidate, _) in enumerate(chosen):
        trace.add(f"/effective_periods/{index}", candidate)
    return [period for _, period in chosen]


def _relative(candidate: Candidate[EffectivePeriod]) -> bool:
    """Whether a period starts on a day named from the report's own, as ``hari ini``."""
    return any(code == "relative_date" for code, _ in candidate.warnings)


def _inside(period: EffectivePeriod, schedule: EffectivePeriod) -> bool:
    """Whether *period* repeats one window of a *schedule* of several."""
    if period is schedule or None in (period.start, period.end, schedule.start, schedule.end):
        return False
    return schedule.start <= period.start and period.end <= schedule.end  # type: ignore[operator]


def _covers(one: EffectivePeriod, other: EffectivePeriod) -> bool:
    """Whether *one* says all that *other* says of the same period."""
    if one.start is None and one.end is None and not (one.open_ended and other.open_ended):
        return False
    return (
        (other.start is None or other.start == one.start)
        and (other.end is None or other.end == one.end)
        and (not other.open_ended or one.open_ended)
    )


def _arrangement(analysis: Analysis, trace: Trace) -> WorkArrangement | None:
    """Merge what was found of shares, rotation and structural levels."""
    if not analysis.arrangements:
        return None
    merged = WorkArrangement()
    for key in WorkArrangement.model_fields:
        found = [c for c in analysis.arrangements if getattr(c.value, key) is not None]
        if found:
            best = max(found, key=lambda c: c.score)
            setattr(merged, key, getattr(best.value, key))
            trace.add(f"/work_arrangement/{key}", best)
    return merged
