"""What the columns of the branch's files may be called, best first: the words of domain, section 7, and their kin."""


def each(*lists: str) -> tuple[str, ...]:
    """Every combination of the words in the lists: ("kode|id", "kantor|agen") gives kode kantor, id kantor, ..."""
    combined = [""]
    for words in lists:
        combined = [f"{start} {word}".strip() for word in words.split("|") for start in combined]
    return tuple(combined)


NUMBER_OF = "kode|id|kd|nomor|no"
AGENT_CODE = (
    *each(NUMBER_OF, "perisai|akun perisai|agen perisai|agen|agent|user perisai|pengguna perisai"),
    *("perisai id", "agent code", "agent id", "agen perisai", "agen", "agent", "perisai", "kode agen perisai"),
)
OFFICE_CODE = (
    *each(NUMBER_OF, "kantor|kantor perisai|kantor mitra|kantor mitra perisai|kantor mitra kerja|mitra"),
    *("office code", "office id"),
)
OFFICE_NAME = (
    *each("nama", "kantor|kantor perisai|kantor mitra|kantor mitra perisai|kantor mitra kerja|mitra"),
    *("office name", "kantor perisai", "kantor mitra", "kantor", "office", "mitra"),
)
PLACE = (
    *each(NUMBER_OF, "wilayah|wilayah kerja|kabupaten kota|kab kota|daerah|kemendagri|bps|kabupaten|kota|kab"),
    *each("nama|", "wilayah|wilayah kerja|kabupaten kota|kab kota|kota kabupaten|daerah|kabupaten|kota|kab"),
    *("area", "area code", "regency", "city", "regency city", "district", "region", "lokasi", "domisili"),
)
SIGN_UP = "daftar|terdaftar|pendaftaran|registrasi|kepesertaan|akuisisi|didaftarkan"
REGISTERED = (
    *each("tanggal|tgl", SIGN_UP),
    *each("tanggal|tgl", "daftar|pendaftaran|registrasi|kepesertaan", "peserta|agen|perisai|tk"),
    *("registered on", "registration date", "date registered", "registered", "pendaftaran", "daftar"),
    *each("tanggal|tgl", "mulai|masuk|aktif|bergabung|gabung|pengangkatan|efektif|peserta|join"),
    *("terdaftar sejak", "mulai terdaftar", "tmt", "join date", "tanggal", "date"),
)
KPJ = (
    *each("kpj|no kpj|nomor kpj|no kartu|nomor kartu|kartu peserta|nomor kpj peserta|no kpj peserta", "|bpjs"),
    *each("no|nomor", "kartu peserta|peserta|kepesertaan|kartu kepesertaan|kartu bpjs ketenagakerjaan|kpj tk|bpjstk"),
    *("kode kpj", "id kpj", "kpj tk", "kpj number", "membership number", "member number", "member no", "member id"),
)
NIK = (
    *("nik", "no nik", "nomor nik", "nik ktp", "nik peserta", "nik tk", "no ktp", "nomor ktp", "no ktp nik", "ktp"),
    *("nomor induk kependudukan", "no induk kependudukan", "nomor identitas", "no identitas", "national id"),
)
MONTH = (
    *("blth", "blth iuran", "bulan tahun iuran", "bulan iuran", "periode iuran", "iuran bulan", "blth awal"),
    *("bulan tahun", "bln thn", "bulan thn", "periode blth", "blth periode", "periode awal", "bulan awal"),
    *("awal blth", "awal periode", "blth mulai", "blth dari", "dari blth", "dari bulan", "dari periode", "blth1"),
    *("bulan dari", "periode dari", "mulai blth", "mulai bulan", "bulan mulai", "month from", "first month"),
    *("contribution month", "covered month", "periode kepesertaan", "periode", "bulan", "period", "month", "masa"),
)
LAST_MONTH = (
    *("blth akhir", "blth terakhir", "akhir blth", "periode akhir", "bulan akhir", "akhir periode", "bulan terakhir"),
    *each("sampai|sd|s d|hingga|sampai dengan", "blth|bulan|periode|bulan iuran"),
    *each("blth|bulan|periode|iuran", "sampai|sd|s d|hingga|sampai dengan"),
    *("last month", "month to", "period to", "to month", "blth2", "sampai dengan", "akhir iuran"),
)
YEAR = ("tahun", "thn", "tahun iuran", "tahun blth", "tahun bayar iuran", "tahun periode", "year")
MONTHS = (
    *each("jumlah|banyak|lama|jml|total|n", "bulan|bulan iuran|bulan bayar|bulan dibayar|periode|bulan pembayaran"),
    *("masa iuran", "lama iuran", "masa bayar", "bulan dibayar", "bulan bayar", "masa pembayaran", "jangka waktu"),
    *("months", "number of months", "months paid", "month count", "banyaknya bulan", "lama", "durasi", "jml bln"),
)
PAID = (
    *each("tanggal|tgl", "bayar|pembayaran|dibayar|setor|setoran|penerimaan|terima|lunas|transaksi|posting|rekon"),
    *each("tanggal|tgl", "bayar|pembayaran|setor|penerimaan", "iuran"),
    *("paid on", "paid date", "payment date", "date paid", "dibayar tanggal", "waktu bayar", "tgl trx", "paid"),
    *("tanggal", "date"),
)
AMOUNT = (
    *each("jumlah|nominal|total|nilai", "bayar|pembayaran|dibayar|iuran dibayar|setoran|penerimaan|yang dibayar"),
    *("nominal iuran", "nominal iuran rp", "jumlah iuran", "total iuran", "nilai iuran", "besar iuran", "iuran rp"),
    *("nominal", "iuran", "nominal rp", "jumlah rp", "rupiah", "rp", "penerimaan iuran", "penerimaan", "bayar"),
    *("amount", "amount paid", "contribution", "paid amount", "iuran bayar", "setoran", "nilai", "jumlah"),
)
CONTRIBUTION_ALONE = (
    *("nominal iuran", "nominal iuran rp", "jumlah iuran", "total iuran", "nilai iuran", "besar iuran", "iuran rp"),
    *("iuran", "iuran pokok", "pokok iuran", "pokok", "iuran wajib", "penerimaan iuran", "contribution"),
)
"""What names the contribution and nothing that was paid beside it."""

FINE = (
    *each("jumlah|nominal|total|nilai|", "denda|denda iuran|denda keterlambatan|denda rp|bunga"),
    *("biaya admin", "biaya administrasi", "biaya transaksi", "fine", "penalty", "late fee", "admin fee"),
)
TOTAL_PAID = (
    *each("jumlah|nominal|total|nilai", "bayar|pembayaran|dibayar|setoran|penerimaan|yang dibayar|tagihan"),
    *("total", "grand total", "total rp", "jumlah total", "bayar", "setoran", "jumlah", "nominal", "amount paid"),
)
STATUS = (
    *each("status", "bayar|pembayaran|transaksi|iuran|setoran|trx|posting|rekon|tagihan"),
    *("status", "payment status", "transaction status", "stat", "sts", "status bayar iuran"),
)
LISTED_STATUS = (
    *each("status", "agen|perisai|agen perisai|keagenan|keaktifan"),
    *("status", "status aktif", "aktif nonaktif", "agent status", "stat", "sts"),
)
REMARK = (
    *("keterangan", "ket", "catatan", "remark", "remarks", "note", "notes", "keterangan bayar", "keterangan transaksi"),
    *("status", "keterangan status", "status transaksi", "status posting", "status rekon"),
)
LEFT = "nonaktif|berhenti|keluar|dinonaktifkan|penonaktifan|tidak aktif|akhir|selesai|resign|berakhir|nonaktif agen"
DEACTIVATED = (
    *each("tanggal|tgl", LEFT),
    *("nonaktif", "nonaktif per", "nonaktif sejak", "deactivated on", "deactivation date", "deactivated", "end date"),
    *("inactive since", "tanggal nonaktif perisai"),
)
DIED = (
    *each("tanggal|tgl", "meninggal|meninggal dunia|wafat|kematian|peserta meninggal|meninggal peserta"),
    *("meninggal", "meninggal pada", "wafat", "date of death", "died on", "died"),
)
ENDED = (
    *each("tanggal|tgl", "berhenti|keluar|nonaktif|berakhir|akhir|tidak aktif|selesai", "|peserta|kepesertaan"),
    *("berhenti", "berhenti sejak", "nonaktif sejak", "kepesertaan berakhir", "akhir kepesertaan", "ended on"),
    *("membership ended", "membership end", "end date", "end of membership"),
)
END_REASON = (
    *each("alasan|sebab|penyebab|keterangan", "berhenti|keluar|nonaktif|berakhir|tidak aktif|akhir"),
    *each("alasan|sebab", "berhenti|keluar|nonaktif|berakhir", "peserta|kepesertaan"),
    *("alasan", "sebab", "reason", "end reason", "reason ended", "reason for leaving"),
)
REACTIVATED = (
    *each("tanggal|tgl|", "aktif kembali|kembali aktif|reaktivasi|diaktifkan kembali|aktivasi kembali"),
    *each("tanggal|tgl|", "pengaktifan kembali|aktif lagi"),
    *("aktif kembali sejak", "reactivated on", "reactivation date", "reactivated", "active again since"),
)
EFFECTIVE = (
    *each("berlaku|pindah|mutasi|penempatan", "sejak|mulai|per"),
    *each("tanggal|tgl", "berlaku|pindah|mutasi|penempatan|perpindahan"),
    *("tmt penempatan", "tmt kantor", "tmt mutasi", "effective from", "effective since", "valid from", "moved on"),
)
CONTACT = (
    *each("no|nomor|", "telepon|telpon|telp|tlp|tel|hp|handphone|ponsel|seluler|wa|whatsapp|kontak|hp wa|wa hp"),
    *each("no|nomor|", "telepon|telp|hp|wa|kontak", "agen|perisai|kantor"),
    *("telepon hp", "telp hp", "contact", "phone", "phone number", "telephone", "mobile", "mobile number"),
    *("email", "e mail", "surel", "alamat email"),
)
TAKEN_OVER = (
    *each("tanggal|tgl", "alih|pengalihan|dialihkan|ambil alih|alih agen|alih pembina|alih binaan"),
    *("dialihkan sejak", "alih sejak", "dibina sejak", "taken over on", "taken over since", "handed over on"),
)
SECTOR = (
    *("sektor", "sektor usaha", "sektor pekerjaan", "pekerjaan", "jenis pekerjaan", "segmen", "profesi", "bidang"),
    *("kelompok", "kelompok sasaran", "kelompok pekerjaan", "jenis usaha", "bidang usaha", "bidang pekerjaan"),
    *("sector", "occupation", "job", "segment", "jenis sektor", "nama sektor", "kelompok kerja"),
)
PROGRAM = (
    "program",
    "jenis program",
    "program diikuti",
    "nama program",
    "paket",
    "paket program",
    "programs",
    "jaminan",
    "kode program",
    "program iuran",
    "jenis jaminan",
    "nama jaminan",
    "jenis iuran",
)
PAYER = (
    *each("sumber", "iuran|dana|pembiayaan|dana iuran|pembiayaan iuran|pembayaran iuran"),
    *("dibayar oleh", "iuran dibayar oleh", "pembayar", "pembayar iuran", "penanggung iuran", "ditanggung oleh"),
    *("paying source", "paid by", "funding source", "source of funds", "funded by"),
)
FUND = (*PAYER, "nama sumber iuran", "nama sumber dana", "nama dana", "dana", "nama anggaran", "anggaran", "fund")
FUND_SINCE = (*each("|tanggal|tgl|berlaku|dana", "sejak|mulai|dari|awal"), "from", "since", "start", "funded from")
FUND_UNTIL = (
    *each("|tanggal|tgl|berlaku|dana", "sampai|sampai dengan|hingga|berakhir|akhir|selesai"),
    *("until", "to", "end", "ends", "funded until"),
)
FUND_FILE = ("untuk berkas", "berkas iuran", "berkas", "for file", "file")
PERSON = ("nama", "nama lengkap", "nama peserta", "nama tk", "nama tenaga kerja", "nama pekerja", "name", "full name")
VALUE = ("nilai", "value", "target", "nilai target", "jumlah", "angka", "besaran", "nominal", "jumlah target")
SEMESTER = (
    "semester",
    "periode",
    "periode target",
    "period",
    "half",
    "half year",
    "semester target",
    "periode semester",
    "bulan target",
    "tahun target",
    "bulan",
    "month",
)
MEASURE = (
    "ukuran",
    "measure",
    "jenis target",
    "indikator",
    "jenis",
    "metrik",
    "metric",
    "uraian",
    "kpi",
    "target untuk",
)
DENOMINATOR = ("penyebut", "nama penyebut", "denominator", "populasi", "kelompok penduduk", "nama", "name")
SOURCE = ("sumber", "source", "media", "terbitan", "sumber berita", "publikasi", "penerbit")
PUBLISHED = (
    "tanggal terbit",
    "tgl terbit",
    "terbit",
    "tanggal publikasi",
    "tanggal berita",
    "tanggal",
    "published on",
)
WORDING = ("kalimat", "wording", "redaksi", "bunyi", "kutipan", "kata", "teks", "tertulis", "narasi")
ROUNDING = ("pembulatan", "rounding", "dibulatkan ke", "satuan pembulatan", "dibulatkan", "rounded to")
LISTED = (
    *each("bulan|periode|posisi", "|daftar|daftar agen|agen|aplikasi"),
    *("bulan tahun", "bulan posisi", "posisi bulan", "per bulan", "list month", "month", "period"),
)
FIGURE = ("ukuran", "metrik", "metric", "angka", "measure", "indikator", "jenis", "nama angka", "figure", "uraian")
