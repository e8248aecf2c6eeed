"""No engine is here to run it: every path, port, variable and stage that compose and Dockerfile name is looked up."""

import importlib
import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from pydantic_settings import BaseSettings

from deploy.docker.dockerfile import environment_of, lineage, sources_of, stages
from deploy.docker.secrets import write_secrets
from deploy.native.blueprint import SERVICES
from deploy.native.programs import ROOT
from gateway.settings import GatewaySettings
from tests.deploy.images import compose, mounted, secret_targets

PROGRAMS: dict[str, dict[str, Any]] = compose()["services"]
OURS = [*SERVICES, "gateway"]
PYTHONS_OWN = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def settings_of(name: str) -> type[BaseSettings]:
    if name == "gateway":
        return GatewaySettings
    settings: type[BaseSettings] = importlib.import_module(f"services.{name}.settings").Settings
    return settings


def given_to(name: str) -> dict[str, str]:
    """Names of settings; a file counts as its setting."""
    fields = {field.upper() for field in settings_of(name).model_fields}
    given = {**environment_of(name), **PROGRAMS[name]["environment"]}
    as_setting = {key: key if key in fields else key.removesuffix("_FILE") for key in given.keys() - PYTHONS_OWN}
    return {setting: str(given[key]) for key, setting in as_setting.items()}


def test_debians_docker_compose_accepts_it() -> None:
    outcome = subprocess.run(["docker-compose", "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_of_that_process(name: str) -> None:
    fields = {field.upper() for field in settings_of(name).model_fields}
    assert given_to(name).keys() - fields == set()


@pytest.mark.parametrize("name", OURS)
def test_every_setting_without_a_default_is_given(name: str) -> None:
    needed = {field for field, described in settings_of(name).model_fields.items() if described.is_required()}
    assert {field.upper() for field in needed} - given_to(name).keys() == set()


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_secret_named_by_a_variable_is_handed_over_and_exists(name: str, tmp_path: Path) -> None:
    write_secrets(tmp_path)
    program = PROGRAMS[name]
    text = " ".join(map(str, [*program.get("environment", {}).values(), *program.get("command", [])]))
    assert set(re.findall(r"/run/secrets/(\w+)", text)) <= secret_targets(program)
    for secret in program.get("secrets", ()):
        source = secret["source"] if isinstance(secret, dict) else secret
        file = Path(compose()["secrets"][source]["file"])
        assert (tmp_path / file.relative_to(".secrets")).is_file()


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_mounted_path_is_in_the_tree(name: str) -> None:
    for path in mounted(PROGRAMS[name]):
        assert path in {Path(".secrets/trusted"), Path(".secrets/paper_trust")} or (ROOT / path).exists()


@pytest.mark.parametrize("name", [name for name, program in PROGRAMS.items() if "build" in program])
def test_every_image_is_built_from_a_stage_of_the_dockerfile(name: str) -> None:
    build = PROGRAMS[name]["build"]
    assert build["target"] in stages()
    assert (ROOT / build["context"] / build["dockerfile"]).is_file()
    assert PROGRAMS[name]["image"] == f"agentspace-{build['target']}"


def test_every_image_of_ours_is_built_by_some_program() -> None:
    built = {program["image"] for program in PROGRAMS.values() if "build" in program}
    used = {program["image"] for program in PROGRAMS.values() if program["image"].startswith("agentspace-")}
    assert used == built


def test_no_image_names_a_registry_and_each_has_a_version() -> None:
    foreign = {program["image"] for program in PROGRAMS.values() if not program["image"].startswith("agentspace-")}
    foreign |= {stage.base for stage in stages().values() if stage.base not in stages()}
    for image in foreign:
        assert "." not in image.split("/")[0].partition(":")[0]
        assert ":" in image


@pytest.mark.parametrize("name", stages())
def test_what_a_stage_copies_is_in_the_tree_and_not_ignored(name: str) -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for source in stages()[name].sources:
        assert (ROOT / source).exists()
        assert any(source == path or fnmatch(source, f"{path}/*") for path in allowed)
    assert set(stages()[name].stages_copied) <= stages().keys()


@pytest.mark.parametrize("name", SERVICES)
def test_a_services_image_holds_the_contracts_the_kit_and_itself(name: str) -> None:
    shared = {"services/__init__.py", "services/contracts", "services/kit"}
    assert sources_of(name) == {*shared, f"services/{name}"}


def test_the_gateways_image_holds_every_module_of_the_kit_that_it_imports() -> None:
    waiting = list((ROOT / "gateway").rglob("*.py"))
    imported: set[str] = set()
    while waiting:  # what the kit's modules import of the kit is needed too
        named = re.findall(r"^\s*from services\.kit\.(\w+) import", waiting.pop().read_text(), re.MULTILINE)
        found = {f"services/kit/{module}.py" for module in named} - imported
        waiting += [ROOT / module for module in found]
        imported |= found
    assert imported <= sources_of("gateway")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_its_own_migrations(name: str) -> None:
    job = PROGRAMS[f"{name}-migrations"]
    configuration = job["command"][job["command"].index("-c") + 1]
    assert (ROOT / configuration).is_file()
    assert job["image"] == PROGRAMS[name]["image"]
    waits = PROGRAMS[name]["depends_on"]
    assert waits[f"{name}-migrations"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", [name for name, program in PROGRAMS.items() if program["restart"] == "no"])
def test_only_one_shot_jobs_stay_down(name: str) -> None:
    assert name in {"bucket", "object-store-owner"} or name.endswith("-migrations")


def test_everything_else_is_started_again_whatever_happens() -> None:
    assert {program["restart"] for program in PROGRAMS.values()} == {"always", "no"}


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_program_has_a_capability_gains_a_right_or_writes_where_it_need_not(name: str) -> None:
    program = PROGRAMS[name]
    assert program["cap_drop"] == ["ALL"]
    assert program.get("cap_add", []) == (["CHOWN", "DAC_OVERRIDE"] if name == "object-store-owner" else [])
    assert program["security_opt"] == ["no-new-privileges:true"]
    assert program["read_only"] is True
    assert not {"privileged", "network_mode", "pid", "devices"} & program.keys()


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_a_program_takes_of_the_machine_ends_somewhere(name: str) -> None:
    program = PROGRAMS[name]
    assert re.fullmatch(r"[1-9][0-9]*[mg]", program["mem_limit"])
    assert 0 < program["pids_limit"] <= 500
    places = {place.partition(":")[0]: place for place in program["tmpfs"]}
    assert "/tmp" in places  # noqa: S108  # in the container
    assert all(re.search(r":size=[0-9]+[mg]$", place) for place in places.values())


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_runs_as_root_but_what_gives_the_store_its_folder(name: str) -> None:
    program = PROGRAMS[name]
    ours = lineage(program["image"].removeprefix("agentspace-")) if program["image"].startswith("agentspace-") else []
    of_image = [stage.instructions["USER"] for stage in ours if "USER" in stage.instructions]
    user = program.get("user") or of_image[0]
    assert (user in {"root", "0", "0:0"}) == (name == "object-store-owner")


def test_the_root_key_of_the_store_is_told_to_the_store_and_to_what_makes_its_accounts() -> None:
    told = {name for name, program in PROGRAMS.items() if "object_store_secret_key" in secret_targets(program)}
    assert told == {"object-store", "bucket"}
    script = (ROOT / "deploy" / "minio" / "make-account.sh").read_text()
    assert set(re.findall(r"/run/secrets/(\w+)", script)) == secret_targets(PROGRAMS["bucket"])


def test_documents_has_an_account_of_the_store_that_reaches_its_bucket_and_nothing_else() -> None:
    policy = json.loads((ROOT / "deploy" / "minio" / "documents-policy.json").read_text())
    reached = {resource for statement in policy["Statement"] for resource in statement["Resource"]}
    assert reached == {"arn:aws:s3:::documents", "arn:aws:s3:::documents/*"}
    assert not [action for statement in policy["Statement"] for action in statement["Action"] if "*" in action]
    account = given_to("documents")["OBJECT_STORE_ACCESS_KEY"]
    script = (ROOT / "deploy" / "minio" / "make-account.sh").read_text()
    assert f"mc admin user add store {account} " in script
    assert f"mc admin policy attach store documents --user {account}" in script


@pytest.mark.parametrize("name", OURS)
def test_a_process_listens_where_its_image_says_and_is_asked_there(name: str) -> None:
    port = given_to(name)["GATEWAY_PORT" if name == "gateway" else "OPERATIONS_PORT"]
    lineage = stages()["gateway" if name == "gateway" else "service"]
    assert lineage.exposed == {port}
    assert f"127.0.0.1:{port}/health/live" in lineage.instructions["HEALTHCHECK"]


def test_the_gateway_is_published_on_its_default_port() -> None:
    default = GatewaySettings.model_fields["gateway_port"].default
    assert PROGRAMS["gateway"]["ports"] == [f"127.0.0.1:{default}:{default}"]
    assert str(GatewaySettings.model_fields["public_url"].default).endswith(f":{default}")


def test_the_addresses_that_processes_are_given_are_those_of_programs_here() -> None:
    given = [value for name in OURS for value in given_to(name).values()]
    hosts = {host for value in given for host in re.findall(r"^(?:http://)?([a-z][a-z-]*):\d+$", value)}
    assert hosts == {"object-store", "clamd"}
    assert hosts <= PROGRAMS.keys()
    clamd = (ROOT / "deploy" / "docker" / "clamd.conf").read_text()
    assert given_to("documents")["CLAMD_ADDRESS"] == f"clamd:{re.findall('TCPSocket ([0-9]+)', clamd)[0]}"


def test_mail_goes_to_the_port_where_the_inbox_listens() -> None:
    assert "8026" in stages()["inbox"].instructions["CMD"]
    assert given_to("notifications")["SMTP_PORT"] == "${SMTP_PORT:-8026}"
    assert PROGRAMS["inbox"]["ports"] == ["127.0.0.1:8025:8025"]


def test_both_ways_to_run_it_know_the_same_services() -> None:
    script = (ROOT / "deploy" / "postgres" / "create-databases.sh").read_text()
    assert re.findall("for service in (.*);", script) == [" ".join(SERVICES)]
