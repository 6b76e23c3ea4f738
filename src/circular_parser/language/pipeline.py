"""The spaCy pipeline ``circular_id``: its language, its components, how a document enters.

``models/circular_id/config.cfg`` lists the components in order. Each is a registered factory
named after the module that does its work; it loads its pattern files from the model folder
and adds to the :class:`~circular_parser.language.analysis.Analysis` in ``doc.user_data``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config, registry

from circular_parser.document import Document
from circular_parser.language.addressees import AddresseePatterns, find_addressees, find_copies
from circular_parser.language.analysis import Analysis, analysis_of
from circular_parser.language.arrangements import ArrangementPatterns, find_arrangements
from circular_parser.language.citations import CitationPatterns, find_citations
from circular_parser.language.dates import DatePatterns, find_dates
from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.exemptions import ExemptionPatterns, find_exemptions
from circular_parser.language.numbers import NumberPatterns, find_numbers
from circular_parser.language.offices import OfficePatterns, find_offices
from circular_parser.language.patterns import compile_all
from circular_parser.language.periods import PeriodPatterns, find_periods
from circular_parser.language.places import find_places
from circular_parser.language.regions import Gazetteer
from circular_parser.language.sections import SectionPatterns, find_sections
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.language.signatures import find_signatories
from circular_parser.language.subjects import SubjectPatterns, find_document_types, find_subjects
from circular_parser.resources import model_folder

Component = Callable[[Doc], Doc]

_WORD_OR_SPACE = re.compile(r"\s+|\S+")


@registry.languages("circular_id")
class CircularIndonesian(Language):
    """Indonesian as circulars write it."""

    lang = "circular_id"
    Defaults = BaseDefaults


def _words() -> Callable[[Language], Callable[[str], Doc]]:
    """Make tokens of what stands between white space.

    The rules read the text and not the tokens; spaCy's own tokenizer takes as long as three
    of the components, and the square of its length for a run without white space.
    """

    def create(nlp: Language) -> Callable[[str], Doc]:
        def tokenise(text: str) -> Doc:
            words = _WORD_OR_SPACE.findall(text)
            return Doc(nlp.vocab, words=words, spaces=[False] * len(words))

        return tokenise

    return create


registry.tokenizers.register("circular_words.v1", func=_words)


def load_pipeline(folder: Path | None = None) -> Language:
    """Build the pipeline from the model *folder*, the shipped one by default.

    Raises:
        FileNotFoundError: the model is missing from the installation.
        ValueError: one of its files is malformed; the message names the file.
    """
    own = folder is not None
    folder = folder or model_folder()
    config = load_config(
        folder / "config.cfg", overrides={"paths.model": str(folder)}, interpolate=True
    )
    nlp = load_model_from_config(config, auto_fill=True, validate=False)
    if own:
        compile_all()  # the shipped ones are known to be sound; these may not be
    return nlp


def analyse(nlp: Language, document: Document) -> Analysis:
    """Run the pipeline over *document* and return what it found."""
    doc = nlp.make_doc(document.text)
    doc.user_data["analysis"] = Analysis(document)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return analysis_of(doc)


@cache
def gazetteer(folder: Path) -> Gazetteer:
    """Return the regions of the model *folder*, loaded once."""
    return Gazetteer.load(folder)


def _component(work: Callable[[Analysis], None]) -> Component:
    """Make a pipeline component of a function that adds to an analysis."""

    def run(doc: Doc) -> Doc:
        work(analysis_of(doc))
        return doc

    return run


@Language.factory("circular_sections")
def _sections(nlp: Language, name: str, model: str) -> Component:
    patterns = SectionPatterns.load(Path(model) / "sections.toml")
    return _component(lambda analysis: find_sections(analysis, patterns))


@Language.factory("circular_numbers")
def _numbers(nlp: Language, name: str, model: str) -> Component:
    patterns = NumberPatterns.load(Path(model) / "numbers.toml")

    def work(analysis: Analysis) -> None:
        analysis.numbers = find_numbers(analysis, patterns)

    return _component(work)


@Language.factory("circular_dates")
def _dates(nlp: Language, name: str, model: str) -> Component:
    patterns = DatePatterns.load(Path(model) / "dates.toml")

    def work(analysis: Analysis) -> None:
        analysis.dates = find_dates(analysis, patterns)
        analysis.places = list(find_places(analysis))

    return _component(work)


@Language.factory("circular_offices")
def _offices(nlp: Language, name: str, model: str) -> Component:
    patterns = OfficePatterns.load(Path(model) / "offices.toml")
    regions = gazetteer(Path(model))

    def work(analysis: Analysis) -> None:
        analysis.regions = regions.find(analysis.text)
        analysis.offices = find_offices(analysis, patterns, regions)

    return _component(work)


@Language.factory("circular_subjects")
def _subjects(nlp: Language, name: str, model: str) -> Component:
    patterns = SubjectPatterns.load(Path(model) / "subjects.toml")
    sections = SectionPatterns.load(Path(model) / "sections.toml")

    def work(analysis: Analysis) -> None:
        analysis.document_types = list(find_document_types(analysis, patterns, sections))
        analysis.subjects = list(find_subjects(analysis, patterns, sections))

    return _component(work)


@Language.factory("circular_signatures")
def _signatures(nlp: Language, name: str, model: str) -> Component:
    patterns = OfficePatterns.load(Path(model) / "offices.toml")
    regions = gazetteer(Path(model))

    def work(analysis: Analysis) -> None:
        analysis.signatories = find_signatories(analysis, patterns, regions)

    return _component(work)


@Language.factory("circular_periods")
def _periods(nlp: Language, name: str, model: str) -> Component:
    patterns = PeriodPatterns.load(Path(model) / "periods.toml")
    dates = DatePatterns.load(Path(model) / "dates.toml")

    def work(analysis: Analysis) -> None:
        analysis.periods = find_periods(analysis, patterns, dates)

    return _component(work)


@Language.factory("circular_citations")
def _citations(nlp: Language, name: str, model: str) -> Component:
    patterns = CitationPatterns.load(Path(model) / "citations.toml")
    numbers = NumberPatterns.load(Path(model) / "numbers.toml")

    def work(analysis: Analysis) -> None:
        analysis.references = find_citations(analysis, patterns, numbers)

    return _component(work)


@Language.factory("circular_addressees")
def _addressees(nlp: Language, name: str, model: str) -> Component:
    patterns = AddresseePatterns.load(Path(model) / "addressees.toml")

    def work(analysis: Analysis) -> None:
        analysis.addressees = find_addressees(analysis, patterns)
        analysis.copies = find_copies(analysis, patterns)

    return _component(work)


@Language.factory("circular_exemptions")
def _exemptions(nlp: Language, name: str, model: str) -> Component:
    taxonomy = ServiceTaxonomy.load(Path(model))
    patterns = ExemptionPatterns.load(Path(model) / "exemptions.toml", taxonomy)

    def work(analysis: Analysis) -> None:
        analysis.exempt_services = find_exemptions(analysis, patterns)

    return _component(work)


@Language.factory("circular_duties")
def _duties(nlp: Language, name: str, model: str) -> Component:
    types = DutyTypes.load(Path(model))

    def work(analysis: Analysis) -> None:
        analysis.obligations = find_obligations(analysis, types)

    return _component(work)


@Language.factory("circular_arrangements")
def _arrangements(nlp: Language, name: str, model: str) -> Component:
    patterns = ArrangementPatterns.load(Path(model) / "arrangements.toml")

    def work(analysis: Analysis) -> None:
        analysis.arrangements = find_arrangements(analysis, patterns)

    return _component(work)
