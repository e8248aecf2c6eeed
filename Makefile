# Everything one types here. `make up` first: it installs what is missing.

PYTHON := .venv/bin/python
STACK := $(PYTHON) -m deploy.native
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/requirements.lock: requirements.lock
	@sh deploy/native/make-environment

up: .venv/requirements.lock ## start everything on this machine; again is harmless
	@$(STACK) up

down: .venv/requirements.lock ## end everything; the data stays in .run
	@$(STACK) down

status: .venv/requirements.lock ## what runs and what serves
	@$(STACK) status

logs: .venv/requirements.lock ## follow all logs
	@$(STACK) logs

restart: .venv/requirements.lock ## the services and the gateway again; broker and databases go on
	@$(STACK) restart

journey: .venv/requirements.lock ## the main job over HTTP against the running stack, one line a step
	@$(PYTHON) -m tests.journeys.main_job

dead-letters: .venv/requirements.lock ## what was given up on; again with ARGUMENTS="replay"
	@test -f .run/secrets/broker_url || { echo "No stack here yet: make up"; exit 1; }
	@BROKER_URL="$$(cat .run/secrets/broker_url)" $(PYTHON) -W ignore -m services.kit.events.dead_letters $(or $(ARGUMENTS),list)

republish: .venv/requirements.lock ## events again after RabbitMQ lost its data; ARGUMENTS="--since 2026-11-25T10:00:00Z"
	@test -f .run/secrets/broker_url || { echo "No stack here yet: make up"; exit 1; }
	@$(PYTHON) -W ignore -m services.kit.events.republish --secrets .run/secrets $(ARGUMENTS)

admin: .venv/requirements.lock ## accounts and keys, by an operator: ARGUMENTS="close --email E", "rotate-signing-key", "erase-again" ...
	@test -f .run/secrets/database_url_identity || { echo "No stack here yet: make up"; exit 1; }
	@DATABASE_URL_FILE=.run/secrets/database_url_identity SECRET_SEAL_KEY_FILE=.run/secrets/seal_key SECRETS=.run/secrets \
		$(PYTHON) -W ignore -m services.identity.admin $(or $(ARGUMENTS),--help)

audit: .venv/requirements.lock ## follow the audit's chain; names the first link that is broken
	@test -f .run/secrets/database_url_identity || { echo "No stack here yet: make up"; exit 1; }
	@DATABASE_URL_FILE=.run/secrets/database_url_identity $(PYTHON) -W ignore -m services.identity.verify_audit --anchors .run/audit-anchors $(ARGUMENTS)

resend-mails: .venv/requirements.lock ## what bounced or was abandoned; again with ARGUMENTS="--since ..."
	@test -f .run/secrets/database_url_notifications || { echo "No stack here yet: make up"; exit 1; }
	@DATABASE_URL_FILE=.run/secrets/database_url_notifications $(PYTHON) -W ignore -m services.notifications.resend $(ARGUMENTS)

service: .venv/requirements.lock ## a new service, empty and wired: make service NAME=trips
	@$(PYTHON) -m deploy.new_service "$(NAME)"

test-machine: .venv/requirements.lock
	@$(STACK) install --for-tests

# All of them by two processes at once: one has whatever starts a whole stack or a browser (tests/parts/sharing.py).
test: test-machine ## all tests, on real parts of their own; some: ARGUMENTS="tests/unit -k quotient"
	@$(PYTHON) -m pytest $(or $(ARGUMENTS),--numprocesses 2 --no-loadscope-reorder)

bench: test-machine ## throughput and latency against peers and floors; one of them: PART=pages
	@$(PYTHON) -m tests.bench $(if $(PART),--only $(PART))

faults: test-machine ## everything is killed in turn, under load: nothing lost, nothing doubled
	@$(PYTHON) -m tests.faults

trust: test-machine ## who may do what, found out by trying, beside what the contracts ask for
	@$(PYTHON) -m tests.trust

lint: .venv/requirements.lock ## style, types, who may import whom, templates, YAML
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint gateway/templates --lint --quiet
	$(PYTHON) -m yamllint --strict .

# uv is no part of the lock; it lives in an environment of its own.
lock: .venv/requirements.lock ## pin again after a change of pyproject.toml
	@test -x .run/uv/bin/uv || { $(PYTHON) -m venv .run/uv && .run/uv/bin/pip install --quiet uv; }
	.run/uv/bin/uv pip compile pyproject.toml --group stack --group dev --python-version 3.11 --generate-hashes \
		--no-header --quiet --output-file requirements.lock

.PHONY: help up down status logs restart journey dead-letters republish admin audit resend-mails service test-machine test bench faults trust lint lock
