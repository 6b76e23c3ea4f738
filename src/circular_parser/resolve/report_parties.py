"""Resolves who issues and who signs the circular that a report is about.

Who signs is looked for first, for the office of who signs may be the issuer's, and the issuer's
may tell who signs.
"""

from __future__ import annotations

from circular_parser.language.analysis import Analysis
from circular_parser.record import Circular
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.main_region import main_region
from circular_parser.resolve.number_holders import of_ministry
from circular_parser.resolve.parties import set_issuer, set_signatory
from circular_parser.resolve.reported_issuer import reported_issuer
from circular_parser.resolve.reported_signatory import (
    in_capacity,
    inferred_signatory,
    reported_signatory,
)
from circular_parser.resolve.reported_titles import minister_in_full, region_of, reported_title


def resolve_report_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in issuer and signatory of the *record* of a circular that is reported on."""
    main = main_region(analysis, trace)
    signed = reported_signatory(analysis, main, trace)
    issuing = reported_issuer(analysis, signed, main, trace)
    if issuing is not None:
        office, candidate = issuing
        region = region_of(analysis, office, main)
        title = minister_in_full(analysis, reported_title(analysis, office, region))
        set_issuer(record, trace, title, office.level, region, candidate)
    elif main is not None and of_ministry(analysis):
        trace.decide("/issuer/region", main, False, "a ministry is said to issue the circular")
    elif main is not None:
        set_issuer(record, trace, None, main.value.level, main.value, main)
    if signed is None:
        signed = inferred_signatory(analysis, record, trace)
    if signed is not None:
        signed = in_capacity(analysis, signed)
        set_signatory(signed, record, trace)
        position = signed.value.office
        if position is not None:
            title = reported_title(analysis, position, region_of(analysis, position, main))
            record.signatory.position = title
