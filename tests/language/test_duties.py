"""Rules of circulars and of reports, in letters and sentences of our own.

``[...]`` marks the rules: each must be found with this very wording, and nothing else.
"""

from __future__ import annotations

import re
import time

import pytest

from analysed import analysed
from analysed import letter as full_letter
from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_types import DutyTypes
from circular_parser.record import Obligation
from circular_parser.resources import model_folder
from mini_letters import letter, report

TYPES = DutyTypes.load(model_folder())
_MARK = re.compile(r"\[([^\[\]]+)\]")


def found_in(analysis: Analysis) -> list[Candidate[Obligation]]:
    """Return the rules found, each checked to be quoted from its span."""
    found = find_obligations(analysis, TYPES)
    for candidate in found:
        quoted = " ".join(analysis.text[candidate.start : candidate.end].split())
        assert quoted == candidate.value.text
        assert candidate.rule.startswith("duties.")
        assert 0 < candidate.score <= 1
    return found


def check(marked: str, *, as_report: bool = False) -> list[Obligation]:
    """Assert that the marked rules, and no others, are found; return them."""
    plain = _MARK.sub(r"\1", marked)
    analysis = report(plain) if as_report else letter(plain)
    values = [candidate.value for candidate in found_in(analysis)]
    assert [v.text for v in values] == [" ".join(m.split()) for m in _MARK.findall(marked)]
    return values


@pytest.mark.parametrize(
    ("marked", "modality", "bearer"),
    [
        # Modal verbs with the bearer before them.
        ("1. [Setiap pegawai wajib memakai masker].", "must", "Setiap pegawai"),
        ("1. [Kepala sekolah harus menyusun jadwal piket].", "must", "Kepala sekolah"),
        ("1. [Camat agar menyebarluaskan edaran ini].", "must", "Camat"),
        ("1. [Pengunjung dilarang merokok di dalam gedung].", "must_not", "Pengunjung"),
        ("1. [Pegawai tidak diperkenankan mengambil cuti].", "must_not", "Pegawai"),
        ("1. [Warga tidak boleh membakar sampah].", "must_not", "Warga"),
        ("1. [Masyarakat diimbau tetap tenang].", "should", "Masyarakat"),
        ("1. [Pemilik toko hendaknya menyediakan tempat sampah].", "should", "Pemilik toko"),
        ("1. [Pegawai dapat bekerja dari rumah].", "may", "Pegawai"),
        ("1. [Lurah diminta membentuk posko banjir].", "must", "Lurah"),
        ("1. [Petugas diwajibkan memakai sarung tangan].", "must", "Petugas"),
        ("1. [Pelaku usaha diperbolehkan buka sampai pukul 21.00].", "may", "Pelaku usaha"),
        # The bearer behind the modal.
        ("[Diminta kepada Kepala Desa untuk mendata warga miskin].", "must", "Kepala Desa"),
        ("[Diharapkan agar para guru mengikuti pelatihan].", "should", "para guru"),
        ("[Dimohon kepada Camat mengirimkan dua orang peserta].", "should", "Camat"),
        ("[Kami berharap agar para ketua RT mendata warganya].", "should", "para ketua RT"),
        ("[Saya berharap kepada pedagang untuk memilah sampah].", "should", "pedagang"),
        ("[Terus lakukan pendataan di setiap dusun].", "must", None),
        ("[Diinstruksikan kepada seluruh OPD agar menghemat listrik].", "must", "seluruh OPD"),
        # Bare verbs and passives in lists.
        ("1. [Membersihkan saluran air setiap pekan].", "must", None),
        ("1. [Tidak meninggalkan kantor pada jam kerja].", "must_not", None),
        ("1. [Tetap menjaga jarak satu meter].", "must", None),
        ("1. [Rapat dilaksanakan secara virtual].", "must", None),
        ("1. [Apel pagi ditiadakan].", "must", None),
        ("1. [Laporan disampaikan kepada Bupati setiap bulan].", "must", None),
        ("1. [Kepala dinas menyusun jadwal piket].", "must", "Kepala dinas"),
        ("1. [Biaya kegiatan dibebankan pada APBD].", "must", None),
        ("1. [Pengadaan seragam mengacu pada standar biaya daerah].", "must", None),
        ("1. [Terus lakukan penyuluhan di setiap pasar].", "must", None),
        (
            "1. [Libur semester dilaksanakan sesuai kalender pendidikan sebagaimana telah diubah "
            "dengan Keputusan Kepala Dinas].",
            "must",
            None,
        ),
        ("1. [Kartu parkir yang masih berlaku dianggap sama dengan izin parkir].", "must", None),
        # Staff without tenure: their name holds no negation.
        ("1. [Pegawai Tidak Tetap menyusun daftar hadir].", "must", "Pegawai Tidak Tetap"),
        ("1. [Guru tidak tetap wajib mengisi jurnal].", "must", "Guru tidak tetap"),
    ],
)
def test_one_rule(marked: str, modality: str, bearer: str | None) -> None:
    (rule,) = check(marked)
    assert (rule.modality, rule.bearer) == (modality, bearer)


@pytest.mark.parametrize(
    "sentence",
    [
        # Recitals and background.
        "Dalam rangka mencegah penularan penyakit di lingkungan kerja.",
        "Berdasarkan Surat Edaran Menteri Nomor 5 Tahun 2021 tentang cuti bersama.",
        "1. Peraturan Menteri Perdagangan Nomor 5 Tahun 2021 tentang Pengawasan Timbangan Pasar;",
        "2. Surat Edaran Gubernur Nomor 440/12/2021 tanggal 3 Mei 2021.",
        "1. Bersama ini kami sampaikan daftar petugas yang dapat dihubungi warga.",
        "Menindaklanjuti hasil rapat koordinasi tanggal 3 Mei.",
        "Pemerintah daerah telah membentuk satuan tugas sejak bulan lalu.",
        "Sesuai ketentuan Pasal 12 setiap orang wajib memiliki kartu tanda penduduk.",
        "Bersama ini kami sampaikan bahwa menurut aturan itu setiap pejabat menyampaikan laporan.",
        "Angka kemiskinan menurun dari tahun sebelumnya.",
        # Closings, effect, revocation, definitions, contacts.
        "Demikian untuk dilaksanakan dengan penuh tanggung jawab.",
        "Atas perhatian dan kerja sama Saudara diucapkan terima kasih.",
        "Surat Edaran ini agar dilaksanakan dengan sungguh-sungguh.",
        "Surat Edaran ini mulai berlaku pada tanggal ditetapkan.",
        "Penutup Surat Edaran ini berlaku mulai tanggal 3 Mei 2021 sampai dengan ditetapkannya "
        "kebijakan baru.",
        "Surat Edaran Nomor 7 Tahun 2020 dicabut dan dinyatakan tidak berlaku.",
        "Yang dimaksud dengan pegawai adalah pegawai negeri sipil dan tenaga kontrak.",
        "Untuk informasi lebih lanjut dapat menghubungi Sdr. Budi.",
        "Naskah lengkap dapat diunduh pada laman pemerintah kota.",
        "Larangan tersebut tidak berlaku bagi petugas kebersihan.",
        "Petugas kebersihan dikecualikan dari ketentuan angka 1.",
        "3. Angka 2 tidak berlaku untuk rumah sakit, Samsat, dan terminal.",
        "Imbauan ini tidak ditujukan bagi pegawai yang sedang sakit.",
        "Edaran ini berlaku dari tanggal 3 April sampai dengan tanggal 1 Mei 2021.",
        "Berdasarkan hasil pengawasan, masih ditemukan pegawai yang tidak memakai masker.",
        "Hal-hal yang belum diatur dalam edaran ini akan ditetapkan kemudian.",
        "Ketentuan ini akan dievaluasi sesuai perkembangan keadaan.",
        "Hari : Senin, tempat : aula kantor bupati.",
        "Oleh karenanya, izin parkir yang diterbitkan terbagi atas tiga golongan.",
        "Saya berharap keadaan segera membaik.",
        # What was counted or seen; that not all is shut.
        "Hingga sore, BPBD mencatat 45 RT masih tergenang.",
        "Pantauan di pasar, warga masih ramai berbelanja.",
        "Namun tidak semua kantor ditutup.",
        "Dokumen ini telah ditandatangani secara elektronik dengan sertifikat.",
    ],
)
def test_no_rule(sentence: str) -> None:
    check(sentence)
    check(f"1. {sentence}")


@pytest.mark.parametrize(
    "marked",
    [
        "Dalam rangka hari jadi kabupaten, dengan ini [diminta kepada Saudara untuk memasang "
        "umbul-umbul di depan kantor].",
        "Sehubungan dengan musim hujan, maka bersama ini [ditegaskan agar lurah tidak menerbitkan "
        "izin galian].",
        "Berkenaan dengan hal tersebut, [kami mohon bantuan Saudara untuk mengirimkan data "
        "pegawai].",
        "Untuk itu [kami minta kepada para camat agar mendata rumah rusak].",
    ],
)
def test_a_recital_gives_its_order_only(marked: str) -> None:
    check(marked)


def test_lead_hands_down_bearer_and_force() -> None:
    rules = check(
        """
        Sehubungan dengan itu disampaikan hal-hal sebagai berikut:
        1. Pegawai yang bekerja dari rumah wajib:
          a. [melakukan presensi melalui aplikasi];
          b. [mengaktifkan telepon seluler]; dan
          c. [tetap berada di rumah].
        2. Masyarakat dihimbau untuk:
          a. [memakai masker];
          b. [menjaga jarak].
        3. Pengemudi dilarang:
          a. [memarkir kendaraan di badan jalan];
          b. [melintas pada pukul 06.00 sampai dengan 08.00].
        """
    )
    assert [r.bearer for r in rules] == [
        *["Pegawai yang bekerja dari rumah"] * 3,
        *["Masyarakat"] * 2,
        *["Pengemudi"] * 2,
    ]
    assert [r.modality for r in rules] == ["must"] * 3 + ["should"] * 2 + ["must_not"] * 2
    assert [r.type for r in rules][:5] == [
        "attendance",
        "keep_phone_active",
        "stay_at_home",
        "wear_mask",
        "physical_distancing",
    ]


@pytest.mark.parametrize(
    ("lead", "bearer"),
    [
        ("Sehubungan dengan itu, agar Saudara:", "Saudara"),
        ("Untuk itu agar para Camat:", "para Camat"),
        ("Selama bekerja di rumah, pegawai:", "pegawai"),
    ],
)
def test_a_lead_without_a_verb_names_who_is_bound(lead: str, bearer: str) -> None:
    rules = check(f"{lead}\n1. [mengisi daftar hadir];\n2. [menyusun jadwal piket].")
    assert [r.bearer for r in rules] == [bearer] * 2


def test_who_is_bound_may_stand_in_a_condition() -> None:
    (rule,) = check("1. [Apabila terdapat pegawai yang melanggar, agar dijatuhi hukuman disiplin].")
    assert rule.bearer == "pegawai yang melanggar"


def test_rows_of_hours_are_one_rule_with_their_lead() -> None:
    rules = check(
        """
        1. [Jam kerja pegawai diatur sebagai berikut:
          a. Senin sampai dengan Kamis pukul 08.00 - 15.00 WIB;
          b. Jumat pukul 08.00 - 15.30 WIB].
        2. [Presensi diatur sebagai berikut: masuk 07.00 - 08.00 WIB, pulang 15.00 - 16.00 WIB].
        3. [Camat mengatur jam kerja dengan ketentuan]:
          a. [membuka loket pukul 08.00 - 15.00 WIB];
          b. [menutup loket pukul 15.00 - 16.00 WIB].
        """
    )
    assert [r.type for r in rules][:2] == ["working_hours", "attendance"]


def test_sanctions_that_are_only_named_are_one_rule() -> None:
    (rule,) = check(
        """
        1. [Sanksi bagi pegawai yang melanggar:
          a. teguran lisan;
          b. teguran tertulis].
        """
    )
    assert rule.type == "sanction"


def test_a_list_in_which_one_item_has_rows_of_hours_is_a_list() -> None:
    check(
        """
        1. Kepada Saudara disampaikan:
          a. [Pegawai masuk kantor setiap hari];
          b. [Jam kerja pukul 08.00 - 15.00 WIB, Jumat pukul 08.00 - 15.30 WIB];
          c. [Pegawai wajib memakai masker].
        """
    )


def test_rows_of_days_are_one_rule_with_their_lead() -> None:
    analysis = analysed(
        full_letter("1. Pakaian dinas diatur sebagai berikut:\nSenin : khaki\nSelasa : putih")
    )
    (rule,) = analysis.obligations
    assert rule.value.type == "dress_code"
    assert rule.value.text.endswith("Senin : khaki Selasa : putih")


def test_a_lead_that_only_says_that_there_are_rules_is_none() -> None:
    check("1. Pelayanan dilaksanakan dengan ketentuan:\n  a. [petugas wajib memakai masker].")
    check("Diminta kepada Saudara memperhatikan hal-hal di bawah ini.\n1. [Loket wajib dibuka].")


def test_items_under_ordinals_and_a_lead_that_says_how_things_are_arranged() -> None:
    check(
        "Dengan ini diinstruksikan:\n\nPertama, [pedagang menyediakan tempat sampah].\n\n"
        "Kedua, [yang membuang sampah sembarangan dikenai sanksi berupa kerja bakti]."
    )
    check(
        "Berdasarkan hasil rapat, maka pengaturan jam kerja pegawai di Kantor Camat adalah sebagai "
        "berikut :\n1. [Pegawai loket melaksanakan tugas dari rumah].\n"
        "2. [Penyerahan berkas dilakukan lewat kotak layanan]."
    )


def test_the_programme_of_an_event_ends_where_an_order_begins_a_line() -> None:
    check(
        """
        Dinas Arsip akan menyelenggarakan bimbingan teknis pada:
        Hari : Selasa
        Acara : Bimbingan Teknis Kearsipan
        [Dimohon kepada Camat mengirimkan dua orang peserta].
        """
    )


def test_who_speaks_at_length_is_no_part_of_the_rule() -> None:
    check("1. Kami selaku Kepala Daerah, bersama Forkopimda, [meminta warga untuk tetap tenang].")


def test_an_opening_that_nothing_follows_is_the_rule_itself() -> None:
    check(
        """
        Diimbau kepada warga:
        1. Untuk [menerapkan pola hidup bersih, seperti]:
          a. [mencuci tangan dengan sabun];
          b. [memakai masker].
        """
    )


def test_a_marked_sentence_within_a_paragraph_is_an_item() -> None:
    check("Layanan dialihkan. 8. Selain itu, [membentuk posko kesehatan di terminal bus].")


def test_what_a_relative_clause_tells_is_not_past() -> None:
    check("1. [Izin yang berlaku dan telah dimiliki pedagang diperlakukan sama dengan izin baru].")
    check(
        """
        Disampaikan kepada Saudara hal-hal sebagai berikut:
        1. [Mengirimkan daftar pegawai yang sudah dan belum mengikuti pelatihan].
        2. Pegawai yang mengikuti pelatihan telah menerima sertifikat.
        """
    )


def test_few_words_are_a_rule_where_they_name_an_act() -> None:
    check(
        """
        Pegawai yang bekerja dari rumah:
        1. [presensi melalui aplikasi daring];
        2. di kawasan permukiman padat;
        3. [mengisi laporan harian].
        """
    )


def test_people_in_the_list_of_an_annex_are_no_rules() -> None:
    check(
        """
        Kepada pengelola hotel agar:
        1. [memasang alat pemadam api].
        Lampiran surat kepala dinas:
        1. Pengelola Usaha Akomodasi (hotel dan jenis lainnya) se-Kabupaten Bima;
        2. Pemilik rumah makan yang mempunyai tempat parkir luas di tepi jalan.
        """
    )


def test_what_is_arranged_below_the_list_is_a_rule() -> None:
    check(
        """
        Untuk itu agar Saudara:
        1. [membersihkan selokan];
        2. [mendata warga yang sakit].

        [Biaya yang timbul dibebankan pada anggaran kelurahan].

        [Perjalanan dinas luar daerah dapat dilakukan dua kali dalam satu bulan].
        """
    )


def test_an_inherited_bearer_is_traced_to_the_lead() -> None:
    analysis = letter("Kepala sekolah agar :\n1. menyusun jadwal piket guru;\n2. mendata siswa.")
    for candidate in found_in(analysis):
        ((start, end),) = candidate.extra
        assert analysis.text[start:end] == candidate.value.bearer == "Kepala sekolah"


def test_names_in_a_list_are_no_rules() -> None:
    check(
        """
        Dengan ini menginstruksikan
        Kepada :
        1. Kepala dinas;
        2. Camat.

        Disampaikan hal-hal sebagai berikut:
        1. Ketentuan kerja dari rumah dikecualikan bagi:
          a. Rumah Sakit Umum Daerah;
          b. Satuan Polisi Pamong Praja;
          c. petugas kebersihan.
        2. Mencabut dan menyatakan tidak berlaku:
          a. Surat Edaran Nomor 3 Tahun 2020 tentang jam kerja;
          b. Surat Edaran Nomor 9 Tahun 2020 tentang presensi.
        3. [Kepala dinas membentuk tim yang terdiri dari]:
          a. sekretaris;
          b. kepala bidang;
          c. bendahara.
        """
    )


def test_a_list_of_what_must_be_obeyed_gives_each_item() -> None:
    rules = check(
        """
        Pegawai yang bepergian agar selalu memperhatikan:
        1. [peta risiko yang ditetapkan oleh satuan tugas];
        2. [peraturan daerah tujuan mengenai pembatasan orang];
        3. [protokol kesehatan yang ditetapkan oleh kementerian].
        """
    )
    assert [r.type for r in rules] == ["comply_with_rules", "comply_with_rules", "health_protocol"]
    assert {r.bearer for r in rules} == {"Pegawai yang bepergian"}


def test_a_permission_with_conditions() -> None:
    rules = check(
        """
        1. [Pegawai dapat bekerja dari rumah dengan ketentuan]:
          a. [mengisi laporan harian];
          b. [tidak bepergian ke luar kota].
        """
    )
    assert [r.modality for r in rules] == ["may", "must", "must_not"]


@pytest.mark.parametrize(
    "marked",
    [
        "1. [Pegawai wajib memakai masker] dan [dilarang bepergian ke luar kota].",
        "1. [Presensi dilakukan secara manual]; [presensi melalui mesin tidak diperbolehkan].",
        "1. [Kepala Desa agar menyediakan tempat cuci tangan] serta [melaporkan warga yang sakit].",
        "1. [Pegawai tetap berada di rumah], serta [mengaktifkan alat komunikasi].",
        "1. [Tetap berada di rumah] dan [tidak bepergian ke luar kota].",
        "1. [Pegawai wajib mengenakan seragam] dan [disarankan memakai masker].",
        # A list of verbs under one modal, and rules that each name who is bound.
        "1. [Pegawai wajib mengisi presensi daring], [melaporkan hasil kerja harian kepada "
        "atasan], dan [memakai seragam batik].",
        "1. [Guru wajib mengajar di kelas], [siswa dilarang membawa ponsel].",
        "1. [Camat wajib menyusun jadwal ronda] dan [setiap warga wajib mengunci pagar].",
        # One rule, whatever its conjunctions.
        "1. [Warga diminta mengajak tetangganya mengunduh dan menggunakan aplikasi lapor].",
        "1. Bagi [warga yang melakukan perjalanan jauh, wajib membawa surat sehat].",
        "1. [Pegawai dilarang mengikuti pemilu dan pemilihan], [lurah dilarang memasang spanduk].",
        "1. [Atasan wajib memantau dan mengevaluasi bawahannya].",
        "1. [Kepala dinas dan camat wajib menjaga jarak].",
        "1. [Petugas menyediakan masker, sarung tangan, dan penyanitasi tangan].",
        "1. [Kepala dinas menyediakan tempat cuci tangan dan petugas pada jalur keluar kota].",
        "1. [Pegawai yang sakit dan menjalani perawatan wajib melapor kepada atasan].",
        "1. [Perjalanan dinas ditunda, kecuali yang mendesak dan mendapat izin Bupati].",
        "1. [Camat memastikan layanan surat tetap tersedia dan dapat diakses warga].",
        "1. [Lurah menjamin air sumur tersedia dan mudah diambil warga].",
        "1. [Petugas wajib melayani secara ramah, sabar, dan bertanggung jawab].",
        # One after the other.
        "1. [Pegawai wajib mengisi presensi daring] lalu [memakai seragam batik].",
    ],
)
def test_joined_rules(marked: str) -> None:
    check(marked)


def test_a_ban_ends_where_tetap_begins() -> None:
    rules = check("1. [Pegawai dilarang keluar rumah], serta [tetap mengaktifkan alat komunikasi].")
    assert [r.modality for r in rules] == ["must_not", "must"]


@pytest.mark.parametrize(
    ("sentence", "exception"),
    [
        (
            "1. Pegawai dilarang keluar rumah kecuali untuk berobat.",
            "berobat",
        ),
        (
            "1. Kendaraan dinas tidak boleh dipakai, kecuali ambulans dan mobil jenazah.",
            "ambulans dan mobil jenazah",
        ),
        ("1. Seluruh staf bekerja dari rumah, terkecuali petugas jaga.", "petugas jaga"),
        ("1. Pegawai wajib memakai masker.", None),
    ],
)
def test_exception(sentence: str, exception: str | None) -> None:
    (candidate,) = found_in(letter(sentence))
    assert candidate.value.exception == exception


@pytest.mark.parametrize(
    ("marked", "consequence"),
    [
        (
            "1. [Pegawai yang melanggar diberikan sanksi sesuai peraturan perundang-undangan].",
            "diberikan sanksi sesuai peraturan perundang-undangan",
        ),
        (
            "1. [Pegawai dilarang mudik], dan [yang melanggar dijatuhi hukuman disiplin].",
            "dijatuhi hukuman disiplin",
        ),
        (
            "1. [Pegawai yang tidak melapor dianggap tidak masuk kerja].",
            "dianggap tidak masuk kerja",
        ),
        (
            "1. [Pegawai yang melanggar dikenakan pemotongan TPP sebagai sanksi].",
            "dikenakan pemotongan TPP sebagai sanksi",
        ),
        (
            "1. [Pengusaha yang melanggar dikenakan denda administratif].",
            "dikenakan denda administratif",
        ),
    ],
)
def test_sanction(marked: str, consequence: str) -> None:
    rule = check(marked)[-1]
    assert (rule.type, rule.modality, rule.consequence) == ("sanction", "must", consequence)


def test_sentences_of_one_item_are_rules_of_their_own() -> None:
    check(
        """
        1. [Pegawai wajib masuk kantor]. Keadaan ini telah dibahas pada rapat kemarin. [Kepala \
bidang wajib memantau bawahannya].
        """
    )


def test_markers_within_a_line_divide() -> None:
    check(
        "1. Disiplin Pegawai a. [Atasan wajib memantau bawahannya]. b. [Pegawai wajib mengisi "
        "presensi]."
    )


def test_items_go_on_after_a_broken_list() -> None:
    rules = check(
        """
        Diminta kepada para lurah agar:
        1. [mendata warga lanjut usia];
        Catatan halaman
        2. [membersihkan selokan].
        """.replace("        Catatan halaman\n", "")
    )
    assert {r.bearer for r in rules} == {"para lurah"}


def test_a_lead_that_names_who_is_told_only() -> None:
    rules = check(
        """
        Oleh karena itu, kami menghimbau kepada masyarakat:
        1. [Gunakan masker].
        2. [Cuci tangan dengan sabun].
        """
    )
    assert {(r.modality, r.bearer) for r in rules} == {("should", "masyarakat")}


def test_leads_over_conditions_numbers_to_call_and_restrictions() -> None:
    check(
        """
        Disampaikan hal-hal sebagai berikut:
        1. [Lurah agar mendata tenaga honorer di kantornya dengan syarat]:
          a. telah bekerja paling singkat satu tahun;
          b. digaji dari anggaran daerah.
        2. [Permohonan akta diajukan melalui WhatsApp dengan nomor]:
          a. Akta kelahiran: 0812-5550-1234
          b. Kartu keluarga: 0812-5550-1235
        """
    )
    check(
        """
        Melaksanakan PPKM Level 3 dengan ketentuan sebagai berikut:
        1. [Pasar wajib tutup pukul 20.00].
        2. [Pengunjung warung wajib memakai masker].
        """
    )


def test_an_item_with_a_subject_of_its_own_leaves_the_force_of_the_lead() -> None:
    rules = check(
        """
        Diharapkan agar Saudara memperhatikan hal-hal sebagai berikut:
        1. [Kepala bidang menyusun jadwal piket].
        2. [Pengunjung dilarang masuk ruang arsip].
        """
    )
    assert [r.modality for r in rules] == ["must", "must_not"]


def test_background_sections_lay_no_rules() -> None:
    check(
        """
        1. Latar Belakang Kebutuhan listrik kantor meningkat setiap tahun.
        2. Maksud dan Tujuan Surat Edaran ini dimaksudkan sebagai pedoman.
        3. Isi Edaran a. [Pegawai wajib mematikan lampu sebelum pulang].
        """
    )


def test_review_is_no_part_of_a_rule() -> None:
    check("1. [Pegawai bekerja dari rumah sampai tanggal 9 Mei 2020] dan akan dievaluasi kembali.")


def test_an_opening_ends_outside_brackets() -> None:
    (candidate,) = found_in(
        letter("1. Bagi pengurus (ketua, sekretaris) yang pindah agar dilakukan penggantian.")
    )
    assert candidate.value.text.startswith("pengurus (ketua, sekretaris)")


def test_conditions_belong_to_the_rule() -> None:
    check("1. [Apabila pegawai sakit, atasan wajib memberikan izin].")


def test_a_list_in_a_report() -> None:
    analysis = report(
        """
        Dalam edaran itu ASN dilarang:
        - mengunggah dukungan kepada calon;
        - memakai atribut partai.
        Selesai.
        """
    )
    found = [c.value for c in found_in(analysis)]
    assert [v.text for v in found] == ["mengunggah dukungan kepada calon", "memakai atribut partai"]
    assert {(v.modality, v.bearer) for v in found} == {("must_not", "ASN")}


def test_a_pronoun_in_a_report_takes_the_bearer_before() -> None:
    found = found_in(
        report("Staf wajib berada di rumah. Mereka juga wajib mengisi presensi.\nSelesai.")
    )
    assert [c.value.bearer for c in found] == ["Staf", "Staf"]


def test_a_report_that_says_a_rule_again() -> None:
    found = found_in(
        report(
            "Wali Kota meminta pegawai bekerja dari rumah. "
            '"Pegawai saya minta bekerja dari rumah," ujarnya.\nSelesai.'
        )
    )
    assert len(found) == 1


def test_the_same_rule_twice_is_found_once() -> None:
    check("1. [Pegawai wajib memakai masker].\n2. Pegawai wajib memakai masker.")


@pytest.mark.parametrize(
    "marked",
    [
        "[ASN diminta bekerja dari rumah] mulai besok.",
        '"[Pegawai wajib mengisi laporan harian]," ujar Sekda kepada wartawan, Senin (5/4).',
        "Ia menjelaskan, [seluruh staf tetap masuk kantor].",
        "Bupati menegaskan bahwa [pegawai dilarang mudik].",
        "Menurutnya, [petugas harus memakai masker].",
        "[Rapat dilakukan melalui konferensi video].",
        "[Teknisnya akan diatur oleh kepala dinas masing-masing].",
        "[Kepala OPD tetap bekerja di kantor].",
        "[Pegawai tidak diperkenankan keluar rumah], kecuali untuk membeli obat.",
        '"[Alat komunikasi harus selalu aktif]," katanya.',
        "[Staf wajib mengaktifkan ponsel] dan [melaporkan hasil kerja harian kepada atasan].",
        "Dalam edaran yang ditandatangani Senin itu, [ASN dilarang mudik].",
        "[Hari Senin sampai Kamis masuk pukul 08.00 hingga 15.00].",
        "[Kepala OPD wajib mengawasi staf] dan [menyampaikan laporan kepada Inspektorat].",
        "[Absensi sidik jari diganti dengan absensi manual].",
        "[Jumlah pembelian dibatasi maksimal tiga liter].",
        "[Perjalanan dinas dikurangi 50 persen].",
        "[Pegawai diperbolehkan bekerja dari mana saja].",
        "Larangan itu berlaku mulai besok.",
        "Sistem kerja itu dikecualikan bagi rumah sakit yang tetap bekerja seperti biasa.",
        # No rules of the document.
        "Pemkot mengeluarkan surat edaran tentang kerja dari rumah.",
        "Surat edaran itu ditandatangani oleh Wali Kota pada Senin lalu.",
        "Kasus positif di kota itu bertambah 12 orang dan pasien harus dirawat.",
        '"Saya berharap kinerja pegawai tidak kendur," ujarnya.',
        "Surat edaran itu menindaklanjuti surat edaran menteri.",
        "Baca juga: Pegawai wajib lapor pajak.",
        "Kebijakan ini tidak berlaku bagi rumah sakit dan puskesmas.",
        "Pegawai Tetap Masuk Kantor",
    ],
)
def test_reports(marked: str) -> None:
    plain = _MARK.sub(r"\1", marked)
    values = [c.value.text for c in found_in(report(f"{plain}\nSelesai."))]
    wanted = _MARK.findall(marked)
    assert len(values) == len(wanted)
    for text, want in zip(values, wanted, strict=True):
        assert text.startswith(want)


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        # Headings and leads name whom their items bind.
        (
            "Diminta agar:\n1. Pemilik kios:\n    a. menyapu halaman;\n    b. menutup selokan.",
            ["Pemilik kios", "Pemilik kios"],
        ),
        (
            "Ditegaskan hal-hal berikut:\n1. Bagi pedagang\n    a. membayar retribusi pasar;\n"
            "    b. memasang daftar harga.\n2. Bagi camat\n    a. memantau harga beras.",
            ["pedagang", "pedagang", "camat"],
        ),
        (
            "Guna tertib arsip, kepada seluruh Camat diminta:\n1. memilah arsip lama;\n"
            "2. menyusun daftar arsip.",
            ["seluruh Camat", "seluruh Camat"],
        ),
        (
            "Menindaklanjuti hasil pemeriksaan, diinstruksikan kepada para Lurah untuk:\n"
            "1. mendata aset;\n2. memasang papan nama.",
            ["para Lurah", "para Lurah"],
        ),
        (
            "Demi keselamatan, diminta kepada:\n1. Pengelola pantai:\n"
            "    a. menyediakan pelampung;\n    b. membentuk regu penolong.",
            ["Pengelola pantai", "Pengelola pantai"],
        ),
        # Steps and matters are no bearers.
        (
            "Diminta agar:\n1. Pelaksanaan:\n    a. memilah sampah;\n    b. menyapu halaman.",
            [None, None],
        ),
        # Whom a governor addresses is bound, not the governor.
        ("1. Gubernur meminta agar para bupati, wali kota membentuk posko.", None),
    ],
)
def test_who_is_bound_by_a_list(text: str, bearers: list[str | None] | None) -> None:
    found = [candidate.value.bearer for candidate in found_in(letter(text))]
    assert found == (["para bupati, wali kota"] if bearers is None else bearers)


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("[Kafe diizinkan buka mulai pukul 20.00].", "may"),
        ('"[Hindari pemakaian kantong plastik]," kata Bupati.', "must"),
        ('"[Bagi pemilik warung, tidak membuka tirai pada siang hari]," tulis edaran.', "must_not"),
        ("[Camat diminta mendata warga]. Selanjutnya, [membersihkan selokan di desa].", "must"),
        ("[Pengunjung yang melanggar akan dikenai sanksi sesuai aturan].", "must"),
        (
            "[Apabila terbukti melanggar, pedagang dilaporkan ke polisi dan diberikan sanksi].",
            "must",
        ),
        ("[Jika terjadi kasus gigitan anjing, agar segera mencuci luka].", "must"),
        ("Larangan tersebut disampaikan lewat surat edaran.", None),
        ("Larangan itu sejalan dengan kalender pendidikan.", None),
    ],
)
def test_rules_of_reports_without_a_common_modal(marked: str, modality: str | None) -> None:
    plain = _MARK.sub(r"\1", marked)
    values = [c.value for c in found_in(report(f"{plain}\nSelesai."))]
    wanted = _MARK.findall(marked)
    if modality is None:
        assert values == []
        return
    assert values[-1].modality == modality
    assert values[-1].text.split()[-1] in wanted[-1]


def test_a_told_list_of_rules_is_read_as_in_the_document() -> None:
    values = [
        c.value.text
        for c in found_in(
            report(
                "Berikut isi edaran yang terbit kemarin\n- Membentuk posko banjir\n"
                "- Memantau tinggi air sungai\nSelesai."
            )
        )
    ]
    assert values == ["Membentuk posko banjir", "Memantau tinggi air sungai"]


def test_an_order_in_a_report_names_who_is_told() -> None:
    (candidate,) = found_in(
        report("Wali Kota memerintahkan seluruh ASN untuk bekerja dari rumah.\nSelesai.")
    )
    assert candidate.value.bearer == "seluruh ASN"
    assert candidate.value.type == "work_from_home"


@pytest.mark.parametrize(
    "marked",
    [
        # What is closed, held or done, in the passive.
        "[Kolam renang dan gelanggang remaja ditutup sementara].",
        "[Upacara hari jadi kota, yang biasa dihadiri ribuan warga dari semua kecamatan, "
        "dilaksanakan secara sederhana].",
        "[Sepeda motor kantor hanya digunakan untuk keperluan dinas].",
        "Kebijakan itu dilaksanakan bertahap.",
        "Jika sebelumnya senam dilakukan dua kali sepekan, kini tidak lagi.",
        "Pembatasan itu dilakukan untuk mencegah kepadatan.",
        "Sosialisasi sudah selesai dilakukan.",
        # What people may do.
        "[Pedagang dapat berjualan sampai pukul 21.00].",
        "[Sidang bisa dilakukan lewat panggilan video].",
        "Setiap pelanggan berhak menerima struk.",
        # Who is told, and what for.
        "[Para panewu untuk melakukan pendataan sumur warga].",
        "Lampu itu untuk menerangi jalan.",
        # Hours without a verb of their own.
        "[Jam operasional berlangsung sejak pukul 09.00 hingga 20.00 WIB].",
        # How the document came about, and then a rule.
        "Edaran yang ditandatangani Kamis lalu itu [mewajibkan pedagang memilah sampahnya].",
        # A clause of its own before the rule.
        "[Pegawai yang diusulkan atau dicalonkan menjadi lurah wajib mengundurkan diri].",
        "[Jika sangat perlu bertemu maka harus memakai masker].",
        "[Badan Usaha Milik Desa (BUMDes) Sukamaju dilarang menaikkan harga beras].",
        # Offices that look like verbs, and nouns that do.
        "Kepala Disdikbud [meminta agar sekolah meniadakan karyawisata].",
        "[Kegiatan belajar mengajar dimulai pukul 08.00].",
        "Ada tiga poin dalam edaran itu, yakni [semua hajatan harus mendapat izin satgas].",
    ],
)
def test_reports_tell_rules_in_other_words(marked: str) -> None:
    plain = _MARK.sub(r"\1", marked)
    values = [c.value.text for c in found_in(report(f"{plain}\nSelesai."))]
    assert values == _MARK.findall(marked)


def test_who_does_what_after_a_rule_is_bound_too() -> None:
    told = "Pelajar dilarang merokok. Guru piket memeriksa tas siswa. Gubernur meresmikan pasar."
    texts = [c.value.text for c in found_in(report(f"{told}\nSelesai."))]
    assert texts == ["Pelajar dilarang merokok", "Guru piket memeriksa tas siswa"]


def test_a_list_of_orders_needs_no_word_for_them() -> None:
    analysis = report(
        """
        Beberapa hal disiapkan menjelang kemarau.
        1. Membersihkan embung di setiap dusun.
        2. Para lurah untuk mendata sumur yang kering.
        Selesai.
        """
    )
    texts = [c.value.text for c in found_in(analysis)]
    assert texts == [
        "Membersihkan embung di setiap dusun",
        "Para lurah untuk mendata sumur yang kering",
    ]


def test_alike_passives_with_other_subjects_are_rules_of_their_own() -> None:
    told = "Taman kota ditutup untuk sementara. Perpustakaan ditutup untuk sementara."
    assert len(found_in(report(f"{told}\nSelesai."))) == 2


def test_annex_rules_are_found_and_its_names_are_not() -> None:
    analysis = letter(
        """
        DAFTAR PERANGKAT DAERAH
        Dinas Kesehatan
        Setiap pengunjung wajib mencuci tangan sebelum masuk.
        """,
        "annex",
    )
    assert [c.value.type for c in found_in(analysis)] == ["handwashing_facilities"]


def test_hostile_text_is_read_in_time() -> None:
    began = time.process_time()
    for times in (1, 40):
        for text in (
            "1. Pegawai " + "yang bekerja dan melayani " * 100 * times + "wajib melapor.",
            "Diminta kepada " + "Saudara " * 400 * times + "untuk melapor.",
            "(" * 500 * times + "kecuali " * 200 * times,
            "1. " + "a. " * 1000 * times,
            "Dalam rangka " + "x, " * 1000 * times + "wajib melapor",
            "Pegawai wajib melapor, dan dilarang mudik, " * 60 * times,
            "tetap melaksanakan tugas di kantor " * 90 * times,
        ):
            find_obligations(letter(text), TYPES)
            find_obligations(report(text + "\nSelesai."), TYPES)
    assert time.process_time() - began < 30


def test_parts_under_a_heading_of_background_rule_nothing() -> None:
    text = """SURAT EDARAN
NOMOR 7 TAHUN 2024
TENTANG
PELATIHAN KERJA

A. Latar Belakang
Kebutuhan industri berubah. Lembaga pelatihan perlu menyesuaikan programnya.

A. Umum
Dalam rangka menata pelatihan, perlu dilakukan pendataan lembaga pelatihan.

B. Dasar
1. Instruksi Presiden Nomor 9 Tahun 2022 tentang Penguatan Pelatihan.

C. Isi Edaran
1. Lembaga pelatihan menyusun jadwal setiap triwulan.
"""
    found = [candidate.value.text for candidate in analysed(text).obligations]
    assert found == ["Lembaga pelatihan menyusun jadwal setiap triwulan"]


def test_an_order_may_begin_with_untuk() -> None:
    check(
        """
        Kepada para pengemudi disampaikan hal-hal sebagai berikut:
        1. [Menutup muatan dengan terpal].
        2. Untuk [memakai sabuk pengaman selama perjalanan].
        """
    )


def test_what_is_weighed_is_no_rule() -> None:
    check(
        """
        Diminta perhatian Saudara sebagai berikut:
        1. [Kepala Dinas memberikan izin keramaian secara selektif, dengan memperhatikan]:
          a. kepadatan penduduk di sekitar lokasi; dan
          b. persyaratan yang diatur dalam Peraturan Bupati Nomor 8 Tahun 2019.
        """
    )


def test_on_what_conditions_a_rule_holds_is_no_rule() -> None:
    check(
        """
        Diminta perhatian Saudara sebagai berikut:
        1. [Kepala sekolah dapat menugaskan siswa belajar di rumah dalam kondisi]:
          a. ruang kelas digunakan sebagai tempat pengungsian; dan
          b. guru menjadi petugas posko.
        """
    )


def test_a_definition_in_the_opening_leaves_the_rule() -> None:
    check("1. [Selama ujian yang merupakan tahap akhir, pegawai diharuskan hadir di kantor].")


def test_what_is_due_by_a_day_is_a_rule() -> None:
    check("[Data dimaksud dikirim paling lambat tanggal 5 Mei 2021 melalui surat elektronik].")
    check("Data itu dikirim pekan lalu melalui surat elektronik.")


def test_a_sentence_above_a_list_rules_by_itself() -> None:
    check(
        """
        Disampaikan hal-hal sebagai berikut:
        1. [Pelatihan kader diupayakan selesai tepat waktu].
          a. [Peserta wajib hadir].
          b. [Panitia wajib mencatat kehadiran peserta].
        """
    )


def test_a_lead_whose_list_has_a_heading_of_its_own() -> None:
    check(
        """
        Untuk itu [Saudara diminta mengirimkan peserta lomba dengan ketentuan sebagai berikut]:
        SYARAT PESERTA
        """
    )


def test_the_heading_of_an_item_is_no_part_of_its_rule() -> None:
    text = """BUPATI SUKAMAJU
SURAT EDARAN
NOMOR 9 TAHUN 2022
TENTANG
PARKIR

Dalam rangka ketertiban, diminta perhatian Saudara sebagai berikut:
1. Jam Parkir
Pegawai wajib memarkir kendaraan di halaman belakang paling lambat pukul 07.30.
2. Masa Pakai
Surat Edaran ini berlaku sejak tanggal ditetapkan sampai dengan 31 Desember 2022.
"""
    found = [candidate.value.text for candidate in analysed(text).obligations]
    assert found == [
        "Pegawai wajib memarkir kendaraan di halaman belakang paling lambat pukul 07.30"
    ]


@pytest.mark.parametrize(
    "marked",
    [
        # Time gone by, and time that goes on.
        "Tahun lalu pegawai wajib hadir setiap Sabtu. [Camat wajib menutup pasar malam].",
        "Pada tahun sebelumnya warga diminta membawa obor sendiri.",
        "Dulunya pedagang wajib membayar di loket.",
        "[Seperti tahun lalu, pedagang wajib memasang tirai].",
        # What the measure is hoped to do and what it is for.
        "[Pedagang wajib memasang tirai]. Hal ini agar warga yang berpuasa merasa nyaman.",
        "[Warga diminta memilah sampah]. Ini agar bak truk tidak cepat penuh.",
        "Camat mengharapkan kebijakan ini mampu mengurangi kemacetan.",
        "[Toko wajib tutup pukul 21.00]. Dengan demikian, diharapkan lalu lintas lancar.",
        "“Larangan ini sifatnya penegasan dari pimpinan,” kata camat.",
        "Pembatasan tersebut bertujuan agar jalan tidak macet.",
        # What the issuer will do itself.
        "Lurah menegaskan pihaknya akan meminta bantuan polisi untuk melakukan razia.",
        # An order to issue something is no tale of how the circular came about.
        "[Kepala dinas diharapkan dapat menerbitkan surat imbauan kepada rekanan].",
        # Rules without a modal behind the first one.
        "[Warga wajib mengunci pagar]. [Mewaspadai tamu yang tidak dikenal].",
        "[Siswa dilarang membawa ponsel]. [Ponsel harus dititipkan kepada wali kelas].",
        "Ketiga, [membatasi jumlah peserta pawai]. Keempat, [tidak mempergunakan truk besar].",
        # The first person of who speaks.
        "“[Seluruh pegawai kita wajibkan memasang bendera],” kata camat.",
        # A sanction without a verb behind its condition.
        "[Jika melanggar, maka sanksinya teguran tertulis].",
        # A review to come ends no sentence that goes on with a sanction.
        "[Hasilnya akan dievaluasi Jumat dan apabila pegawai lalai, ia dikenai sanksi teguran].",
        # Who says it stands before the rule.
        "Disampaikannya, [setiap pedagang wajib melampirkan bukti pembayaran].",
        "Dalam poin itu dikatakan bahwa [kafe dan spa diwajibkan tutup].",
        "Kepala Dinas Pendidikan, Siti Aminah, mengatakan [siswa wajib membawa bekal].",
        "Selain itu, kata Camat, [pedagang wajib memasang tirai].",
        "Hal itu disampaikan Camat Sukajadi, Budi Santoso. [Warga dilarang membakar sampah].",
        "Perlu diketahui, kerja dari rumah bukan libur. [Pegawai wajib mengisi presensi].",
        "Ketua RT mengingatkan warga bahwa musim hujan segera tiba. [Warga wajib kerja bakti].",
        "Aturan tersebut yakni [pedagang tidak boleh berjualan di trotoar].",
        "Dalam Surat Edaran Bupati No: B/9/2017 tersebut [para lurah diminta mendata warganya].",
        # A verb of haste needs no modal.
        "[Para camat segera menyesuaikan jam kerja pegawainya dengan edaran ini].",
        # The document speaks for itself.
        "“[Membatasi perjalanan dinas ke luar daerah selama libur],” tulis edaran tersebut.",
        "“Saya membatasi perjalanan dinas ke luar daerah selama libur,” kata camat.",
        # What the measure rests on is its subject, however long.
        "[Perayaan tahun baru di lapangan, baik pesta musik maupun pawai obor yang mengundang "
        "banyak orang dari luar kota dilarang].",
        "[Masa kerja dari rumah diperpanjang sampai 4 Juni].",
        "[Pelayanan makan di tempat maksimal 50 persen dari kapasitas].",
        "Camat [meminta setiap lurah memastikan agar warganya memakai masker].",
    ],
)
def test_what_reports_tell_round_a_rule(marked: str) -> None:
    check(marked, as_report=True)


@pytest.mark.parametrize(
    "marked",
    [
        # A name, those who are acted on, and verbs that wait for their object are not divided.
        "1. [Warga dapat membayar setelah dihitung Dinas Pendapatan dan Keuangan ditunjuk bank].",
        "1. [Kepala dinas diminta melarang pejabat dan pegawai menerima bingkisan].",
        "1. [Orang tua agar mendukung, memantau dan mengawasi anak belajar di rumah].",
        # Nor is what a rule is for.
        "1. [Camat wajib mengatur petugas, waktu dan tempat, agar akad nikah berjalan tertib].",
        # "s.d." is no marker of a list.
        "1. [Peserta diberi kesempatan mendaftar s.d. Kamis, 30 Juli 2020].",
        # Things that are arranged or are guided by something, as items of a list of orders.
        "Diminta hal-hal sebagai berikut:\n1. [Masa pengisian kartu diperpanjang sampai Minggu];\n"
        "2. [Pelaksanaan manasik berpedoman pada keputusan direktur jenderal].",
        # What may be fetched is no hint where to learn more.
        "1. [Pemakaian logo agar merujuk pada pedoman yang dapat diunduh di laman kementerian].",
        # Names without a verb are no rules.
        "Diminta perhatian:\n1. Camat se Kabupaten Sukamaju,\n"
        "2. Pengelola Usaha Hotel dan Losmen lainnya se Kabupaten Sukamaju.",
        # The subject says what happened, the rule what holds.
        "1. [Mahasiswa yang sedang cuti atau telah lulus dibebaskan dari uang kuliah].",
    ],
)
def test_what_a_rule_is_made_of(marked: str) -> None:
    check(marked)
