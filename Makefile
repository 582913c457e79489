# Everyday commands. `make` alone lists them.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTEST_ARGS ?=
BIN = .venv/bin
.DEFAULT_GOAL = help
.PHONY: help setup demo dev-setup browser test lint format types contracts messages access bench bench-import ci clean

help: ## Liste ces commandes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## Installe tout dans .venv (Python ≥ 3.12 suffit)
	@bin/setup

demo: setup ## Charge le contenu réel et sert le site (PORT=8000)
	@exec $(BIN)/alliage demo --host $(HOST) --port $(PORT)

dev-setup:
	@bin/setup --dev

browser:
	@bin/install-browser

test: dev-setup browser ## Lance tous les tests (PYTEST_ARGS="-k mot" pour en choisir)
	@$(BIN)/pytest -n auto --dist loadfile $(PYTEST_ARGS)

lint: dev-setup ## Vérifie le style du code et des gabarits
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/djlint --quiet --lint alliage

format: dev-setup ## Met le code en forme
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

types: dev-setup ## Vérifie les types
	@$(BIN)/mypy

contracts: dev-setup ## Vérifie les couches et l’architecture
	@$(BIN)/lint-imports --no-cache && $(BIN)/pytest tests/test_architecture.py

messages: dev-setup ## Met à jour le catalogue anglais (demande gettext)
	@$(BIN)/python bin/messages

access: dev-setup ## Écrit qui peut ouvrir quoi dans docs/access.md
	@$(BIN)/python bin/access

bench: dev-setup ## Mesure les budgets et les écrit dans docs/benchmarks.md
	@$(BIN)/python -m bench

bench-import: dev-setup ## Mesure les imports dans une instance vide (ALLIAGE_HOME, DATABASE_URL)
	@$(BIN)/alliage init && $(BIN)/python -m bench.bench_import

ci: ## Fait tout ce que fait l’intégration continue
	@.ci/run

clean: ## Retire ce que les outils ont laissé (l’état reste dans var/)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .grimp_cache dist
	@find alliage tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
