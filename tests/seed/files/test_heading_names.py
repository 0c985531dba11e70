"""The headings by which a branch's files go: a heading that is lost here leaves a file unread, or an amount out."""

import pytest

from seed.files.contract import KINDS
from seed.files.headings import best, matched

FROM = "berlaku sejak|pindah mulai|mutasi per|tgl berlaku|tanggal mutasi|tmt kantor|effective from|valid from|moved on"
NAMES = {
    "wilayah.code": "kode|nomor wilayah|kode kemendagri|kode bps|kode kabupaten kota|code",
    "wilayah.name": "nama|nama wilayah|nama kabupaten kota|name|wilayah",
    "wilayah.kind": "jenis|jenis wilayah|kind|jenis daerah",
    "wilayah.latitude": "lat|latitude|lintang",
    "wilayah.longitude": "lon|lng|long|longitude|bujur",
    "offices.code": "kode kantor|no kantor perisai|id kantor mitra|kd kantor mitra kerja|nomor mitra|kode|code|id|"
    "office code|office id",
    "offices.name": "nama kantor|nama kantor mitra kerja|nama mitra|nama|name|kantor perisai|kantor mitra|kantor|"
    "office name|office|mitra",
    "offices.contact": "telepon|no telp|no hp|nomor wa|kontak|surel|email|phone|contact",
    "offices.wilayah": "nomor wilayah|kode wilayah kerja|id kab|wilayah kerja|kab/kota|kota/kab|daerah|area|"
    "area code|regency|city|regency city|district|region|lokasi|domisili",
    "offices.effective_on": FROM,
    "agents.code": "kode perisai|nomor agen|id akun perisai|kd user perisai|no pengguna perisai|kode agen perisai|"
    "perisai id|agent code|agent id|agen perisai|agen|agent|perisai|kode|code|id",
    "agents.name": "nama agen|nama agen perisai|nama perisai|nama lengkap|nama|agent name|name|full name",
    "agents.office": "id kantor mitra|nama mitra|kantor perisai|office name",
    "agents.registered_on": "tanggal daftar|tgl pengangkatan|tanggal join|tanggal kepesertaan perisai|"
    "tgl daftar agen|registered on|registration date|date registered|registered|pendaftaran|terdaftar sejak|"
    "mulai terdaftar|tmt|join date|tanggal|date",
    "agents.contact": "telepon|no telp|no hp|hp wa|nomor kontak|surel|email|phone number|contact",
    "agents.deactivated_on": "tanggal nonaktif|tgl berhenti|tanggal nonaktif agen|nonaktif|nonaktif per|"
    "nonaktif sejak|tanggal nonaktif perisai|deactivated on|deactivation date|deactivated|end date|inactive since",
    "agents.reactivated_on": "tanggal aktif kembali|tgl reaktivasi|aktif kembali|diaktifkan kembali|aktif lagi|"
    "aktif kembali sejak|reactivated on|active again since",
    "agents.effective_on": FROM,
    "agents.listing": "status|status agen|status perisai|status keaktifan|aktif nonaktif|agent status",
    "participants.agent": "kode perisai|perisai id|agent id|agen perisai|agen",
    "participants.registered_on": "tanggal daftar|tgl akuisisi|tanggal didaftarkan|tanggal kepesertaan peserta|"
    "tgl daftar tk",
    "participants.kpj": "kpj|no kpj|kpj bpjs|nomor kartu|nomor peserta|no kartu peserta|no bpjstk|kode kpj|id kpj|"
    "kpj tk|kpj number|membership number|member number|member no|member id",
    "participants.nik": "nik|nomor nik|nik ktp|nik peserta|nik tk|no ktp|no ktp nik|ktp|nomor induk kependudukan|"
    "nomor identitas|national id",
    "participants.died_on": "tanggal meninggal|tgl wafat|tgl kematian|meninggal pada|date of death|died on",
    "participants.ended_on": "tanggal berhenti|tgl keluar peserta|tanggal berakhir kepesertaan|berhenti sejak|"
    "kepesertaan berakhir|ended on|end of membership",
    "participants.end_reason": "alasan berhenti|sebab keluar|penyebab nonaktif|keterangan berhenti|"
    "alasan keluar peserta|alasan|sebab|reason|end reason",
    "participants.effective_on": f"tanggal alih|tgl pengalihan|dialihkan sejak|dibina sejak|taken over on|{FROM}",
    "participants.sector": "sektor|sektor usaha|sektor pekerjaan|pekerjaan|jenis pekerjaan|segmen|profesi|bidang|"
    "kelompok|kelompok sasaran|kelompok pekerjaan|jenis usaha|bidang usaha|bidang pekerjaan|jenis sektor|nama sektor|"
    "kelompok kerja|sector|occupation|job|segment",
    "participants.program": "program|kode program|program iuran",
    "participants.name": "nama|nama lengkap|nama peserta|nama tk|nama tenaga kerja|nama pekerja|name|full name",
    "contributions.kpj": "kpj|id kpj|member number",
    "contributions.blth": "blth|blth iuran|bulan tahun iuran|bulan iuran|periode iuran|iuran bulan|blth awal|"
    "bulan tahun|periode blth|blth periode|periode awal|bulan awal|awal blth|awal periode|blth mulai|blth dari|"
    "dari blth|dari bulan|dari periode|blth1|bulan dari|periode dari|mulai blth|mulai bulan|bulan mulai|"
    "periode kepesertaan|periode|bulan|masa|month from|first month|contribution month|covered month|period|month",
    "contributions.blth_last": "blth akhir|blth terakhir|akhir blth|periode akhir|bulan akhir|akhir periode|"
    "bulan terakhir|sampai blth|s.d. bulan|hingga periode|bulan sampai dengan|blth sampai|periode s/d|blth2|"
    "sampai dengan|akhir iuran|last month|month to|period to|to month",
    "contributions.year": "tahun|thn|tahun iuran|tahun blth|tahun bayar iuran|tahun periode|year",
    "contributions.months": "jumlah bulan|n bulan|lama bulan iuran|masa iuran|lama iuran|masa bayar|bulan dibayar|"
    "masa pembayaran|jangka waktu|banyaknya bulan|lama|durasi|months|number of months|months paid|month count",
    "contributions.paid_on": "tanggal bayar|tgl setoran|tanggal lunas|tanggal rekon|tanggal penerimaan iuran|"
    "dibayar tanggal|waktu bayar|tgl trx|tanggal|paid on|paid date|payment date|date paid|paid|date",
    "contributions.fine": "denda|jumlah denda|total denda keterlambatan|jumlah bunga|biaya admin|biaya administrasi|"
    "biaya transaksi|fine|penalty|late fee|admin fee",
    "contributions.amount": "jumlah bayar|nilai yang dibayar|total setoran|nominal iuran|nominal iuran rp|"
    "jumlah iuran|total iuran|nilai iuran|besar iuran|iuran rp|iuran pokok|pokok iuran|nominal|iuran|nominal rp|"
    "jumlah rp|rupiah|rp|penerimaan iuran|penerimaan|bayar|iuran bayar|setoran|nilai|jumlah|amount|amount paid|"
    "contribution|paid amount",
    "contributions.program": "program|jenis program|program diikuti|nama program|paket|paket program|jaminan|"
    "jenis jaminan|nama jaminan|jenis iuran|programs",
    "contributions.payer": "sumber iuran|sumber dana|sumber pembiayaan|dibayar oleh|pembayar|penanggung iuran|"
    "ditanggung oleh|paying source|paid by|funding source|source of funds|funded by",
    "contributions.status": "status|status bayar|status tagihan|status bayar iuran|stat|sts|payment status|"
    "transaction status",
    "contributions.remark": "keterangan|ket|catatan|keterangan bayar|keterangan transaksi|keterangan status|remark|"
    "remarks|note|notes",
    "targets.period": "semester|periode|periode target|semester target|periode semester|period|half|half year|"
    "bulan target|tahun target|bulan|month",
    "targets.year": "tahun|thn|year",
    "targets.wilayah": "wilayah|nama wilayah|district",
    "targets.office": "id kantor mitra|nama mitra|kantor perisai|office name",
    "targets.measure": "ukuran|jenis target|indikator|jenis|metrik|uraian|kpi|target untuk|measure|metric",
    "targets.value": "nilai|target|nilai target|jumlah|angka|besaran|nominal|jumlah target|value",
    "denominators.name": "penyebut|nama penyebut|populasi|kelompok penduduk|denominator|nama|name",
    "denominators.counted_in": "tahun|thn|year",
    "denominators.value": "jumlah orang|jumlah pekerja|jumlah|nilai|value",
    "denominators.source": "sumber|source",
    "denominators.definition": "definisi|pengertian|batasan|definition",
    "denominators.wilayah": "wilayah|nama wilayah|district",
    "funds.name": "sumber iuran|sumber dana|nama dana|nama sumber dana|nama anggaran|fund|paying source",
    "funds.since": "sejak|mulai|dari|tanggal mulai|berlaku sejak|from|since",
    "funds.until": "sampai|sampai dengan|hingga|berakhir|tanggal akhir|until|to",
    "funds.pays": "untuk berkas|berkas|file",
    "references.metric": "ukuran|metrik|angka|indikator|jenis|nama angka|uraian|metric|measure|figure",
    "references.value": "nilai|nilai terbit|jumlah|angka terbit|value",
    "references.period": "periode|semester|masa|bulan|kurun|period",
    "references.source": "sumber|media|terbitan|sumber berita|publikasi|penerbit|source",
    "references.published_on": "tanggal terbit|tgl terbit|terbit|tanggal publikasi|tanggal berita|tanggal|published on",
    "references.wording": "kalimat|redaksi|bunyi|kutipan|kata|teks|tertulis|narasi|wording",
    "references.rounding": "pembulatan|dibulatkan ke|satuan pembulatan|dibulatkan|rounding|rounded to",
    "references.wilayah": "wilayah|city|domisili",
    "roster.month": "bulan|periode daftar agen|posisi|bulan aplikasi|bulan tahun|bulan posisi|posisi bulan|per bulan|"
    "list month|month|period",
    "roster.year": "tahun|thn",
    "roster.agent": "kode perisai|perisai|kode|code",
    "roster.status": "status agen|status perisai|status keagenan|status keaktifan|status|status aktif|aktif nonaktif|"
    "agent status|stat|sts",
}


@pytest.mark.parametrize("column", NAMES)
def test_a_column_goes_by_each_of_its_headings(column):
    kind, name = column.split(".")
    for heading in NAMES[column].split("|"):
        assert matched(KINDS[kind], [heading]).positions.get(name) == 0, heading


def test_every_column_has_headings_here():
    beside = {"contributions.total"}  # looked for beside a fine alone
    assert NAMES.keys() | beside == {f"{kind.name}.{column.name}" for kind in KINDS.values() for column in kind.columns}


CONTRIBUTION = (
    "nominal iuran|nominal iuran rp|jumlah iuran|total iuran|nilai iuran|besar iuran|iuran rp|iuran|iuran pokok|"
)
CONTRIBUTION += "pokok iuran|pokok|iuran wajib|penerimaan iuran|contribution"


@pytest.mark.parametrize("heading", CONTRIBUTION.split("|"))
def test_beside_a_fine_the_contribution_is_the_amount_and_not_what_was_paid_in_all(heading):
    found = matched(KINDS["contributions"], ["Jumlah Bayar", heading, "Denda"]).positions
    assert found == {"total": 0, "amount": 1, "fine": 2}


TOTAL = (
    "jumlah bayar|nominal setoran|total dibayar|nilai tagihan|total|grand total|total rp|jumlah total|bayar|setoran|"
    "jumlah|nominal|amount paid"
)


@pytest.mark.parametrize("heading", TOTAL.split("|"))
def test_beside_a_fine_what_was_paid_in_all_is_the_total(heading):
    found = matched(KINDS["contributions"], [heading, "Iuran", "Denda"]).positions
    assert found == {"total": 0, "amount": 1, "fine": 2}


@pytest.mark.parametrize("heading", ["Grand Total", "Total Tagihan"])
def test_without_a_fine_no_total_is_looked_for(heading):
    assert matched(KINDS["contributions"], [heading, "Iuran"]).positions == {"amount": 1}


@pytest.mark.parametrize("heading", ["status", "status transaksi", "status posting", "status rekon"])
def test_a_second_column_of_states_is_a_remark(heading):
    assert matched(KINDS["contributions"], ["Status Bayar", heading]).positions == {"status": 0, "remark": 1}


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("kode wilayah;nama kabupaten kota;jenis daerah;kode kantor;nama kantor", "offices"),
        (
            "kode wilayah;nama kabupaten kota;jenis daerah;id kantor;nama kantor;kode perisai;nama agen;tgl daftar",
            "agents",
        ),
        ("kode;nama;jenis;kode kantor;kode perisai;tgl daftar;kpj;nik", "participants"),
        ("kode;nama;jenis;kode kantor;kode perisai;tgl daftar;kpj;nik;blth;tgl bayar;iuran", "contributions"),
        ("semester;ukuran;nilai;sumber;tanggal terbit", "references"),
    ],
)
def test_a_file_may_name_what_its_rows_belong_to(headings, kind):
    assert best([headings.split(";")])[1].kind.name == kind
