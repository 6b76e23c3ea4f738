"""A batch as it is asked for: where from, where to, how; and its run."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from .. import __version__
from ..errors import ModelError
from ..exports.durable import as_os_error
from ..exports.sinks import Sink, open_sinks
from ..many import cores
from ..resources import model_in_use
from ..workers import WorkerPool, WorkOrder
from .cluster import ClusterExecutor
from .ledger import FILE_NAME, Ledger
from .quarantine import SetAside, set_aside
from .report import Summary, summarise, write_page
from .runner import Chunking, Executor, Runner, Status
from .sources import Input, Lister, absolute
from .watch import arrivals

LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Job:
    """What one batch is to do.

    Attributes:
        sources: files, folders, patterns, archives, URLs; ``-`` for a list on standard input.
        output: folder of the ledger, the report and the outputs.
        order: how documents are parsed.
        workers: processes; None for all cores.
        redo: parse everything anew.
        retry_failed: try again what failed before.
        quarantine: what to do with documents that ended or hung their process twice.
        watch: go on for ever, with what comes into the folders named.
        cluster: address of a Dask scheduler, or ``local``; None for processes of this one.
        url: where a Parquet dataset is made in place of the outputs in the folder.
        chunking: when records are written.
    """

    sources: Sequence[str]
    output: Path
    order: WorkOrder
    workers: int | None = None
    redo: bool = False
    retry_failed: bool = False
    quarantine: SetAside | None = None
    watch: bool = False
    cluster: str | None = None
    url: str | None = None
    chunking: Chunking = field(default_factory=Chunking)


class BusyError(Exception):
    """Another batch writes to the folder."""


def run(
    job: Job,
    show: Callable[[Status], None] = lambda status: None,
    started: Callable[[Runner], None] = lambda runner: None,
) -> Summary:
    """Run *job*, or go on with it where it was cut off; return what it has come to.

    The summary, which says nothing of an end where the run was stopped, is written to the
    folder as a page too.

    Args:
        job: what to do.
        show: is told how far things are.
        started: is given the runner, which can be stopped from a signal handler.

    Raises:
        BusyError: another batch has the folder.
        OSError: something cannot be written; what was done is kept.
        StartError: the models cannot be loaded, or there is no cluster.
        MissingChunksError: an output lacks records that were written to it.
    """
    job.output.mkdir(parents=True, exist_ok=True)
    version = parser_version(job.order)
    with (
        _locked(job.output),
        as_os_error(job.output / FILE_NAME),
        closing(Ledger(job.output / FILE_NAME)) as ledger,
    ):
        ledger.start(version, redo=job.redo, retry_failed=job.retry_failed)
        executor = _executor(job)
        try:
            without = absolute(str(job.output))
            inputs: Iterator[Input | None]
            if job.watch:
                inputs = arrivals(job.sources, without)
            else:
                inputs = Lister(without).inputs(job.sources)
            sinks = partial(_sinks, job, executor)
            runner = Runner(ledger, sinks, executor, inputs, version, show, job.chunking)
            started(runner)
            complete = runner.run()
        finally:
            executor.close()
        if complete:
            ledger.end()
        else:
            ledger.put_back_all()
        if job.quarantine is not None:
            set_aside(ledger, job.output, job.quarantine, job.order.options)
        summary = summarise(ledger)
        write_page(summary, job.output)
    return summary


def _executor(job: Job) -> Executor:
    workers = job.workers or cores()
    if job.cluster is None:
        return WorkerPool(replace(job.order, ask=True), workers)
    return ClusterExecutor(job.cluster, job.order, workers)


def _sinks(job: Job, executor: Executor) -> list[Sink]:
    if job.url is None:
        return open_sinks(job.output)
    from .url_outputs import UrlParquetSink, run_here

    run = executor.run if isinstance(executor, ClusterExecutor) else run_here
    return [UrlParquetSink(job.url, run)]


def parser_version(order: WorkOrder) -> str:
    """Return what tells whether a record would come out the same today.

    That is the version of the package, and a hash of the model's files and of the options
    that bear on the record.

    Raises:
        ModelError: a folder of the model is missing.
    """
    try:
        model = model_in_use(order.models)
    except (ValueError, OSError) as error:
        raise ModelError("models", str(error)) from error
    digest = hashlib.sha256(f"{order.options.ocr} {order.options.language}".encode())
    for folder in model.layers:
        for file in sorted(folder.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                digest.update(f"{file.name} {file.stat().st_size}\n".encode())
                digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other batches off *folder*; the lock goes with this process, however it ends."""
    with (folder / LOCK).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{folder}: another batch writes here; wait for it") from None
        yield
