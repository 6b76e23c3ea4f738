"""A batch on a Dask cluster of this machine: the same loop, the same outcomes."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batch_outputs import (
    QUICK,
    assert_one_record_each,
    batch,
    parquet_documents,
    records,
    rows,
    write_documents,
)
from circular_parser.batch.cluster import LOCAL, ClusterExecutor
from circular_parser.exports.sinks import MissingChunksError
from circular_parser.workers import StartError
from processes import is_alive, started, wait_for

distributed = pytest.importorskip("distributed", reason="needs the extra [cluster]")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with closing(ClusterExecutor(LOCAL, QUICK, 2)) as executor:
        yield executor._cluster


@pytest.mark.slow
def test_workers_of_a_local_cluster_do_nothing_by_the_clock(cluster: Any) -> None:
    def samples_stacks() -> bool:
        import dask

        return bool(dask.config.get("distributed.worker.profile.enabled"))

    with closing(distributed.Client(cluster, set_as_default=False)) as client:
        assert list(client.run(samples_stacks).values()) == [False, False]


@pytest.mark.slow
def test_workers_of_a_local_cluster_write_no_tracebacks(cluster: Any) -> None:
    def level() -> int:
        import logging

        return logging.getLogger("distributed.worker").getEffectiveLevel()

    with closing(distributed.Client(cluster, set_as_default=False)) as client:
        assert min(client.run(level).values()) > logging.ERROR


@pytest.mark.slow
def test_harm_stays_with_its_document(tmp_path: Path, cluster: Any) -> None:
    mark = tmp_path / "mark"
    texts = [f"Nomor {number}" for number in range(30)]
    write_documents(tmp_path / "in", [*texts, "crash", f"hang {mark}", "fail", "Nomor 3"])
    before = worker_pids(cluster)
    order = replace(QUICK, deadline=3.0)
    address = cluster.scheduler_address
    summary = batch(tmp_path / "out", tmp_path / "in", order=order, cluster=address)
    assert summary.counts == {
        **dict.fromkeys(summary.counts, 0),
        "done": 31,
        "failed": 1,
        "quarantined": 2,
    }
    assert summary.documents == 30
    assert_one_record_each(tmp_path / "out")
    assert worker_pids(cluster) == before
    assert not any(map(is_alive, started(mark)))


@pytest.mark.slow
def test_a_worker_of_the_cluster_may_be_killed(tmp_path: Path, cluster: Any) -> None:
    write_documents(tmp_path / "in", [f"slow {number}" for number in range(60)])
    victim = min(worker_pids(cluster))
    killer = threading.Timer(1.0, os.kill, (victim, signal.SIGKILL))
    killer.start()
    output = tmp_path / "out"
    batch(output, tmp_path / "in", cluster=cluster.scheduler_address)
    killer.join()
    assert len(records(output)) == 60
    assert {row["state"] for row in rows(output).values()} == {"done"}
    assert_one_record_each(output)
    wait_for(lambda: len(worker_pids(cluster) - {victim}) == 2)


@pytest.mark.slow
def test_equal_files_are_parsed_once_by_a_cluster_too(tmp_path: Path, cluster: Any) -> None:
    """The parser numbers what it parses: a number that no record has was parsed for nothing."""
    texts = [f"slow {number // 3}" for number in range(60)]
    write_documents(tmp_path / "in", [*texts, "Nomor 1", "Nomor 2"])
    output = tmp_path / "out"
    summary = batch(output, tmp_path / "in", cluster=cluster.scheduler_address)
    assert summary.counts["done"] == 62
    numbers: dict[str, set[int]] = {}
    for record in records(output):
        process, _, number = record["number"].partition("/")
        numbers.setdefault(process, set()).add(int(number))
    assert sum(map(len, numbers.values())) == 22
    for found in numbers.values():
        assert found == set(range(min(found), max(found) + 1))


@pytest.mark.slow
def test_the_cluster_makes_the_parts_of_a_dataset_at_a_url(tmp_path: Path, cluster: Any) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(12)])
    url, address = f"file://{tmp_path}/data", cluster.scheduler_address
    for redo in (False, True):
        batch(tmp_path / "ledger", tmp_path / "in", cluster=address, url=url, redo=redo)
        done = {row["sha256"] for row in rows(tmp_path / "ledger").values()}
        assert sorted(parquet_documents(tmp_path / "data")) == sorted(done)
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").touch()
    with pytest.raises((OSError, MissingChunksError)):
        batch(tmp_path / "ledger", tmp_path / "in", cluster=address, url=url)


def worker_pids(cluster: Any) -> set[int]:
    with closing(distributed.Client(cluster, set_as_default=False)) as client:
        return set(client.run(os.getpid).values())


def test_no_cluster_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circular_parser.batch.cluster._CONNECT", 0.5)
    with pytest.raises(StartError, match=r"\[no_cluster\]"):
        ClusterExecutor("tcp://127.0.0.1:1", QUICK, 1)
