"""Who issues and who signs, as reports say it: texts that carry their own marks.

Of a text, ``<t>`` marks the office that issues, ``<n>`` the signatory's name, ``<p>`` the
position, ``<b>`` the office signed for; a value in the tag stands for text that is completed
(``<t Bupati Jepara>Bupati</t>``). What is not marked must be null.
"""

# ruff: noqa: E501 - a marked text stands on one line

from __future__ import annotations

import pytest

from analysed import parsed, unmarked

_SE = "Surat Edaran Nomor 12 Tahun 2024 tentang Jam Kerja"

# Text, region, capacity of the signatory.
SIGNED: list[tuple[str, str | None, str | None]] = [
    # Passive: the signer stands behind the verb, however that is spelled.
    (f"KUDUS - {_SE} ditandatangani oleh <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani langsung oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} telah di tandatangani <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} itu ditanda tangani <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangi <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} yang ditandatangan oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} diteken <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> pekan lalu.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani pada 4 Mei 2024 oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani secara elektronik oleh <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUPANG - {_SE} ditandatangani di Kupang oleh <p><t>Wali Kota Kupang</t></p> <n>Yermias Lado</n>.", "Kota Kupang", "definitive"),
    (f"KUDUS - {_SE} ditetapkan oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} dikeluarkan oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} diterbitkan pada 4 Mei 2024 oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    # Active.
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menandatangani {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, resmi meneken {_SE}.", "Kabupaten Kudus", "definitive"),
    (f'KUDUS - Pemkab Kudus menerbitkan {_SE}. "Pasar tutup," tulis <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> dalam surat edaran itu.', "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> kembali mengeluarkan {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menerbitkan {_SE}.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengimbau pegawai melalui Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    (f'KUDUS - Pemkab Kudus menerbitkan {_SE}. "SE itu sudah saya teken kemarin," kata <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.', "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Kepala Disdikpora Kudus</t></p> <n>Hartanto Wibisono</n> juga membuat surat edaran bagi siswa.", "Kabupaten Kudus", "definitive"),
    # The name before the office, with degrees, initials, brackets.
    (f"PALU - {_SE} ditandatangani <n>Ratna Dewi Lestari</n> selaku <p><t>Wali Kota Palu</t></p>, kemarin.", "Kota Palu", "definitive"),
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p>, <n>Dr. Ir. H. Burhan Lamato, M.Si</n>.", "Kota Palu", "definitive"),
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p> <n>H.M. Burhan Lamato SE MM</n>.", "Kota Palu", "definitive"),
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p>, <n>Ikhwan</n>, Senin (6/5/2024).", "Kota Palu", "definitive"),
    # Acting: Plt., Plh., Pj., Pjs., written out or with the short form in brackets.
    (f"METRO - {_SE} ditandatangani Plt <p><t>Wali Kota Metro</t></p> <n>Sulistiono</n>.", "Kota Metro", "plt"),
    (f"METRO - {_SE} diteken Pj. <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "pj"),
    (f"METRO - {_SE} ditandatangani Penjabat (Pj) <p><t>Wali Kota Metro</t></p>, <n>Sulistiono Adi</n>.", "Kota Metro", "pj"),
    (f"METRO - {_SE} ditandatangani Penjabat Sementara <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "pjs"),
    (f"METRO - {_SE} ditandatangani Pelaksana Tugas (Plt) <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "plt"),
    (f"METRO - {_SE} ditandatangani Pelaksana Harian <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "plh"),
    (f"METRO - {_SE} ditandatangani Penjabat Sementara (Pjs) <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "pjs"),
    ("JAKARTA - <p><t>Menteri Agama</t></p> <n>Hasanuddin Rauf</n> meminta pegawai tidak mudik. Hal itu ada dalam Surat Edaran Menteri Agama Nomor 7 Tahun 2023.", None, "definitive"),
    ("JAKARTA - SE Nomor 440/12/SJ ditandatangani <p>Sekretaris Jenderal (Sekjen) Kemendagri</p> <n>Hasanuddin Rauf</n> atas nama <b><t>Menteri Dalam Negeri</t></b>.", None, "definitive"),
    ("KUDUS - Surat Edaran Kepala BKD Kudus Nomor 800/12 ditandatangani <p><t>Kepala Badan Kepegawaian Daerah Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    ("PALU - <p><t>Kepala Dinas Pendidikan (Disdik) Palu</t></p> mengeluarkan surat edaran. Edaran itu ditandatangani Kepala Disdik <n>Deisy Rumampuk</n>.", "Kota Palu", "definitive"),
    # Words misspelt or between the verb and the name; a verb that leads to the signing.
    (f"KUDUS - {_SE} ditandantangani <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani dan dicap <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> memulangkan siswa lebih awal dengan menerbitkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> melonggarkan jam pasar. Aturan itu ada dalam Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    # Whose name stands alone behind the signing, with the office named before.
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menegaskan, {_SE} tidak melarang apa pun. Dalam surat edaran yang ditandatanganinya itu, Hartanto Wibisono membolehkan lembur.", "Kabupaten Kudus", "definitive"),
    # A head alone has its region's name as the report prints it.
    (f"SOLO - Wali Kota Solo menata loket. {_SE} ditandatangani <p Wali Kota Solo><t Wali Kota Solo>Wali Kota</t></p> <n>Hartanto Wibisono</n>.", "Kota Surakarta", "definitive"),
    ("JAKARTA - Instruksi Gubernur (Ingub) Nomor 6 Tahun 2024 ditandatangani <p><t>Gubernur DKI Jakarta</t></p> <n>Hartanto Wibisono</n>.", "Provinsi DKI Jakarta", "definitive"),
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p>, <n>Dr.Burhan Lamato, S.Pd</n>.", "Kota Palu", "definitive"),
    ("PALU - Pemkot Palu menata loket melalui surat <p><t>Wali Kota Palu</t></p> nomor 800/12/2024. Itu kata Wali Kota Palu <n>Moch. Burhan Lamato</n>.", "Kota Palu", "definitive"),
    # The regional secretary, for the head of region and in the own name.
    (f"NGADA - {_SE} ditandatangani <p>Sekda</p> <n>Theodosius Raga</n> atas nama <b><t>Bupati Ngada</t></b>.", "Kabupaten Ngada", "definitive"),
    (f"NGADA - {_SE} ditandatangani <p><t>Sekretaris Daerah Kabupaten Ngada</t></p>, <n>Theodosius Raga</n>.", "Kabupaten Ngada", "definitive"),
    ("NGADA - Surat Edaran <t>Bupati Ngada</t> Nomor 12 Tahun 2024 ditandatangani <p>Sekretaris Daerah</p>, <n>Theodosius Raga</n>.", "Kabupaten Ngada", "definitive"),
    ("BITUNG - Surat edaran <t>Wali Kota Bitung</t> itu ditandatangani <p>Wakil Wali Kota Bitung</p> <n>Deisy Rumampuk</n>.", "Kota Bitung", "definitive"),
    # Heads of agencies sign their own circulars.
    (f"TEGAL - {_SE} ditandatangani <p><t>Kepala Dinas Pendidikan dan Kebudayaan Kota Tegal</t></p>, <n>Sri Mulyaningsih</n>.", "Kota Tegal", "definitive"),
    (f"TEGAL - {_SE} ditandatangani <p><t>Kepala Dinas Kesehatan Kota Tegal</t></p> <n>Sri Mulyaningsih</n>.", "Kota Tegal", "definitive"),
    (f"JAMBI - {_SE} ditandatangani <p><t>Kepala BKPSDM Kota Jambi</t></p>, <n>Arman Syafii</n>.", "Kota Jambi", "definitive"),
    # National bodies have no region, wherever the report is written.
    ("JAKARTA - Surat Edaran Nomor 7 Tahun 2023 ditandatangani <p><t>Menteri Agama</t></p> <n>Hasanuddin Rauf</n>.", None, "definitive"),
    ("JAKARTA - <p><t>Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi</t></p>, <n>Bambang Sutopo</n>, menerbitkan Surat Edaran Nomor 7 Tahun 2023.", None, "definitive"),
    ("MAKASSAR - Surat Edaran Nomor 7/UN/2023 ditandatangani <p><t>Rektor Universitas Bunga Bangsa</t></p>, <n>Jamaluddin Jompa</n> di Makassar.", None, "definitive"),
    ("JAKARTA - Aturan itu ada dalam Surat Edaran <t>Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi</t> Nomor 7 Tahun 2023. Surat itu diteken <p>Menteri PAN-RB</p> <n>Bambang Sutopo</n>.", None, "definitive"),
    # Passive without oleh; the day between the person and the verb; the title in full elsewhere.
    (f"KUDUS - {_SE} dikeluarkan <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Aturan itu dituangkan <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> dalam Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} dilayangkan oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>. Kadis LH Kudus Anang Sutejo mengatakan itu wajar.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, Senin (6/5/2024) mengeluarkan surat edaran ronda.", "Kabupaten Kudus", "definitive"),
    ("PALANGKA RAYA - Gubernur Kalimantan Tengah (Kalteng) Isen Mulang hadir. Surat itu diteken <p><t>Gubernur Kalteng</t></p> <n>Isen Mulang</n> lewat Surat Edaran Nomor 5 Tahun 2024.", "Provinsi Kalimantan Tengah", "definitive"),
    ("DOBO - Surat edaran <p><t>Bupati Aru</t></p>, <n>Yopi Leplep</n>, nomor 800/12/BKD berlaku hari ini.", "Kabupaten Kepulauan Aru", "definitive"),
    # The words of a headline are no name.
    ("Ini Surat Edaran Wali Kota Depok Terkait Pasar Malam\n\nDEPOK - <p><t>Wali Kota Depok</t></p> <n>Sulaiman Rasyidi</n> mengeluarkan Surat Edaran Nomor 5 Tahun 2024.", "Kota Depok", "definitive"),
    ("Asap di Kalimantan Tengah Menebal, Gubernur Bertindak\n\nPALANGKA RAYA - <p><t>Gubernur Kalimantan Tengah</t></p> <n>Isen Mulang</n> mengeluarkan Surat Edaran Nomor 5 Tahun 2024.", "Provinsi Kalimantan Tengah", "definitive"),
    # A name that is given in full only once.
    (f"DEPOK - <p><t>Wali Kota Depok</t></p> <n>Sulaiman Rasyidi</n> mengunjungi pasar. {_SE} ditandatangani Rasyidi.", "Kota Depok", "definitive"),
    ("DEPOK - Wali Kota Sulaiman Keluarkan Edaran Baru. <p><t>Wali Kota Depok</t></p> <n>Sulaiman Rasyidi</n> menerbitkan Surat Edaran Nomor 5 Tahun 2024.", "Kota Depok", "definitive"),
    ("DEPOK - <p><t>Wali Kota Depok</t></p>, <n>Sulaiman Rasyidi</n>, mengatakan pihaknya telah mengeluarkan Surat Edaran Nomor 5 Tahun 2024.", "Kota Depok", "definitive"),
    ("DEPOK - <p><t>Wali Kota Depok</t></p> <n>Sulaiman Rasyidi</n> mengajak ASN belanja di pasar. Hal itu tertuang dalam Surat Edaran Nomor 5 Tahun 2024.", "Kota Depok", "definitive"),
    (f"BONE - {_SE} yang ditandatangai <p><t>Bupati Bone</t></p> <n>Hi. Andi Baso</n> berlaku besok.", "Kabupaten Bone", "definitive"),
    (f"SOLOK - {_SE} diteken <p><t>Sekretaris Daerah (Sekda) Kabupaten Solok</t></p>, <n>Medison Akmal</n>.", "Kabupaten Solok", "definitive"),
    ("JAKARTA - <p><t>Menteri Ketenagakerjaan</t></p> (Menaker) RI, <n>Siti Rahmawati</n> menerbitkan Surat Edaran Nomor 5 Tahun 2024.", None, "definitive"),
    ("SURABAYA - Surat edaran Nomor 5 Tahun 2024 ditandatangani <p><t>Rektor Unmelati</t></p>, <n>Masdar Rauf</n>.", None, "definitive"),
    ("SEMARANG - Surat edaran Nomor 5 Tahun 2024 diteken <p><t>Wakil Rektor Bidang Akademik dan Kemahasiswaan Unnes</t></p> <n>Zainal Arif</n>.", None, "definitive"),
    # Offices in their short forms, and held for another.
    (f"{_SE} ditandatangani Plt <p><t>Gubernur Jambi</t></p>, <n>Hartanto Wibisono</n>.", "Provinsi Jambi", "plt"),
    (f"{_SE} ditandatangani Pj <p><t>Gubernur Jambi</t></p>, <n>Hartanto Wibisono</n>.", "Provinsi Jambi", "pj"),
    (f"{_SE} ditandatangani Pejabat Sementara <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "pjs"),
    (f"{_SE} ditandatangani <p><t>Walikota Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani <p><t>Wako Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani <p><t>Wakil Walikota Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekdaprov Jambi</t></p>, <n>Hartanto Wibisono</n>.", "Provinsi Jambi", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekprov Jambi</t></p>, <n>Hartanto Wibisono</n>.", "Provinsi Jambi", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekkot Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekretaris Kota Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekab Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekkab Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"{_SE} ditandatangani <p><t>Sekdako Tegal</t></p>, <n>Hartanto Wibisono</n>.", "Kota Tegal", "definitive"),
    (f"{_SE} ditandatangani Pj. <p><t>Sekda Kabupaten Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "pj"),
    (f"{_SE} ditandatangani Plh <p><t>Sekda Kabupaten Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "plh"),
    (f"{_SE} ditandatangani Plt <p><t>Sekda Kabupaten Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "plt"),
    (f"{_SE} ditandatangani <p><t>Kepala BKD Kabupaten Kudus</t></p>, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Mendagri</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Menteri PANRB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Menpan RB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>MenPAN-RB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>MenpanRB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Menteri PAN - RB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Menpan/RB</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    (f"JAKARTA - {_SE} diteken <p><t>Sekjen Kementerian Agama</t></p> <n>Hartanto Wibisono</n>.", None, "definitive"),
    # The name before its office, with nothing between; a post that is no longer held.
    (f"SURABAYA - {_SE} ditandatangani <n>Rahmat</n> <p><t>Sekretaris Daerah Kota Surabaya</t></p>.", "Kota Surabaya", "definitive"),
    (f"KUDUS - {_SE} ditandatangani <p><t>Bupati Kudus</t></p> nonaktif, <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    # Another official acting for somebody, in the same text.
    (f"KUDUS - {_SE} ditandatangani <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>. Plt Kepala BKPSDM Kudus Sutarno menjelaskan isinya.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} sudah ditandatangani <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} diteken <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> tertanggal 3 Mei 2024.", "Kabupaten Kudus", "definitive"),
    # Offices in small letters behind selaku, a degree with a blank in it.
    (f"TEGAL - {_SE} ditandatangani <n>Suryono, S. Pd., MM</n> selaku <p><t>kepala dinas pendidikan Kota Tegal</t></p>.", "Kota Tegal", "definitive"),
    (f"KUDUS - {_SE} ditujukan oleh <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> kepada para camat.", "Kabupaten Kudus", "definitive"),
    # A governor whose circular is cited without his name is no head of the city.
    (f"TEGAL - <p><t>Wali Kota Tegal</t></p> <n>Hartanto Wibisono</n> menerbitkan {_SE} di Tegal. Dalam edaran gubernur yang lama, Tegal diminta menata pasar.", "Kota Tegal", "definitive"),
    # A nickname that is office and region in one.
    (f"PEKANBARU - <p><t>Gubri</t></p> <n>Hartanto Wibisono</n> menerbitkan {_SE}. Aturan Gubri itu berlaku besok.", "Provinsi Riau", "definitive"),
    # Issued by the way of it: dengan menerbitkan, melalui surat edaran, pihaknya sudah menandatangani.
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> melalui {_SE} mengatur loket.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - Hal itu disampaikan <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n> lewat {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menerangkan pihaknya sudah menandatangani {_SE}.", "Kabupaten Kudus", "definitive"),
    # Heads of villages and districts, with the address behind the office.
    (f"KUDUS - <n>Rojali</n> selaku <p><t>Kepala Desa Sumber Tirta</t></p> Kecamatan Jekulo Kabupaten Kudus mengeluarkan {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Camat Jekulo</t></p>, <n>Hartanto Wibisono</n>, menerbitkan {_SE} di Kabupaten Kudus.", "Kabupaten Kudus", "definitive"),
    # A ministry's short form gives way to its name; the position stays as printed.
    (f"JAKARTA - {_SE} diteken <p><t Menteri Dalam Negeri>Mendagri</t></p> <n>Hasan Rauf</n>. Menteri Dalam Negeri berharap semua patuh.", None, "definitive"),
    (f"JAKARTA - <p><t>Menteri Dalam Negeri</t></p> (Mendagri) <n>Hasan Rauf</n> menerbitkan {_SE}.", None, "definitive"),
    # Who the minister is stands elsewhere.
    ("JAKARTA - <n>Hasan Rauf</n>, <p><t>Menteri Agama</t></p>, hadir di acara itu. Surat Edaran Menteri Agama Nomor 12 Tahun 2024 berlaku.", None, "definitive"),
    ("JAKARTA - SE <p><t>Menkominfo</t></p> Nomor 12 Tahun 2024 berlaku. Menkominfo <n>Hasan Rauf Basri</n> hadir. Menkominfo Hasan Rauf optimistis.", None, "definitive"),
    ("JAKARTA - Presiden Joko Purnama mencabut pembatasan. <p><t>Menteri Dalam Negeri</t></p> <n>Hasan Rauf</n> mengeluarkan Instruksi Mendagri Nomor 53 Tahun 2022. Instruksi Mendagri Instruksi itu berlaku.", None, "definitive"),
    # A rank before the name; degrees at the end of the sentence; the name before office and verb.
    (f"BONE - {_SE} ditandatangani <p><t>Bupati Bone</t></p> <n>Mayjen TNI (Purn) Andi Baso</n>.", "Kabupaten Bone", "definitive"),
    (f"BONE - {_SE} ditandatangani <p><t>Bupati Bone</t></p> <n>Kol. Mar (Purn) Andi Baso</n>.", "Kabupaten Bone", "definitive"),
    (f"BONE - {_SE} ditandatangani <p><t>Bupati Bone</t></p>, <n>Andi Baso SH MM</n>. Seluruh camat hadir.", "Kabupaten Bone", "definitive"),
    (f"PALU - <n>Burhan Lamato</n> <p><t>Wali Kota Palu</t></p> menerbitkan {_SE}.", "Kota Palu", "definitive"),
    # Two offices of one person, the circular as his own, his own words.
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p> sekaligus Ketua Satgas <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    (f"PALU - {_SE} ditandatangani <p><t>Wali Kota Palu</t></p> yang juga Ketua Satgas <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    ("PALU - <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n> melalui surat edarannya menata loket.", "Kota Palu", "definitive"),
    (f'PALU - {_SE} terbit. "Sudah saya tanda tangani," kata <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n>.', "Kota Palu", "definitive"),
    ("KUDUS - Surat Edaran <t>Sekretaris Daerah Kabupaten Kudus</t> Nomor 12 Tahun 2024 berlaku, kata <p>Sekda Kudus</p> <n>Anang Sutejo</n>.", "Kabupaten Kudus", "definitive"),
    # Short forms of secretaries.
    (f"KUDUS - {_SE} ditandatangani <p><t>Sekretaris Daerah Kabupaten (Sekdakab) Kudus</t></p> <n>Anang Sutejo</n>.", "Kabupaten Kudus", "definitive"),
    # A letter that is sent out; a minister's signer beside the head of region.
    ("PALU - <p><t>Gubernur Sulawesi Tengah</t></p> <n>Burhan Lamato</n> menyampaikan surat edaran kepada para camat.", "Provinsi Sulawesi Tengah", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menerbitkan {_SE}, menindaklanjuti SE yang diteken Menteri Agama Hasan Rauf.", "Kabupaten Kudus", "definitive"),
    # The agent before a bare passive; bare verbs of the press; misprints; a day behind a name.
    (f"KUDUS - Dalam {_SE} yang <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n> tanda tangani, loket buka pagi.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n> tetapkan jam loket. Hal itu ada dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengintruksikan pegawai hadir. Hal itu ada dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> Kamis kemarin.", "Kabupaten Kudus", "definitive"),
    # A bare head bears the short form that is printed; a ministry's official who alone is named.
    ("SAMARINDA - Surat Edaran <t>Gubernur Kaltim</t> Nomor 12 Tahun 2024 diteken <p Gubernur Kaltim>Gubernur</p> <n>Hartanto Wibisono</n>.", "Provinsi Kalimantan Timur", "definitive"),
    ("JAKARTA - Jam loket diatur Surat Edaran <t>Sekjen Kemenag</t> Nomor 12 Tahun 2024. \"Loket buka,\" jelas <p>Sekjen Kemenag</p> <n>Hasanuddin Rauf</n>, Senin.", None, "definitive"),
    # The government issues; who heads it speaks for it. A signer without any office.
    (f'PALU - Pemkot Palu menerbitkan {_SE}. "Loket buka pagi," kata <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n>.', "Kota Palu", "definitive"),
    ("PALU - Pemkot Palu menata loket lewat surat edaran. Hal itu diumumkan langsung oleh <p><t>Wali Kota Palu</t></p>, <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    ('PALU - "Kami mengeluarkan surat edaran, loket buka pagi," jelas <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n> di Palu.', "Kota Palu", "definitive"),
    ("PALU - Edaran Pemkot Palu yang diteken <n>Burhan</n> mengatur jam loket.", "Kota Palu", None),
    (f"PALU - Pemkot Palu menerbitkan {_SE}. <p><t>Wali Kota Palu</t></p>, <n>Burhan Lamato</n> di Palu, Senin, mengatakan loket buka.", "Kota Palu", "definitive"),
    # Who writes or explains in the circular, a bare name too; who orders, the verb divided.
    ('PALU - <p><t>Wali Kota Palu</t></p>, <n>Burhan Lamato</n> bicara soal loket. "Loket buka pagi," sebut Burhan dalam edaran tersebut.', "Kota Palu", "definitive"),
    ("PALU - <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n> dalam surat edaran tersebut menjelaskan jam loket.", "Kota Palu", "definitive"),
    ("KUDUS - Edaran itu di instruksikan oleh <n>Anang Sutejo</n>, <p><t>Sekretaris Daerah (Sekda) Kabupaten Kudus</t></p> Nomor 800/12/2020 tentang loket.", "Kabupaten Kudus", "definitive"),
    ('KUDUS - Surat Edaran <t>Sekretaris Daerah Kabupaten Kudus</t> Nomor 12 Tahun 2024 terbit. "Loket buka," tulis <n>Anang</n> <p>Sekretaris Daerah Kabupaten Kudus</p>.', "Kabupaten Kudus", "definitive"),
    ("PALU - Imbauan itu dibuat secara tertulis dengan nomor 800/12/BKD yang ditandatangani langsung <t>wali Kota Palu</t>. Demikian kata <p>wali Kota Palu</p>, <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    # The object left at the verb; a signing told as past, with Pak before the office; usai.
    ("KUDUS - Loket diatur SE <t>Bupati Kudus</t> Nomor 12 Tahun 2024. <p Bupati Kudus>Bupati</p> <n>Hartanto Wibisono</n> menandatanganinya Senin.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} sudah diteken Pak <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    ('KUDUS - "Edaran berlaku besok," tegas <p><t>Bupati Kudus</t></p> <n>H Hartanto</n> usai menandatangani edaran di pendapa.', "Kabupaten Kudus", "definitive"),
    ('KUDUS - "Edaran berlaku besok," tegas <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> setelah meneken surat edaran itu.', "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengaku telah menerbitkan {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menuangkan hal itu dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    # In the first person, sentences before the speaker or behind; the speaker by the bare name.
    (f'KUDUS - {_SE} terbit. "Edarannya sudah saya tanda tangani. Loket buka pagi. Jangan telat," ungkap <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>.', "Kabupaten Kudus", "definitive"),
    (f'KUDUS - {_SE} terbit. <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengatakan, "Edarannya sudah saya teken kemarin."', "Kabupaten Kudus", "definitive"),
    (f'KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. {_SE} terbit. "Sudah saya tanda tangani," kata Hartanto.', "Kabupaten Kudus", "definitive"),
    (f'KUDUS - {_SE} terbit. "Sudah kami tanda tangani," kata <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.', "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p>, <n>H. Hartanto Wibisono, S.IKom</n>, secara resmi mengeluarkan aturan loket. Hal itu tertuang dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. Wibisono mengaku sudah mengeluarkan {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p>Kepala Dinas Pendidikan Kudus</p>, <n>Hartanto Wibisono</n>, menandatangani {_SE} pada Sabtu (7/5), atas nama <b><t>Bupati Kudus</t></b>.", "Kabupaten Kudus", "definitive"),
    ('KUDUS - Loket diatur edaran <t>Bupati Kudus</t>. Semua hadir, kata <n>Hartanto</n>. Orang nomor satu di Kabupaten Kudus itu meminta loket buka. <p Bupati Kudus></p>', "Kabupaten Kudus", "definitive"),
    ('KUDUS - Loket diatur edaran <t>Bupati Kudus</t>. Semua hadir, ujar <n>Hartanto</n>. Orang pertama di lingkungan Pemkab Kudus ini meminta loket buka. <p Bupati Kudus></p>', "Kabupaten Kudus", "definitive"),
    # By a pronoun or a suffix, of who was spoken of last; by the name alone.
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. Langkah itu ia tuangkan dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. Hal itu dituangkannya dalam {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. Dia juga telah menerbitkan {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, menyampaikan loket ditata dengan {_SE} yang ia tandatangani.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, menyampaikan loket ditata dengan {_SE} yang diterbitkannya.", "Kabupaten Kudus", "definitive"),
    (f"KENDARI - <p>Sekda Kota Kendari</p> <n>Nahwa Lestari</n> menuturkan, aturannya dimuat dalam {_SE}, yang ia tandatangani atas nama <b><t>Wali Kota Kendari</t></b>.", "Kota Kendari", "definitive"),
    (f"KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket. Wibisono telah menandatangani {_SE}.", "Kabupaten Kudus", "definitive"),
    # Who speaks after signing; who acts, and the circular in the next sentence.
    ('KUDUS - Poin itu, kata <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>, berlaku besok. "Semua hadir," ujarnya usai menandatangani edaran itu.', "Kabupaten Kudus", "definitive"),
    ('KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> hadir. "Semua hadir," kata dia setelah meneken surat edaran itu.', "Kabupaten Kudus", "definitive"),
    ("KUDUS - Penjabat <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, memberi waktu bagi pegawai. Melalui edaran nomor 800/12/2022 tertanggal 3 Mei 2022, pegawai boleh pulang.", "Kabupaten Kudus", "pj"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> kembali merapikan loket. Lewat surat edaran itu, pegawai masuk pagi.", "Kabupaten Kudus", "definitive"),
    # The head of the region by what he is.
    ('KUDUS - Loket diatur edaran <t>Bupati Kudus</t>. Semua hadir, kata <n>Hartanto</n>. Orang nomor satu di Kudus ini meminta loket buka. <p Bupati Kudus></p>', "Kabupaten Kudus", "definitive"),
    # A head of region who tells what the circular lays down, or speaks in it.
    (f"SEMARANG - <p><t>Gubernur Jawa Tengah</t></p> <n>Hartanto Wibisono</n> di Semarang, Selasa, mengatakan kebijakan itu dituangkan dalam {_SE}.", "Provinsi Jawa Tengah", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menyebut aturan itu dimuat dalam Surat Edaran (SE) Nomor 800/13/BKD.", "Kabupaten Kudus", "definitive"),
    ('KUDUS - "Hal itu tertuang dalam Surat Edaran Nomor 800/13/BKD," kata <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.', "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hj. Siti Maryam SE MM</n> dalam surat edarannya bernomor 800/13/BKD menyebutkan, loket buka.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Siti Maryam</n> dalam surat edaran itu juga meminta loket buka.", "Kabupaten Kudus", "definitive"),
    ("BLITAR - Lewat surat edaran bernomor 800/12/2022, <n>Rini Syarifah</n> selaku <p><t>Bupati Blitar</t></p> mengatur jam kerja.", "Kabupaten Blitar", "definitive"),
    # Who stands beside the one that issues; on whose behalf; a signature that is put.
    (f"KUPANG - <p><t>Wali Kota Kupang</t></p> <n>Yermias Lado</n>, didampingi Wakil Wali Kota Herman Riwu, mengatakan pihaknya sudah mengeluarkan {_SE}.", "Kota Kupang", "definitive"),
    (f"RIAU - Gubernur Riau Anang Sutejo melalui <p><t>Sekretaris Daerah Provinsi Riau</t></p> <n>Hartanto Wibisono</n>, menerbitkan {_SE}.", "Provinsi Riau", "definitive"),
    ("BLITAR - Surat edaran bernomor 800/12/2022 itu diteken oleh <p>Sekda</p> <n>Izul Marom</n> mewakili <b><t>Bupati Blitar</t></b>.", "Kabupaten Blitar", "definitive"),
    (f"BLITAR - {_SE} yang dibubuhi tanda tangan <p><t>Bupati Blitar</t></p> <n>Rini Syarifah</n> itu beredar.", "Kabupaten Blitar", "definitive"),
    (f"BLITAR - {_SE} bertanda tangan <p><t>Bupati Blitar</t></p>, <n>Rini Syarifah</n>, itu beredar.", "Kabupaten Blitar", "definitive"),
    (f"KUDUS - {_SE} diteken <p><t>Wabup Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    (f"TEGAL - <p><t>Walkot Tegal</t></p> <n>Hartanto Wibisono</n> menerbitkan {_SE}.", "Kota Tegal", "definitive"),
    # What somebody allows or sets in order, told by a pronoun at the verb; not by another's circular.
    (f"KUDUS - Pegawai boleh pulang awal. <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengizinkannya melalui {_SE}.", "Kabupaten Kudus", "definitive"),
    (f"KUDUS - Loket ditata. <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menegaskannya lewat {_SE}.", "Kabupaten Kudus", "definitive"),
    # A headline with the nickname, the text with the whole name.
    ("Bupati Tanto Berlakukan Jam Loket\n\nKUDUS - Loket diatur Surat Edaran <t>Bupati Kudus</t> Nomor 12 Tahun 2024. <p Bupati Kudus>Bupati Kudus</p> <n>Hartanto Wibisono</n> yang akrab disapa Tanto hadir.", "Kabupaten Kudus", "definitive"),
    # Who acts for the office is told once.
    (f"METRO - Pj <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n> hadir. {_SE} diteken Wali Kota Sulistiono Adi.", "Kota Metro", "pj"),
    (f"METRO - Plt Kepala BKD Metro Anang Sutejo hadir. {_SE} diteken <p><t>Wali Kota Metro</t></p> <n>Sulistiono Adi</n>.", "Kota Metro", "definitive"),
    # Named by the editors; named by who is under him; by a nickname; degrees with a full stop.
    (f"KUDUS - <p><t>Bupati Kudus</t></p> (<n>Hartanto Wibisono</n>, red) menandatangani {_SE}.", "Kabupaten Kudus", "definitive"),
    ('SERANG - Loket diatur Surat Edaran <p><t>Walikota Serang</t></p> Nomor 800/13/BKD. "Pak Wali (<n>Safrudin</n>, red) sudah tanda tangan," kata Kepala BKD Kota Serang Ritadi Muhsin.', "Kota Serang", "definitive"),
    ('KUDUS - Loket diatur Surat Edaran <p><t>Bupati Kudus</t></p> Nomor 800/13/BKD. "Beliau, Pak <n>Hartanto Wibisono</n>, sudah menandatangani," kata Sekda Kudus Anang Sutejo.', "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani Tanto, sapaan akrab <n>Hartanto Wibisono</n>. <p><t>Bupati Kudus</t></p> Hartanto Wibisono hadir.", "Kabupaten Kudus", "definitive"),
    (f'KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono (Tanto)</n>, membatasi pegawai lewat {_SE}. "Patuh," kata Tanto.', "Kabupaten Kudus", "definitive"),
    (f"KUDUS - {_SE} ditandatangani <p><t>Bupati Kudus</t></p>, <n>Drs. Ec. Hartanto Wibisono, MM</n>.", "Kabupaten Kudus", "definitive"),
    # The head of the agency whose circular it is, named in full or by a short form.
    ('PALU - Loket diatur Surat Edaran <p><t>Kepala Dinas Pendidikan Kota Palu</t></p> Nomor 420/21/2023. "Loket buka," terang Kepala Dinas Pendidikan Kota Palu, <n>Burhan Lamato</n>, Sabtu.', "Kota Palu", "definitive"),
    ('PALU - Loket diatur Surat Edaran <t>Kepala Dinas Pendidikan Kota Palu</t> Nomor 420/21/2023. "Loket buka," terang <p>Kadisdik Palu</p> <n>Burhan Lamato</n>, Sabtu.', "Kota Palu", "definitive"),
    # The verb of a headline is no name.
    ("Wali Kota Palu Putuskan Siswa Masih Belajar di Rumah\n\nPALU - <p><t>Wali Kota Palu</t></p>, <n>Burhan Lamato</n>, hadir. Keputusan itu tertuang dalam Surat Edaran Wali Kota Palu Nomor 420/21/2023.", "Kota Palu", "definitive"),
    # Circular of an office, the name in apposition.
    ("KARO - Surat edaran <p><t>Bupati Karo</t></p>, <n>Terkelin Barus</n>, nomor 800/12/BKD berlaku hari ini.", "Kabupaten Karo", "definitive"),
    ("Loket Kudus Buka\n\nKUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Adi Wibisono</n> mengeluarkan Surat Edaran Nomor 12 Tahun 2024. Loket buka sampai", "Kabupaten Kudus", "definitive"),
    # A body issues in its own name, whoever of it signs; what a head of region signs is his.
    ("PALU - <t>Dinas Pendidikan (Disdik) Kota Palu</t> menerbitkan Surat Edaran Nomor 420/21/2023. Edaran diteken <p>Kadisdik Palu</p> <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    ("PALU - Dinas Pendidikan Kota Palu menerbitkan Surat Edaran Nomor 420/21/2023. Edaran itu diteken <p><t>Wali Kota Palu</t></p> <n>Burhan Lamato</n>.", "Kota Palu", "definitive"),
    ("KRUI - Pj. <p><t>Sekretaris Kabupaten Pesbar</t></p> <n>Ir. N. Hartanto Wibisono, MP.</n>, yang menandatangani surat edaran bernomor 800/12/2024 itu, hadir.", "Kabupaten Pesisir Barat", "pj"),
    # What a head of region does, and in the next sentence where it stands.
    ("KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n> memangkas jam loket. Aturan tersebut tertera dalam surat edaran bernomor 800/12.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> merapikan loket sore.\n\nLangkah dimaksud juga diatur lewat Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Permintaan itu ditulis <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> dalam edaran nomor 800/12/2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Larangan itu disampaikan langsung oleh <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, melalui Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menyurati semua camat. Surat edaran bernomor 800/12/2024 itu mengatur loket.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, bersikap. Ia mengedarkan surat kepada para camat. Surat edaran No. 800/12/2024 itu mengatur loket.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengumumkan Surat Edaran Nomor 12 Tahun 2024 di pendopo.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Sepinya loket disikapi <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> dengan mengeluarkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <n>H Hartanto Wibisono</n>, orang nomor satu di Kabupaten Kudus, menata loket. Surat edaran <p Bupati Kudus><t Bupati Kudus>bupati</t></p> bernomor 800/12/2024 sudah dikirim.", "Kabupaten Kudus", "definitive"),
    (f"PALU - {_SE} diteken <p><t>Wali Kota Palu</t></p> <n>Capt. H. Burhan Lamato</n> pekan lalu.", "Kota Palu", "definitive"),
    # What the person is called besides, or is besides, between name and verb.
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> alias Totok menerbitkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p>, <n>Hartanto Wibisono</n>, yang akrab disapa Mas Totok, meneken Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> biasa dipanggil Pak Totok mengeluarkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> yang juga Ketua Satgas Covid-19 melayangkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    # A first name that is a region's as well.
    ("PALU - <p><t>Wali Kota Palu</t></p> <n>Bima Lamato Burhan</n> menerapkan jadwal loket sesuai Surat Edaran Wali Kota Palu Nomor 420/21/2023.", "Kota Palu", "definitive"),
    # Putting one's hand to it, and whose hand it is; sanctioning it.
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> membubuhkan tanda tangan pada Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Tanda tangan <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> tertera di Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Penanda tangan Surat Edaran Nomor 12 Tahun 2024 adalah <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengesahkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("KUDUS - Surat Edaran Nomor 12 Tahun 2024 itu disahkan <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n>.", "Kabupaten Kudus", "definitive"),
    # Who signed a circular that is cited is not who signs this one.
    ("KUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> menata loket. Surat Edaran Bupati Kudus Nomor 800/12/2024 itu merujuk SE Menteri PANRB Nomor 58 Tahun 2023 yang diteken Anang Sutejo.", "Kabupaten Kudus", "definitive"),
    # The short form of a region that is printed beside the name; a governor told in his capital.
    ("TARAKAN - <p>Gubernur Kalimantan Utara</p> <n>Hartanto Wibisono</n> menata loket. Aturan itu dimuat dalam Surat Edaran <t>Gubernur Kaltara</t> Nomor 12 Tahun 2024.", "Provinsi Kalimantan Utara", "definitive"),
    ("Kota Gorontalo - Pemerintah Provinsi Gorontalo menata loket. <p Gubernur Gorontalo><t Gubernur Gorontalo>Gubernur</t></p> <n>Hartanto Wibisono</n> meneken Surat Edaran Nomor 12 Tahun 2024.", "Provinsi Gorontalo", "definitive"),
    # A headline goes on with a bare verb, or with words that no sentence has again.
    ("Bupati Kudus Tutup Sementara Loket Pasar Hewan\n\nKUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengeluarkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
    ("Bupati Kudus Rapikan Mutu Loket Sore\n\nKUDUS - <p><t>Bupati Kudus</t></p> <n>Hartanto Wibisono</n> mengeluarkan Surat Edaran Nomor 12 Tahun 2024.", "Kabupaten Kudus", "definitive"),
]  # fmt: skip


def _expected(marks: list[tuple[str, str, str]], tag: str) -> str | None:
    return next((value or text for name, value, text in marks if name == tag), None)


def _flat(marked: str) -> tuple[str, dict[str, str | None]]:
    """Take off nested marks, the inner ones first."""
    marks: list[tuple[str, str, str]] = []
    while "</" in marked:
        marked, found = unmarked(marked)
        marks += found
    return marked, {tag: _expected(marks, tag) for tag in ("t", "n", "p", "b")}


@pytest.mark.parametrize(("marked", "region", "capacity"), SIGNED)
def test_signed(marked: str, region: str | None, capacity: str | None) -> None:
    text, said = _flat(marked)
    record = parsed(text)
    assert record.source.form == "report"
    assert record.signatory.name == said["n"]
    position = (record.signatory.position or "").removesuffix(
        f" {(region or ' ').split(' ', 1)[1]}"
    )
    assert (said["p"] or "").startswith(position)
    assert record.signatory.capacity == capacity
    assert record.signatory.on_behalf_of == said["b"]
    assert (record.issuer.title, record.issuer.region) == (said["t"], region)


NAMES = [
    "Dr H Hartanto Wibisono", "Drs Hartanto Wibisono", "Ir. Hartanto Wibisono", "H. Hartanto Wibisono", "HM Hartanto Wibisono",
    "Hj Siti Maryam", "DR (HC) Hartanto Wibisono", "TS Hartanto Wibisono", "drg. Siti Maryam", "Hartanto Wibisono SE",
    "Hartanto Wibisono, ST, MT", "Hartanto Wibisono M.Si", "Hartanto Wibisono, S.STP., M.AP", "Hartanto Wibisono SSTP MM",
    "Hartanto Wibisono, STh", "Hartanto Wibisono (HW)", "Rahmat", "A.R. Hartanto Wibisono", "I Gusti Ngurah Alit", "La Ode Wibisono", "Th. Wibisono",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_shapes_of_names(name: str) -> None:
    for text in (
        f"KUDUS - {_SE} ditandatangani Bupati Kudus, {name}.",
        f"KUDUS - Bupati Kudus {name} menerbitkan {_SE}.",
    ):
        assert parsed(text).signatory.name == name, text


# Nobody is said to have signed: spokesmen and those who comment are no signatories.
UNSIGNED = [
    # What follows the sentence of who acts is another's circular; who is first is of another region.
    ("KUDUS - Bupati Kudus Anang Sutejo menghadiri apel. Melalui Surat Edaran Nomor 12 Tahun 2024, pegawai boleh pulang.", None, "Kabupaten Kudus"),
    ("KUDUS - Loket diatur edaran <t>Bupati Kudus</t>. Semua hadir, kata Anang. Orang nomor satu di Tegal ini setuju.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Loket diatur edaran <t>Bupati Kudus</t>. Semua hadir, kata Anang. Orang nomor satu di BKPSDM ini setuju.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - {_SE} berlaku mulai besok, kata Kabag Humas Setda Kudus Anang Sutejo.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Sekda Kudus Anang Sutejo mengatakan aturan itu penting.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Sekda Kudus Anang Sutejo meminta pegawai patuh.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Kepala Dinas Kominfo Kudus, Anang Sutejo, menjelaskan isinya.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Juru Bicara Satgas, Anang Sutejo, membenarkannya.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Plt Kepala BKPSDM Kudus Anang Sutejo mengingatkan sanksi.", None, "Kabupaten Kudus"),
    ("KUDUS - Surat Edaran <t>Bupati Kudus</t> Nomor 12 Tahun 2024 berlaku, ujar Sekda Anang Sutejo.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Pemkab Kudus menunggu surat edaran. Surat edaran itu menunggu ditandatangani bupati.", None, "Kabupaten Kudus"),
    (f"KUDUS - <t>Bupati Kudus</t> menerbitkan {_SE}. Demikian tulis Anang Sutejo dalam SE.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - <t>Bupati Kudus</t> menerbitkan {_SE}. \"Patuhlah,\" ujar Wakil Bupati Kudus Anang Sutejo.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - <t>Bupati Kudus</t> menerbitkan {_SE}. \"Patuhlah,\" ungkap Kepala BKD Kudus Anang Sutejo.", "Bupati Kudus", "Kabupaten Kudus"),

    (f"KUDUS - {_SE} yang diteken pada 10 April 2024 berlaku di Kudus.", None, "Kabupaten Kudus"),
    (f"KUDUS - {_SE} ditetapkan pada 13 Januari 2024.\nKepala Dinas Kesehatan Kudus, Anang Sutejo, menjelaskan isinya.", None, "Kabupaten Kudus"),
    (f"KUDUS - Hal itu ditegaskan <t>Bupati Kudus</t> dengan menerbitkan {_SE}.", "Bupati Kudus", "Kabupaten Kudus"),
    ("JAKARTA - Surat Edaran <t>Direktur Jenderal Pencegahan dan Pengendalian Penyakit</t> Nomor 12 Tahun 2024 beredar.", "Direktur Jenderal Pencegahan dan Pengendalian Penyakit", None),
    ("KUDUS - Wali Kota Tegal Anang Sutejo mengimbau warga Tegal. Hal ini berdasarkan Surat Edaran <t>Menteri Sekretaris Negara</t> Nomor B-12/M/2024.", "Menteri Sekretaris Negara", None),
    ("TEGAL - Pemkot Tegal menata pasar Tegal. Kebijakan ini merujuk pada Surat Edaran <t>Gubernur Jawa Tengah</t> Nomor 12/PA/2024.", "Gubernur Jawa Tengah", "Provinsi Jawa Tengah"),
    ("PALU - Berdasarkan surat edaran Satgas Covid-19 nomor 16 tahun 2022, penumpang di Palu wajib lapor.", None, None),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Libur itu ditetapkan dengan Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan dan lainnya.", None, "Kabupaten Kudus"),
    ("JAKARTA - Instruksi <t>Gubernur Daerah Khusus Ibukota Jakarta</t> Nomor 6 Tahun 2024 berlaku.", "Gubernur Daerah Khusus Ibukota Jakarta", "Provinsi DKI Jakarta"),
    ("Tempat wisata di seluruh Jawa dan Bali ditutup berdasarkan Surat Edaran Nomor 12 Tahun 2021, kata juru bicara satgas.", None, None),
    ("PALU - Loket ditutup sesuai Surat Edaran <t>Wali Kota Palu</t> Nomor 12 Tahun 2024. Gubernur Sulawesi Tengah Anang Sutejo menginstruksikan camat di Palu bersiap.", "Wali Kota Palu", "Kota Palu"),
    ("JAKARTA - Pemerintah melalui <t>Menteri Sosial</t> (Mensos) menerbitkan Surat Edaran Nomor 12 Tahun 2024. Surat Edaran Nomor 12 Tahun 2024 itu mengatur loket.", "Menteri Sosial", None),
    (f"TEGAL - Pemkot Tegal menerbitkan {_SE}. Keputusan itu tindak lanjut atas surat edaran yang diterbitkan Gubernur Jawa Tengah, Anang Sutejo.", None, "Kota Tegal"),
    ("KUDUS - Aturan itu ada dalam Surat Edaran <t>Menteri Perhubungan</t> Nomor 12 Tahun 2024, kata Kepala Dinas Perhubungan Kudus Anang Sutejo di Kudus.", "Menteri Perhubungan", None),
    ("JAKARTA - Kementrian Agama (Kemenag) melalui Surat Edaran Nomor 12/KP/2024 mengatur penyuluh. Rektorat di Surabaya menunggu.", None, None),
    (f"PALU - Anggota DPRD Palu, Anang Sutejo, meminta ASN mematuhi {_SE}.", None, "Kota Palu"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Dokumen ditandatangani secara elektronik dengan sertifikat BSrE.", None, "Kabupaten Kudus"),
    (f"KUDUS - <t>Bupati Kudus</t> menerbitkan {_SE}. Camat diminta mengawasi.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Menteri Agama Hasanuddin Rauf meminta semua daerah bersiap.", None, "Kabupaten Kudus"),
    ("PALU - Kementerian Agama RI keluarkan Surat Edaran No. SE 12 Tahun 2024. Demikian kata Kabag Humas Kota Palu Anang Sutejo.", None, None),
    ("PALU - Kantor Kementerian Agama Kota Palu menerbitkan Surat Edaran No. 12 Tahun 2024 bagi penyuluh.", None, "Kota Palu"),
    ("JAKARTA - Lembaga itu menerbitkan Surat Edaran Nomor 12/KP/2024 bagi pegawainya.", None, None),
    ("KUDUS - Surat edaran yang dikeluarkan <t>Bupati Kudus</t> itu bernomor 800/12/BKD.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Surat edaran terbit. SE itu dikeluarkan <t>Bupati Kudus</t> demi warga.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Surat edaran dari <t>Bupati Kudus</t> bernomor 800/12/BKD itu sudah beredar.", "Bupati Kudus", "Kabupaten Kudus"),
    ('KUDUS - Pemkab Kudus menata loket melalui surat edaran Menteri Sosial. "Loket buka," kata Bupati Kudus Anang Sutejo.', None, "Kabupaten Kudus"),
    ("KUDUS - Dengan SE Menteri Agama Nomor 12 Tahun 2024, Bupati Kudus Anang Sutejo merasa lega bagi warga Kudus.", "Menteri Agama", None),
    ('KUDUS - Loket diatur Surat Edaran <t>Bupati Kudus</t> Nomor 800/13/BKD. "Pak Kadis sudah menandatangani," kata camat.', "Bupati Kudus", "Kabupaten Kudus"),
    # What others say of a circular; what a head says of another's; whom a pronoun means in a quote.
    (f"KUDUS - {_SE} terbit. Bupati Kudus Anang Sutejo menyebut ini arahan pusat.", None, "Kabupaten Kudus"),
    (f"KUDUS - {_SE} terbit. Sekda Kudus Anang Sutejo menyebut aturan itu dimuat dalam {_SE}.", None, "Kabupaten Kudus"),
    (f'KUDUS - "Hal itu tertuang dalam {_SE}," kata Sekda Kudus Anang Sutejo.', None, "Kabupaten Kudus"),
    ("KUDUS - Gubernur Jawa Tengah Anang Sutejo mengatakan hal itu dituangkan dalam SE <t>Bupati Kudus</t> Nomor 12 Tahun 2024 bagi warga Kudus.", "Bupati Kudus", "Kabupaten Kudus"),
    ('KUDUS - "Beliau sudah menandatangani edaran itu," kata Sekda Kudus Anang Sutejo.', None, "Kabupaten Kudus"),
    ('KUDUS - Surat Edaran <t>Bupati Kudus</t> Nomor 12 Tahun 2024 berlaku. Sekda Kudus Anang Sutejo hadir. "Dia sudah menerbitkan edaran," katanya.', "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - {_SE} terbit. Bupati Kudus Anang Sutejo hadir setelah menandatangani nota kesepahaman.", None, "Kabupaten Kudus"),
    ('KUDUS - "Edaran sudah diteken Pak Bupati dan dibagikan," kata Sekda Kudus Anang Sutejo.', None, "Kabupaten Kudus"),
    ('PALU - Loket diatur Surat Edaran <t>Kepala Dinas Pendidikan Kota Palu</t> Nomor 420/21/2023. "Loket buka," terang Kepala Dinas Kesehatan Kota Palu, Burhan Lamato.', "Kepala Dinas Pendidikan Kota Palu", "Kota Palu"),
    # Words set off in a headline are no name; nor is what another line begins with.
    (f"<t>Bupati Kudus</t>: Loket Sore Dibuka\n\nKUDUS - Bupati Kudus menerbitkan {_SE}.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"Aturan Baru <t>Bupati Kudus</t>, Libur Sekolah Diperpanjang\n\nKUDUS - Bupati Kudus menerbitkan {_SE}.", "Bupati Kudus", "Kabupaten Kudus"),
    # The number is told twice; where the office stands before it, it says whose it is.
    ("PALU - Jam kerja berubah sesuai Surat Edaran Nomor 800/12/BKD. Surat Edaran <t>Wali Kota Palu</t> Nomor 800/12/BKD itu dikirim kepada Gubernur Sulawesi Tengah.", "Wali Kota Palu", "Kota Palu"),
    ("KUDUS - Loket diatur Surat Edaran (SE) <t>Bupati Kudus</t> yang mengacu pada Surat Edaran Menteri Sosial Nomor 2 Tahun 2024.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - <t>Bupati Kudus</t> sebagaimana tercantum dalam surat edaran nomor 800/12/BKD memerintahkan camat bersiap.", "Bupati Kudus", "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. \"Loket buka,\" kata Gubernur Jawa Tengah Anang Sutejo di Kudus.", None, "Kabupaten Kudus"),
    ("KUDUS - Pemkab Kudus mengikuti instruksi Gubernur Jawa Tengah lewat Surat Edaran Nomor 800/12/BKD.", None, "Kabupaten Kudus"),
    # What stands in another's circular; a secretary's words; a letter asked of one's superior.
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Hal itu disampaikan Sekda Kudus Anang Sutejo dalam surat edaran.", None, "Kabupaten Kudus"),
    (f"KUDUS - {_SE} terbit. Bupati Kudus Anang Sutejo meninjau loket. Aturan itu tertera dalam surat edaran.", None, "Kabupaten Kudus"),
    (f"KUDUS - {_SE} terbit. Bupati Kudus Anang Sutejo menyurati Menteri Sosial soal loket.", None, "Kabupaten Kudus"),
    (f"KUDUS - Pemkab Kudus menerbitkan {_SE}. Sekda Kudus Anang Sutejo mengumumkan surat edaran itu.", None, "Kabupaten Kudus"),
    # What a minister issued before it, told behind the region's own.
    ("KUDUS - <t>Bupati Kudus</t> sudah menerbitkan Surat Edaran Nomor 800/12/BKD. Sebelumnya Mendagri Anang Sutejo mengeluarkan Instruksi Nomor 10 Tahun 2023.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - <t>Bupati Kudus</t> sudah menerbitkan Surat Edaran Nomor 800/12/BKD. Aturan serupa diumumkan MenPAN-RB Anang Sutejo lewat SE Nomor 9 Tahun 2023.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Surat Edaran <t>Bupati Kudus</t> Nomor 800/12/BKD mengacu pada edaran Gubernur Jawa Tengah yang ditandatangani Anang Sutejo.", "Bupati Kudus", "Kabupaten Kudus"),
    # Of two sentences each has its own office.
    ("KUDUS - Hal itu disampaikan Sekda Kudus, Anang Sutejo. Menurutnya <t>Bupati Kudus</t> sudah menerbitkan Surat Edaran Nomor 800/12/BKD.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - The <t>Regent of Kudus</t> has signed the circular letter, number 800/12/BKD.", "Regent of Kudus", "Kabupaten Kudus"),
    # A body of a region that issues, in full or by its short form; a section of one is none.
    ("PALU - <t>Dinas Pendidikan dan Kebudayaan (Dikbud) Kota Palu</t> menerbitkan surat edaran bernomor 420/21/2023.", "Dinas Pendidikan dan Kebudayaan (Dikbud) Kota Palu", "Kota Palu"),
    ("PALU - <t>Disdik Kota Palu</t> kembali mengeluarkan Surat Edaran Nomor 420/21/2023.", "Disdik Kota Palu", "Kota Palu"),
    ("PALU - Dinas Kesehatan Kota Palu menerima Surat Edaran Nomor 420/21/2023 dari Pemkot Palu.", None, "Kota Palu"),
    # Signed by an office, with no word that points to the circular; an office in its circular; national bodies.
    ("KUDUS - Surat edaran Nomor 8 Tahun 2026 ditandatangani <t>Bupati Kudus</t> tanggal 5 Maret 2026.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Khusus pegawai yang bekerja di rumah, <t>Bupati Kudus</t> dalam edarannya menegaskan agar tidak bepergian.", "Bupati Kudus", "Kabupaten Kudus"),
    ("KUDUS - Melalui edarannya, <t>Bupati Kudus</t> meminta pegawai tidak bepergian.", "Bupati Kudus", "Kabupaten Kudus"),
    ("Jakarta - Surat edaran ditandatangani <t>Ketua KPK</t> tanggal 5 Maret 2026.", "Ketua KPK", None),
    ("Jakarta - Surat edaran diteken <t>Ketua Komisi Pemberantasan Korupsi (KPK)</t> pada Kamis.", "Ketua Komisi Pemberantasan Korupsi (KPK)", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "title", "region"), UNSIGNED)
def test_unsigned(marked: str, title: str | None, region: str | None) -> None:
    record = parsed(unmarked(marked)[0])
    assert record.source.form == "report"
    assert record.signatory.name is None
    assert (record.issuer.title, record.issuer.region) == (title, region)


# Namesakes, short names and other forms of a region's name; the code tells them apart.
REGIONS = [
    ("Wali Kota Bandung", "32.73"), ("Bupati Bandung", "32.04"), ("Pemkot Bandung", "32.73"), ("Pemkab Bandung", "32.04"),
    ("Bupati Bandung Barat", "32.17"), ("Wali Kota Bogor", "32.71"), ("Pemkab Bogor", "32.01"), ("Pemko Padang", "13.71"),
    ("Pemkot Bekasi", "32.75"), ("Pemerintah Kabupaten (Pemkab) Bekasi", "32.16"), ("Bupati Tangerang", "36.03"),
    ("Pemkot Tangsel", "36.74"), ("Wali Kota Tangerang", "36.71"), ("Pemkot Bandarlampung", "18.71"),
    ("Gubernur Gorontalo", "75"), ("Wali Kota Gorontalo", "75.71"), ("Bupati Gorontalo", "75.01"), ("Gubernur Jambi", "15"),
    ("Wali Kota Jambi", "15.71"), ("Pemprov Kaltim", "64"), ("Pemprov NTB", "52"), ("Pemkab Lamteng", "18.02"),
    ("Bupati Muba", "16.06"), ("Pemkot Palangkaraya", "62.71"), ("Pemkab Pasuruan", "35.14"), ("Pemkot Pasuruan", "35.75"),
    ("Pemprov Malut", "82"), ("Pemkab Batola", "63.04"), ("Pemkab Muba", "16.06"), ("Pemkab Lamtim", "18.07"),
    ("Pemkab Boltim", "71.10"), ("Pemkab Bolmong", "71.01"), ("Pemkab Minut", "71.06"), ("Pemkab Loteng", "52.02"),
    ("Pemprov Kepulauan Babel", "19"), ("Pemprov Kep Babel", "19"), ("Gubernur Prov. Jambi", "15"), ("Pemkab Konkep", "74.12"), ("Pemkab Pesbar", "18.13"), ("Pemkab Pegaf", "92.12"), ("Pemkab Mansel", "92.11"), ("Pemkab KKU", "61.11"), ("Pemkab Mateng", "76.06"), ("Pemkab Benteng", "17.09"), ("Pemkab Tanbu", "63.10"),
    ("Pemprov Sultra", "74"), ("Pemprov Sulsel", "73"), ("Pemprov Sulteng", "72"), ("Pemprov Sulbar", "76"), ("Pemprov Sulut", "71"),
    ("Pemprov Kalteng", "62"), ("Pemprov Kaltara", "65"), ("Pemprov Kalsel", "63"), ("Pemprov Kalbar", "61"), ("Pemprov Sumsel", "16"),
    ("Pemprov Sumut", "12"), ("Pemprov Sumbar", "13"), ("Pemprov Jatim", "35"), ("Pemprov Jateng", "33"), ("Pemprov Jabar", "32"),
    ("Pemprov NTT", "53"), ("Pemprov Kepri", "21"), ("Pemprov Babel", "19"), ("Pemda Blora", "33.16"),
    ("Bupati Kupang", "53.01"), ("Wali Kota Kupang", "53.71"), ("Pemda DIY", "34"), ("Pemprov DKI Jakarta", "31"),
]  # fmt: skip


@pytest.mark.parametrize(("cue", "code"), REGIONS)
def test_region_of_a_report(cue: str, code: str) -> None:
    record = parsed(f"{cue} menerbitkan {_SE}. Aturan itu berlaku bagi pegawai {cue} mulai besok.")
    assert record.issuer.region_code == code


# What a letter without a signature says of itself; the letterhead names a ministry alone.
@pytest.mark.parametrize(
    ("said", "title"),
    [
        (
            "perlu menetapkan Surat Edaran Menteri Perdagangan tentang Jam Loket",
            "Menteri Perdagangan",
        ),
        (
            "perlu ditetapkan Surat Edaran Sekretaris Jenderal, sebagai berikut:",
            "Sekretaris Jenderal",
        ),
        (
            "Surat Edaran Direktur Jenderal Metrologi ini memuat jam loket",
            "Direktur Jenderal Metrologi",
        ),
        ("sesuai Surat Edaran Menteri Agama tentang Libur", "KEMENTERIAN PERDAGANGAN"),
    ],
)
def test_the_office_that_a_letter_says_issues_it(said: str, title: str) -> None:
    record = parsed(
        "KEMENTERIAN PERDAGANGAN\n\nYth.\n1. Para Kepala Balai\n\nSURAT EDARAN\n"
        f"NOMOR 12/M/2024\nTENTANG\nJAM LOKET\n\nUntuk tertibnya loket, {said}\n\n"
        "1. Loket dibuka pagi."
    )
    assert (record.source.form, record.issuer.title) == ("circular", title)


def test_the_number_behind_the_office_in_a_title_is_no_part_of_it() -> None:
    record = parsed(
        "Yth. Para Kepala Balai\ndi Tempat\n\nSURAT EDARAN\nSEKRETARIS JENDERAL KEMENTERIAN "
        "PERDAGANGAN NOMOR SE. 8 TAHUN 2024\nTENTANG\nJAM LOKET\n\n1. Loket dibuka pagi."
    )
    assert record.issuer.title == "SEKRETARIS JENDERAL KEMENTERIAN PERDAGANGAN"
    assert record.number == "SE.8 TAHUN 2024"
