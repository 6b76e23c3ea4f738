"""How the body of a letterhead completes a bare title."""

from __future__ import annotations

import pytest

from circular_parser.language.body_titles import BodyTitles
from circular_parser.language.offices import OfficePatterns
from circular_parser.resources import model_folder

TITLES = OfficePatterns.load(model_folder() / "offices.toml").titles


@pytest.mark.parametrize(
    ("title", "bodies", "completed", "named"),
    [
        ("CAMAT", ["KECAMATAN SUKARAYA"], "Camat Sukaraya", False),
        ("KEPALA DINAS", ["DINAS SOSIAL", "SEKRETARIAT"], "Kepala Dinas Sosial", False),
        ("DIREKTUR", ["DINAS KESEHATAN", "RSUD MAWAR"], "Direktur RSUD Mawar", True),
        ("KEPALA SEKOLAH", ["SEKOLAH DASAR MELATI"], "Kepala Sekolah Dasar Melati", True),
        ("KEPALA SEKOLAH", ["SMP NEGERI 4"], "Kepala Sekolah SMP Negeri 4", True),
        ("KEPALA", ["DINAS PERIKANAN"], "Kepala Dinas Perikanan", False),
        ("KEPALA DINAS", ["BADAN PUSAT DATA"], "KEPALA DINAS", False),
        ("BUPATI", ["KECAMATAN SUKARAYA"], "BUPATI", False),
        (
            "SEKRETARIS JENDERAL",
            ["KEMENTERIAN PERTANIAN", "SEKRETARIAT JENDERAL"],
            "Sekretaris Jenderal Kementerian Pertanian",
            False,
        ),
    ],
)
def test_the_last_body_that_fits_completes_a_title(
    title: str, bodies: list[str], completed: str, named: bool
) -> None:
    assert TITLES.completed(title, bodies) == (completed, named)


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("KELURAHAN SUKARAYA", "Lurah Sukaraya"),
        ("DESA MAKMUR", "Kepala Desa Makmur"),
        ("DINAS SOSIAL", "DINAS SOSIAL"),
        ("KECAMATAN", "KECAMATAN"),
    ],
)
def test_an_agency_without_signature_is_named_by_its_head(agency: str, head: str) -> None:
    assert TITLES.head(agency) == head


def test_without_a_model_titles_stay_as_they_are() -> None:
    assert BodyTitles().completed("CAMAT", ["KECAMATAN SUKARAYA"]) == ("CAMAT", False)
    assert BodyTitles().head("KELURAHAN SUKARAYA") == "KELURAHAN SUKARAYA"
