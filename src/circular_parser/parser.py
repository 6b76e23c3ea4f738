"""The way of a document, from file to record; the only place that knows all of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from circular_parser.document import Document
from circular_parser.errors import ModelError
from circular_parser.garbage import collection_paused
from circular_parser.language.patterns import compile_all
from circular_parser.language.pipeline import analyse, forget_files, load_pipeline
from circular_parser.reading import ReadOptions, read
from circular_parser.record import Circular
from circular_parser.resolve import resolve
from circular_parser.resolve.confidence import load_calibration
from circular_parser.resources import ModelFolder, model_folder, model_in_use

if TYPE_CHECKING:
    from circular_parser.explanation import Explanation

_log = logging.getLogger(__name__)


class Parser:
    """Parses documents one after another with models that are loaded once.

    Not thread-safe: PDFium and Tesseract are used from one thread; use processes.

    Args:
        options: how to read files; the defaults read text layers and recognise scans.
        models: a folder of data files, or several, the last one strongest. Each is laid over
            the shipped model and the overlays of installed packages; a folder with a
            ``config.cfg`` takes their place. See ``docs/vocabularies.md``.

    Attributes:
        model: the folders that its data files come from.

    Raises:
        ModelError: a model file is missing or malformed.
    """

    def __init__(
        self, options: ReadOptions | None = None, models: Path | Sequence[Path] = ()
    ) -> None:
        self._options = options or ReadOptions()
        self.model = usable_model([models] if isinstance(models, str | Path) else models)
        try:
            with collection_paused():
                self._nlp = load_pipeline(self.model)
                self._calibration = load_calibration(self.model)
        except (ValueError, OSError) as error:
            raise ModelError(str(self.model.layers[-1]), str(error)) from error

    def parse(self, source: str | Path | bytes, name: str | None = None) -> Circular:
        """Read *source*, a path or the bytes of a file, and return its record.

        Args:
            source: the document.
            name: path by which bytes are known.

        Raises:
            DocumentError: one of its kinds, with a code, when the file yields no record.
        """
        return self.parse_document(self.read(source, name))

    def read(self, source: str | Path | bytes, name: str | None = None) -> Document:
        """Read *source* without parsing it: its text, offsets and boxes.

        Raises:
            DocumentError: as :meth:`parse`.
        """
        return read(source, options=self._options, name=name)

    def parse_document(self, document: Document) -> Circular:
        """Return the record of a document that is read already."""
        return resolve(analyse(self._nlp, document), self._calibration)

    def warm_up(self) -> None:
        """Make now what is otherwise made for the first documents; it takes about a second.

        For a process that forks others, which then have it.
        """
        compile_all()
        self.parse(_LETTER.encode())

    def explain(self, source: str | Path | bytes) -> Explanation:
        """Read *source* and return its record with every candidate and what became of it.

        Raises:
            DocumentError: as :meth:`parse`.
        """
        from circular_parser.explanation import explain

        return explain(analyse(self._nlp, self.read(source)), self._calibration)


# Any text that makes the rules run.
_LETTER = """BUPATI CONTOH
SURAT EDARAN
NOMOR 1 TAHUN 2020
TENTANG
PENYESUAIAN SISTEM KERJA
1. Pegawai wajib bekerja dari rumah mulai tanggal 2 Maret 2020 sampai dengan 9 Maret 2020, kecuali:
a. rumah sakit;
b. pemadam kebakaran.
2. Kepala dinas agar melaporkan pelaksanaannya.
Ditetapkan di Contoh
pada tanggal 1 Maret 2020
BUPATI CONTOH,
ttd.
NAMA
"""


def usable_model(folders: Sequence[Path] = ()) -> ModelFolder:
    """Return the model in use with *folders*; what is not shipped of it is checked.

    Raises:
        ModelError: a folder is missing, or its files have problems: file, line and key of each.
    """
    try:
        model = model_in_use(folders)
        if model != model_folder():
            from circular_parser.language.model_check import check_model

            forget_files()
            _log.info("models: %s", ", ".join(map(str, model.layers)))
            check_model(model)
    except (ValueError, OSError) as error:
        raise ModelError("models", str(error)) from error
    return model
