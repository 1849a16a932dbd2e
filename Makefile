# One build configuration for everything, so that a newcomer builds once: release, without debug information.
SWIFT_FLAGS := -c release -debug-info-format none --explicit-target-dependency-import-check error
PORT ?= 8080
BACKUP ?=

.PHONY: help demo test build bench faults fuzz lint format setup setup-test quick clean

help: ## Say what each target does
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Build, simulate a lender (or read BACKUP=PATH), sync it, serve page and API
	bin/recaudo demo --port $(PORT) $(BACKUP)

test: setup-test lint ## Lint, build with strict imports, run every test on SQLite and PostgreSQL
	swift build $(SWIFT_FLAGS) --build-tests
	@$(MAKE) --no-print-directory install
	swift test $(SWIFT_FLAGS) --skip-build

build: setup ## Build the executable at bin/recaudo
	swift build $(SWIFT_FLAGS) --product recaudo
	@$(MAKE) --no-print-directory install

install:
	@mkdir -p bin
	@install -m 755 "$$(swift build $(SWIFT_FLAGS) --show-bin-path)/recaudo" bin/recaudo

quick: setup-test ## Build and run the tests whose names match FILTER=...
	swift build $(SWIFT_FLAGS) --build-tests
	@$(MAKE) --no-print-directory install
	swift test $(SWIFT_FLAGS) --skip-build --filter "$(FILTER)"

bench: build setup-test ## Measure speed and memory side by side; writes docs/benchmarks.md
	scripts/bench

faults: build setup-test ## Run the fault tables at their full counts; writes docs/reliability.md
	scripts/faults

fuzz: ## Fuzz every parser for SECONDS (60) each, with the address sanitizer
	scripts/fuzz $(or $(SECONDS),60)

lint: ## Check the format of every source file
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## Rewrite every source file in the house format
	swift format --in-place --parallel --recursive Sources Tests Package.swift

setup:
	@scripts/setup build

setup-test:
	@scripts/setup test

clean: ## Remove what was built
	rm -rf .build bin
