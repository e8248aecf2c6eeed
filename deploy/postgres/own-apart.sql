-- Parts the owner of a service's tables from the role that the service runs under, which then reads and writes rows and
-- changes no table, and of the audit adds and reads only. In that service's database, as superuser, in one transaction;
-- harmless when repeated. `agentspace.service` names the service; the role <service>_owner is there.
DO $$
DECLARE
    service name := current_setting('agentspace.service');
    owner name := service || '_owner';
BEGIN
    EXECUTE format('REASSIGN OWNED BY %I TO %I', service, owner);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), service);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', service);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', service);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public '
        'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', owner, service);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public '
        'GRANT USAGE, SELECT ON SEQUENCES TO %I', owner, service);
    IF to_regclass('public.audit') IS NOT NULL THEN
        EXECUTE format('REVOKE UPDATE, DELETE ON audit FROM %I', service);
    END IF;
END $$;
