# Everything a person needs: `make report` and `make test`; each builds what it needs first.
INPUT ?= input
OUTPUT ?= output
YEAR ?=
PROFILE ?=
EXCEL ?=
DETAIL ?=
# Stages may not import one another: undeclared imports fail the build.
CHECKED = --explicit-target-dependency-import-check error
# On Linux the release program holds its library when the toolchain brings it: it starts and runs faster.
RUNTIME = $(shell swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
STATIC = $(if $(wildcard $(RUNTIME)_static/linux/libswiftCore.a),--static-swift-stdlib)
RELEASE = swift build -c release $(STATIC) $(CHECKED)
OPTIONS = --entree $(INPUT) --sortie $(OUTPUT) --modeles templates $(if $(YEAR),--annee $(YEAR)) $(if $(PROFILE),--profil $(PROFILE)) $(if $(EXCEL),--csv-excel) $(if $(DETAIL),--detail)
FICHES = .build/release/fiches

.DEFAULT_GOAL := report
.PHONY: report verify projet source build test lint check engines bench fuzz help clean

report: build ## build, run the campaign of INPUT, write every fiche into OUTPUT
	@$(FICHES) rapport $(OPTIONS)

verify: build ## the same reading and checking, writing only what each structure should correct
	@$(FICHES) verifier $(OPTIONS)

projet: build ## start a project: make projet NOM=mon-projet writes its cards, and those of the campaign when INPUT has none
	@test -n "$(NOM)" || { echo "donner un nom : make projet NOM=mon-projet (minuscules, sans accent, tirets)"; exit 2; }
	@$(FICHES) projet "$(NOM)" --entree "$(INPUT)"

source: build ## start a structure: make source NOM=ma-structure, with its exports in INPUT/sources/ma-structure
	@test -n "$(NOM)" || { echo "donner un nom : make source NOM=ma-structure (minuscules, sans accent, tirets)"; exit 2; }
	@mkdir -p "$(INPUT)/sources/$(NOM)"
	@if [ -z "$$(ls -A "$(INPUT)/sources/$(NOM)")" ]; then \
	  echo "$(INPUT)/sources/$(NOM)/ est prêt : y déposer les exports, tels quels, puis « make source NOM=$(NOM) »"; \
	else $(FICHES) inspecter "$(INPUT)/sources/$(NOM)" --vers "$(INPUT)/sources/$(NOM)" --entree "$(INPUT)" $(if $(PROJET),--projet $(PROJET)); fi

build: ## the release program; its steps are shown when there is something to build
	@test -x $(FICHES) || echo "Première construction du programme : deux à trois minutes, une seule fois." >&2
	@if [ ! -x $(FICHES) ] || [ -n "$$(find Package.swift Sources -newer $(FICHES) -print -quit)" ]; then \
	  $(RELEASE) --product fiches >&2 && touch $(FICHES) && \
	  { git describe --always --dirty 2>/dev/null || echo inconnu; } >$(FICHES).commit; fi

test: ## all tests
	swift test $(CHECKED)

lint: ## the formatting of every source
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

check: lint build test ## lint, build, tests, and the demo run twice, compared byte for byte
	@first=$$(mktemp -d) && second=$$(mktemp -d) && \
	$(FICHES) rapport --entree input --sortie $$first/output --modeles templates >$$first/summary && \
	$(FICHES) rapport --entree input --sortie $$second/output --modeles templates >$$second/summary && \
	diff -r $$first/output $$second/output && echo "demo run twice: byte-identical" && rm -rf $$first $$second

engines: build ## the same indicators on DuckDB and PostgreSQL (ENGINES=spark too), every row compared with the program's
	@.ci/engines $(FICHES) $(or $(ENGINES),duckdb postgresql)

bench: build ## what a campaign takes, beside DuckDB and Splink where BENCH_PYTHON (python3) has them; PART=10 for a tenth of a national year
	@$(RELEASE) --product bench >/dev/null && .build/release/bench $(PART)

fuzz: ## random bytes into the reader for a minute, from the corpus of Tests/CSVTests
	FUZZ_SECONDS=60 swift test --filter FuzzTests

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "variables: INPUT=dir OUTPUT=dir YEAR=2018 PROFILE=financeur|public EXCEL=1 DETAIL=1 NOM=structure PROJET=code PART=number"

clean: ## what builds and runs leave
	rm -rf .build $(OUTPUT)
