"""What narrows a counted noun: "peserta perempuan" and "penerimaan denda" are none of the branch's figures."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Narrowed(NamedTuple):
    """A noun of the figures with the word that narrows it: where it stands, the two words, and the noun's group."""

    start: int
    end: int
    words: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PEOPLE = _words(
    """
    baru lama sebelumnya terdahulu lain informal mandiri bpu rentan sektor kategori segmen bukan penerima upah perisai
    program binaan binaannya barunya lamanya bpjs kerja umkm lepas harian jaminan pendaftar pekerja peserta tenaga warga
    terbanyak tersedikit tertinggi terendah terbesar terkecil kepesertaan usaha akuisisi dorongan jumlah
    """
)
_AGENTS = _words(
    """
    aktif dorman melambat pasif nonaktif vakum produktif lain lainnya perisai terdaftar mitra binaan cabang penggerak
    jaminan sosial orang lesu inaktif resmi teladan
    """
)
_MONEY = _words(
    """
    iuran peserta baru lama bulanan bpu program perisai penerimaan setoran jaminan sosial kotor bersih total semester
    uang keseluruhan anggota pekerja selebihnya cabang
    """
)
_GROUPS = {
    "people": (r"peserta(?:nya)?|tenaga kerja|pekerja|warga|orang|akuisisi|kepesertaan", _PEOPLE),
    "agents": (r"(?<!para )agen(?:nya)?|para agen", _AGENTS),
    "offices": (
        r"kantor(?! (?:cabang|wilayah|pusat|bupati|wali|camat|pos))",
        _words("mitra perisai binaan pelaksana agen orang"),
    ),
    "money": (r"iuran(?:nya)?|penerimaan|setoran|realisasi|besaran|target|pembayaran", _MONEY | _PEOPLE),
}
_FUNCTION = _words(
    """
    yang dan atau serta maupun di ke dari pada oleh untuk dengan dalam selama sepanjang sejak hingga sampai per atas
    bagi melalui lewat berkat agar supaya karena sebab sehingga tetapi namun sedangkan sementara adapun lalu kemudian
    saat ketika sebagai seperti yakni yaitu ialah adalah antara tanpa selain terhadap daripada ketimbang setelah sesudah
    sebelum guna demi bila jika apabila meski walau meskipun justru malah kala usai via plus sama begitu demikian
    ini itu tersebut tadi kami kita mereka saya ia dia anda kamu kalian nya sini sana situ
    sudah telah masih belum tidak tak bukan juga hanya cuma kini sekarang lagi terus tetap akan sedang saja pun baru
    bisa dapat harus mesti perlu boleh mampu mau ingin semakin makin kian sangat cukup lebih kurang paling hampir
    sekitar     nyaris kira tepat tepatnya sebanyak sebesar sejumlah senilai setiap tiap masing rata bersama
    sekaligus secara
    seluruh seluruhnya semua semuanya segenap total totalnya keduanya ketiganya keempat kedua ketiga dua tiga empat lima
    enam tujuh delapan sembilan sepuluh sebelas seratus seribu setengah separuh sepertiga seperempat seperlima puluh
    naik turun tumbuh ikut masuk ada jadi tiba datang hadir gabung daftar muncul raih capai catat kerja yg utk dgn dr
    semester triwulan kuartal bulan tahun periode paruh awal akhir pertama kemarin hari minggu pekan
    kabupaten kota wilayah daerah cabang kawasan kecamatan desa tingkat
    persen ribu juta miliar triliun kali lipat orang rupiah jauh tipis tajam pesat drastis signifikan sebelumnya
    banyak sedikit tinggi rendah besar kecil terkumpul tercatat tercapai terpenuhi sisanya selebihnya lain lainnya
    surplus defisit susut anjlok para gagal bekerja tahunan jatuh aktif dorman melambat
    setor bayar jaring rekrut tambah sumbang tembus absen kala hasil jelang menjelang nomor alhamdulillah
    ujarnya katanya tuturnya ucapnya kata ujar tutur jelas tambah
    in of from at and or for with by through to was were is are who which among than that this these those had have has
    joined paid recruited
    """
)
_VERB = re.compile(r"(?:me|ber|ter|di)[a-z]{4,}|\w+(?:lah|kah)|se\w{4,}")
_ENGLISH = re.compile(
    r"(?<![\w'’])(?P<word>[A-Za-z-]{2,}) (?P<noun>participants?|members?|workers?|agents?|contributions?|offices?)\b"
)
_WIDE = _words(
    """
    new newly newer earlier previous existing older old prior other more fewer less many most all the our these those
    their some of no any both additional further acquired registered informal self-employed independent active dormant
    inactive slowing listed perisai partner total remaining recruited enrolled signed joined covered participant worker
    and or for per from in by with as were was are is had have than to that about around nearly almost roughly over
    under only just same half third thirds quarter quarters fifth fifths hundred thousand million each every its his
    her more fresh through via towards vulnerable sector economy gig monthly average
    """
)


def narrowed(text: str, given: frozenset[str] = frozenset()) -> Iterator[Narrowed]:
    """Where a noun of the figures is narrowed by a word that none of them is of; `given`: words that may do so."""
    for noun, known in _READ:
        for match in noun.finditer(text):
            word = match["word"]
            plain = re.sub(r"(?:nya|mu|ku)$", "", word)
            fine = _FUNCTION | known | given
            if not ({word, plain} & fine or _VERB.fullmatch(word)):
                yield Narrowed(match.start(), match.end(), match[0])
    for match in _ENGLISH.finditer(text):
        word = match["word"].lower()
        usual = word in _WIDE or word in _NUMBERS or word in given or word.endswith(("ed", "ing", "ly"))
        if not usual and match["word"].islower():
            yield Narrowed(match.start(), match.end(), match[0])


_NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty"
)
_READ = tuple(
    (re.compile(rf"(?<!\w)(?i:{noun})\s+(?P<word>[a-z]{{3,}})(?![\w-])"), known) for noun, known in _GROUPS.values()
)
