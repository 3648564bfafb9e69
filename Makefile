# The two commands are `make run` and `make test`; each sets its machine up first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help run dev test lint browser proof sizes bench pictures

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## the release build with demo data, on http://localhost:3000
	@eval "$$(.ci/setup build)"
	node .ci/front.mjs
	cargo build --release --locked --quiet -p server
	exec target/release/tokhai demo

dev: ## rebuilds and restarts while you edit, on http://localhost:3000
	@eval "$$(.ci/setup dev)"
	export PATH="$$PWD/end2end/node_modules/.bin:$$PATH" SASS_PATH=end2end/node_modules TOKHAI_ASSETS=target/dev
	exec cargo leptos watch -- demo

test: ## format, lints, licences, sizes, every Rust test, the journeys in a browser
	@.ci/check

lint: ## format, clippy for both sides, licences
	@.ci/check lint

browser: ## the journeys in a real browser
	@.ci/check browser

proof: ## the long forms of the proofs: kills, callback sequences, fuzz
	@.ci/check proof

sizes: ## what a first question page transfers
	@eval "$$(.ci/setup build)"
	node .ci/front.mjs --sizes

bench: ## the engine, the browser and submissions/s beside peers, and the inbox with 100,000 dossiers
	@eval "$$(.ci/setup bench)"
	node .ci/front.mjs
	cargo build --release --locked --quiet -p forms --examples
	cargo build --release --locked --quiet -p server
	node end2end/bench/install.mjs
	node end2end/bench/engine.mjs
	node end2end/bench/browser.mjs
	node end2end/bench/growth.mjs
	node end2end/bench/hostile.mjs
	node end2end/bench/bench.mjs
	node end2end/bench/inbox.mjs

pictures: ## the state tables and the tables of docs/unanswered.md, drawn from the code
	@eval "$$(.ci/setup build)"
	TOKHAI_DRAW=1 cargo test --release --locked --quiet -p tests --test suite -- pictures
	TOKHAI_DRAW=1 cargo test --release --locked --quiet -p forms --test unanswered
