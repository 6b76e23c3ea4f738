"""What can go wrong with one document, each cause with its code and exit status.

Every error names the file, says what is wrong in one line and what to do about it.
The codes are stable: scripts and other systems may branch on them. They are listed,
with the exit status of each, in ``docs/errors.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """Exit status of the command line, one for each cause."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    UNREADABLE = 4
    UNSUPPORTED = 5
    BROKEN = 6
    ENCRYPTED = 7
    TOO_LARGE = 8
    NO_PAGES = 9
    MISSING_PROGRAM = 10
    TIMEOUT = 11
    MODELS = 12
    CANNOT_WRITE = 13
    FELL_SHORT = 14
    CRASHED = 15
    NO_CLUSTER = 16
    SOME_FAILED = 20
    INTERRUPTED = 130


class DocumentError(Exception):
    """A document that yields no record.

    Args:
        path: the file as the caller named it, or ``<bytes>``.
        detail: what was found, in one line, without the file's name.
    """

    code: ClassVar[str] = "unexpected"
    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED
    advice: ClassVar[str] = "Report it with the file, if it may be shared."

    def __init__(self, path: str, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"{path}: {detail} [{self.code}]. {self.advice}")

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        """Pickle by the two arguments, so that worker processes can hand errors back."""
        return type(self), (self.path, self.detail)


class NotFoundError(DocumentError):
    """There is no such file."""

    code = "not_found"
    exit_code = ExitCode.NOT_FOUND
    advice = "Check the path."


class UnreadableError(DocumentError):
    """The file is there but its bytes cannot be had (permission, a folder, a device)."""

    code = "unreadable"
    exit_code = ExitCode.UNREADABLE
    advice = "Give a regular file that this user may read."


class EmptyFileError(DocumentError):
    """The file has no bytes, or nothing but white space."""

    code = "empty_file"
    exit_code = ExitCode.BROKEN
    advice = "Copy or scan it again."


class UnsupportedFormatError(DocumentError):
    """The bytes are of no kind that is read here, whatever the suffix says."""

    code = "unsupported_format"
    exit_code = ExitCode.UNSUPPORTED
    advice = "Give PDF, JPEG, PNG, TIFF, WebP, TXT, Markdown, HTML or DOCX."


class BrokenFileError(DocumentError):
    """A file of a known kind that its library cannot open."""

    code = "broken_file"
    exit_code = ExitCode.BROKEN
    advice = "Open it in a viewer; copy, download or scan it again."


class EncryptedError(DocumentError):
    """A PDF that asks for a password to be opened."""

    code = "encrypted"
    exit_code = ExitCode.ENCRYPTED
    advice = "Give the password with --password."


class NoPagesError(DocumentError):
    """A PDF or TIFF without a single page."""

    code = "no_pages"
    exit_code = ExitCode.NO_PAGES
    advice = "Copy or scan it again."


class TooLargeError(DocumentError):
    """Bytes, pages or pixels over the limits (see :class:`circular_parser.reading.Limits`)."""

    code = "too_large"
    exit_code = ExitCode.TOO_LARGE
    advice = "Split it, or raise the limit named."


class MissingProgramError(DocumentError):
    """OCR is needed and no engine, or not its Indonesian data, is installed."""

    code = "missing_program"
    exit_code = ExitCode.MISSING_PROGRAM
    advice = "Run `circular-parser doctor`: it says what to install."


class ReadTimeoutError(DocumentError):
    """Reading took longer than its deadline."""

    code = "timeout"
    exit_code = ExitCode.TIMEOUT
    advice = "Raise --timeout, or look at the page named."


class DeadlineError(DocumentError):
    """The document took longer than it was given; the process that read it was ended."""

    code = "deadline"
    exit_code = ExitCode.TIMEOUT
    advice = "Raise --deadline, or look at the document."


class CrashedError(DocumentError):
    """The process that read the document died."""

    code = "crashed"
    exit_code = ExitCode.CRASHED
    advice = "Report it with the file, if it may be shared."


class ModelError(DocumentError):
    """A file of the language model, or of a neural model, is missing or malformed."""

    code = "broken_model"
    exit_code = ExitCode.MODELS
    advice = "Reinstall, or mend the file named."


class ExportError(DocumentError):
    """Records that cannot be handed over in the form, or to the place, that was asked for."""

    code = "cannot_export"
    exit_code = ExitCode.USAGE
    advice = "Choose another form or another place; docs/exports.md says what each can hold."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document gave no record: a stable code, its exit status, and what to do."""

    code: str
    exit_code: int
    message: str

    @staticmethod
    def of(path: str, error: BaseException) -> Failure:
        """Describe *error*; what is no :class:`DocumentError` counts as unexpected."""
        if not isinstance(error, DocumentError):
            detail = " ".join(f"{type(error).__name__}: {error}".split())
            error = DocumentError(path, detail)
        message = str(error) if error.path == path else f"{path}: {error}"
        return Failure(error.code, int(error.exit_code), message)
