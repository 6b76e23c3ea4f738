"""Words that lay a duty, ban, permit or advise, and clauses that do so without one.

``[...]`` marks the rules; what is not marked is none.
"""

from __future__ import annotations

import re

import pytest

from circular_parser.language.analysis import Analysis
from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_types import DutyTypes
from circular_parser.resources import model_folder
from mini_letters import letter, report

_MARK = re.compile(r"\[([^\[\]]+)\]")
_TYPES = DutyTypes.load(model_folder())

MODALS = [
    ("1. [Pegawai wajib melapor setiap hari].", "must"),
    ("1. [Pegawai diwajibakan melapor setiap hari].", "must"),
    ("1. [Bupati mewajibkan ASN untuk melapor setiap hari].", "must"),
    ("1. [Pegawai diharuskan melapor setiap hari].", "must"),
    ("1. [Pegawai agar supaya melapor setiap hari].", "must"),
    ("1. [Pegawai supaya melapor setiap hari].", "must"),
    ("1. [Camat diinstruksikan memantau pasar].", "must"),
    ("1. [Camat diperintahkan memantau pasar].", "must"),
    ("1. [Segera laporkan pegawai yang sakit].", "must"),
    ("1. [Pegawai tetap mengisi presensi daring].", "must"),
    ("1. [Apel gabungan dilaksanakan setiap Senin].", "must"),
    ("1. [Pegawai wajib mengisi presensi melalui aplikasi Rajin].", "must"),
    ("Kepala Perangkat Daerah agar:\na. [Melaksanakan piket];\nb. [Menugaskan petugas].", "must"),
    ("1. [ASN, PNS, PPPK, tenaga kontrak, honorer, THL dan PTT wajib apel].", "must"),
    ("1. [Pegawai dihimbau memakai batik].", "should"),
    ("1. [Pegawai disarankan bersepeda ke kantor].", "should"),
    ("1. [Camat diharapkan memantau pasar].", "should"),
    ("1. [Camat diharap memantau pasar].", "should"),
    ("1. [Pegawai dapat bekerja dari rumah].", "may"),
    ("1. [Pegawai tidak diizinkan keluar kota].", "must_not"),
    ("1. [Pegawai tidak diijinkan keluar kota].", "must_not"),
    ("1. [Pegawai tidak dibolehkan keluar kota].", "must_not"),
    ("1. [Bupati melarang ASN bepergian ke luar daerah].", "must_not"),
    ("1. [Jangan berkerumun di warung].", "must_not"),
    ("1. [Pegawai dilarang nongkrong di kafe pada jam kerja].", "must_not"),
    ("1. [Pegawai dilarang mudik].", "must_not"),
]


def _found(analysis: Analysis) -> list[tuple[str, str | None]]:
    return [(c.value.text, c.value.modality) for c in find_obligations(analysis, _TYPES)]


def _in_letter(marked: str) -> list[tuple[str, str | None]]:
    return _found(letter(_MARK.sub(r"\1", marked)))


@pytest.mark.parametrize(("marked", "modality"), MODALS)
def test_the_word_that_lays_the_rule(marked: str, modality: str) -> None:
    assert _in_letter(marked) == [(text, modality) for text in _MARK.findall(marked)]


@pytest.mark.parametrize(
    "marked",
    [
        # Passives and bare clauses of a list.
        "1. [Apel pagi ditiadakan].",
        "1. [Rapat tatap muka ditunda].",
        "1. [Perjalanan dinas dibatasi].",
        "1. [Perjalanan dinas dilakukan secara selektif].",
        "1. [Presensi sidik jari dihentikan sementara].",
        "1. [Pegawai mengaktifkan telepon dan WhatsApp selama jam kerja].",
        "1. [Pegawai memakai batik setiap Kamis].",
        # Sanctions.
        "1. [Pelanggaran dikenai sanksi hukuman disiplin ringan, sedang atau berat].",
        "1. [Pegawai yang teleponnya tidak aktif dianggap tidak hadir].",
        "1. [TPP pegawai yang melanggar dipotong 7,5 persen].",
        "1. [Atasan langsung menjatuhkan teguran lisan dan tertulis kepada pelanggar].",
        # Reasons, closings and telephone numbers.
        "Dalam rangka mencegah wabah, pegawai perlu berhati-hati.",
        "Demikian untuk dilaksanakan.",
        "Hubungi posko di nomor 0812-000-111.",
    ],
)
def test_rules_without_a_modal(marked: str) -> None:
    assert [text for text, _ in _in_letter(marked)] == _MARK.findall(marked)


@pytest.mark.parametrize(
    "text",
    [
        "Tahun lalu kantor itu tutup selama dua pekan.",
        "Kantor camat ramai sejak pagi, ujar seorang warga.",
        "Dokter menjelaskan bahwa virus dapat menular lewat udara.",
    ],
)
def test_what_is_told_of_the_past_or_of_facts_is_no_rule(text: str) -> None:
    assert _found(report(text)) == []
