"""Classes and kinds of services, units and positions."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import ModelFolder, model_folder


@pytest.fixture(scope="module")
def taxonomy() -> ServiceTaxonomy:
    return ServiceTaxonomy.load(model_folder())


@pytest.mark.parametrize(
    ("text", "kind", "service"),
    [
        # named units
        ("Dinas Kesehatan", "agency", "health"),
        ("RSUD dr. Soetomo", "agency", "hospital"),
        ("Satpol-PP", "agency", "public_order"),
        ("Sat. Pol. PP", "agency", "public_order"),
        ("BPBD", "agency", "disaster"),
        ("DPM-PTSP", "agency", "permits"),
        ("Dinas Perumahan Rakyat dan Kawasan Permukiman", "agency", "housing"),
        ("UPT Samsat", "agency", "revenue"),
        ("UPTD Puskesmas Rawat Inap", "agency", "clinic"),
        ("Puskesmas", "agency", "clinic"),
        ("Bakesbangpol", "agency", "politics_unity"),
        ("Perumda Air Minum", "agency", "water_supply"),
        ("kecamatan", "agency", "district_office"),
        ("Inspektorat Daerah", "agency", "inspectorate"),
        ("Bagian Pengadaan Barang dan Jasa", "agency", "procurement"),
        ("Badan Pengelola Keuangan dan Aset Daerah", "agency", "finance"),
        ("Kantor Imigrasi", "agency", "national_agency"),
        ("Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", "agency", "social"),
        ("RSKTM", "agency", "hospital"),
        ("Instalasi Gizi", "service", "hospital"),
        ("DLHK3", "agency", "environment"),
        ("Perindagkop", "agency", "cooperative_trade"),
        ("Dinsosdalduk", "agency", "social"),
        ("Public Safety Center (PSC) 119", "agency", "health"),
        ("panewu", "position", None),
        ("DLH bidang persampahan", "agency", "sanitation"),
        ("Dinas Lingkungan Hidup dan Kebersihan", "agency", "environment"),
        ("Badan Keuangan Daerah bidang pelayanan pajak", "agency", "revenue"),
        ("bank", "agency", "essential_private"),
        ("Bank Papua", "agency", "national_agency"),
        # a word that says little yields to the one that says more
        ("pos damkar", "agency", "fire_rescue"),
        ("perusahaan kesehatan", "service", "health"),
        ("pos", "service", "national_agency"),
        # sectors and those who serve in them
        ("ketenagalistrikan", "service", "forestry_energy"),
        ("puskesmas", "service", "clinic"),
        ("rumah sakit", "service", "hospital"),
        ("perijinan", "service", "permits"),
        ("petugas kebersihan", "service", "sanitation"),
        ("sopir", "service", "security_guard"),
        ("penjaga sekolah", "service", "security_guard"),
        ("mobil tangki air", "service", "water_supply"),
        ("petugas keamanan", "service", "security_guard"),
        ("tenaga medis", "service", "health"),
        ("guru", "service", "education"),
        ("petugas perekaman e-KTP", "service", "civil_registry"),
        ("pemadam kebakaran", "service", "fire_rescue"),
        ("unit yang memberikan pelayanan langsung", "service", "generic_public_service"),
        ("sektor esensial", "service", "essential_private"),
        ("petugas uji KIR", "service", "transport"),
        ("kampung", "service", "village"),
        ("Lampung", "service", "other"),
        ("protokol", "service", "secretariat"),
        ("pertamanan", "service", "cemetery_parks"),
        ("DKP", "agency", "fisheries"),
        ("DPKP", "agency", "fire_rescue"),
        ("Dinas Perumahan dan Kawasan Permukiman (DPKP)", "agency", "housing"),
        # positions
        ("Camat", "position", None),
        ("para Asisten", "position", None),
        ("Kepala Dinas Kesehatan", "position", None),
        ("Pejabat Administrator", "position", None),
        ("1 (satu) level pejabat struktural", "position", None),
        ("minimal 2 (dua) level jabatan struktural", "position", None),
        ("Sekretaris DPRD", "position", None),
        ("bendahara pengeluaran", "position", None),
        ("ajudan", "position", None),
        ("pegawai yang menduduki jabatan pengawas", "position", None),
        # misprints
        ("Badan Pajak dan Restribusi Darah", "agency", "revenue"),
        ("Sekrtaris Daerah", "position", None),
        ("pemadam kebakran", "service", "fire_rescue"),
        ("Dinas Perhubngan", "agency", "transport"),
        # nothing known
        ("pasangan pengantin", "service", "other"),
        ("", "service", "other"),
    ],
)
def test_classify(taxonomy: ServiceTaxonomy, text: str, kind: str, service: str | None) -> None:
    assert taxonomy.classify(text) == (kind, service)


# Short forms and synonyms of each class.
SYNONYMS = {
    "health": "Dinas Kesehatan | Dinkes | Diskes | tenaga kesehatan | nakes | labkesda",
    "hospital": "RSUD | RSD | RS Jiwa | rumah sakit umum daerah",
    "clinic": "Pustu | klinik | posyandu | balai pengobatan",
    "education": "Dinas Pendidikan | Disdik | Disdikbud | sekolah | guru | PAUD/TK/SD/SMP",
    "public_works": "Dinas PU | PUPR | DPUPR | Bina Marga | tata ruang",
    "water_supply": "PDAM | Perumda Air Minum | SPAM",
    "housing": "Disperkim | Perkimtan",
    "public_order": (
        "Satuan Polisi Pamong Praja | Satpol-PP | Sat Pol PP | pol pp | linmas | trantib"
    ),
    "fire_rescue": "Damkar | DPKP | Dinas Pemadam Kebakaran dan Penyelamatan | Damkarmat",
    "disaster": "BPBD | Badan Penanggulangan Bencana Daerah | Gugus Tugas | posko",
    "social": "Dinas Sosial | Dinsos | panti | bansos",
    "manpower": "Disnaker | Disnakertrans | BLK",
    "women_child": "DP3A | DPPPA | DP3AP2KB | UPTD PPA",
    "food_security": "Dinas Ketahanan Pangan",
    "environment": "DLH | Dinas Lingkungan Hidup | BLH",
    "sanitation": "kebersihan | persampahan | petugas kebersihan jalan | TPA",
    "cemetery_parks": "pemakaman | TPU",
    "civil_registry": (
        "Disdukcapil | Dispendukcapil | Capil | catatan sipil | pencatatan sipil | kependudukan"
    ),
    "village": "DPMD | Dinas PMK | desa | pekon | gampong",
    "family_planning": "DPPKB | PLKB",
    "transport": "Dishub | terminal | uji KIR | UPPKB | juru parkir",
    "ict_pr": "Diskominfo | Diskominfotik | humas | persandian | statistik",
    "cooperative_trade": "Diskop | Disperindag | Disdag | UPTD pasar | metrologi",
    "permits": "DPMPTSP | DPM-PTSP | BPMP2T | PTSP | perizinan | perijinan | MPP",
    "youth_sport_tourism": "Dispora | Disporapar | Disbudpar",
    "library_archive": "Disperpusip | Dispusip | Arsip",
    "agriculture": "Dinas Pertanian | Distan | Disnak | Disbun | rumah potong hewan | karantina",
    "fisheries": "DKP | Diskan | TPI",
    "forestry_energy": "Dishut | KPH | ESDM",
    "revenue": (
        "Bapenda | Dispenda | BPPRD | BPRD | Badan Pengelola Pajak dan Retribusi Daerah | "
        "Samsat | pajak"
    ),
    "finance": "BPKAD | BPKPD | DPPKAD | BKAD | kas daerah | keuangan",
    "personnel": "BKD | BKPP | BKPSDM | BKPPD | BKDPSDM | BPSDM",
    "planning_research": "Bappeda | Bapelitbang | Brida",
    "inspectorate": "APIP",
    "secretariat": "Sekretariat Daerah | bagian umum | Sekretariat DPRD",
    "district_office": "kantor kecamatan | kelurahan",
    "politics_unity": "Badan Kesbangpol",
    "security_guard": "satpam | pengamanan | penjaga malam",
    "generic_public_service": "bagian pelayanan masyarakat | unit pelayanan | OPD pelayanan",
}


@pytest.mark.parametrize(("service", "names"), SYNONYMS.items())
def test_names_of_a_class(taxonomy: ServiceTaxonomy, service: str, names: str) -> None:
    found = {name: taxonomy.classify(name)[1] for name in names.split(" | ")}
    assert found == dict.fromkeys(found, service)


@pytest.mark.parametrize("text", ["ASN", "seluruh PNS", "Perangkat Daerah", "pegawai"])
def test_staff_alone_is_no_item(taxonomy: ServiceTaxonomy, text: str) -> None:
    assert taxonomy.is_staff(text)


def test_specific_class_beats_the_general_one(taxonomy: ServiceTaxonomy) -> None:
    assert taxonomy.classify("pelayanan publik bidang kesehatan")[1] == "health"
    assert taxonomy.is_generic("pelayanan publik")


def test_missing_table(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text('[health]\nunits = []\nwords = ["dokter"]\n')
    with pytest.raises(ValueError, match="kinds"):
        ServiceTaxonomy.load(ModelFolder((tmp_path,)))


def test_energy_and_finance_are_sectors_among_sectors(taxonomy: ServiceTaxonomy) -> None:
    named = taxonomy.classify_list(["energi", "keuangan", "logistik", "perhotelan", "konstruksi"])
    assert {service for _, service in named} == {"essential_private"}


def test_offices_among_sectors_stay_offices(taxonomy: ServiceTaxonomy) -> None:
    named = taxonomy.classify_list(["Badan Keuangan", "logistik", "perhotelan", "konstruksi"])
    assert named[0] == ("agency", "finance")


def test_few_sectors_make_no_list_of_sectors(taxonomy: ServiceTaxonomy) -> None:
    named = taxonomy.classify_list(["kesehatan", "energi", "logistik"])
    assert named[1] == ("service", "forestry_energy")
