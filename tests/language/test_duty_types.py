"""The type of an obligation, in sentences of our own for every type of the taxonomy."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from circular_parser.language.duty_features import Clause, features
from circular_parser.language.duty_types import DutyTypes, in_company
from circular_parser.resources import model_folder

TYPES = DutyTypes.load(model_folder())

SENTENCES = {
    "work_from_home": [
        "Seluruh staf menjalankan tugas kedinasan dari tempat tinggal masing-masing",
        "Pegawai dapat bekerja dari rumah pada hari Rabu",
        "ASN diwajibkan Work From Home selama dua pekan",
    ],
    "work_from_office": [
        "Pegawai wajib kembali masuk kantor mulai tanggal 3 Juli",
        "Semua pegawai bekerja di kantor sebagaimana biasa",
    ],
    "front_services_stay_open": [
        "Unit pelayanan kesehatan tetap melayani masyarakat seperti biasa",
        "Perangkat Daerah yang memberikan pelayanan langsung kepada masyarakat tetap masuk kantor",
    ],
    "senior_officials_present": [
        "Kepala Dinas dan pejabat administrator tetap bertugas di kantor",
        "Camat dan lurah tetap melaksanakan tugas di kantor",
    ],
    "minimum_structural_officials": [
        "Kepala unit kerja memastikan paling sedikit dua level pejabat struktural hadir di kantor",
    ],
    "capacity_limit": [
        "Jumlah pegawai yang masuk kantor paling banyak 25 persen",
        "Membatasi jumlah pegawai di ruangan paling banyak 50%",
    ],
    "rotation_schedule": [
        "Pegawai masuk kerja secara bergiliran setiap pekan",
        "Mengatur pegawai dalam dua shift",
    ],
    "working_hours": [
        "Jam kerja pegawai selama Ramadan dimulai pukul 08.00 sampai dengan 15.00",
        "Loket dibuka pukul 08.00 sampai dengan 11.30",
        "Hari kerja ditetapkan lima hari dalam seminggu",
    ],
    "duty_roster": [
        "Kepala bagian menyusun jadwal piket pegawai",
        "Menugaskan petugas piket selama libur panjang",
    ],
    "assignment_letter": [
        "Kepala OPD menerbitkan surat tugas bagi pegawai yang bekerja di rumah",
        "Membawa surat perintah tugas",
    ],
    "stay_at_home": [
        "Pegawai harus tetap berada di rumah selama jam kerja",
        "Dilarang meninggalkan tempat tinggal pada jam dinas",
    ],
    "no_leave_home_without_permission": [
        "Tidak diperkenankan keluar rumah kecuali untuk kebutuhan mendesak dengan izin atasan",
    ],
    "no_travel": [
        "Pegawai dilarang mudik pada masa libur lebaran",
        "Tidak bepergian ke luar daerah",
        "Menunda perjalanan ke luar kota",
    ],
    "restrict_official_travel": [
        "Perjalanan dinas ke luar daerah agar dibatasi",
        "Menunda seluruh perjalanan dinas luar negeri",
    ],
    "leave": [
        "Libur awal puasa dilaksanakan selama tiga hari",
        "Pegawai tidak diperkenankan mengambil cuti tahunan",
        "Pejabat yang berwenang dapat memberikan cuti melahirkan",
    ],
    "keep_phone_active": [
        "Pegawai tidak diperkenankan mematikan alat komunikasi selama bertugas",
        "Nomor telepon seluler wajib aktif selama jam kerja",
        "Mengaktifkan alat komunikasi",
        "Segera membalas pesan WhatsApp dari pimpinan",
    ],
    "on_call": [
        "Pegawai siap hadir ke kantor sewaktu-waktu dibutuhkan",
        "Harus siaga setiap saat apabila dipanggil pimpinan",
    ],
    "attendance": [
        "Melakukan presensi pagi dan sore melalui aplikasi",
        "Mengisi daftar hadir secara manual",
        "Pegawai wajib melakukan absensi sidik jari",
    ],
    "daily_report": [
        "Menyampaikan laporan hasil kerja kepada atasan langsung setiap hari",
        "Mengisi lembar kerja harian",
    ],
    "periodic_report": [
        "Melaporkan hasil pelaksanaan kepada Bupati setiap akhir bulan",
        "Laporan dikirimkan kepada Gubernur setiap triwulan",
    ],
    "maintain_performance": [
        "Menjaga kualitas pelayanan publik",
        "Pegawai tetap memenuhi target kinerja yang telah ditetapkan",
    ],
    "coordinate": [
        "Berkoordinasi dengan Kepolisian dan TNI setempat",
        "Melakukan koordinasi dengan instansi terkait",
    ],
    "supervise": [
        "Atasan langsung memantau dan mengevaluasi pekerjaan bawahannya",
        "Memastikan bawahannya tidak meninggalkan tugas",
        "Melakukan pengawasan terhadap pelaksanaan edaran ini",
    ],
    "head_regulates_details": [
        "Pengaturan teknis lebih lanjut diatur oleh kepala perangkat daerah masing-masing",
        "Kepala unit kerja mengatur pembagian tugas pegawai",
    ],
    "services_continue_online": [
        "Pelayanan administrasi kependudukan dilaksanakan secara daring",
        "Kegiatan belajar mengajar dilakukan secara online dari rumah",
    ],
    "virtual_meetings": [
        "Rapat dilaksanakan melalui konferensi video atau secara virtual",
        "Pertemuan tatap muka diganti dengan telekonferensi",
    ],
    "limit_gatherings": [
        "Menunda kegiatan yang mengumpulkan banyak orang",
        "Apel pagi ditiadakan untuk sementara",
        "Dilarang mengadakan pesta pernikahan",
    ],
    "dress_code": [
        "Pegawai memakai pakaian adat setiap hari Kamis",
        "Wajib mengenakan seragam Korpri pada upacara",
    ],
    "wear_mask": ["Setiap orang wajib memakai masker", "Menggunakan masker saat di luar rumah"],
    "handwashing_facilities": [
        "Kepala pasar menyediakan cairan pembersih tangan di pintu masuk",
        "Menyediakan wastafel dan sabun di pintu masuk",
        "Rajin mencuci tangan dengan sabun",
    ],
    "physical_distancing": [
        "Menjaga jarak paling sedikit satu meter",
        "Tempat duduk diberi jarak 1 meter",
    ],
    "health_protocol": [
        "Menerapkan protokol kesehatan secara ketat",
        "Melakukan penyemprotan disinfektan di ruang kerja",
        "Mengukur suhu tubuh setiap pengunjung",
        "Mengikuti vaksinasi dosis ketiga",
    ],
    "vulnerable_staff": [
        "Pegawai yang sedang hamil dapat bekerja dari rumah",
        "Pegawai dengan penyakit penyerta diberikan keringanan",
    ],
    "report_cases": [
        "Warga yang melihat kebakaran segera melapor kepada petugas pos",
        "Pegawai yang mengalami gejala demam segera melapor ke puskesmas",
        "Melakukan isolasi mandiri selama 14 hari setelah pulang dari luar daerah",
    ],
    "close_premises": [
        "Menutup sementara tempat wisata",
        "Pasar hewan ditutup selama dua minggu",
    ],
    "energy_saving": [
        "Mematikan lampu dan pendingin ruangan setelah jam kerja",
        "Menghemat penggunaan listrik dan air",
    ],
    "disseminate": [
        "Menyebarluaskan surat edaran ini kepada seluruh pegawai",
        "Camat mensosialisasikan himbauan ini kepada masyarakat",
    ],
    "use_application": [
        "Mengunduh dan menggunakan aplikasi SRIKANDI",
        "Seluruh pegawai mendaftarkan akun pada aplikasi kepegawaian",
    ],
    "submit_documents": [
        "Peserta wajib mengisi formulir secara daring",
        "Mengirimkan usulan formasi paling lambat tanggal 5 Mei",
        "Menyerahkan berkas persyaratan ke BKPSDM",
        "Melengkapi dokumen pendukung dalam bentuk softcopy",
    ],
    "ethics": [
        "Pegawai dilarang menerima gratifikasi dalam bentuk apa pun",
        "Menjaga netralitas dalam pemilihan kepala daerah",
    ],
    "comply_with_rules": [
        "Mempedomani Peraturan Daerah Nomor 3 Tahun 2015",
        "Mematuhi ketentuan peraturan perundang-undangan",
        "Menindaklanjuti surat edaran ini sesuai kewenangannya",
    ],
    "carry_out_activity": [
        "Melaksanakan kerja bakti membersihkan saluran air",
        "Memasang bendera Merah Putih di depan rumah",
        "Melakukan pendataan rumah tidak layak huni",
        "Memeriksa kelayakan kendaraan",
    ],
    "form_unit": [
        "Membentuk satuan tugas pencegahan kebakaran di setiap desa",
        "Mendirikan posko siaga banjir",
    ],
    "attend_event": [
        "Menghadiri rapat koordinasi di aula kantor bupati",
        "Menugaskan dua orang staf sebagai peserta pelatihan",
    ],
    "permit_required": [
        "Setiap pelaku usaha wajib memiliki izin usaha",
        "Menunjukkan hasil rapid test sebelum berangkat",
    ],
    "operating_hours": [
        "Jam operasional restoran dibatasi sampai pukul 21.00",
        "Truk bermuatan dilarang melintas pada siang hari",
    ],
    "personnel_rules": [
        "Dilarang mengangkat tenaga honorer baru",
        "Memperpanjang kontrak pegawai non ASN",
    ],
    "budget_rules": [
        "Biaya perjalanan dibebankan pada APBD",
        "Melunasi pajak bumi dan bangunan sebelum jatuh tempo",
        "Mengalokasikan anggaran untuk penanganan bencana",
    ],
    "planning": [
        "Menyusun rencana kerja tahun anggaran berikutnya",
        "Menyusun peraturan desa tentang sampah",
    ],
    "public_conduct": [
        "Masyarakat agar tetap tenang dan tidak panik",
        "Tidak menyebarkan berita bohong",
        "Menjaga kerukunan antarumat beragama",
    ],
    "sanction": [
        "Pegawai yang melanggar dikenakan sanksi sesuai ketentuan",
        "Tidak masuk kerja tanpa alasan dijatuhi hukuman disiplin",
    ],
    "other": ["Mawar itu wangi"],
}
CASES = [(text, type_) for type_, texts in SENTENCES.items() for text in texts]


@pytest.mark.parametrize(("text", "type_"), CASES)
def test_type(text: str, type_: str) -> None:
    assert TYPES.classify(text)[0] == type_, TYPES.explain(text)[:4]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Pegawai yang bekerja dari rumah wajib melakukan presensi", "attendance"),
        ("Kepala sekolah memastikan siswa memakai masker", "supervise"),
        ("Mematuhi protokol kesehatan", "health_protocol"),
        ("Kepala dinas menyusun pedoman etika pelayanan", "planning"),
        ("Camat berkoordinasi dengan puskesmas mengenai warga yang positif", "coordinate"),
        ("Pembentukan tim dibiayai dari APBD", "budget_rules"),
        ("Menyelenggarakan upacara bendera pada tanggal 17 Agustus", "carry_out_activity"),
    ],
)
def test_the_main_verb_decides_before_the_topic(text: str, type_: str) -> None:
    assert TYPES.classify(text)[0] == type_, TYPES.explain(text)[:4]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Wisuda boleh diadakan di aula sekolah", "limit_gatherings"),
        ("Tamu resepsi tidak lebih dari 40 persen isi gedung", "limit_gatherings"),
        ("Masjid menggelar tarawih dengan separuh jemaah", "limit_gatherings"),
        ("Isi ruang kerja tidak lebih dari 40 persen", "capacity_limit"),
        ("Kantin sekolah memakai gorden selama bulan puasa", "operating_hours"),
        ("Polisi menindak tegas pengendara yang kebut-kebutan", "sanction"),
        ("Penonton yang nekat turun ke lapangan akan dibubarkan", "sanction"),
        ("Sidang perdata digelar lewat konferensi video", "virtual_meetings"),
    ],
)
def test_what_is_limited_shut_off_or_punished(text: str, type_: str) -> None:
    assert TYPES.classify(text)[0] == type_, TYPES.explain(text)[:4]


def test_rules_of_one_document_are_alike() -> None:
    doubtful = {"carry_out_activity": 0.42, "health_protocol": 0.4}
    sure = {"sanction": 0.7, "health_protocol": 0.2}
    health = {"health_protocol": 0.9, "wear_mask": 0.05}
    assert in_company([doubtful]) == ["carry_out_activity"]
    assert in_company([health, doubtful, sure, health]) == [
        "health_protocol",
        "health_protocol",
        "sanction",
        "health_protocol",
    ]
    assert in_company([]) == []


def test_every_type_of_the_taxonomy_is_known() -> None:
    assert set(TYPES.known) | {"other"} == set(SENTENCES)


def test_score_is_a_share_and_lower_in_doubt() -> None:
    sure = TYPES.classify("Setiap orang wajib memakai masker")[1]
    unsure = TYPES.classify("Mawar itu wangi")[1]
    assert 0 <= unsure < sure <= 1


def test_a_long_clause_is_read_in_time() -> None:
    begin = time.process_time()
    TYPES.classify("melaksanakan " + "tugas kedinasan dan pelayanan publik di kantor " * 400)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Randis tidak boleh dibawa pulang kampung saat Lebaran", "ethics"),
        ("Pegawai dilarang memakai mobil dinas untuk keperluan keluarga", "ethics"),
        (
            "Menyampaikan data kasus gigitan ke Dinas Kesehatan setiap akhir pekan",
            "periodic_report",
        ),
        ("Mengirim rekap kunjungan ke Dinas Pariwisata setiap akhir bulan", "periodic_report"),
        ("Lurah mengaktifkan kembali pos ronda di tiap RW", "carry_out_activity"),
        ("Camat mendirikan posko siaga banjir di kantor kecamatan", "form_unit"),
    ],
)
def test_borders_of_types(sentence: str, type_: str) -> None:
    assert TYPES.classify(sentence)[0] == type_


def test_replacing_things_is_no_personnel_rule() -> None:
    assert TYPES.classify("Mengganti gelas plastik dengan gelas kaca")[0] != "personnel_rules"
    assert TYPES.classify("Mengganti pegawai yang pindah tugas")[0] == "personnel_rules"


def test_most_sentences_that_nothing_was_made_for_get_their_type() -> None:
    rows = (Path(__file__).parent / "duty_types.txt").read_text(encoding="utf-8").splitlines()
    right, wrong, type_ = 0, [], ""
    for row in filter(None, rows):
        if row.startswith("["):
            type_ = row.strip("[]")
        elif not row.startswith("#"):
            got = TYPES.classify(row)[0]
            right += got == type_
            wrong += [(row, type_, got)] if got != type_ else []
    assert right + len(wrong) > 300
    assert right / (right + len(wrong)) >= 0.9, wrong


def test_no_test_sentence_was_trained_on() -> None:
    folder, tested = model_folder("duty_types").base, Path(__file__).parent / "duty_types.txt"
    learned = (folder / f"{name}.txt" for name in ("sentences", "clauses", "annotated"))
    of_any, asked = (
        {row for path in paths for row in path.read_text("utf-8").splitlines()}
        for paths in (learned, [tested])
    )
    both = of_any & asked
    assert {row for row in both if row and not row.startswith("[")} == set()


def test_the_model_knows_words_by_their_stems() -> None:
    asked = features(Clause("", "melaporkan kegiatan", "pegawai", False, False, False))
    given = features(Clause("", "pelaporan kegiatan", "pegawai", False, False, False))
    assert asked == given
    assert any(name.startswith("v=") for name in asked)
