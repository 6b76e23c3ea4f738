"""The graph of documents: one node a document, circulars that are compared found again."""

from __future__ import annotations

from typing import Any

import pytest

from compared import cites, compared, day, told


def edges(*documents: Any) -> list[tuple[str, str, str]]:
    graph = compared(*documents).graph
    labels = {node.id: node.label for node in graph.nodes}
    return [(labels[e.source], e.relation, labels[e.target]) for e in graph.edges]


def later(**changes: Any) -> Any:
    values: dict[str, Any] = {"number": "800/99/BKPSDM/2021", "issued_on": day("2021-05-01")}
    return told("b", **(values | changes))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Surat Edaran Bupati Barru Nomor 800/12/BKPSDM/2020", "800/12/BKPSDM/2020"),
        (
            "SE Bupati Barru No 800 / 012 / BKPSDM / 2020 tanggal 18 Maret 2020",
            "800 / 012 / BKPSDM / 2020",
        ),
        # An office revokes its own documents.
        ("Surat Edaran Nomor 800/12/BKPSDM/2020", "800/12/BKPSDM/2020"),
    ],
)
def test_a_cited_circular_that_is_compared_is_that_circular(text: str, number: str) -> None:
    assert edges(told("a"), later(references=[cites(text, number, "revokes")])) == [
        ("Kabupaten Barru 800/99/BKPSDM/2021", "revokes", "Kabupaten Barru 800/12/BKPSDM/2020")
    ]


def test_spellings_of_a_cited_document_are_one_node() -> None:
    one = cites("Surat Edaran Menpan-RB Nomor 19/2020", "19/2020", "follows_up")
    other = cites("SE Menteri PANRB Nomor 19 Tahun 2020", "19 Tahun 2020", None)
    graph = compared(told("a", references=[one]), later(references=[other])).graph
    assert [node.circular_id is None for node in graph.nodes].count(True) == 1
    assert {(e.relation, e.target) for e in graph.edges} == {
        ("follows_up", "surat_edaran:panrb:19/2020"),
        ("cites", "surat_edaran:panrb:19/2020"),
    }


def test_documents_without_a_number_are_not_taken_for_one() -> None:
    unnumbered = cites("Surat Edaran Gubernur Sulawesi Selatan", None)
    graph = compared(told("a", references=[unnumbered]), later(references=[unnumbered])).graph
    assert len({e.target for e in graph.edges}) == 2


def test_the_same_number_of_another_office_is_another_document() -> None:
    reference = cites(
        "Surat Edaran Wali Kota Palopo Nomor 800/12/BKPSDM/2020", "800/12/BKPSDM/2020"
    )
    found = edges(told("a"), later(references=[reference]))
    assert found[0][2].startswith("Surat Edaran Wali Kota Palopo")


def test_of_two_years_the_last_before_is_meant() -> None:
    old = told("a", number="800/12", issued_on=day("2019-03-01"))
    near = told("c", number="800/12", issued_on=day("2020-03-01"))
    comparison = compared(
        old, near, later(references=[cites("SE Bupati Barru Nomor 800/12", "800/12", "amends")])
    )
    (edge,) = comparison.graph.edges
    assert edge.target == near.id


def test_a_serial_belongs_to_the_kind_of_document() -> None:
    instruction = told("a", document_type="instruksi", number="4 Tahun 2020")
    reference = cites(
        "Keputusan Bupati Barru Nomor 4 Tahun 2020", "4 Tahun 2020", "basis", "keputusan"
    )
    (edge,) = compared(instruction, later(references=[reference])).graph.edges
    assert edge.target == "keputusan:73.11:4/2020"


def test_a_document_does_nothing_with_itself() -> None:
    own = cites("Surat Edaran Bupati Barru Nomor 800/12/BKPSDM/2020", "800/12/BKPSDM/2020", None)
    assert not compared(told("a", references=[own])).graph.edges
