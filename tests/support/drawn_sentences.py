"""Sentences of a press release, right and wrong: language, text, and the kinds of what is to be found in it."""

ROWS = """
# the 1.313 and the money of all: never in one sentence, however it is turned
id | Sebanyak 1.313 peserta membayar iuran sekitar Rp114 juta. | joined
id | Sebanyak 1.313 peserta telah menyetorkan Rp113,7 juta. | joined
id | Iuran sekitar Rp114 juta disetor oleh 1.313 peserta. | joined
id | Sekitar Rp114 juta iuran terkumpul dari 1.313 peserta. | joined
id | Rp113,7 juta, yang disetorkan oleh 1.313 peserta baru, diterima pada semester I 2019. | joined
id | Dari 1.313 peserta itu, pada semester I 2019, terkumpul iuran Rp113.702.400. | joined
id | Seribu tiga ratus tiga belas peserta menyumbang sekitar seratus empat belas juta rupiah. | joined
id | Sebanyak 1.313 peserta, yang menyetorkan Rp 113,7 juta, diakuisisi pada semester I 2019. | joined
id | Akuisisi 1.313 peserta menghasilkan penerimaan iuran 113,7 juta rupiah. | joined
id | Sebanyak 1313 orang mendaftar dan iurannya Rp 113.702.400,-. | joined
id | Berkat 1.313 peserta baru, kas bertambah Rp113,70 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi; iurannya Rp113,7 juta. | joined
id | Iuran Rp113,7 juta itu dibayar 32 agen. | joined
id | Sebanyak 32 agen menjaring 1.313 peserta. | joined
id | Sebanyak 1.313 peserta membayar Rp21,9 juta. | joined
id | Sebanyak 1.313 peserta baru menyetor Rp113,7 juta dan peserta sebelumnya Rp21,9 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi dan peserta sebelumnya membayar Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta membayar Rp114 juta. | about joined
en | Some 1,313 participants paid about Rp114 million. | joined
en | Rp113.7 million was paid by the 1,313 participants. | joined
en | From one thousand three hundred and thirteen participants came Rp113.7 million. | joined
id | Iuran 1.313 peserta baru itu mencapai Rp113,7 juta. | joined
id | Ribuan peserta baru menyetor Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi, dan penerimaan iuran mencapai Rp113,7 juta. | joined
# nor by pointing back at them
id | Sebanyak 1.313 peserta diakuisisi. Mereka menyetor Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi. Dari jumlah itu terkumpul Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi. Hasilnya, iuran mencapai Rp113,7 juta. | joined
en | 1,313 participants were acquired. They paid Rp113.7 million. | joined
# nor the money said to be of others than paid it
id | Iuran Rp113,7 juta berasal dari peserta baru. | joined
id | Peserta sebelumnya membayar Rp113,7 juta. | joined
id | Rp21,9 juta dibayar peserta baru dan Rp91,8 juta dibayar peserta sebelumnya. | joined
en | New participants paid Rp113.7 million. | joined
id | Sebanyak 1.313 peserta menyetor Rp113,7 juta, dan peserta baru dan peserta lama bersyukur. | joined
id | Sebanyak 1.313 peserta diakuisisi. Iurannya mencapai Rp113,7 juta. | joined
# the right wordings
id | Sebanyak 1.313 peserta diakuisisi. Iuran dari peserta baru dan peserta sebelumnya mencapai Rp113,7 juta. |
id | Sebanyak 1.313 peserta yang diakuisisi pada semester pertama 2019 ditambah peserta sebelumnya yang sudah masuk, \
jumlah iurannya sudah mencapai sekitar Rp114 juta. |
id | Sebanyak 1.313 peserta dan peserta sebelumnya menyetor Rp113,7 juta. |
id | Iuran dari peserta lama dan baru mencapai sekitar Rp114 juta. | |
id | Rp91,8 juta dibayar peserta baru dan Rp21,9 juta dibayar peserta sebelumnya. |
id | Dari Rp113,7 juta itu, Rp91,8 juta atau 80,75 persen dibayar peserta baru. |
id | Kantor cabang memiliki 32 agen dan 10 kantor mitra kerja Perisai di empat wilayah. |
en | Contributions from new and earlier participants reached Rp113.7 million. |
en | 1,313 participants were acquired. Contributions of all participants reached about Rp114 million. |
# nothing is divided by anything
id | Rata-rata iuran per peserta baru mencapai Rp86.600. | divided
id | Tiap peserta menyetor Rp86.597. | divided
id | Setiap agen rata-rata mengakuisisi 41 peserta. | divided
en | On average each participant paid Rp86,600. | divided
# percentages from their numerators and denominators
id | Realisasi Rp113,7 juta dari target Rp107,2 juta atau 108 persen. | percent
id | Realisasi Rp113,7 juta dari target Rp107,2 juta atau 106,05 persen. |
id | Penerimaan iuran mencapai 106,05 persen dari target. |
id | Penerimaan iuran mencapai 106,1 persen dari target. |
id | Penerimaan iuran mencapai 106% dari target. |
id | Penerimaan iuran mencapai seratus enam persen dari target. |
id | Penerimaan iuran mencapai 106,06 persen dari target. | percent
id | Penerimaan iuran mencapai 107 persen dari target. | percent
id | Penerimaan iuran mencapai 108% dari target Rp107,2 juta. | percent
id | Target Rp107,2 juta terlampaui 108 persen. | percent
id | Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen. | unknown unknown percent
id | Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 106,05 persen. | unknown unknown
id | Akuisisi 1.313 peserta setara 109,42 persen dari target 1.200 peserta. |
id | Akuisisi 1.313 peserta setara 106,05 persen dari target 1.200 peserta. | percent joined
id | Capaian akuisisi 106,05 persen dari target. | percent
id | Akuisisi turun 16,48 persen dibandingkan semester II 2018. |
id | Akuisisi naik 16,48 persen dibandingkan semester II 2018. | percent
id | Penerimaan iuran turun 16,48 persen. | percent
id | Penerimaan iuran naik 72,70 persen dari Rp65,8 juta. |
id | Penerimaan iuran naik 72,70 persen dari target. | percent
id | Sebanyak 22 dari 32 agen atau 68,75 persen aktif. |
id | Sebanyak 22 dari 32 agen atau 70 persen aktif. | percent
id | Sebanyak 92 persen peserta merasa puas. | unknown
en | Contributions reached Rp113.7 million, 108 per cent of the target of Rp107.2 million. | percent
en | Contributions reached Rp113.7 million, 106.05% of the target of Rp107.2 million. |
id | Realisasi iuran Rp113,7 juta (108%) melebihi target. | percent
id | Penerimaan iuran tumbuh 72,7 persen menjadi Rp113,7 juta. |
# figures that nobody knows
id | Jumlah agen mencapai 32 orang. |
id | Dari 32 agen, 22 di antaranya aktif, 5 melambat, dan 5 dorman. |
id | Sebanyak 1.313 agen terdaftar. | unknown
id | Penerimaan iuran mencapai Rp113,7 miliar. | unknown
id | Ahli waris menerima santunan Rp42 juta. | rate
id | Sebanyak 1.331 peserta diakuisisi. | unknown
id | Sebanyak seribu tiga ratus tiga puluh satu peserta diakuisisi. | unknown
id | Sebanyak 1,313 peserta diakuisisi. |
id | Terdapat 33 agen. | unknown
id | Terdapat tiga puluh dua agen di sepuluh kantor. |
id | Penerimaan iuran mencapai Rp131,7 juta. | unknown
id | Agen Perisai bertugas di lima kabupaten/kota. | unknown
id | Iuran mulai Rp16.800 per bulan. | rate
id | Iuran mulai Rp17.500 per bulan. | unknown
en | 1,331 new participants were acquired. | unknown
# dates, times, laws, telephones, durations, lists are none
id | Pada 25 Juli 2019 pukul 10.00 WIB, sesuai UU Nomor 24 Tahun 2011 Pasal 5 ayat (2), hubungi (0285) 421313. |
id | 1. Peserta berusia 17–65 tahun mendaftar selama 3 bulan, paling lambat 1 s.d. 30 Juni 2019. |
id | Layanan Masyarakat 175, Jalan Sudirman No. 5, Pekalongan 51111, surel humas175@bpjs.go.id, COVID-19, HUT ke-74. |
id | Nomor: 123/PERS/072019 sesuai Perdir 13/PERDIR.02/042022, kode telusur 7K2M-QX4D, versi data 12. |
en | On July 25, 2019 at 9 a.m., by Law No. 24 of 2011, call +62 285 421313 within 24 hours, Q2 2019. |
id | Iuran mencapai sekitar Rp114 juta, kata Kepala Cabang, Kamis (25/7). |
# rounded and exact
id | Penerimaan iuran mencapai Rp114 juta. | about
id | Penerimaan iuran mencapai sekitar Rp114 juta. |
id | Penerimaan iuran mencapai hampir Rp114 juta. |
id | Penerimaan iuran mencapai lebih dari Rp113 juta. |
id | Penerimaan iuran mencapai lebih dari Rp114 juta. | unknown
id | Penerimaan iuran mencapai sekitar Rp113.702.400. | about
id | Sekitar 1.313 peserta diakuisisi. | about
id | Sekitar 1.300 peserta diakuisisi. |
id | Sebanyak 1.300 peserta diakuisisi. | about
id | Hampir 1.300 peserta diakuisisi. | unknown
en | Contributions reached Rp114 million. | about
# places
id | Terbanyak di Kabupaten Pekalongan, yakni 423 peserta, disusul Kabupaten Batang (378), Kabupaten Pemalang (262). |
id | Sebanyak 1.313 peserta diakuisisi di Kabupaten Batang. | place
id | Kabupaten Batang mencatat 1.313 peserta. | place
id | Di Batang diakuisisi 1.313 peserta. | place
id | Penerimaan iuran di Kota Pekalongan mencapai Rp113,7 juta. | place
id | Sebanyak 378 peserta diakuisisi di Kabupaten Batang. |
id | Sebanyak 378 peserta diakuisisi di Kota Pekalongan. | place
id | Kabupaten Batang mencatat 378 peserta dan Kota Pekalongan 250 peserta. |
id | Kabupaten Batang mencatat 250 peserta dan Kota Pekalongan 378 peserta. | place
id | Dari 1.313 peserta, 378 diakuisisi di Batang. |
id | Di Kabupaten Batang diakuisisi 378 dari 1.313 peserta. |
id | Sebanyak 1.313 peserta diakuisisi di Kabupaten/Kota Pekalongan, Pemalang, dan Batang. |
id | Di Kabupaten Batang diakuisisi 378 peserta (28,79 persen), di Kota Pekalongan 250 peserta (19,04 persen). |
en | 1,313 participants were acquired in Batang Regency. | place
en | 378 participants were acquired in Batang Regency. |
# periods
id | Sebanyak 1.572 peserta diakuisisi pada semester I 2019. | period
id | Pada semester pertama 2019 diakuisisi 1.572 peserta. | period
id | Sebanyak 1.572 peserta diakuisisi pada semester II 2018. |
id | Sebanyak 1.313 peserta diakuisisi, turun dari semester II 2018, yakni 1.572 peserta. |
id | Penerimaan iuran triwulan II 2019 mencapai Rp113,7 juta. | period
en | Contributions of semester II 2018 reached Rp113.7 million. | period
en | In semester I 2019, 1,313 participants were acquired, against 1,572 in semester II 2018. |
# names
id | Agen Siti Aminah mengakuisisi peserta terbanyak. | named
id | Menurut Slamet, peserta bertambah. | named
id | Mereka mendaki Gunung Slamet bersama Slamet Riyadi. |
en | The agent Budi Santoso was there. | named
# fields
id | “[kutipan Kepala Cabang],” kata [nama]. | blank
id | Nomor: ……/……/072019 | blank
"""


def drawn_rows() -> list[tuple[str, str, list[str]]]:
    lines = [line for line in ROWS.splitlines() if line and not line.startswith("#")]
    return [(parts[0].strip(), parts[1].strip(), parts[2].split()) for parts in (line.split("|") for line in lines)]
