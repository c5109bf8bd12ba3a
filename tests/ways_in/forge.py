"""A forge on this machine, which asks who is there."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, ClassVar

from tests.support import git_environment

if TYPE_CHECKING:
    from pathlib import Path


class Forge(BaseHTTPRequestHandler):
    """git's own HTTP backend, for those who bring the token."""

    root: ClassVar[Path]
    token = b64encode(b"x-access-token:s3cret").decode()
    seen: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name for it)
        pass

    def do_GET(self) -> None:
        authorization = self.headers.get_all("Authorization", [])
        self.seen.extend(authorization)
        if authorization != [f"basic {self.token}"]:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="forge"')
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        backend = {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = subprocess.run(
            ["git", "http-backend"], input=body, env=git_environment() | backend, capture_output=True, check=True
        ).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        self.send_response(200)
        for line in head.decode().split("\r\n"):
            self.send_header(*line.split(": ", 1))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815  (as the base class calls them)
