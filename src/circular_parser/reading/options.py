"""How to read a document: the caller's choices and the limits against hostile files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

OcrMode = Literal["auto", "never", "always"]
EngineName = Literal["auto", "tesseract", "tesserocr"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds beyond which a file is refused with ``too_large``.

    Attributes:
        max_bytes: size of the file.
        max_pages: pages of a PDF, frames of a TIFF.
        max_pixels: pixels of one image once decoded; checked before decoding.
        max_page_side: side of a PDF page in points (14400 is what the PDF format allows).
    """

    max_bytes: int = 200_000_000
    max_pages: int = 1_000
    max_pixels: int = 120_000_000
    max_page_side: float = 14_400.0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        ocr: ``auto`` decides page by page on the quality of the text layer, ``never`` takes
            what text there is, ``always`` recognises every page.
        password: for a PDF that asks for one.
        language: Tesseract's name of the language.
        ocr_timeout: seconds for the recognition of one page, all its readings together.
        engine: ``auto`` prefers ``tesserocr`` where it is installed with its data.
        limits: bounds on what is read.
        cache: folder in which the readings of page images are kept for the next run, as
            :func:`default_cache_folder`; None keeps none.
        cache_bytes: size that the cache may take on disk.
        jobs: pages of one document that are recognised at the same time. One is right where
            documents are read side by side already.
    """

    ocr: OcrMode = "auto"
    password: str | None = None
    language: str = "ind"
    ocr_timeout: float = 120.0
    engine: EngineName = "auto"
    limits: Limits = field(default_factory=Limits)
    cache: Path | None = None
    cache_bytes: int = 1_000_000_000
    jobs: int = 1


def default_cache_folder() -> Path:
    """Return where this user's programs keep what can be made again.

    ``CIRCULAR_PARSER_CACHE`` in the environment names another folder.
    """
    from platformdirs import user_cache_path

    named = os.environ.get("CIRCULAR_PARSER_CACHE")
    return Path(named) if named else user_cache_path("circular-parser", appauthor=False)
