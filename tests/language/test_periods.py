"""Periods in marked sentences: openers, ranges, open ends, durations; deadlines are none."""

from __future__ import annotations

import pytest

from analysed import letter, parsed
from circular_parser.record import EffectivePeriod


def _short(period: EffectivePeriod) -> str:
    end = "open" if period.open_ended else str(period.end or "")
    return f"{period.start or ''}..{end}"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("Pegawai bekerja dari rumah mulai tanggal 17 s.d. 31 Mei 2021.", "2021-05-17..2021-05-31"),
        ("Pengaturan ini berlaku sejak 10 Mei hingga 2 Juni 2021.", "2021-05-10..2021-06-02"),
        ("Edaran dinas ini mulai berlaku pada tanggal 1 Juni 2021.", "2021-06-01.."),
        ("Ketentuan berlaku efektif mulai 1 September 2021.", "2021-09-01.."),
        ("Jam kerja berlaku terhitung mulai hari Senin tanggal 10 Mei 2021.", "2021-05-10.."),
        (
            "Berlaku mulai 10 Mei 2021 sampai dengan batas waktu yang ditentukan kemudian.",
            "2021-05-10..open",
        ),
        ("Berlaku mulai 10 Mei 2021 sampai ada pemberitahuan lebih lanjut.", "2021-05-10..open"),
        ("Pengaturan ini diperpanjang sampai dengan 29 Mei 2021.", "..2021-05-29"),
        ("Surat Edaran ini berlaku sejak tanggal ditetapkan.", "2021-05-04.."),
        (
            "Surat Edaran ini berlaku sejak tanggal ditetapkan sampai dengan tanggal 8 Juni 2021.",
            "2021-05-04..2021-06-08",
        ),
        (
            "Bekerja dari rumah selama 14 (empat belas) hari kalender terhitung mulai 10 Mei 2021.",
            "2021-05-10..2021-05-23",
        ),
        ("Bekerja dari rumah selama dua pekan mulai 10 Mei 2021.", "2021-05-10..2021-05-23"),
        (
            "Pegawai bekerja dari rumah pada hari Selasa dan Rabu tanggal 11 dan 12 Mei 2021.",
            "2021-05-11..2021-05-12",
        ),
        ("Loket ditutup mulai bulan Juni 2021 dan seterusnya.", "2021-06-01..open"),
        ("Berlaku mulai 10 Mei 2021 sampai berakhirnya PPKM.", "2021-05-10..open"),
        (
            "Berlaku mulai 10 Mei 2021 sampai dengan 24 Mei 2021 dan akan dievaluasi kembali.",
            "2021-05-10..2021-05-24",
        ),
    ],
)
def test_periods(rule: str, expected: str) -> None:
    periods = parsed(letter(f"1. {rule}")).effective_periods
    assert [_short(p) for p in periods] == [expected]


@pytest.mark.parametrize(
    "rule",
    [
        "Laporan disampaikan paling lambat tanggal 20 Mei 2021.",
        "Rapat dilaksanakan pada hari Senin tanggal 10 Mei 2021 pukul 09.00.",
        "Menindaklanjuti Surat Bupati Nomor 800/3/2021 tanggal 2 Mei 2021 agar tertib.",
        "Pegawai masuk kantor kembali pada tanggal 17 Mei 2021.",
        "Kegiatan yang mengumpulkan orang ditunda hingga 31 Mei 2021.",
        "Cuti bersama jatuh pada tanggal 12 Mei 2021.",
    ],
)
def test_dates_that_are_no_period(rule: str) -> None:
    assert parsed(letter(f"1. {rule}")).effective_periods == []


def test_windows_round_a_holiday_are_one_schedule_with_its_gap_marked() -> None:
    rule = "Pegawai dapat bekerja dari rumah pada 16-17 Maret 2026 dan 25-27 Maret 2026."
    record = parsed(letter(f"1. {rule}", head="Bantaeng, 4 Maret 2026"))
    assert [_short(p) for p in record.effective_periods] == ["2026-03-16..2026-03-27"]
    assert "gap_in_period" in {w.code for w in record.warnings}


def test_two_measures_keep_two_periods() -> None:
    body = (
        "1. Kerja dari rumah berlaku mulai 10 Mei sampai 21 Mei 2021.\n"
        "2. Jam kerja puasa berlaku mulai 13 April sampai 12 Mei 2021."
    )
    periods = parsed(letter(body)).effective_periods
    assert {_short(p) for p in periods} == {"2021-05-10..2021-05-21", "2021-04-13..2021-05-12"}


def test_inferred_year_is_warned_of() -> None:
    record = parsed(letter("1. Kerja dari rumah berlaku mulai 10 Mei sampai dengan 21 Mei."))
    assert [_short(p) for p in record.effective_periods] == ["2021-05-10..2021-05-21"]
    assert ("inferred_year", "/effective_periods/0") in {(w.code, w.field) for w in record.warnings}
