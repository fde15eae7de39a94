# Everything a developer runs. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help deps build demo test fuzz format snapshots tables bench screen match samples model evaluate accuracy lab install

PREFIX ?= /usr/local
BATCHES ?= 1000

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: ## build, scan the samples, write the cleaned pages into demo/
	@Scripts/demo

test: ## check everything: format, warnings, tests, rule examples, README
	@Scripts/check

fuzz: deps ## try the laws of a cut on 100,000 random documents; BATCHES=n for n hundred
	WINNOW_LAW_BATCHES=$(BATCHES) swift test --disable-xctest --filter LawTests

deps: ## install the system libraries that are missing
	@Scripts/install-dependencies

build: deps ## build the command for release
	swift build -c release --product winnow

format: ## format the sources
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

snapshots: deps ## write what the program prints into README, docs and help snapshots
	WINNOW_STRICT=1 WINNOW_UPDATE_SNAPSHOTS=1 swift test --disable-xctest --filter WinnowCommandTests

tables: deps ## write what ICU says of every character into the sources
	WINNOW_STRICT=1 WINNOW_UPDATE_TABLES=1 swift test --disable-xctest --filter NormalFormTableTests

bench: deps ## measure tokenizer, loading of rules and scan; PAGES="dir …" for other pages than the samples
	swift run -c release TokenizerBenchmark
	swift run -c release LoadBenchmark
	swift run -c release ModelBenchmark Rules/model/winnow.model Samples/training/labels.jsonl
	swift build -c release --product ScanBenchmark
	Benchmarks/parsers.py .build/release/ScanBenchmark $(or $(PAGES),Samples)

screen: build ## compare scan with scan --no-screen, byte by byte; PAGES="dir …" for other pages
	.build/release/winnow scan --rules Rules --format jsonl --exit-zero $(or $(PAGES),Samples) >.build/short.jsonl
	.build/release/winnow scan --rules Rules --format jsonl --exit-zero --no-screen \
		$(or $(PAGES),Samples) >.build/whole.jsonl
	cmp .build/short.jsonl .build/whole.jsonl && wc -l <.build/whole.jsonl

match: deps ## compare the rules that fire with PCRE2 one by one; RULES=dir, PAGES="dir …"
	swift build -c release --product ScanBenchmark
	.build/release/ScanBenchmark --verify --rules $(or $(RULES),Rules) $(or $(PAGES),Samples)

samples: ## renew what Samples/ is derived from
	@Scripts/update-samples

model: build ## train the shipped model again; DATA=dir with the collected texts, WORK=dir to work in
	Scripts/train-model --data $(or $(DATA),../shared) --work $(or $(WORK),.build/model) \
		--name $$(date +%Y.%m.%d)

evaluate: build ## measure what is found and what is spared, and fail below the floors; QUICK=1 for a fifth
	Scripts/evaluate $(if $(QUICK),--quick)

accuracy: build ## measure all of docs/accuracy.md anew, and raise the floors; HONEST="dir …" for more honest pages
	Scripts/calibrate --write $(addprefix --honest ,$(HONEST))
	Scripts/evaluate --document --raise-floors $(addprefix --honest ,$(HONEST))

lab: evaluate

install: build ## install winnow and its rules below PREFIX (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/winnow"
	install .build/release/winnow "$(DESTDIR)$(PREFIX)/bin/winnow"
	rm -rf "$(DESTDIR)$(PREFIX)/share/winnow/rules"
	cp -R Rules "$(DESTDIR)$(PREFIX)/share/winnow/rules"
