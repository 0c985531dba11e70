"""What a press text counts besides the branch's figures: guests, leaflets, times, minutes, programmes."""

import re

_WORDS = re.findall(
    r"\S+",
    """
    wartawan jurnalis media reporter undangan tamu hadirin audiens pemateri narasumber pembicara panelis panitia juri
    pejabat camat lurah kades pegawai karyawan staf petugas penyuluh pendamping relawan mahasiswa siswa santri dosen
    spanduk baliho poster brosur pamflet selebaran leaflet sertifikat piagam plakat suvenir kaos kaus paket sembako
    lembar halaman berkas formulir dokumen rangkap fotokopi foto slide salindia gambar grafik tabel
    kali sesi tahap tahapan putaran angkatan gelombang kelas materi topik sesi agenda kegiatan acara sosialisasi
    pelatihan lokakarya kunjungan pertemuan rapat forum dialog
    kelompok golongan sektor profesi groups sectors professions
    langkah cara syarat persyaratan hal poin butir kategori jenis macam program jaminan manfaat layanan kanal aplikasi
    fitur pilihan alasan faktor unsur pilar
    kecamatan desa kelurahan dusun kampung pasar pelabuhan posko stan gerai loket meja kursi ruang ruangan gedung lantai
    bus mobil motor sepeda kapal perahu komputer laptop tablet telepon ponsel
    bank sekolah universitas perusahaan pabrik koperasi komunitas paguyuban organisasi instansi lembaga dinas
    rumah keluarga anak ahli hadiah penghargaan kasus klaim kecelakaan
    kilometer km meter kg kilogram ton liter hektare hektar derajat
    detik menit jam hari pekan minggu bulan tahun semester triwulan kuartal dekade
    journalists reporters guests speakers visitors officials students volunteers employees staff
    leaflets brochures posters banners certificates pages forms copies photos charts tables slides
    sessions rounds events meetings visits trainings workshops classes steps ways reasons kinds types categories points
    programmes programs schemes benefits channels services requirements
    districts villages markets ports stalls desks rooms floors buses cars motorcycles boats computers laptops phones
    banks schools companies factories cooperatives communities organisations institutions families houses children
    prizes awards cases claims accidents kilometres kilometers metres meters hectares tons litres
    seconds minutes hours days weeks months years semesters quarters decades times
    """,
)
_SHARED = r"(?:orang|buah|unit|lembar|helai|eksemplar|set)\s+"
EVERY_OTHER = re.compile(
    rf"(?:{_SHARED})?(?:{'|'.join(sorted(set(_WORDS), key=len, reverse=True))})(?:nya)?\b"
    r"(?!\s+(?:ini|itu|lalu|tersebut|yang sama|I{1,3}\b|pertama|kedua|this|last|(?:19|20|21)\d{2}))",
    re.IGNORECASE,
)
"""A thing that is none of the branch's figures, right after a number."""

A_WHILE = re.compile(
    r"(?:detik|menit|jam|hari|pekan|minggu|bulan|triwulan|semester|tahun|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?)\b",
    re.IGNORECASE,
)
"""What a small number before it is so many of, whatever follows: "dalam enam bulan ini"."""

AT_AN_EVENT = re.compile(
    r"\s+(?:pelatihan|sosialisasi|rapat|acara|kegiatan|magang|lokakarya|seminar|lomba|kelas|forum|dialog|upacara"
    r"|training"
    r"|workshop"
    r"|seminar|meeting|event)\b",
    re.IGNORECASE,
)
"""Participants of something else: "40 peserta pelatihan"."""

ATTENDED = re.compile(
    r"\b(?:diikuti|dihadiri|disaksikan|diramaikan|mengundang|melibatkan|menghadirkan|mengumpulkan|bersama"
    r"|attended by|hosted|drew"
    r"|joined by)\s+(?:oleh |sekitar |sedikitnya |lebih dari |about |some |more than )*$",
    re.IGNORECASE,
)
"""Who came to something: "diikuti 120 pelaku usaha"."""

EVENT = re.compile(
    r"\b(?:acara|kegiatan|jalan sehat|lomba|sosialisasi|rapat|pelatihan|upacara|festival|donor|bazar|seminar"
    r"|konferensi|workshop"
    r"|pengajian|senam|walk|fair|meeting|training|event)\b",
    re.IGNORECASE,
)

NARROWER = re.compile(
    r"(?:nelayan|pedagang|petani|pengemudi|buruh|perajin|pengrajin|tukang|fishers?|traders?|drivers?|kader|anggota"
    r"|pelaku"
    r"|pengurus|penerima|mitra|driver|ojek|lansia|perempuan|pemuda|nasabah|pelanggan|usaha|umkm|kepala|jamaah|heads"
    r"|partners)"
)
"""A part of the participants: the number is not theirs."""

_NO_THING = re.compile(
    r"(?:di|me|ber|ter)[a-z]{3,}|\w+(?:nya|lah|kah)|baru|lama|lebih|kurang|saja|kini|lagi|aktif|dorman|melambat"
    r"|lainnya|sisanya"
    r"|masih|belum|tidak|juga|hanya|semester|triwulan|tahun|bulan|kabupaten|orang|jiwa|persen|ribu|juta|miliar"
    r"|triliun|kali|naik"
    r"|turun|tumbuh|pasif|nonaktif|lahir|jadi|ikut|gabung|resmi|sekaligus|sebelumnya|akuisisi|kepesertaan"
    r"|pendaftaran|pendaftar"
    r"|pindah|masuk|hadir|datang|tiba|pergi|tutup|buka|ada|lolos|gugur|keluar|kembali|muncul|hilang|selesai|mulai"
    r"|was|is|has|does|remains|joins|less|others|others|acquisitions|registrations",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[a-z]{2,}s")


JOINS = re.compile(
    r"(?:\W+\w+){0,6}?\W+(?:(?:yang|telah|sudah|kini|baru|who|have|had|were|are) )*(?:mendaftar|bergabung"
    r"|terdaftar|direkrut"
    r"|dijaring|terlindungi|didaftarkan|menjadi peserta|signed up|joined|registered|enrolled|recruited"
    r"|covered)\b(?! (?:as|lomba|acara))",
    re.IGNORECASE,
)
"""What only participants do: whoever is said to have done it is counted among them, by whatever noun."""


def is_other(noun: str) -> bool:
    """Whether a noun before a number says that it counts something else: "wartawan berjumlah 12 orang"."""
    last = noun.split()[-1]
    return bool(EVERY_OTHER.fullmatch(last) or (" " in noun and AT_AN_EVENT.match(f" {last}")))


def is_a_thing(word: str, language: str) -> bool:
    """Whether the word right after a number is a noun of something else: "200 helm", by its being no verb, adverb,
    unit or word for people."""
    if not word.islower() or len(word) < 3 or _NO_THING.fullmatch(word) or NARROWER.fullmatch(word):
        return False
    return bool(_PLURAL.fullmatch(word)) if language == "en" else True
