"""What somebody who was built against an older contract would stumble over: one comparison of schemas, for all that is
promised, on the bus and over HTTP."""
