"""Messages by wire (radiogram, surat kawat): capitals throughout, stops written as words."""

from __future__ import annotations

from analysed import analysed, parsed

_MESSAGE = """KEMENTERIAN DALAM NEGERI
REPUBLIK INDONESIA

RADIOGRAM

DARI : MENDAGRI
KEPADA : Yth. GUBERNUR SELURUH INDONESIA
TEMBUSAN : Yth. 1. MENKO PMK
2. KEPALA BADAN POM
KLASIFIKASI : SEGERA
NOMOR : 360/17/Bak

DLM RANGKA MENGHADAPI MUSIM HUJAN DI DAERAH RAWAN BANJIR KMA BERSAMA INI
DISAMPAIKAN HAL SBB TTK DUA

AAA TTK DIMINTA BANTUAN SDR GUBERNUR UTK MENYAMPAIKAN KEPADA BUPATI AGAR MENYIAPKAN
PERALATAN SBG BERIKUT TTK DUA
SATU TTK UTK DAERAH PESISIR MENYAMPAIKAN LAPORAN TINGGI GELOMBANG SERTA JUMLAH PERAHU
KARET KEPADA KEMENDAGRI TTK KMA
DUA TTK UTK DAERAH PEGUNUNGAN MENYAMPAIKAN LAPORAN JALAN YG RAWAN LONGSOR BESERTA
JUMLAH ALAT BERAT KEPADA KEMENDAGRI TTK KMA
BBB TTK LAPORAN DISAMPAIKAN KEPADA MENDAGRI SETIAP HARI PALING LAMBAT PUKUL DELAPAN
PAGI WIB TTK KMA
CCC TTK DUM TTK HBS

PENGIRIM : a.n. MENDAGRI
DIRJEN BINA ADMINISTRASI KEWILAYAHAN
NAMA : Drs. SUROSO WIDODO, M.Si
Tanggal Pembuatan: 08-01-2021
"""


def test_head_and_signature() -> None:
    record = parsed(_MESSAGE)
    assert (record.document_type, record.number) == ("other", "360/17/Bak")
    assert record.addressees == ["GUBERNUR SELURUH INDONESIA"]
    assert record.copies_to == ["MENKO PMK", "KEPALA BADAN POM"]
    assert record.issuer.title == "MENDAGRI"
    signatory = record.signatory
    assert (signatory.name, signatory.on_behalf_of) == ("Drs. SUROSO WIDODO, M.Si", "MENDAGRI")
    assert signatory.position == "DIRJEN BINA ADMINISTRASI KEWILAYAHAN"
    assert str(record.issued_on) == "2021-01-08"


def test_items() -> None:
    analysis = analysed(_MESSAGE)
    labels = [clause.label for clause in analysis.all_clauses() if clause.label]
    assert [label.split()[0] for label in labels] == ["AAA", "SATU", "DUA", "BBB", "CCC"]


def test_rules_end_before_their_stop() -> None:
    assert [rule.text for rule in parsed(_MESSAGE).obligations] == [
        "DAERAH PESISIR MENYAMPAIKAN LAPORAN TINGGI GELOMBANG SERTA JUMLAH PERAHU KARET KEPADA "
        "KEMENDAGRI",
        "DAERAH PEGUNUNGAN MENYAMPAIKAN LAPORAN JALAN YG RAWAN LONGSOR BESERTA JUMLAH ALAT BERAT "
        "KEPADA KEMENDAGRI",
        "LAPORAN DISAMPAIKAN KEPADA MENDAGRI SETIAP HARI PALING LAMBAT PUKUL DELAPAN PAGI WIB",
    ]
