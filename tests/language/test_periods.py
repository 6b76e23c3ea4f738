"""Periods in marked sentences: openers, ranges, open ends, durations; deadlines are none."""

from __future__ import annotations

import re
from pathlib import Path

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
        ("Pegawai WFA selama dua hari, Senin dan Selasa (10–11/5/2021).", "2021-05-10..2021-05-11"),
        ("Masa berlaku edaran ini diperpanjang menjadi tanggal 2 Juni 2021.", "..2021-06-02"),
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
        (
            "Siswa belajar dari rumah pada hari Senin, Selasa, dan Rabu tanggal 10, 11, dan 12 Mei "
            "2021.",
            "2021-05-10..2021-05-12",
        ),
        ("Jam loket diubah mulai 10 Mei hingga akhir Juni 2021.", "2021-05-10..2021-06-30"),
        (
            "Jam loket diubah mulai 10 Mei 2021 sampai ada perintah lebih lanjut.",
            "2021-05-10..open",
        ),
        (
            "Sehubungan dengan peringatan dini banjir, agar petugas siaga sejak hari ini sampai "
            "dengan tanggal 8 Juni 2021.",
            "2021-05-04..2021-06-08",
        ),
        # Tahun 2020 dan sebelumnya are years, no former period.
        (
            "Denda pajak tahun 2020 dan sebelumnya dihapus pada 10 s.d. 28 Mei 2021.",
            "2021-05-10..2021-05-28",
        ),
        (
            "Berhubung naiknya kasus demam berdarah, mulai 10 Mei 2021 sampai dengan pemberitahuan "
            "lebih lanjut diberlakukan jam besuk baru.",
            "2021-05-10..open",
        ),
        (
            "Ketentuan ini berlaku sejak tanggal dikeluarkan sampai berakhirnya masa tenang\n"
            "pada tanggal 8 Juni 2021.",
            "2021-05-04..2021-06-08",
        ),
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
        "Pegawai efektif masuk tanggal 17 Mei 2021.",
        "Kegiatan yang mengumpulkan orang ditunda hingga 31 Mei 2021.",
        "Cuti bersama jatuh pada tanggal 12 Mei 2021.",
        "Kongres akan diselenggarakan di Bantaeng pada tanggal 10 sampai dengan 12 Mei 2021.",
        "Hujan lebat diperkirakan turun pada tanggal 10 sampai dengan 12 Mei 2021.",
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


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "Puskesmas buka selama libur nasional dan cuti bersama tanggal 10 s.d. 14 Mei 2021.",
            "2021-05-10..2021-05-14",
        ),
        # Openers of a start.
        ("Ketentuan ini berlaku mulai hari ini, Senin (10/5/2021).", "2021-05-10.."),
        ("Absensi baru diterapkan per 1 Juni 2021.", "2021-06-01.."),
        ("Jam kerja baru efektif pada Selasa (11/5/2021).", "2021-05-11.."),
        ("Loket daring mulai berlaku efektif 1 September 2021.", "2021-09-01.."),
        ("TMT 1 Juni 2021 pegawai memakai absensi daring.", "2021-06-01.."),
        ("Terhitung sejak hari Senin, 10 Mei 2021 loket pindah.", "2021-05-10.."),
        ("Mulai besok, Rabu 5 Mei 2021, loket ditutup.", "2021-05-05.."),
        ("Loket ditutup mulai lusa.", "2021-05-06.."),
        ("Loket ditutup mulai Senin nanti.", "2021-05-10.."),
        ("Loket ditutup terhitung tanggal 10 Mei 2021.", "2021-05-10.."),
        ("Ketentuan ini akan berlaku mulai hari ini.", "2021-05-04.."),
        ("Ketentuan ini berlaku sejak surat edaran ini terbit.", "2021-05-04.."),
        # Openers of an end.
        ("Loket ditutup tanggal 10 Mei sd 14 Mei 2021.", "2021-05-10..2021-05-14"),
        ("Loket ditutup tanggal 10 s/d 14 Mei 2021.", "2021-05-10..2021-05-14"),
        ("Loket ditutup dari 10 Mei hingga dengan 14 Mei 2021.", "2021-05-10..2021-05-14"),
        ("Loket ditutup sejak 10 Mei sampai 14 Mei 2021.", "2021-05-10..2021-05-14"),
        ("Penutupan loket kembali diperpanjang hingga 21 Mei mendatang.", "..2021-05-21"),
        ("Edaran ini berlaku hingga 20 Juli 2021.", "..2021-07-20"),
        ("Loket buka di rumah masing-masing sampai dengan tanggal 21 Mei 2021.", "..2021-05-21"),
        (
            "Sehubungan dengan naiknya kasus, maka mulai 10 Mei 2021 sampai dengan pemberitahuan "
            "lebih lanjut loket ditutup.",
            "2021-05-10..open",
        ),
        ("Pelaksanaan ketentuan ini sampai dengan tanggal 21 Mei 2021.", "..2021-05-21"),
        ("Ketentuan ini berlaku selama bulan Juni 2021.", "2021-06-01..2021-06-30"),
        ("Jam loket ini berlaku sampai dengan akhir bulan Juni 2021.", "..2021-06-30"),
        ("Sampai dengan tanggal 21 Mei 2021 pegawai bekerja dari rumah.", "..2021-05-21"),
        (
            "Apel ditiadakan mulai tanggal 10 Mei sampai dengan 14 Mei 2021.",
            "2021-05-10..2021-05-14",
        ),
        # Days in figures, months, a duration behind the verb alone.
        ("Loket ditutup mulai 10.05.2021 s/d 14.05.2021.", "2021-05-10..2021-05-14"),
        ("Loket ditutup selama bulan Juni sampai dengan Agustus 2021.", "2021-06-01..2021-08-31"),
        ("Loket ditutup setiap Rabu selama Juni 2021.", "2021-06-01..2021-06-30"),
        ("Edaran ini berlaku 14 (empat belas) hari sejak ditetapkan.", "2021-05-04..2021-05-17"),
        ("Masa kerja dari rumah berakhir pada tanggal 20 Juli 2021.", "..2021-07-20"),
        # Ranges that nothing opens.
        (
            "Pegawai dilarang cuti selama periode 6 Mei 2021 s.d 17 Mei 2021.",
            "2021-05-06..2021-05-17",
        ),
        ("Bendera dikibarkan 10 sampai dengan 31 Agustus 2021.", "2021-08-10..2021-08-31"),
        ("Siswa belajar di rumah (10-14 Mei 2021).", "2021-05-10..2021-05-14"),
        ("Masa libur panen: 28 Juni-3 Juli 2021.", "2021-06-28..2021-07-03"),
        # Durations.
        ("Loket ditutup mulai 10 Mei 2021 selama 3 hari.", "2021-05-10..2021-05-12"),
        ("Loket ditutup mulai 10 Mei 2021 hingga 14 hari ke depan.", "2021-05-10..2021-05-23"),
        ("Loket ditutup selama delapan (8) hari terhitung 10 Mei 2021.", "2021-05-10..2021-05-17"),
        (
            "Loket ditutup mulai 10 Mei 2021 untuk jangka waktu 1 (satu) bulan.",
            "2021-05-10..2021-06-09",
        ),
        ("Loket ditutup selama seminggu mulai 10 Mei 2021.", "2021-05-10..2021-05-16"),
        ("Loket ditutup selama dua puluh satu hari sejak 10 Mei 2021.", "2021-05-10..2021-05-30"),
        ("Loket ditutup selama tiga hari kerja mulai 10 Mei 2021.", "2021-05-10.."),
        (
            "Loket ditutup selama 30 (tiga puluh) hari sejak tanggal ditetapkan.",
            "2021-05-04..2021-06-02",
        ),
        (
            "Edaran ini berlaku sejak ditandatangani untuk jangka waktu 2 bulan.",
            "2021-05-04..2021-07-03",
        ),
        ("Loket ditutup selama 10 hari mulai 10 Mei sampai 21 Mei 2021.", "2021-05-10..2021-05-21"),
        ("Loket ditutup selama 14 hari kedepan mulai 10 Mei 2021.", "2021-05-10..2021-05-23"),
        ("Loket ditutup mulai 10 Mei 2021 hingga satu minggu ke depan.", "2021-05-10..2021-05-16"),
        ("Loket ditutup selama 4 hari, 10-13 Mei 2021.", "2021-05-10..2021-05-13"),
        # A printed end goes before a count.
        ("Loket ditutup selama 14 hari mulai 10 Mei sampai 24 Mei 2021.", "2021-05-10..2021-05-24"),
        # Starts at signing.
        ("Instruksi ini mulai berlaku pada saat ditetapkan.", "2021-05-04.."),
        ("Edaran berlaku sejak tanggal surat ini.", "2021-05-04.."),
        ("Maklumat ini berlaku sejak tanggal diumumkan.", "2021-05-04.."),
        (
            "Loket ditutup terhitung mulai tanggal ditetapkan s.d. 28 Mei 2021.",
            "2021-05-04..2021-05-28",
        ),
        ("Berlaku sejak dikeluarkan sampai ada ketentuan lebih lanjut.", "2021-05-04..open"),
        # Days counted from the letter's own.
        ("Loket ditutup mulai besok sampai 21 Mei 2021.", "2021-05-05..2021-05-21"),
        ("Mulai hari ini loket buka pukul 08.00.", "2021-05-04.."),
        ("Mulai Jumat depan pegawai memakai batik.", "2021-05-07.."),
        ("Loket ditutup mulai besok sampai Jumat (tiga hari).", "2021-05-05..2021-05-07"),
        # Open ends.
        ("Mulai 10 Mei 2021 sampai dengan batas waktu yang tidak ditentukan.", "2021-05-10..open"),
        ("Mulai 10 Mei 2021 sampai pemberitahuan selanjutnya.", "2021-05-10..open"),
        ("Mulai 10 Mei 2021 hingga batas waktu yang akan diberitahukan.", "2021-05-10..open"),
        ("Mulai 10 Mei 2021 sampai dengan adanya petunjuk lebih lanjut.", "2021-05-10..open"),
        ("Mulai 10 Mei 2021 s.d. ditetapkannya kebijakan lebih lanjut.", "2021-05-10..open"),
        ("Mulai 10 Mei 2021 hingga situasi memungkinkan.", "2021-05-10..open"),
        ("Berlaku mulai 10 Mei 2021 sampai adanya evaluasi lebih lanjut.", "2021-05-10..open"),
        (
            "Mulai 10 Mei 2021 hingga sampai dengan batas waktu yang akan diberitahukan.",
            "2021-05-10..open",
        ),
        ("Ketentuan ini berlaku sampai ada pemberitahuan lebih lanjut.", "..open"),
        ("Ketentuan ini berlaku sampai berakhirnya masa PPKM.", "..open"),
        ("Ketentuan ini berlaku sampai berakhirnya kebijakan PPKM di Jawa dan Bali.", "..open"),
        ("Pegawai dilarang mudik sampai masa darurat wabah berakhir.", "..open"),
        ("Pesta dilarang sampai dengan wabah dinyatakan berakhir.", "..open"),
        (
            "Setiap hari Jumat mulai 7 Mei 2021 dan seterusnya pegawai bersepeda.",
            "2021-05-07..open",
        ),
        # An evaluation is no end.
        ("Berlaku mulai 10 Mei 2021 dan akan dievaluasi lebih lanjut.", "2021-05-10.."),
        ("Diperpanjang sampai dengan 28 Mei 2021 dan akan dievaluasi kembali.", "..2021-05-28"),
        ("Berlaku mulai 10 Mei 2021 dan akan dievaluasi sesuai dengan kebutuhan.", "2021-05-10.."),
        (
            "Berlaku 10 s.d. 20 Mei 2021 dan akan dievaluasi lebih lanjut.",
            "2021-05-10..2021-05-20",
        ),
        # Weekly days and lists of days.
        ("Pegawai bekerja dari rumah setiap Rabu terhitung 12 Mei 2021.", "2021-05-12.."),
        (
            "Pegawai bekerja dari rumah pada Senin (10/5/2021), Selasa (11/5/2021), serta pada "
            "Jumat (14/5/2021).",
            "2021-05-10..2021-05-14",
        ),
        ("Pegawai bekerja dari rumah tanggal 10, 11, dan 12 Mei 2021.", "2021-05-10..2021-05-12"),
        ("Pegawai bekerja dari rumah pada 10 Mei – 12 Mei 2021.", "2021-05-10..2021-05-12"),
        ("Pegawai bekerja dari rumah tanggal 1/16 juli tahun 2021.", "2021-07-01..2021-07-16"),
        # An extension names the end that it moves.
        (
            "Kerja dari rumah yang berakhir pada 14 Mei 2021 diperpanjang sampai 28 Mei 2021.",
            "..2021-05-28",
        ),
        (
            "Masa kerja dari rumah akan berakhir pada 14 Mei 2021. Masa itu diperpanjang hingga "
            "28 Mei 2021.",
            "..2021-05-28",
        ),
        (
            "Perpanjangan kelima kerja dari rumah terhitung mulai 10 Mei sampai 23 Mei 2021.",
            "2021-05-10..2021-05-23",
        ),
        ("Kembali memperpanjang kerja dari rumah hingga 23 Mei 2021.", "..2021-05-23"),
        (
            "Merubah ketentuan kesatu sehingga berbunyi: kerja dari rumah berlaku mulai 10 Mei "
            "sampai 23 Mei 2021.",
            "2021-05-10..2021-05-23",
        ),
        # What a relative clause tells of is no period of the circular.
        (
            "Denda yang berlaku sejak 1 Januari 2022 naik. Edaran ini berlaku sejak ditetapkan.",
            "2021-05-04..",
        ),
        # An open end told apart from its start.
        (
            "Loket ditutup mulai 10 Mei 2021. Penutupan berlaku sampai ada pemberitahuan baru.",
            "2021-05-10..open",
        ),
        # The end in a clause of its own.
        (
            "Loket ditutup mulai 10 Mei 2021 dan berakhir tanggal 24 Mei 2021.",
            "2021-05-10..2021-05-24",
        ),
        (
            "Kafe ditutup pada tanggal 10 Mei 2021 mulai pukul 20.00 WIB sampai dengan tanggal "
            "11 Mei 2021 pukul 05.00 WIB.",
            "2021-05-10..2021-05-11",
        ),
        # One day, one month.
        (
            "Pegawai bekerja dari rumah (WFH) pada hari Senin, 17 Mei 2021.",
            "2021-05-17..2021-05-17",
        ),
        ("Pegawai diliburkan hari Rabu tanggal 19 Mei 2021.", "2021-05-19..2021-05-19"),
        ("Hari Rabu tanggal 19 Mei 2021 diliburkan.", "2021-05-19..2021-05-19"),
        ("Selama bulan Juni 2021 loket ditutup pukul 14.00 WIB.", "2021-06-01..2021-06-30"),
        ("Apel pagi ditiadakan sampai dengan tanggal 31 Mei 2021.", "..2021-05-31"),
        ("Kantor ditutup 3 (tiga) hari terhitung mulai 10 Mei 2021.", "2021-05-10..2021-05-12"),
        # Ends that are events.
        (
            "Terhitung mulai 10 Mei 2021 sampai batas waktu yang belum dapat ditentukan.",
            "2021-05-10..open",
        ),
        ("Edaran ini berlaku sejak ditetapkan sampai dengan dicabut kembali.", "2021-05-04..open"),
        (
            "Loket ditutup mulai 10 Mei 2021 hingga terdapat ketentuan lebih lanjut.",
            "2021-05-10..open",
        ),
        (
            "Loket ditutup mulai 10 Mei 2021 sampai dengan kota dinyatakan bersih dari wabah.",
            "2021-05-10..open",
        ),
        (
            "Loket ditutup mulai 10 Mei 2021 sampai dengan status darurat wabah dicabut.",
            "2021-05-10..open",
        ),
    ],
)
def test_more_periods(rule: str, expected: str) -> None:
    periods = parsed(letter(f"1. {rule}")).effective_periods
    assert [_short(p) for p in periods] == [expected]


@pytest.mark.parametrize(
    "rule",
    [
        # Deadlines, events, return to the office.
        "Daftar nama dikirim selambat-lambatnya 20 Mei 2021.",
        "Pendaftaran dibuka 10 sampai 20 Mei 2021.",
        "Pelatihan digelar tanggal 10 s.d. 12 Mei 2021 di aula.",
        "Kami akan menyelenggarakan lokakarya pada:\nTanggal : 10 s.d. 12 Mei 2021\nTempat : aula",
        "Peserta hadir pada:\nHari/Tanggal : Senin s.d. Rabu, 10 s.d. 12 Mei 2021\nTempat : aula",
        "Pegawai kembali bekerja di kantor pada tanggal 17 Mei 2021.",
        "Pegawai bekerja dari rumah dan efektif bekerja tanggal 17 Mei 2021.",
        "Kegiatan belajar tatap muka dimulai kembali tanggal 17 Mei 2021.",
        "Mulai masuk kantor kembali terhitung tanggal 17 Mei 2021.",
        "Libur nasional jatuh pada 13 s.d. 14 Mei 2021.",
        "Pegawai yang bekerja dari rumah menyerahkan laporan pada tanggal 17 Mei 2021.",
        "Pegawai wajib mengikuti rapat di kantor pada hari Senin tanggal 17 Mei 2021.",
        # The past, other documents, states and budgets.
        "Menindaklanjuti rapat 3 s.d. 4 Mei 2021 agar loket ditata.",
        "Sesuai edaran Bupati tanggal 2 Mei 2021 loket ditata.",
        "Sebelumnya loket ditutup sejak 1 April hingga 30 April 2021.",
        "Semula loket ditutup mulai 1 April 2021.",
        "Loket ditutup 1 sampai 30 April 2021 menurut edaran sebelumnya.",
        "Kasus naik sejak 12 April 2021 lalu.",
        "Status tanggap darurat sejak 1 April hingga 30 Juni 2021.",
        "Laporan triwulan 1 Januari sampai 31 Maret 2021 disusun dinas.",
        "SE Nomor 1/2020 masih berlaku sampai dengan ditetapkannya kebijakan baru.",
        "Dalam rangka PPKM yang berlaku mulai 3 sampai 9 Mei 2021, diminta pegawai tertib.",
        "Menindaklanjuti PPKM Level 3 tanggal 3 sampai 9 Mei 2021, dengan ini loket ditata.",
        "Status tanggap darurat ditetapkan selama 90 (sembilan puluh) hari mulai 1 Mei 2021.",
        "Hajatan warga ditunda hingga 31 Mei 2021.",
        "Surat Edaran Nomor 065/3/ORG/2021 tanggal 2 Februari 2021 tetap berlaku dan merupakan "
        "satu kesatuan dengan edaran ini.",
        "Surat Edaran Nomor 065/3/ORG/2021 tanggal 2 Februari 2021 dicabut.",
        "Edaran yang berlaku sampai dengan 30 April 2021 dicabut dan dinyatakan tidak berlaku.",
        "Pegawai yang bepergian ke luar kota sejak tanggal 1 Mei 2021 wajib melapor.",
        "Pegawai yang menjalani cuti dari tanggal 10 sampai dengan 12 Mei 2021 agar melapor.",
        "Sejak bulan Maret 2021 wabah telah berdampak pada layanan.",
        # What cannot be resolved stays unsaid.
        "Loket ditutup selama 14 hari ke depan.",
        "Jam layanan berubah pada bulan suci Ramadan.",
        "Loket ditutup selama bulan puasa.",
        "Loket ditutup selama 14 hari.",
        "Sampai dengan tanggal 21 Mei 2021 camat menyampaikan laporan.",
        "Edaran sudah mulai berlaku awal pekan lalu.",
        "Setiap hari Jumat pegawai bersepeda.",
        "Edaran ini akan dievaluasi sesuai perkembangan.",
    ],
)
def test_more_dates_that_are_no_period(rule: str) -> None:
    assert parsed(letter(f"1. {rule}")).effective_periods == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Kerja dari rumah berlaku pada 16 hingga 17 Maret 2026. Selanjutnya kerja dari "
            "rumah juga berlaku pada 25 hingga 27 Maret 2026.",
            "2026-03-16..2026-03-27",
        ),
        (
            "1. Kerja dari rumah dilaksanakan pada:\n   a. tanggal 16 s.d. 17 Maret 2026; dan\n"
            "   b. tanggal 25 s.d. 27 Maret 2026.",
            "2026-03-16..2026-03-27",
        ),
        (
            "1. Kerja dari rumah dilaksanakan pada:\n- Senin, 16 Maret 2026\n"
            "- Selasa, 17 Maret 2026\n- Rabu, 25 Maret 2026",
            "2026-03-16..2026-03-25",
        ),
    ],
)
def test_windows_told_apart_are_one_schedule(body: str, expected: str) -> None:
    record = parsed(letter(body, head="Bantaeng, 4 Maret 2026"))
    assert [_short(p) for p in record.effective_periods] == [expected]
    assert "gap_in_period" in {w.code for w in record.warnings}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("Loket ditutup selama 14 hari terhitung mulai 10 Mei 2021.", "counted_end"),
        ("Loket ditutup selama 30 hari sejak tanggal ditetapkan.", "counted_end"),
        ("Loket ditutup mulai besok sampai 21 Mei 2021.", "relative_date"),
    ],
)
def test_what_is_counted_is_warned_of(rule: str, code: str) -> None:
    record = parsed(letter(f"1. {rule}"))
    assert (code, "/effective_periods/0") in {(w.code, w.field) for w in record.warnings}


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (
            "Bupati meneken surat edaran, kata Sekda, Senin (10/5/2021). Pegawai bekerja dari "
            "rumah mulai besok sampai Jumat depan.",
            ["2021-05-11..2021-05-14"],
        ),
        (
            "Surat edaran bupati memperpanjang pembatasan, 19 Oktober-1 November 2021.",
            ["2021-10-19..2021-11-01"],
        ),
        (
            "Surat edaran bupati terbit. Kasus pertama muncul 2 sampai 9 Mei 2021 di kecamatan.",
            [],
        ),
        (
            "Surat edaran bupati berlaku mulai 10 hingga 21 Mei 2021. Pembatasan di kota lain "
            "sudah berjalan, 3-9 Mei 2021.",
            ["2021-05-10..2021-05-21"],
        ),
        (
            "Surat edaran bupati terbit. Pegawai boleh kerja dari rumah Senin 10 Mei 2021 dan "
            "Selasa 11 Mei 2021.",
            ["2021-05-10..2021-05-11"],
        ),
        (
            "Surat edaran bupati terbit. Sesuai hasil rapat, maka mulai tanggal 10 -21 Mei 2021 "
            "loket ditutup.",
            ["2021-05-10..2021-05-21"],
        ),
        ("Surat edaran bupati berakhir sampai berakhirnya PPKM di kota itu.", ["..open"]),
        ("Work from home pegawai sampai 21 Mei 2021, bunyi surat edaran bupati.", ["..2021-05-21"]),
        (
            "Surat edaran bupati terbit. Tanggap darurat banjir selama 30 hari terhitung sejak "
            "20 Mei 2021.",
            [],
        ),
        (
            "Surat edaran bupati terbit. Sebelumnya hanya bagi staf, maka mulai 1 Mei 2021 kerja "
            "dari rumah berlaku bagi semua.",
            ["2021-05-01.."],
        ),
        ("Surat edaran bupati mulai dilaksanakan Senin 10 Mei 2021.", ["2021-05-10.."]),
        # A circular about holidays gives its days, each a period of its own.
        (
            "Bupati menerbitkan surat edaran tentang Libur Fakultatif Panen. Libur diberikan "
            "selama dua hari, yakni 10-11 Mei 2021. Lalu libur Galungan pada 20 Mei 2021.",
            ["2021-05-10..2021-05-11", "2021-05-20..2021-05-20"],
        ),
        (
            "Bupati menerbitkan surat edaran tentang Hari Libur dan Dispensasi Panen. Kemudian "
            "dispensasi diberikan pada Kamis 20 Mei 2021. Libur itu disambut gembira.",
            ["2021-05-20..2021-05-20"],
        ),
        (
            "Bupati menerbitkan surat edaran tentang Jam Loket. Libur panen jatuh pada 20 Mei "
            "2021.",
            [],
        ),
        # From the day it came out on; of staff, ditetapkan says something else.
        (
            "Surat edaran bupati itu terbit pada 10 Mei 2021 dan berlaku sampai 21 Mei 2021.",
            ["2021-05-10..2021-05-21"],
        ),
        ("Surat edaran bupati diteken 10 Mei 2021 dan langsung berlaku.", ["2021-05-10.."]),
        ("Surat edaran bupati terbit 10 Mei 2021 dan berlaku bagi semua.", []),
        (
            "Surat edaran bupati diteken 10 Mei 2021. Aturan berlaku sejak diteken.",
            ["2021-05-10.."],
        ),
        ("Surat edaran bupati terbit. ASN wajib mundur sejak ditetapkan sebagai calon.", []),
    ],
)
def test_periods_of_reports(report: str, expected: list[str]) -> None:
    assert [_short(p) for p in parsed(report).effective_periods] == expected


def test_a_start_at_signing_stays_open_where_the_day_is_blank() -> None:
    record = parsed(letter("1. Edaran berlaku sejak ditetapkan.", head="Bantaeng,     Mei 2021"))
    assert [_short(p) for p in record.effective_periods] == [".."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "1. Jam kerja selama bulan Ramadan 1442 H dimulai pukul 08.00.",
            "selama bulan Ramadan 1442 H",
        ),
        (
            "1. Edaran ini berlaku selama bulan suci Ramadhan 1442 Hijriah.",
            "selama bulan suci Ramadhan 1442 Hijriah",
        ),
        (
            "1. Loket buka lebih pagi pada bulan Ramadan 1442 H/2021 M.",
            "pada bulan Ramadan 1442 H/2021 M",
        ),
        ("1. Absensi baru dipakai mulai tanggal 1 Syawal 1442 H.", "mulai tanggal 1 Syawal 1442 H"),
    ],
)
def test_a_month_of_the_hijri_calendar_is_a_period_without_days(body: str, text: str) -> None:
    record = parsed(letter(body))
    assert [(_short(p), p.text) for p in record.effective_periods] == [("..", text)]
    assert "undated_period" in {w.code for w in record.warnings}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Days that are printed go before it, and what it is only named in is none.
        (
            "1. Jam kerja selama bulan Ramadan 1442 H berubah.\n"
            "2. Edaran ini berlaku 13 April s.d. 12 Mei 2021.",
            ["2021-04-13..2021-05-12"],
        ),
        ("1. Sesuai edaran tentang Jam Kerja selama bulan Ramadan 1442 H pegawai tertib.", []),
        ("1. Dalam rangka ibadah selama bulan Ramadan 1442 H, pegawai diminta tertib.", []),
    ],
)
def test_where_a_month_of_the_hijri_calendar_is_no_period(body: str, expected: list[str]) -> None:
    assert [_short(p) for p in parsed(letter(body)).effective_periods] == expected


_TOLD = "Surat edaran bupati terbit, kata Sekda, Senin (10/5/2021). "


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (f"{_TOLD}Loket ditutup mulai besok sampai Jumat (empat hari).", "2021-05-11..2021-05-14"),
        (f"{_TOLD}Aturan itu berlaku mulai hari ini.", "2021-05-10.."),
        (f"{_TOLD}Aturan itu berlaku mulai lusa.", "2021-05-12.."),
        (
            f"{_TOLD}WFH berlaku mulai hari ini hingga berakhirnya PPKM tanggal 20 Mei 2021.",
            "2021-05-10..2021-05-20",
        ),
        (f"{_TOLD}Piket ini dapat diperpanjang hingga kondisi dinyatakan kondusif.", None),
        # A range of numbers, an end behind the feast it stands at, a measure that is begun.
        (f"{_TOLD}Kerja dari rumah berlaku dua pekan (11-24/5/2021).", "2021-05-11..2021-05-24"),
        (f"{_TOLD}Pembatasan loket dimulai tanggal 11 hingga 25 Mei.", "2021-05-11..2021-05-25"),
        (
            f"{_TOLD}Aturan itu mulai berlaku pada tanggal yang ditetapkan yakni 7 Mei 2021.",
            "2021-05-07..",
        ),
        (f"{_TOLD}Kerja dari rumah berlaku hingga 21 Mei mendatang.", "..2021-05-21"),
        (
            f"{_TOLD}Pegawai dirumahkan terhitung mulai Selasa (11/5) hari ini sampai dengan "
            "Selasa (18/5) pekan depan.",
            "2021-05-11..2021-05-18",
        ),
        (f"{_TOLD}Mulai tanggal 11 sampai 14 Mei (2021) diatur WFH.", "2021-05-11..2021-05-14"),
        (f"{_TOLD}Mulai Juni 2021 pegawai bekerja dari rumah setiap Kamis.", "2021-06-01.."),
        # One start and one end told apart; an extension has its start elsewhere.
        (
            f"{_TOLD}Jam kerja pegawai dipotong mulai 11 Mei 2021. Aturan diterapkan hingga 21 "
            "Mei 2021.",
            "2021-05-11..2021-05-21",
        ),
        (
            f"{_TOLD}Sekolah ditutup sejak 11 April 2021. Kini penutupan diperpanjang hingga 21 "
            "Mei 2021.",
            "..2021-05-21",
        ),
        # The sentence that goes on with an earlier measure; a name of the day in other words.
        (
            f"{_TOLD}Edaran sebelumnya menutup sekolah sebulan. Yakni dari 1 sampai dengan 30 "
            "April 2021.",
            None,
        ),
        (f"{_TOLD}Aturan kerja setengah hari ini berlaku di semua dinas.", None),
        (
            f"{_TOLD}Awalnya kerja dari rumah berlaku pada 3-9 Mei 2021, lalu diperpanjang hingga "
            "16 Mei 2021.",
            "..2021-05-16",
        ),
        # A meeting is held on other days than the measure; a weekday misprinted at the end.
        (
            f"{_TOLD}Kerja dari rumah mendukung konferensi wali kota yang digelar pada 17-19 Mei "
            "2021.",
            None,
        ),
        (
            f"{_TOLD}Pegawai bekerja dari rumah mulai Senin (10/5) hingga Senin (16/5).",
            "2021-05-10..2021-05-16",
        ),
        # Days counted from a holiday are none of it.
        (
            f"{_TOLD}Kerja dari rumah dua hari sebelum libur nasional dan cuti bersama Lebaran:\n"
            "- Senin, 10 Mei 2021\n- Selasa, 11 Mei 2021",
            "2021-05-10..2021-05-11",
        ),
        # A road that is closed beside the measure, unresolvable days, a weekly day.
        (
            f"{_TOLD}Aturan itu berlaku mulai 11 hingga 21 Mei 2021. Jalan Kartini ditutup 3 "
            "hingga 9 Mei 2021.",
            "2021-05-11..2021-05-21",
        ),
        (f"{_TOLD}Aturan itu sudah mulai berlaku awal pekan lalu.", None),
        # Days that are counted or looked back upon, what held before, hours of a night.
        (f"{_TOLD}Jumlah warga yang positif per tanggal 3 Mei 2021 ada 20 orang.", None),
        (f"{_TOLD}Berdasarkan hasil evaluasi pada 3 hingga 9 Mei 2021, warga patuh.", None),
        (f"{_TOLD}Jadwal awal, yakni mulai 3 hingga 9 Mei 2021, berubah.", None),
        # Until things are better, however the things are called.
        (f"{_TOLD}Loket tutup mulai 3 Mei 2021 sampai kondisi udara membaik.", "2021-05-03..open"),
        (f"{_TOLD}Kerja dari rumah diterapkan setiap Jumat.", None),
        # The measure goes on over days; from the day it is signed, told with diteken.
        (f"{_TOLD}Kebijakan itu berlangsung 11 Mei sampai 21 Mei 2021.", "2021-05-11..2021-05-21"),
        (f"{_TOLD}Bazar berlangsung 11 Mei sampai 21 Mei 2021.", None),
        (
            f"{_TOLD}Aturan itu berlaku mulai 11 hingga 21 Mei 2021. WFH pertama berlangsung 3 "
            "hingga 9 April 2021.",
            "2021-05-11..2021-05-21",
        ),
        # Two weekdays before two days; a name of the day beside its date; the end in a quote.
        (f"{_TOLD}WFH berlaku Selasa dan Rabu, 11 dan 12 Mei.", "2021-05-11..2021-05-12"),
        (
            f"{_TOLD}Loket ditutup mulai Selasa besok, 11 Mei sampai dengan Jumat 21 Mei 2021.",
            "2021-05-11..2021-05-21",
        ),
        (
            f"{_TOLD}Terhitung 11 Mei 2021 pegawai bekerja dari rumah. “Ini sampai tanggal 21 Mei "
            "2021, nanti dilihat lagi,” katanya.",
            "2021-05-11..2021-05-21",
        ),
        ("Surat edaran bupati terbit. Aturan itu berlaku mulai besok.", None),
        # No day of its own: counted from a signing that is told as news, before the word.
        (
            "Bupati Ramli meneken Surat Edaran Nomor 800/12/ORG, Selasa (11/5/2021). "
            '"Kerja dari rumah mulai besok sampai 25 Mei 2021," kata camat.',
            "2021-05-12..2021-05-25",
        ),
        (
            "Bupati Ramli meneken Surat Edaran Nomor 800/12/ORG, Selasa (11/5/2021). "
            '"Pembatasan berlaku mulai lusa," kata camat.',
            "2021-05-13..",
        ),
        ("Surat edaran bupati terbit. Jam kerja selama Ramadan 1442 H berubah.", ".."),
    ],
)
def test_more_periods_of_reports(report: str, expected: str | None) -> None:
    found = [_short(p) for p in parsed(report).effective_periods]
    assert found == ([expected] if expected else [])


def test_statements_that_contradict_each_other_are_both_kept() -> None:
    record = parsed(
        "Pegawai Bekerja dari Rumah sampai 9 November 2020\n\nBLORA - Bupati Blora menerbitkan "
        "Surat Edaran Nomor 800/12/ORG/2020. Pegawai bekerja dari rumah mulai 1 hingga 10 "
        "November 2020."
    )
    found = {_short(p) for p in record.effective_periods}
    assert found == {"..2020-11-09", "2020-11-01..2020-11-10"}


_SENTENCES = Path(__file__).with_name("periods.txt")
_MARK = re.compile(r"\[([^\]]*)\]")


def _rows() -> list[tuple[str, str, str]]:
    """Return kind, expected days and sentence of each line of the table of sentences."""
    kind, rows = "", []
    for line in _SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            expected, _, sentence = line.partition(" = ")
            rows.append((kind, expected, sentence))
    return rows


@pytest.mark.parametrize(("kind", "expected", "sentence"), _rows())
def test_periods_of_marked_sentences(kind: str, expected: str, sentence: str) -> None:
    plain = _MARK.sub(r"\1", sentence)
    record = parsed(letter(f"1. {plain}") if kind == "letter" else f"{_TOLD}{plain}")
    found = sorted(record.effective_periods, key=lambda period: plain.find(period.text))
    days = expected.removesuffix("?undated")
    assert [_short(p) for p in found] == ([] if days == "none" else days.split(";"))
    assert [p.text for p in found] == _MARK.findall(sentence)
    undated = "undated_period" in {w.code for w in record.warnings}
    assert undated == expected.endswith("?undated")


def test_days_listed_with_their_weekdays_behind_them() -> None:
    days = "- 17 Mei 2021 (Senin)\n- 18 Mei 2021 (Selasa)\n- 26 Mei 2021 (Rabu)"
    (period,) = parsed(f"{_TOLD}WFA diatur. Jadwalnya:\n{days}\n").effective_periods
    assert _short(period) == "2021-05-17..2021-05-26"
