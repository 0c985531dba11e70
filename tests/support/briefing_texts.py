"""The texts of the sample briefing, Indonesian and English, as long as real ones are."""

from dashboard.briefing.pack import Paragraph

TITLE = {"id": "Taklimat pers Perisai semester I 2019", "en": "Perisai press briefing, semester I 2019"}
SUBTITLE = {
    "id": "Semester I 2019 · semua wilayah · semua sektor · peserta bukan penerima upah yang didaftarkan agen Perisai",
    "en": "Semester I 2019 · all areas · all sectors · own-account participants registered by Perisai agents",
}
BRANCH = {"id": "BPJS Ketenagakerjaan Kantor Cabang Pekalongan", "en": "BPJS Ketenagakerjaan, Pekalongan branch"}
EMBARGO = {
    "id": "EMBARGO sampai 25 Juli 2019 pukul 09.00 WIB: tidak untuk disiarkan sebelumnya",
    "en": "EMBARGO until 25 July 2019, 09.00 Western Indonesian Time: not for release before",
}
AS_OF = {"id": "Posisi 30 Juni 2019", "en": "As of 30 June 2019"}
SOURCE = {
    "id": "Sumber: data demonstrasi Pekalongan, versi data 7",
    "en": "Source: demonstration data of Pekalongan, data version 7",
}
CITE = {
    "id": "Data demonstrasi Pekalongan, versi data 7, posisi 30 Juni 2019.",
    "en": "Demonstration data of Pekalongan, data version 7, as of 30 June 2019.",
}
NOTE = {
    "id": "Tarif berubah pada Agustus 2020–Januari 2021 (PP 49/2020): rupiah turun tanpa orang berkurang.",
    "en": "Rates changed in August 2020–January 2021 (PP 49/2020): rupiah fell though people did not.",
}
KIND = {"id": "Diagram batang", "en": "Bar chart"}
VERSION = {
    "id": (("Berkas", "peserta, agen, dan kantor"), ("Versi definisi", "1")),
    "en": (("Files", "participants, agents and offices"), ("Version of the definition", "1")),
}
FILTERS = {
    "id": (
        ("Periode", "semester I 2019 (2019-S1)"),
        ("Kabupaten/kota", "Semua wilayah"),
        ("Sektor", "semua sektor"),
        ("Pembaca", "pers"),
        ("Posisi", "Posisi 30 Juni 2019"),
        ("Versi data", "7"),
    ),
    "en": (
        ("Period", "semester I 2019 (2019-S1)"),
        ("Areas", "All areas"),
        ("Sectors", "all sectors"),
        ("Audience", "press"),
        ("As of", "As of 30 June 2019"),
        ("Data version", "7"),
    ),
}
NUMBERS = (
    ("acquired", 1313, ("+4,2% dari semester II 2018", "+4.2% on semester II 2018"), "7K2M-QX4D-A"),
    ("received", 113_702_400, ("sesuai sekitar Rp114 juta", "as published, about Rp114 juta"), "7K2M-QX4D-B"),
    ("received_from_new", 81_816_800, ("72,0% dari penerimaan", "72.0% of what was received"), "7K2M-QX4D-C"),
    ("received_from_earlier", 31_885_600, ("28,0% dari penerimaan", "28.0% of what was received"), "7K2M-QX4D-D"),
    ("agents_listed", 32, ("di 10 kantor", "in 10 offices"), "7K2M-QX4D-E"),
    ("agents_dormant_retained", 5, ("dari 32 agen terdaftar", "of 32 listed agents"), "7K2M-QX4D-F"),
    ("acquired_target_reached", 0.6998, ("1.313 dari target 1.876 peserta", "1,313 of 1,876 aimed for"), "7K2M-QX4D-G"),
    ("agents_due_for_removal", None, ("kurang dari 5 orang", "fewer than 5 people"), ""),
)
TITLES = {
    "id": {
        "acquired_by_month": "1.313 peserta diakuisisi pada semester I 2019, terbanyak pada Mei 2019 (234)",
        "cumulative_received": "Iuran semester I 2019 mencapai Rp113,7 juta, sesuai angka terbit sekitar Rp114 juta",
        "received_parts": "Rp81,8 juta dibayar peserta baru semester I 2019, Rp31,9 juta peserta sebelumnya",
        "acquired_by_wilayah": "Akuisisi terbanyak di Kabupaten Pekalongan: 402 dari 1.313 peserta (30,62%)",
        "received_by_wilayah": "Kabupaten Pekalongan menerima iuran terbanyak: Rp34,5 juta dari Rp113,7 juta "
        "(30,34%), "
        "disusul Pemalang, Batang, dan Kota Pekalongan, yang kantornya paling sedikit",
        "acquired_by_sector": "Ojek daring (Gojek) sektor terbanyak: 402 dari 1.313 peserta (30,62%)",
        "agents_by_status": "22 dari 35 agen aktif; 5 agen dorman tetap terdaftar karena iuran masih berjalan",
        "wilayah_map": "Akuisisi menurut kabupaten/kota, dari Pemalang di barat sampai Batang di timur",
        "persistency_sector_people": "Peserta yang masih terlindungi menurut sektor dan bulan daftar",
    },
    "en": {
        "acquired_by_month": "1,313 participants acquired in semester I 2019, most of them in May 2019 (234)",
        "cumulative_received": "Contributions reach Rp113.7 million, as published: about Rp114 million",
        "received_parts": "Rp81.8 million paid by those new in semester I 2019, Rp31.9 million by earlier participants",
        "acquired_by_wilayah": "Most were acquired in Pekalongan Regency: 402 of 1,313 participants (30.62%)",
        "received_by_wilayah": "Pekalongan Regency received most: Rp34.5 million of Rp113.7 million (30.34%), "
        "followed by Pemalang, Batang and Pekalongan City, which has the fewest offices",
        "acquired_by_sector": "Online motorcycle taxis are the largest sector: 402 of 1,313 participants (30.62%)",
        "agents_by_status": "22 of 35 agents are active; 5 dormant ones stay listed because contributions still run",
        "wilayah_map": "Acquisitions by kabupaten and kota, from Pemalang in the west to Batang in the east",
        "persistency_sector_people": "Participants still protected, by sector and month of registration",
    },
}
COLUMNS = {
    "id": {
        "month": "Bulan",
        "label": "Nama",
        "acquired": "Akuisisi",
        "previous": "Semester II 2018",
        "received": "Penerimaan iuran",
        "cumulative": "Kumulatif",
        "received_from_new": "Dari akuisisi periode ini",
        "received_from_earlier": "Dari akuisisi sebelumnya",
        "agents": "Agen",
        "last_day": "Hari terakhir",
        "cohort": "Peserta terdaftar",
        "ratio": "Masih terlindungi",
        "pace": "Per bulan bertugas",
    },
    "en": {
        "month": "Month",
        "label": "Name",
        "acquired": "Acquired",
        "previous": "Semester II 2018",
        "received": "Contributions received",
        "cumulative": "Cumulative",
        "received_from_new": "From this period's acquisitions",
        "received_from_earlier": "From earlier acquisitions",
        "agents": "Agents",
        "last_day": "Last day",
        "cohort": "Registered",
        "ratio": "Still protected",
        "pace": "Per month of service",
    },
}
_SECTORS = ("Gojek", "Grab", "Nelayan", "Pengurus RT/RW", "Ojek pangkalan", "Becak", "Pedagang", "Petani")
SECTORS = {
    "id": (*_SECTORS, "Perajin batik dan usaha mikro, kecil, dan menengah", "Pekerja rentan", "Lainnya"),
    "en": (*_SECTORS, "Batik makers and micro, small and medium enterprises", "Vulnerable workers", "Others"),
}
WITHHELD = {
    "id": (
        ("Agen jatuh nonaktif", "Kurang dari 5 orang."),
        ("Akuisisi menurut sektor: Pekerja rentan", "Kurang dari 5 orang."),
        ("Akuisisi menurut sektor: Lainnya", "Ditahan juga, agar sel di atas tidak dapat dihitung dari jumlahnya."),
        ("Akuisisi menurut kabupaten/kota, semester II 2018: Batang", "Kurang dari 5 orang."),
        (
            "Akuisisi menurut kabupaten/kota, semester II 2018: Kota Pekalongan",
            "Ditahan juga, agar sel di atas tidak dapat dihitung dari jumlahnya.",
        ),
        ("Matriks agen", "Memuat nama agen."),
    ),
    "en": (
        ("Agents due for removal", "Fewer than 5 people."),
        ("Acquisitions by sector: Vulnerable workers", "Fewer than 5 people."),
        ("Acquisitions by sector: Others", "Withheld with it: the cell above could be subtracted."),
        ("Acquisitions by area, semester II 2018: Batang", "Fewer than 5 people."),
        (
            "Acquisitions by area, semester II 2018: Pekalongan City",
            "Withheld with it: the cell above could be subtracted.",
        ),
        ("Grid of agents", "Holds agents' names."),
    ),
}
_RELEASE = (
    ("letterhead", "BPJS Ketenagakerjaan Kantor Cabang Pekalongan"),
    ("number", "SIARAN PERS\nNomor: ……/……/072019"),
    ("release", "EMBARGO sampai 25 Juli 2019 pukul 09.00 WIB: tidak untuk disiarkan sebelumnya"),
    ("title", "Agen Perisai Pekalongan Mengakuisisi 1.313 Peserta pada Semester I 2019"),
    (
        "lead",
        "Pekalongan, 25 Juli 2019 – Agen Perisai BPJS Ketenagakerjaan Kantor Cabang Pekalongan "
        "mengakuisisi sebanyak "
        "1.313 peserta bukan penerima upah pada Januari sampai Juni 2019, melalui 32 agen di 10 kantor mitra di "
        "Kabupaten "
        "Pekalongan, Kota Pekalongan, Pemalang, dan Batang.",
    ),
    (
        "figures",
        "Sebanyak 402 peserta atau 30,62 persen diakuisisi di Kabupaten Pekalongan. Realisasi "
        "akuisisi mencapai "
        "69,98 persen dari target semester I 2019.",
    ),
    (
        "figures",
        "Penerimaan iuran dari peserta semester ini dan peserta yang diakuisisi sebelumnya mencapai "
        "Rp113,7 juta, "
        "sesuai angka terbit sekitar Rp114 juta.",
    ),
    ("quotation", "“[Kutipan Kepala Kantor Cabang]”, kata [nama], Kepala Kantor Cabang Pekalongan."),
    (
        "context",
        "Agen Perisai dikeluarkan dari daftar setelah tiga bulan berturut-turut tanpa akuisisi dan tanpa iuran.",
    ),
    (
        "about",
        "Tentang Perisai: Penggerak Jaminan Sosial Indonesia ialah agen yang mendaftarkan peserta bukan penerima upah.",
    ),
    ("contact", "Narahubung: [nama] · [telepon] · [surel]"),
    ("note", "Data demonstrasi. Posisi 30 Juni 2019, versi data 7, kode telusur 7K2M-QX4D."),
)


def release(language: str) -> tuple[Paragraph, ...]:
    """The press release, which is Indonesian in both; its embargo line is the briefing's."""
    return tuple(Paragraph(kind, EMBARGO[language] if kind == "release" else text) for kind, text in _RELEASE)
