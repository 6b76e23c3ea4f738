"""The way of a document, from file to record; the only place that knows all of it."""

from __future__ import annotations

from pathlib import Path

from circular_parser.document import Document
from circular_parser.errors import ModelError
from circular_parser.explanation import Explanation, explain
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.reading import ReadOptions, read
from circular_parser.record import Circular
from circular_parser.resolve import resolve
from circular_parser.resolve.confidence import load_calibration


class Parser:
    """Parses documents one after another with models that are loaded once.

    Not thread-safe: PDFium and Tesseract are used from one thread; use processes.

    Args:
        options: how to read files; the defaults read text layers and recognise scans.
        models: a model folder instead of the shipped one.

    Raises:
        ModelError: a model file is missing or malformed.
    """

    def __init__(self, options: ReadOptions | None = None, models: Path | None = None) -> None:
        self._options = options or ReadOptions()
        try:
            self._nlp = load_pipeline(models)
            self._calibration = load_calibration(models)
        except (ValueError, OSError) as error:
            raise ModelError(str(models or "models/circular_id"), str(error)) from error

    def parse(self, source: str | Path | bytes) -> Circular:
        """Read *source*, a path or the bytes of a file, and return its record.

        Raises:
            DocumentError: one of its kinds, with a code, when the file yields no record.
        """
        return self.parse_document(self.read(source))

    def read(self, source: str | Path | bytes) -> Document:
        """Read *source* without parsing it: its text, offsets and boxes.

        Raises:
            DocumentError: as :meth:`parse`.
        """
        return read(source, options=self._options)

    def parse_document(self, document: Document) -> Circular:
        """Return the record of a document that is read already."""
        return resolve(analyse(self._nlp, document), self._calibration)

    def explain(self, source: str | Path | bytes) -> Explanation:
        """Read *source* and return its record with every candidate and what became of it.

        Raises:
            DocumentError: as :meth:`parse`.
        """
        return explain(analyse(self._nlp, self.read(source)), self._calibration)
