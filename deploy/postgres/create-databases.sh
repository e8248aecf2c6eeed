#!/bin/sh
# Run by the postgres image on an empty volume: a database and a role for each service, its password a secret; an owner
# apart where the service must not change its own tables. After an upgrade run it again by hand: it only adds.
set -eu
secrets=${SECRETS:-/run/secrets}
run() {
    psql --username postgres --quiet --set ON_ERROR_STOP=1 "$@"
}
role() {
    run --set name="$1" --set password="$(cat "$secrets/database_password_$1")" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'name', :'password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
SQL
}
for service in identity applications documents offers notifications; do
    role "$service"
    run --set service="$service" <<'SQL'
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'service')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
for apart in identity; do
    role "${apart}_owner"
    run --dbname "$apart" --output /dev/null --single-transaction \
        --command "SELECT set_config('agentspace.service', '$apart', false)" \
        --file "${OWN_APART:-/house/own-apart.sql}"
done
