#!/bin/sh
# Run once by the postgres image, on an empty volume: a database and a role for each service, its password a secret.
set -eu
for service in identity applications documents offers notifications; do
    psql --username postgres --set ON_ERROR_STOP=1 --set service="$service" \
        --set password="$(cat "/run/secrets/database_password_$service")" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
