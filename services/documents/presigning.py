"""A presigned PUT that holds its sender to a length: AWS Signature 4 in a query, with Content-Length among what is
signed. The client library signs the host only: with such an address one may send the store as much as it holds."""

import hashlib
import hmac
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"
_SIGNED = "content-length;host"


def presigned_put(
    url: str, length: int, *, access_key: str, secret_key: str, region: str, now: datetime, expires: timedelta
) -> str:
    """`url`: of the object, without a query."""
    parts = urlsplit(url)
    instant, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    scope = f"{day}/{region}/s3/aws4_request"
    told = {
        "X-Amz-Algorithm": _ALGORITHM,
        "X-Amz-Credential": f"{access_key}/{scope}",
        "X-Amz-Date": instant,
        "X-Amz-Expires": str(int(expires.total_seconds())),
        "X-Amz-SignedHeaders": _SIGNED,
    }
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(told.items()))
    headers = f"content-length:{length}\nhost:{parts.netloc}\n"
    request = "\n".join(["PUT", parts.path, query, headers, _SIGNED, "UNSIGNED-PAYLOAD"])
    to_sign = "\n".join([_ALGORITHM, instant, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{secret_key}".encode()
    for step in (day, region, "s3", "aws4_request"):
        key = hmac.digest(key, step.encode(), "sha256")
    signature = hmac.new(key, to_sign.encode(), "sha256").hexdigest()
    return f"{url}?{query}&X-Amz-Signature={signature}"
