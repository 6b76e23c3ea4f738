"""Who exempts what: yes, no and not stated; classes of positions."""

from __future__ import annotations

from typing import Any

import pytest

from circular_parser.compare.positions import Positions
from compared import PALOPO, compared, duty, service, told

POSITIONS = Positions()


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("WALI KOTA PALOPO", "head_of_region"),
        ("Walikota Palopo", "head_of_region"),
        ("Wakil Bupati Barru", "deputy_head_of_region"),
        ("Sekretaris Daerah", "regional_secretary"),
        ("Sekertaris Daerah Kota Palopo", "regional_secretary"),
        ("Sekretaris Dearah", "regional_secretary"),
        ("Sekretaris DPRD", "council_secretary"),
        ("Sekretaris Dinas Kesehatan", "secretary_of_agency"),
        ("Sekretaris Jenderal", "secretary_general"),
        ("Asisten Administrasi Umum", "assistant"),
        ("Kepala Dinas Perhubungan", "head_of_agency"),
        ("para kepala OPD", "head_of_agency"),
        ("Kepala Bagian Umum pada Sekretariat Daerah", "head_of_bureau"),
        ("Camat Wara", "district_head"),
        ("Kepala UPTD Pasar", "head_of_technical_unit"),
        ("2 (dua) level pejabat struktural", "structural_levels"),
        ("Pejabat Pimpinan Tinggi Pratama", "high_leaders"),
        ("MENTERI KESEHATAN", "minister"),
        ("juru parkir", "other"),
        ("", "other"),
    ],
)
def test_positions_have_their_class(position: str, expected: str) -> None:
    assert POSITIONS.class_of(position) == expected


def facts(**changes: Any) -> list[tuple[str, str, str]]:
    found = compared(told("a", **changes))
    return [(f.kind, f.service, f.status) for f in found.services[found.circulars[0].id]]


def test_exempt_items_are_yes_in_their_class() -> None:
    items = [
        service("RSUD", "hospital"),
        service("Camat", None, "position"),
        service("anu", None, "service"),
    ]
    assert facts(exempt_services=items) == [
        ("service", "hospital", "yes"),
        ("position", "district_head", "yes"),
        ("service", "other", "yes"),
    ]


@pytest.mark.parametrize(
    ("type_", "modality", "bearer", "expected"),
    [
        ("work_from_home", "must", "Dinas Pendidikan", [("service", "education", "no")]),
        ("close_premises", "must", "Perpustakaan Daerah", [("service", "library_archive", "no")]),
        # A permission binds nobody; staff and parts of a unit are not the unit.
        ("work_from_home", "may", "Dinas Pendidikan", []),
        ("work_from_home", "must", "ASN", []),
        ("work_from_home", "must", "pegawai Dinas Pendidikan", []),
        ("work_from_home", "must", "Dinas Pendidikan yang tidak melayani", []),
        ("work_from_home", "must", "Kepala Dinas Pendidikan", []),
        ("work_from_home", "must", None, []),
        ("wear_mask", "must", "Dinas Pendidikan", []),
    ],
)
def test_a_restriction_laid_on_a_service_itself_is_no(
    type_: str, modality: str, bearer: str | None, expected: list[tuple[str, str, str]]
) -> None:
    assert facts(obligations=[duty(type_, modality, bearer=bearer)]) == expected


def test_the_matrices_have_every_region() -> None:
    found = compared(
        told(
            "a",
            exempt_services=[service("RSUD", "hospital"), service("Camat", None, "position")],
            obligations=[
                duty("work_from_home", "may"),
                duty("work_from_home", "must", bearer="Rumah Sakit Daerah"),
            ],
        ),
        told("b", issuer=PALOPO),
    )
    assert found.service_matrix().rows() == [
        ("73.11", "Kabupaten Barru", "mixed"),
        ("73.73", "Kota Palopo", None),
    ]
    assert found.position_matrix().columns == ["region_code", "region", "district_head"]
    assert found.duty_matrix().rows() == [
        ("73.11", "Kabupaten Barru", "must may"),
        ("73.73", "Kota Palopo", None),
    ]
