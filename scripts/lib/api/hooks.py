"""Lets Schemathesis send the body of Git's protocol, whose media type it does not know."""

import schemathesis

schemathesis.serializer.alias("application/x-git-upload-pack-request", "text/plain")
