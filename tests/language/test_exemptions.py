"""Who is left out of a restriction: marked sentences, lists below a clause, annexes, traps."""

from __future__ import annotations

import re

import pytest

from circular_parser.document import Box, Document, Line, Page, TextBuilder, Word
from circular_parser.language.analysis import Analysis, Section, SectionKind
from circular_parser.language.clauses import build_clauses
from circular_parser.language.exemptions import ExemptionPatterns, find_exemptions
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import model_folder

_MARK = re.compile(r"\[([^\]]*)\]")
_CONTEXT = "Pegawai bekerja dari rumah."


@pytest.fixture(scope="module")
def patterns() -> ExemptionPatterns:
    folder = model_folder()
    return ExemptionPatterns.load(folder / "exemptions.toml", ServiceTaxonomy.load(folder))


def _analysis(text: str, kind: SectionKind = "body", left: float | None = None) -> Analysis:
    """Return the analysis of *text*: an empty line begins a block, a tab sets a column."""
    builder = TextBuilder()
    lines: list[Line] = []
    block = 0
    for number, row in enumerate(text.split("\n")):
        if not row.strip():
            block += 1
            continue
        x = 60.0 if left is None else left + 200.0 * row.count("\t")
        words = [
            Word(w, None if left is None else Box(x, 12.0 * number, x + 50, 12.0 * number + 10))
            for w in row.split()
        ]
        line = Line(words, page=1, block=block)
        builder.add(line)
        lines.append(line)
    page = Page(1, 595, 842, "plain", "test", lines=lines)
    document = Document(builder.text(), [page], "test", "0" * 64, "text/plain")
    section = Section(kind, lines)
    analysis = Analysis(document, sections=[section], roles={1: "letter"})
    analysis.clauses = build_clauses(section, document.text)
    return analysis


def _texts(patterns: ExemptionPatterns, text: str) -> list[str]:
    analysis = _analysis(f"{text}\n\n{_CONTEXT}")
    found = find_exemptions(analysis, patterns)
    for candidate in found:
        quoted = " ".join(analysis.text[candidate.start : candidate.end].split())
        assert quoted == candidate.value.text
        assert 0 < candidate.score <= 1
    return [c.value.text for c in found]


MARKED = [
    # kecuali, terkecuali, dikecualikan
    "Seluruh ASN bekerja dari rumah kecuali [Camat], [Lurah] dan [Kepala UPTD].",
    "Pegawai melaksanakan WFH, terkecuali [petugas kebersihan] dan [penjaga malam].",
    "WFH diterapkan bagi semua pegawai, kecuali [Satpol PP], [BPBD], [Damkar], serta [Dinas Kesehatan].",
    "Kebijakan bekerja dari rumah dikecualikan bagi [RSUD], [puskesmas] dan [Dinas Perhubungan].",
    "Dikecualikan dari ketentuan angka 1 adalah [Inspektur], [Sekretaris DPRD], dan [Staf Ahli].",
    "Dinas yang dikecualikan antara lain [Dinas Sosial], [Disdukcapil], [DPMPTSP].",
    "[Camat dan Lurah] dikecualikan dari ketentuan ini.".replace(
        "[Camat dan Lurah]", "[Camat] dan [Lurah]"
    ),
    "Pengecualian diberikan untuk [tenaga medis], [petugas pemadam kebakaran], dan [sopir ambulans].",
    "Ketentuan tersebut dikecualikan untuk [Dinas Kependudukan dan Pencatatan Sipil] dan [Dinas Perhubungan].",
    "Sistem kerja dari rumah dikecualikan terhadap [Pejabat Pimpinan Tinggi Pratama], [Pejabat Administrator] dan [Pejabat Pengawas].",
    "ASN bekerja di rumah, kecuali bagi [Sekretaris Daerah], [Asisten], [Kepala Dinas] dan [1 (satu) level di bawahnya].",
    "Semua pegawai WFH kecuali yang bertugas di [rumah sakit] dan [puskesmas].",
    # tidak berlaku
    "Ketentuan bekerja dari rumah tidak berlaku bagi [RSUD dr. Harjono], [Puskesmas] dan [Labkesda].",
    "Aturan WFH ini tidak berlaku untuk pegawai di [Dinas Kesehatan], [BPBD], dan [Satpol PP].",
    "Kerja dari rumah tidak berlaku pada [unit yang memberikan pelayanan langsung kepada masyarakat].",
    "Edaran tidak diberlakukan bagi [guru] dan [tenaga kependidikan].",
    "Penyesuaian kerja tidak berlaku bagi pegawai yang bertugas di bagian pelayanan seperti di [Dinas Perhubungan], [Dinas Pertanian] dan [Samsat].",
    # tetap masuk kantor
    "[Camat], [Lurah], dan [Kepala OPD] tetap masuk kantor.",
    "Sedangkan [pejabat struktural] tetap bekerja di kantor seperti biasa.",
    "Bagi [petugas kebersihan], [pemadam kebakaran] dan [Satpol PP] tetap bertugas seperti biasa.",
    "Khusus [RSUD], [Puskesmas] dan [BPBD] tetap melaksanakan tugas di kantor.",
    "Khusus instansi yang melayani masyarakat seperti [rumah sakit], [pasar], dan [terminal] tetap buka.",
    "Khusus perangkat daerah yang melayani publik yakni [Disdukcapil], [DPMPTSP], dan [Bapenda] tetap melaksanakan tugas di kantor.",
    "Perangkat Daerah yang tetap masuk kantor antara lain [Dinas Lingkungan Hidup], [Dinas PUPR] dan [kecamatan].",
    "OPD yang tetap WFO yaitu [BPBD], [Dinas Kesehatan], [Dinas Sosial].",
    "Untuk [OPD yang memberikan pelayanan langsung] tetap masuk kerja seperti biasa.",
    '"Kepala dinas harus hadir," katanya, sementara [tenaga kesehatan] dan [petugas lapangan] tetap berkantor.',
    "Namun, [Kepala Bagian] dan [Kepala Sub Bagian] tetap ngantor.",
    "Demi pelayanan, seluruh [Pejabat Administrator] dan [Pejabat Pengawas] tetap melaksanakan tugas di kantor.",
    "[Dokter], [perawat], dan [bidan] tetap bekerja di tempat tugas.".replace(
        "tempat tugas", "tempat kerja"
    ),
    "[RSUD Kota Salatiga], [RS Jiwa] dan [Puskesmas] tetap beroperasi.",
    "Pelayanan tatap muka dihentikan, sedangkan [Mal Pelayanan Publik] tetap buka.",
    # full attendance
    "[Dinas Kesehatan] dan [BPBD] melaksanakan WFO 100 persen.",
    "WFO 100% berlaku bagi [Satpol PP], [Damkar] dan [Dishub].",
    "Untuk sementara, [RSUD] bekerja di kantor 100%.",
    "WFO diberlakukan penuh bagi [Camat], [Lurah] dan [Kepala Puskesmas].",
    "[Dinas Kesehatan] 50 persen WFO.",
    "[RSUD] dan [BPBD] melayani 24 jam.",
    "[Terminal] dan [pasar] beroperasi seperti biasa.",
    # other openers
    "Seluruh pegawai selain [Camat], [Lurah] dan [Kepala Sub Bagian] melaksanakan WFH.",
    "Kebijakan ini tidak termasuk [Dinas Kesehatan], [RSUD], dan [Puskesmas].",
    "Tugaskan minimal 2 level pejabat struktural. Termasuk di dalamnya [Kepala Bagian], [Camat] dan [Lurah].",
    "Perangkat Daerah yang menyelenggarakan pelayanan publik ([RSUD], [Disdukcapil], [DPMPTSP]) tetap melaksanakan tugas di kantor.",
    "[Pejabat Administrator] (eselon III) dan [Pejabat Pengawas] (eselon IV) tetap masuk kantor.",
    "[Kepala Perangkat Daerah], [Camat] dan [Lurah] wajib bekerja di kantor.",
    "Ketentuan ini tidak berlaku bagi:\na. [Pejabat Pimpinan Tinggi Pratama] dan [Pejabat Administrator];\n"
    "b. [Camat], [Lurah] serta [Kepala Puskesmas];\nc. [Satuan Polisi Pamong Praja dan Pemadam Kebakaran];\n"
    "d. [penjaga malam], [pengemudi] dan [petugas kebersihan].",
    "Unit kerja berikut tetap bekerja di kantor:\n1. [Rumah Sakit Umum Daerah];\n"
    "2. [Dinas Perikanan], khusus petugas pelabuhan;\n3. [Badan Pengelola Pajak dan Retribusi Daerah]; dan\n"
    "4. [Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak].",
    "Pengecualian:\na. [Puskesmas] (loket dan UGD)\nb. [Dinas Perhubungan] untuk petugas terminal\nc. [Perumda Pasar]",
    "Perangkat Daerah yang bersentuhan langsung dengan masyarakat tetap melaksanakan tugas di kantor, meliputi urusan:\n"
    "a. [kesehatan];\nb. [ketenteraman dan ketertiban umum];\nc. [air minum]; dan\nd. [administrasi kependudukan].",
    "Dikecualikan dari ketentuan angka 1, yaitu:\na. Pejabat:\n1) [Camat];\n2) [Lurah];\nb. Perangkat Daerah:\n1) [BPBD];\n2) [RSUD].",
    "OPD yang dikecualikan:\n- [Dinas Kesehatan]\n- [Disdukcapil]\n- [Samsat]",
    # not allowed to stay at home
    "[Pejabat Pimpinan Tinggi] dan [Camat] tidak diperkenankan WFH.",
    "[Satpol PP], [BPBD] dan [Damkar] tidak menerapkan WFH.",
    # names with an inner conjunction, brackets and slashes
    "ASN bekerja dari rumah, kecuali [Satuan Polisi Pamong Praja dan Pemadam Kebakaran], [Dinas Perumahan Rakyat dan Kawasan Permukiman], dan [Inspektorat].",
    "Kecuali [Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu (DPMPTSP)] dan [Badan Keuangan dan Aset Daerah (BKAD)].",
    "WFH dikecualikan bagi [pendapatan/pajak], [kependudukan dan catatan sipil], [perijinan].",
    "WFH dikecualikan bagi [Camat]/[Lurah], dan [Satpol PP]/[Damkar].",
    "Kecuali pejabat [Camat], [Lurah] (yang ditunjuk Bupati), dan [Kepala Puskesmas].".replace(
        "pejabat [", "["
    ),
    "Kecuali [Badan Penanggulangan Bencana Daerah (BPBD)], [Rumah Sakit Umum Daerah (RSUD)] dan lain-lain.",
    "WFH tidak berlaku bagi [kecamatan dan kelurahan].",
    "Kecuali [Dinas Komunikasi dan Informatika] serta [Dinas Perpustakaan dan Kearsipan].",
    "Kecuali [Dinas Kesehatan], [Dinas Pekerjaan Umum dan Penataan Ruang] sesuai kebutuhan masing-masing.",
    "Kecuali [sopir], [satpam], [cleaning service] dan [ajudan] yang diatur oleh atasannya.",
    "Dikecualikan bagi [Dinas Ketahanan Pangan dan Pertanian], [Perumda Air Minum], dan [UPT Samsat].",
    "WFH tidak berlaku untuk [petugas layanan perekaman KTP] dan [petugas penagihan pajak].",
]

TRAPS = [
    # errands and reasons
    "Pegawai tidak boleh keluar rumah, kecuali membeli kebutuhan pokok atau berobat.",
    "ASN yang WFH dilarang meninggalkan rumah kecuali ada hal mendesak dan seizin atasan.",
    "Dilarang bepergian ke luar daerah, kecuali melaksanakan tugas kedinasan.",
    "Pegawai tetap di rumah kecuali untuk keperluan kesehatan.",
    "ASN dilarang keluar kota kecuali dalam keadaan darurat kesehatan.",
    "Rapat ditiadakan kecuali yang sangat penting.",
    # vehicles, leave, events
    "Kendaraan dinas tidak dioperasikan, kecuali ambulans, mobil pemadam kebakaran dan truk sampah.",
    "Tidak diberikan cuti, kecuali cuti melahirkan dan cuti sakit.",
    "Kegiatan hiburan dilarang, kecuali akad nikah.",
    # those who stay at home
    "ASN tetap melaksanakan tugas di kantor kecuali yang berstatus ODP.",
    "Pegawai wajib masuk kantor kecuali ibu hamil dan pegawai yang sakit.",
    "Pegawai yang hamil, menyusui, dan berusia di atas 50 tahun bekerja dari rumah.",
    "Seluruh ASN tanpa terkecuali bekerja dari rumah, Camat mengawasi.",
    "Minimal 2 (dua) level pejabat struktural tetap melaksanakan tugas di kantor.",
    "Pegawai boleh WFH apabila:\na. sedang hamil;\nb. berusia di atas 50 tahun;\nc. petugas kesehatan yang sakit.",
    "Mencabut dan menyatakan tidak berlaku:\na. Surat Edaran Bupati tentang Dinas Kesehatan;\nb. Surat Sekretaris Daerah.",
    # no exemption at all
    "Surat edaran sebelumnya dicabut dan dinyatakan tidak berlaku.",
    "Pegawai WFH tetap bertugas dan tidak menyalahgunakan waktu.",
    "Pelayanan secara daring tetap berjalan seperti biasa.",
    "Petugas pelayanan yang tetap melayani wajib memakai masker.",
    "Seluruh ASN tetap mematuhi protokol kesehatan.",
    "Camat dan Lurah melaporkan pelaksanaan edaran ini kepada Bupati.",
    "Kepala Dinas Kesehatan mengatakan kasus bertambah.",
    "ASN bekerja dari rumah sampai dengan 31 Maret, kecuali ditentukan lain.",
    "Perangkat Daerah tetap memberikan laporan setiap hari.",
    "Ketentuan lain tetap berlaku.",
]


@pytest.mark.parametrize("marked", MARKED)
def test_marked_sentence(patterns: ExemptionPatterns, marked: str) -> None:
    assert _texts(patterns, _MARK.sub(r"\1", marked)) == _MARK.findall(marked)


@pytest.mark.parametrize("text", TRAPS)
def test_trap(patterns: ExemptionPatterns, text: str) -> None:
    assert _texts(patterns, text) == []
