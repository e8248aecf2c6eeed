#!/bin/sh
# Run at each start by the image minio/mc: the bucket, and an account that reaches it and nothing else. The root key
# stays with the store and with this.
set -eu
mc alias set store http://object-store:9000 agentspace "$(cat /run/secrets/object_store_secret_key)"
mc mb --ignore-existing store/documents
mc admin policy create store documents /documents-policy.json
mc admin user add store documents "$(cat /run/secrets/object_store_key_documents)"
case "$(mc admin user info --json store documents)" in
    *policyName*documents*) ;;  # to attach it again would be an error
    *) mc admin policy attach store documents --user documents ;;
esac
