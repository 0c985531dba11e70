# Everything is in run.py, which also works where there is no make: python run.py
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test bench mutation style docs migration lock check

help: ## Daftar ini · This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: ## Jalankan dasbor di komputer ini · Run the dashboard on this computer
	@$(PYTHON) run.py run $(ARGS)

test: ## Semua pengujian; ARGS='-k iuran' memilih · All tests; ARGS='-k iuran' chooses
	@$(PYTHON) run.py test $(ARGS)

bench: ## Ukur kecepatan · Measure the speed
	@$(PYTHON) run.py bench $(ARGS)

mutation: ## Apakah pengujian melihat kesalahan? · Do the tests notice faults? ARGS='--sample 50 --seed 2'
	@.venv/bin/python -m tests.mutation $(ARGS)

style: ## Rapikan kode, periksa tipenya · Tidy the code, check its types
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format . && .venv/bin/mypy

docs: ## Tulis ulang halaman docs/ yang dibuat dari kode · Write the generated pages of docs/ anew
	@.venv/bin/python -m dashboard.cli.docs

migration: ## Langkah basis data berikutnya, MESSAGE='...' · The database's next step, MESSAGE='...'
	@.venv/bin/python -m seed.migrate "$(MESSAGE)"

lock: ## Tulis ulang daftar paket beserta hash; ARGS=--upgrade memperbarui · Write the locks anew
	@.venv/bin/python -m tests.supply lock $(ARGS)

check: ## Periksa paket (celah, lisensi) dan rahasia di berkas · Check packages (known faults, licences), secrets in files
	@.venv/bin/python -m tests.supply check
