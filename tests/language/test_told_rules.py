"""Rules that a report tells without a modal of their own, and joints that divide no rule.

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


def _found(analysis: Analysis) -> list[tuple[str, str | None]]:
    return [(c.value.text, c.value.modality) for c in find_obligations(analysis, _TYPES)]


@pytest.mark.parametrize(
    "marked",
    [
        # What is told of the document itself needs no modal where people are bound.
        "Dalam edaran tersebut, [kepala puskesmas mengatur jadwal jaga petugas].",
        "Melalui surat itu, [kepala dinas akan melakukan pengawasan terhadap presensi pegawai].",
        # A few words told say little without whom they bind, however long that is said.
        "Lurah menyebut [petugas yang rumahnya jauh dari kantor kelurahan atau yang terjebak banjir"
        " di jalan raya diperkenankan bekerja dari rumah].",
        # A long condition before an appeal that names nobody is no part of it, a short one is.
        '"Apabila ada tamu dari luar kota yang mendesak dan tidak bisa tidak harus ditemui di'
        ' kantor kelurahan, [mohon tetap menjaga jarak]," katanya.',
        '"[Apabila ada tamu, mohon tetap menjaga jarak]," katanya.',
        # Background: who else said what, and what holds elsewhere.
        "Seperti diketahui, menteri meminta kepala daerah menunda pesta.",
        "Sebelumnya, gubernur meminta warga menunda pesta.",
        "Sementara itu, ketua komisi II DPRD minta pasar tetap buka.",
        # Since when it holds, what may come, and what it does not mean.
        '"Kita berlakukan dari tanggal 3 sampai 9 Maret," katanya.',
        '"Kita ikuti perpanjangan kebijakan dari pusat," katanya.',
        '"Jangan diartikan libur," katanya.',
        '"Kalau semua kantor tutup kan repot," katanya.',
        '"Bus masuk terus dari luar kota, siapa yang periksa?" tanyanya.',
        # Who stays out of a scheme.
        "Petugas pasar tidak mengikuti sistem shift.",
        # A scheme told by its days only; those of a week are a rule.
        "Skema WFA diberlakukan pada 16 dan 17 Maret 2026, dilanjutkan pada 25 Maret 2026.",
        "Pembagian kerja dimulai Senin (12/7/2021) hingga 31 Juli 2021.",
        "[WFA dilaksanakan tiap Kamis dan Jumat].",
        # What it does not mean, and what somebody feels about it.
        '"Jangan dikira ini cuti," katanya.',
        '"Jangan anggap enteng," katanya.',
        '"Kasihan kalau yang hamil masih dijadwalkan piket," ucapnya.',
        '"Kalau ada warga yang dipersulit, silakan mengadu ke nomor 112," katanya.',
        # Whose opinion is asked.
        "Anggota Komisi II DPRD Barito, Surya, mendukung edaran itu agar pegawai tetap di rumah.",
        "Wati (41), pedagang, mengaku kiosnya tetap buka setiap hari.",
        # Who rules speaks, the thing before.
        '"[Perjalanan dinas saya batalkan semua]," tegasnya.',
        '"[Rapat tatap muka kami tiadakan]," katanya.',
        '"[Pegawai yang masuk saya sarankan naik angkutan umum]," katanya.',
        # Of whom the rest of the sentence speaks.
        "Pegawai yang mendapat giliran bekerja di rumah, lanjut Rahman, [dilarang bepergian ke luar"
        " kota].",
        # How staff is divided, and who goes on while others are off.
        "[Sistem kerja pegawai dibagi dua, 50 persen di kantor dan 50 persen di rumah].",
        "[Sejumlah instansi yang melayani warga juga tidak libur].",
        "Di dalam edaran juga diatur [agar mesin presensi dimatikan sementara].",
        "[Jadwal piketnya disusun oleh sekretaris perangkat daerah].",
        '"[Kalau bergejala, segera tes antigen]," pesannya.',
        "[Tiap OPD diwajibkan menempelkan nomor hp petugas di depan kantor].",
        # In English, as a machine sets it.
        "[Employees who work from home must not leave the city]. [Phones must be turned on].",
        "[Services at the hospital and the registry office run as usual].",
        "Penjaga taman tidak termasuk yang bekerja dari rumah.",
        "Kerja dari rumah tidak diberlakukan pada RSUD, pasar ikan, dan Mal Pelayanan Publik.",
        "Keringanan serupa tidak diberikan kepada camat, Damkar, serta bidan desa.",
        "Puskesmas, Dinas Perhubungan, dan penjaga pintu air tidak ikut dibatasi.",
        # Whose work something is, what heads of units do, and who enforces it.
        "[Lurah bertugas mendata pendatang baru].",
        "[Kepala sekolah bertanggung jawab mengawasi bawahannya].",
        "[Satpol PP akan melakukan razia di pasar].",
        "Panitia akan melakukan undian berhadiah.",
        "[Kepala OPD menyusun jadwal piket pegawai].",
        "Kepala OPD Budi Santoso menjawab pertanyaan warga.",
        "[Penentuan jadwal piket kewenangan kepala OPD].",
        "Dalam edaran yang sama, [pedagang mesti menutup kios pukul 17.00].",
        # Up to a day, what has not been done must not be.
        "[Kolam renang belum dibuka sampai ada pemberitahuan].",
        "Kolam renang belum dibuka kemarin.",
        # A ban named by its noun.
        "Edaran itu juga memuat [larangan mudik bagi pegawai kontrak].",
        "Paling utama, [larangan menerima parsel bagi para pejabat].",
        "Larangan itu dikirim ke semua kecamatan.",
        # A document that is said to be out, and what it orders.
        "Wali kota menerbitkan surat edaran baru yang [melarang ASN menerima bingkisan Lebaran].",
        # Contrasts join what two groups do; who tells others is no part of the rule.
        "[Staf bertugas dari rumah], sedangkan [kepala bidang, camat, lurah, kepala puskesmas dan"
        " kepala pasar tetap berkantor seperti biasanya].",
        "Camat [meminta semua lurah membagi jam kerja stafnya].",
        # In writing is not what is written; an order to somebody is none about sick people.
        '"[Kepala dinas membuat jadwal kerja secara tertulis bagi stafnya]," bunyi edaran itu.',
        "[Kepala puskesmas wajib melaporkan pegawai yang terkonfirmasi kepada bupati].",
        "Jumlah pegawai yang terkonfirmasi bertambah delapan orang.",
        "[Pegawai dilarang bepergian]. [Tetap melakukan koordinasi dengan kepala seksi].",
        "[Daftar hadir dibuat secara manual].",
        # What is done, and the way, without a verb.
        '"[Kegiatan belajar mengajar melalui daring]," katanya.',
        # Examples of a rule that open with a verb; what was told before is none.
        "[Warga diminta menjaga kesehatan]. Seperti [mencuci tangan dengan sabun].",
        "Seperti diberitakan, kantor itu ditutup sementara.",
        "[Pegawai harus masuk pada hari Senin seperti biasa].",
        "Sedangkan [pada hari Selasa masuk seperti biasa].",
        # Words that hide no rule up to the next comma.
        "Untuk itu [seluruh kantor harus mematikan lampu, terutama pada malam hari].",
        "[Selain dilarang mudik, pegawai juga dilarang mengajukan cuti].",
        # A breach and what follows it.
        "Ia menjelaskan, [jika ada pegawai yang melanggar, yang bersangkutan diberi hukuman "
        "disiplin].",
        # Who is bound, told by what they must do anyway.
        "Selain itu, bagi [unit yang harus memberikan pelayanan langsung kepada warga, agar "
        "mengatur jadwal kerja pegawainya].",
        # Reasons, remarks, where the document went and what was seen.
        "Sebab, pegawai harus memberi contoh kepada warga.",
        "Tentu pegawai harus menyesuaikan jadwal kerja dengan kondisi itu.",
        "Edaran itu juga disampaikan kepada camat dan lurah.",
        "Kami terbitkan surat edaran ini untuk menjaga netralitas pegawai.",
        "Sejak pagi, sejumlah pegawai tampak berada di kantornya.",
        # What an office rules by saying so.
        "Bupati [mengajak warga menanam pohon di halaman rumah].",
        "Surat edaran itu juga [menyerukan warga berdoa di rumah].",
        "Pemkot Tarakan [mengizinkan pedagang berjualan sampai malam].",
        "Gubernur [membatalkan upacara bendera selama bulan Maret].",
        "Gubernur sudah meniadakan upacara bendera sejak Maret.",
        # What does not forbid is no ban.
        "Pemkot Tarakan tak melarang warga berziarah.",
        "Berziarah tidak dilarang oleh wali kota.",
        # What comes of a rule, and examples of it.
        "[Pegawai wajib datang tepat waktu], sehingga pelayanan dapat dimulai pukul delapan.",
        "[Warga wajib mematuhi protokol kesehatan], seperti memakai masker dan mencuci tangan.",
        # Who is bound, though a word for offices stands before it.
        "[Instansi pemerintah yang memberlakukan enam hari kerja wajib melayani warga pada hari "
        "Sabtu].",
        '"[Pemerintah perlu melakukan penyesuaian jam kerja pegawai]," bunyi edaran itu.',
        # What others of the office's own do is a rule where they order or punish.
        "Ia mengatakan [pihaknya akan memberikan sanksi kepada pegawai yang bolos].",
        "Ia mengatakan pihaknya akan membangun pasar.",
        "[Jika ada lurah yang membandel, yang bersangkutan akan dicopot].",
        "Demikian juga [pegawai kontrak wajib memakai seragam].",
        # Where the rule stands, told behind it.
        "[Camat diminta untuk menyusun jadwal ronda], sebagaimana tercantum dalam poin kelima "
        "edaran.",
        # One more of a list is no end of the rule.
        "[Sekolah dilarang memungut uang gedung, uang buku, hingga uang perpisahan siswa].",
        "[Kesiapan relawan siaga bencana wajib dicek camat].",
        # The list behind a mere number of things is the rule.
        "[Selama puasa ditiadakan sejumlah kegiatan rutin, yakni senam pagi dan apel sore].",
        # Hours that have been fixed are no past fact.
        "[Jam pulang pegawai telah ditetapkan pada pukul 14.00].",
        "[Jam kerja pegawai selama puasa adalah 32,5 jam per minggu].",
        # Other ways to order and to let.
        "[Diserukan kepada pemilik warung untuk memasang tirai].",
        "[Warga dipersilakan mengambil cuti setelah lebaran].",
        "[Diberitahukan kepada camat untuk menginformasikan jadwal itu].",
        # A ban that there is said to be.
        "Ia mengungkapkan adanya [larangan merokok di ruang rapat].",
        "Jika ada yang melanggar larangan merokok, teguran menanti.",
        # Hours of other days make another rule, the same hours told again do not.
        "[Pada hari Senin pegawai masuk pukul 08.00 dan pulang pukul 15.00]. [Pada hari Jumat"
        " pegawai masuk pukul 08.00 dan pulang pukul 15.30].",
        "[Pada hari Senin pegawai masuk pukul 08.00 dan pulang pukul 15.00]. Ya, pada hari Senin"
        " pegawai masuk pukul 08.00 dan pulang pukul 15.00.",
        # A remark behind a rule is cut, unless it is the most of it.
        "[Warga tidak diperkenankan menyalakan petasan, baik di halaman rumah masing-masing maupun"
        " di lapangan, taman, pantai, dan jalan umum di seluruh wilayah kota].",
        "[Warga tidak diperkenankan menyalakan petasan di halaman rumah], baik siang maupun malam.",
        # Who speaks, between a subject and its verb.
        "[Kegiatan warga di tempat umum, lanjut dia, dilarang menggunakan pengeras suara].",
        # A limit that the document is said to lay down.
        "Surat edaran itu menjelaskan [penundaan sementara perjalanan dinas semua kepala bagian].",
        "Di antaranya adalah [pengurangan kegiatan seremonial di luar kantor].",
        "Pembatasan ini bukan hal baru.",
        # Hopes advise where they name people, but not to understand.
        "[Ia berharap seluruh pegawai menjaga kebersihan kantor].",
        "Ia berharap wabah segera berakhir.",
        "Kami harap warga dapat memahami aturan ini.",
        # What the ban is said to be, and for whom else it holds.
        "Larangan menyalakan petasan itu disampaikan sekretaris daerah.",
        "Larangan mudik itu juga berlaku bagi keluarga pegawai.",
        "Penutupan ini dilakukan tidak lain untuk mencegah penularan.",
        "Sebelumnya, gubernur telah meminta warga tidak mudik.",
        "Sebelumnya jamuan dilakukan di hotel.",
        "Umumnya, pegawai masuk pukul 07.00 dan pulang pukul 16.00.",
        "Jadwal itu juga diatur dalam surat edaran menteri.",
        # A quote that ends with who said it is no heading.
        '"[Saya minta lurah mengirim laporan]," tegasnya',
        # What a document signed of one's own must hold tells not how the circular came about.
        "[Panitia juga harus membuat surat pernyataan yang ditandatangani ketua rukun warga].",
        # What is told of things: what guides them.
        "Ia mengatakan [jadwal piket berpedoman pada aturan dinas].",
        # Who says so behind an opening.
        "Sementara itu, Kepala Dinas Sosial, Rahman menyampaikan, [setiap lurah diminta untuk"
        " melapor melalui pesan singkat].",
        "Sejalan dengan itu, Wali Kota Tarakan, Rahman, menegaskan bahwa warga memahami hal itu.",
        # Who tells at length is no part of the rule.
        "Wali Kota Tarakan dalam rapat di balai kota kemarin [meminta camat menyusun jadwal "
        "ronda].",
        # Things taken away, paid and served; a sanction that threatens.
        "[Spanduk liar dibongkar petugas setiap Jumat].",
        "[Biaya pemakaman ditanggung dinas sosial].",
        "[Perizinan dilayani melalui aplikasi].",
        "Perizinan dilayani tiga loket sejak pagi.",
        "[Toko yang membandel terancam pencabutan izin].",
        # A verb that ends with -nya goes on with the rule, as a noun does not.
        "[Kepala OPD diminta membuat daftar piket] dan [menyetornya ke bagian umum].",
        "[Pegawai wajib mencatat jam masuk dan pulangnya].",
        # What somebody does with the lesson or the list is not what he says of it.
        "[Guru menyampaikan materi lewat radio kepada para siswa].",
        # Who else does it; not who is exempt as well.
        "[Camat tetap masuk kantor]. Begitu juga [petugas puskesmas dan penjaga pintu air].",
        "WFH tidak berlaku bagi camat. Begitu juga petugas puskesmas dan penjaga pintu air.",
        "[Yang tetap masuk adalah petugas puskesmas, penjaga pintu air, dan sopir ambulans].",
        "[Ada sejumlah unit yang harus tetap buka].",
        "Ada sejumlah unit yang menunggu giliran.",
        # What is enough, and what share works where.
        "[Mereka cukup menyerahkan surat keterangan dokter kepada lurah].",
        "[Tiga perempat pegawai kelurahan berkantor di rumah].",
        "Tiga perempat pegawai kelurahan sudah bekerja di rumah.",
        # Who heads a unit is who decides.
        '"[Kepala OPD yang tentukan siapa orangnya]," katanya.',
        # A thing is limited, and people are told what to do instead.
        "[Pemakaian mobil dinas dibatasi], dan [pegawai diimbau bersepeda ke kantor].",
        # A document by its number, before what it orders.
        "Lewat Instruksi Bupati Landak Nomor 12/I/2021, [seluruh pasar wajib tutup pukul 17.00].",
        "Sesuai edaran bupati nomor 800/12/BKD, [cuti bersama jatuh pada tanggal 29 April].",
        # Where it says so, what it is like, and that it has not come.
        "Peringatan itu disampaikan lewat surat edaran.",
        "Sifatnya boleh, tidak wajib.",
        "Penerapan lima hari kerja di Landak, Kalimantan Barat, urung dimulai.",
        "Itu diatur dinas pendidikan, bukan di edaran ini.",
        # Figures, reassurance, asides.
        "Data dinas kesehatan menunjukkan pasien yang dirawat bertambah.",
        "Wabah ini tidak menular ke manusia, dagingnya aman dikonsumsi.",
        '"Silakan produksi, cuma caranya diubah," katanya.',
        '"Jangan sampai warga datang, loketnya kosong," katanya.',
        '"Jangan panik," katanya.',
        "Provinsi tetangga lebih dulu menutup tempat wisata.",
        "Menteri sempat membolehkan mobil dinas dipakai mudik.",
        # Who does not take part, by name.
        "Perangkat daerah yang tidak melaksanakan WFH yaitu dinas sosial dan dinas perhubungan.",
        "Kekecualian diberikan bagi nelayan yang mengantongi surat camat.",
        # What need not be is no duty.
        "[Pegawai tidak harus memakai seragam pada hari Jumat].",
        # Abbreviations of neighbourhoods may end a sentence.
        '[Lurah wajib mengaktifkan ronda bersama RT/RW]. "Warga senang," katanya.',
    ],
)
def test_reports_tell_rules_without_a_modal(marked: str) -> None:
    assert [text for text, _ in _found(report(_MARK.sub(r"\1", marked)))] == _MARK.findall(marked)


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("1. [Kiranya camat mengirimkan laporan setiap pekan].", "should"),
        ("1. [Tolong jaga kebersihan ruang kerja].", "should"),
        ("1. [Pada masa libur lebih baik tidak bepergian ke luar kota].", "should"),
        ("1. [Pada masa libur ada baiknya pegawai menyimpan kendaraan dinas].", "should"),
        ("1. [Kami berharap seluruh warga menjaga kebersihan].", "should"),
        ("1. [Sekolah di zona merah belum diizinkan menggelar ujian].", "must_not"),
    ],
)
def test_words_that_advise_or_ban(marked: str, modality: str) -> None:
    assert _found(letter(_MARK.sub(r"\1", marked))) == [
        (text, modality) for text in _MARK.findall(marked)
    ]


@pytest.mark.parametrize(
    "marked",
    [
        # Who does it, in a relative clause before the rule.
        "1. [Pegawai yang tetap melaksanakan tugas di kantor, wajib memakai masker].",
        # A noun said again with another word behind it, and a single word for a thing.
        "1. [Sekolah wajib menyesuaikan zona merah dan zona oranye dilaksanakan secara daring].",
        "1. [Pegawai wajib menerapkan sistem 1 hari masuk kantor dan 1 hari bekerja di rumah].",
        "1. [Camat mendata warga yang membayar listrik dan air diberikan gratis].",
        # The force of what stands before the comma.
        "1. [Kegiatan warga, terutama yang banyak mengundang orang, tidak diperkenankan].",
        # A list of acts of different types, without a modal too.
        "1. [Pengurus wajib menyediakan tempat cuci tangan], [mengukur suhu tubuh jemaah], serta"
        " [menjaga jarak antarjemaah].",
        # Manners, reviews, consequences and more of what is excepted are no second rule.
        "1. [Pegawai wajib bekerja secara jujur, tertib, dan bertanggung jawab].",
        "1. [Perjalanan dinas ditunda kecuali kegiatan yang mendesak dan tidak dapat diwakilkan].",
        "1. [Apabila pegawai harus bepergian, maka yang bersangkutan wajib melapor].",
        # Both halves name who is bound, or have their own verb.
        "1. [Pegawai wajib mengisi presensi] dan [siswa agar memakai masker].",
        "1. [Membentuk satuan tugas di kantor] dan [mengarahkan pegawai agar memakai masker].",
        "1. [Apel ditiadakan] dan [presensi dilakukan secara daring].",
        # A ban behind a duty, and a duty behind a ban, though of one type.
        "1. [Warga wajib menimbun genangan air] dan [dilarang membuang sampah ke kali].",
        "1. [Warga wajib menimbun genangan air dan mengalirkan air got].",
        # What opens the rule behind its comma is none.
        "1. [Selama kantor tutup, pajak dapat dibayar melalui aplikasi].",
        # Who pays taxes is bound by nothing.
        "1. [Memeriksa kembali alamat dan nama wajib pajak].",
    ],
)
def test_where_a_joint_divides(marked: str) -> None:
    body = "Sehubungan dengan itu, agar Saudara melaksanakan hal-hal sebagai berikut:\n"
    found = _found(letter(body + _MARK.sub(r"\1", marked)))
    assert [text for text, _ in found] == _MARK.findall(marked)


def test_what_the_exempt_go_on_doing_is_the_rule() -> None:
    text = "1. Ketentuan angka 1 tidak berlaku bagi RSUD dan Puskesmas, yang tetap melayani warga."
    assert [told for told, _ in _found(letter(text))] == ["tetap melayani warga"]
    text = "KETIGA Ketentuan tersebut dikecualikan bagi RSUD, yang beroperasi penuh."
    assert _found(letter(text)) == []


def test_rows_of_hours_below_their_sum_are_rules() -> None:
    body = """
        1. Jam kerja pegawai ditetapkan 32 jam dalam seminggu, dengan rincian :
          a. Bagi kantor yang melaksanakan 5 hari kerja
            - Senin s.d. Kamis : Pukul 08.00 - 15.00 WIB, istirahat pukul 12.00 - 12.30 WIB
            - Jumat : Pukul 08.00 - 15.30 WIB, istirahat pukul 11.30 - 12.30 WIB
    """
    assert [told for told, _ in _found(letter(body))] == [
        "Jam kerja pegawai ditetapkan 32 jam dalam seminggu, dengan rincian",
        "Senin s.d. Kamis : Pukul 08.00 - 15.00 WIB, istirahat pukul 12.00 - 12.30 WIB",
        "Jumat : Pukul 08.00 - 15.30 WIB, istirahat pukul 11.30 - 12.30 WIB",
    ]


def test_a_short_noun_with_its_way_is_a_rule_of_a_list() -> None:
    items = "1. Menyusun jadwal piket.\n2. Perkuliahan secara daring penuh.\n3. Daftar nama dosen."
    found = _found(letter(f"Agar Saudara melaksanakan:\n{items}"))
    told = [text for text, _ in found]
    assert told == ["Menyusun jadwal piket", "Perkuliahan secara daring penuh"]


@pytest.mark.parametrize(
    ("told", "bearer"),
    [
        (
            "Pejabat Pembina Kepegawaian (PPK) diminta mengatur jadwal.",
            "Pejabat Pembina Kepegawaian (PPK)",
        ),
        ("Pegawai kontrak juga sudah diminta mengisi presensi.", "Pegawai kontrak"),
        ("Pegawai kontrak kini diwajibkan mengisi presensi.", "Pegawai kontrak"),
        (
            "Sementara pengelola hotel, pemilik kafe wajib menutup usahanya.",
            "pengelola hotel, pemilik kafe",
        ),
    ],
)
def test_who_is_bound(told: str, bearer: str) -> None:
    (found,) = find_obligations(report(told), _TYPES)
    assert found.value.bearer == bearer


def test_who_calls_on_people_advises() -> None:
    text = "Ia mengajak warga menanam pohon di halaman rumah."
    assert _found(report(text)) == [("mengajak warga menanam pohon di halaman rumah", "should")]
