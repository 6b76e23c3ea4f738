"""The spaCy pipeline ``circular_id``: its language, its components, how a document enters.

``models/circular_id/config.cfg`` lists the components in order. Each is a registered factory
named after the module that does its work; it loads its pattern files from the model folder
and adds to the :class:`~circular_parser.language.analysis.Analysis` in ``doc.user_data``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config, registry

from circular_parser.document import Document
from circular_parser.language.addressee_blocks import AddresseePatterns
from circular_parser.language.addressees import find_addressees, find_copies
from circular_parser.language.analysis import Analysis, analysis_of
from circular_parser.language.arrangements import ArrangementPatterns, find_arrangements
from circular_parser.language.citation_reading import CitationPatterns
from circular_parser.language.citations import find_citations
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.dates import find_dates
from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_patterns import load_duty_patterns
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.exemptions import find_exemptions
from circular_parser.language.linear_model import load_linear_model
from circular_parser.language.number_patterns import NumberPatterns
from circular_parser.language.numbers import find_numbers
from circular_parser.language.offices import OfficePatterns, find_offices
from circular_parser.language.patterns import compile_all, layers, load
from circular_parser.language.period_features import FILE as PERIOD_WEIGHTS
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.periods import find_periods
from circular_parser.language.places import find_places
from circular_parser.language.predicates import load_predicates
from circular_parser.language.regions import Gazetteer
from circular_parser.language.section_patterns import SectionPatterns
from circular_parser.language.sections import find_sections
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.language.signatures import find_signatories
from circular_parser.language.subjects import SubjectPatterns, find_document_types, find_subjects
from circular_parser.resources import ModelFolder, model_folder

Component = Callable[[Doc], Doc]


@registry.languages("circular_id")
class CircularIndonesian(Language):
    """Indonesian as circulars write it."""

    lang = "circular_id"
    Defaults = BaseDefaults


def _no_words() -> Callable[[Language], Callable[[str], Doc]]:
    """Make no tokens: the rules read the text of the document that the analysis holds.

    Tokens would take as long as two of the components, and every new word of every document
    would stay in the vocabulary.
    """
    return lambda nlp: lambda text: Doc(nlp.vocab)


registry.tokenizers.register("circular_no_words.v1", func=_no_words)


def load_pipeline(model: ModelFolder | None = None) -> Language:
    """Build the pipeline from *model*, the shipped one by default.

    Raises:
        OSError: a file of the model is missing.
        ValueError: a file is malformed; the message names it.
    """
    shipped = model_folder()
    model = model or shipped
    folders = [str(folder) for folder in model.layers]
    config = load_config(
        model.base / "config.cfg", overrides={"paths.model": folders}, interpolate=True
    )
    # Only a config of a user's own may lack settings, which are then spaCy's defaults.
    nlp = load_model_from_config(config, auto_fill=model.base != shipped.base, validate=False)
    if model != shipped:
        compile_all()  # the shipped ones are known to be sound; these may not be
    return nlp


def forget_files() -> None:
    """Read the data files anew for the next pipeline: a user may have changed them since."""
    for cached in (
        load,
        layers,
        gazetteer,
        load_predicates,
        load_duty_patterns,
        load_linear_model,
    ):
        cached.cache_clear()


def analyse(nlp: Language, document: Document) -> Analysis:
    """Run the pipeline over *document* and return what it found."""
    doc = nlp.make_doc(document.text)
    doc.user_data["analysis"] = Analysis(document)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return analysis_of(doc)


@cache
def gazetteer(folder: ModelFolder) -> Gazetteer:
    """Return the regions of the model *folder*, loaded once."""
    return Gazetteer.load(folder)


def _component(work: Callable[[Analysis], None]) -> Component:
    """Make a pipeline component of a function that adds to an analysis."""

    def run(doc: Doc) -> Doc:
        work(analysis_of(doc))
        return doc

    return run


def _folder(model: list[str]) -> ModelFolder:
    return ModelFolder(tuple(map(Path, model)))


@Language.factory("circular_sections")
def _sections(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = SectionPatterns.load(_folder(model) / "sections.toml")
    return _component(lambda analysis: find_sections(analysis, patterns))


@Language.factory("circular_numbers")
def _numbers(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = NumberPatterns.load(_folder(model) / "numbers.toml")

    def work(analysis: Analysis) -> None:
        analysis.numbers = find_numbers(analysis, patterns)

    return _component(work)


@Language.factory("circular_dates")
def _dates(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = DatePatterns.load(_folder(model) / "dates.toml")

    def work(analysis: Analysis) -> None:
        analysis.dates = find_dates(analysis, patterns)
        analysis.places = list(find_places(analysis))

    return _component(work)


@Language.factory("circular_offices")
def _offices(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = OfficePatterns.load(_folder(model) / "offices.toml")
    regions = gazetteer(_folder(model))

    def work(analysis: Analysis) -> None:
        analysis.regions = regions.find(analysis.text)
        analysis.offices = find_offices(analysis, patterns, regions)
        analysis.titles = patterns.titles

    return _component(work)


@Language.factory("circular_subjects")
def _subjects(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = SubjectPatterns.load(_folder(model) / "subjects.toml")
    sections = SectionPatterns.load(_folder(model) / "sections.toml")

    def work(analysis: Analysis) -> None:
        analysis.document_types = list(find_document_types(analysis, patterns, sections))
        analysis.subjects = list(find_subjects(analysis, patterns, sections))

    return _component(work)


@Language.factory("circular_signatures")
def _signatures(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = OfficePatterns.load(_folder(model) / "offices.toml")
    regions = gazetteer(_folder(model))

    def work(analysis: Analysis) -> None:
        analysis.signatories = find_signatories(analysis, patterns, regions)

    return _component(work)


@Language.factory("circular_periods")
def _periods(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = PeriodPatterns.load(_folder(model) / "periods.toml")
    dates = DatePatterns.load(_folder(model) / "dates.toml")
    learned = load_linear_model(_folder(model), PERIOD_WEIGHTS)

    def work(analysis: Analysis) -> None:
        analysis.periods = find_periods(analysis, patterns, dates, learned)

    return _component(work)


@Language.factory("circular_citations")
def _citations(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = CitationPatterns.load(_folder(model) / "citations.toml")
    numbers = NumberPatterns.load(_folder(model) / "numbers.toml")

    def work(analysis: Analysis) -> None:
        analysis.references = find_citations(analysis, patterns, numbers)

    return _component(work)


@Language.factory("circular_addressees")
def _addressees(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = AddresseePatterns.load(_folder(model) / "addressees.toml")

    def work(analysis: Analysis) -> None:
        analysis.addressees = find_addressees(analysis, patterns)
        analysis.copies = find_copies(analysis, patterns)

    return _component(work)


@Language.factory("circular_exemptions")
def _exemptions(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = ExemptionPatterns.load(_folder(model), ServiceTaxonomy.load(_folder(model)))

    def work(analysis: Analysis) -> None:
        analysis.exempt_services = find_exemptions(analysis, patterns)

    return _component(work)


@Language.factory("circular_duties")
def _duties(nlp: Language, name: str, model: list[str]) -> Component:
    types = DutyTypes.load(_folder(model))

    def work(analysis: Analysis) -> None:
        analysis.obligations = find_obligations(analysis, types)

    return _component(work)


@Language.factory("circular_arrangements")
def _arrangements(nlp: Language, name: str, model: list[str]) -> Component:
    patterns = ArrangementPatterns.load(_folder(model) / "arrangements.toml")

    def work(analysis: Analysis) -> None:
        analysis.arrangements = find_arrangements(analysis, patterns)

    return _component(work)
