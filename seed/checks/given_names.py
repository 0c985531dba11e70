"""Words by which a person's name is known where no column names people, and those that names do not have."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GIVEN = _words(
    """
    abdul abdullah achmad ade adi adit aditya agung agus ahmad aini aisyah ajeng akbar akhmad alfi ali alif alya
    amalia amelia amin aminah amir anang andi andika andri anggi anggun ani anik anisa anita anton antonius anwar
    ardi ardiansyah arief arif arifin ariyanto asep asih astuti atik aulia ayu aziz azizah bagas bagus bambang
    basuki bayu beni benny budi budiman budiono cahya cahyo casmadi casmari catur chandra cici cindy citra dadang
    danang dani daniel darmawan darsono daryono david dedi dedy deni denny desi deva devi dewi dharma dian diana
    dika dimas dina dini dita djoko doni dony dwi edi edy effendi eka eko elisa ella endah endang eni erna erni
    erwin fadil fahmi fahri faisal fajar farida faridah fatimah fauzan fauzi febri feri fitri fitria fitriani galih
    gilang gita gunawan habib hadi haji hakim halimah hamid hana handayani handoko hani hanif hapsari hardi hari
    haris hartati hartini hartono hartoyo haryanto hasan hasanah hendra hendri hendro heni heri herlina herman
    hermawan heru hesti hidayah hidayat husein husni ibnu ibrahim ida idris ika ikhsan ilham imam imron indah indra
    indri intan irawan irfan irma irwan isa ismail iswanto iwan jaenal jamal jati joko juli juliana jumadi junaedi
    kartika kartini karyono kasmuri khairul khoirul khotimah krisna kristin kurnia kurniawan kusuma laila lestari
    lia lilis lina linda lukman lusi lutfi mahmud maman margono maria mariam maryam maryati mas maulana maya mega
    melati mira mochamad mohamad mohammad muchamad mufid muh muhamad muhammad mujiono mukhlis mulyadi mulyani
    mulyono munir muslim mustofa nanang nanik nia nina ningsih nita nofi novi novita nugraha nugroho nur nurhayati
    nuri nurjanah nurul oki okta pandu partini priyanto priyono pujiono purnomo purwanti purwanto putra putri rahayu
    rahma rahman rahmat rahmawati raka rama ramadhan rani ratih ratna reni reza rian riana rika riki rina rini rio
    riska riski rita riyadi riyanto rizal rizki rizky robert rohman rohmat roni rosa rosidah rudi rusdi rusmini
    rustam sabar said saiful salim samsul sandi santi santoso saputra sari satria septi setiawan setyo setyowati
    sigit sinta siswanto siti slamet soleh solikhin solikin sri subagyo subandi sudarmo sudarsono sugeng sugiarto
    sugiono sugiyanto suharti suharto suhartono sukardi sukarno sulastri sulis sulistyo sumarni sumarno sumiati
    sunardi sunarto sunaryo supardi suparman suparno supriyadi supriyanto surya suryadi suryani suryanto susanti
    susanto susi susilo susilowati sutarno sutikno sutrisno suwarno suwarti suyanto suyono syahrul syaiful syamsul
    taufik teguh tika tina titik toni tono tri triyono tuti udin umar umi untung utami utomo vina wahid wahyu
    wahyudi wahyuni waluyo wardoyo warsito wati wawan wibowo widi widodo widya wijaya wiji winarno winarti wisnu
    wiwik wulan wulandari yanti yanto yayan yoga yono yudi yuli yulia yuliana yulianti yuni yunita yusuf zaenal
    zaenudin zahra zainal zainudin zaki zulaikha zulfa zulkifli
    """
)

ORDINARY = _words(
    """
    agen agent agustus akhir aktif and anggota apbd apbn april asisten atau awal badan bangunan barang batang batik
    bayar bebas belas belum bendahara bengkel bersama bpu buah bulan bumi buruh csr cuci cuti dagang dalam dan
    delapan desa desember di dibayar dinas ditolak driver drivers dua empat employed enam farmer februari fisherman
    formal gagal gojek grab guru hari harian hasil honorer ikan industri informal jahit jalan jaminan januari jasa
    juli juni juta kabupaten kader kantor karyawan kayu kebersihan kebun kecelakaan kecil kelapa keliling kelompok
    kelurahan kemarin kematian kendaraan kepala kerja kesehatan ketua konfirmasi kontrak konveksi koperasi kopi kota
    kuli kurir lain lainnya lalu laundry lepas lima linmas listrik logam lunas makanan mandiri marbot maret masih
    masjid mebel mei mekanik menengah menunggu mikro minuman mitra mobil montir motor musik nama nelayan ngaji nol
    nonaktif nonformal november of oktober online operator others pabrik paket pangkalan parkir pasar pedagang
    pegawai pekalongan pekerja pelaku pemalang pembayaran pemilik pemulung pendamping pending pengajar pengangkut
    pengasuh pengemudi pengepul penggarap pengolahan pengrajin pengurus penjaga penjahit penjual pensiun penuh
    penyedia perajin perangkat perdagangan perikanan perkebunan pertanian pertukangan peserta petani peternak
    peternakan petugas pijat pkh pkk pondok posyandu profesi program proses pu puluh ratus rentan ribu rt ruko rumah
    rumahan rumput rupiah rw sampah sapi satu sawah sebelas segmen sekolah sektor selesai self seller sembilan
    sementara seni september sepuluh seratus seribu setengah sopir sosial status sudah supir swasta tahu tahun
    tambak tanggal tani tempe tenaga ternak tetap the tidak tiga toko trader transaksi transportasi tua tujuh tukang
    udang umkm umum upah usaha ustad ustadz verifikasi wanita warung wiraswasta wirausaha worker workers
    """
)
