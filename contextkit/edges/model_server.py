"""A model that is none: a server on this machine's loopback that keeps what agents send, and answers from a script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import NamedTuple

Body = Mapping[str, object]


class Call(NamedTuple):
    """A call of one of the agent's own tools."""

    tool: str
    arguments: Mapping[str, object]


class Request(NamedTuple):
    """What an agent sent."""

    path: str
    body: Body
    """Empty where it was no JSON object."""


class ModelServer:
    """Keeps every request; each answer is the next call of the script, or at its end that all is done."""

    def __init__(self, script: Sequence[Call] = ()) -> None:
        self.script = tuple(script)
        self.address = ""
        self._requests: list[Request] = []
        self._lock = Lock()

    @property
    def requests(self) -> tuple[Request, ...]:
        """In the order in which they came."""
        with self._lock:
            return tuple(self._requests)

    def answer(self, request: Request) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
        """One object, or the events of a stream."""
        with self._lock:
            self._requests.append(request)
        if request.path.endswith("/responses"):
            return _responses(request.body)
        if request.path.endswith("/messages"):
            return _messages(request.body, self._next_call(request.body))
        if request.path.endswith("/count_tokens"):
            return {"input_tokens": 1}
        return {"object": "list", "data": [], "models": []}

    def _next_call(self, body: Body) -> Call | None:
        made = sum(block.get("type") == "tool_result" for block in _objects(body.get("messages")))
        call = self.script[made] if made < len(self.script) else None
        offered = {tool.get("name") for tool in _objects(body.get("tools"))}
        return call if call and call.tool in offered else None


@contextmanager
def serving(script: Sequence[Call] = ()) -> Iterator[ModelServer]:
    """A server on a free port, for as long as the block lasts; its `address` has no path."""
    model = ModelServer(script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(model))
    server.daemon_threads = True
    model.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler_of(model: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def do_GET(self) -> None:
            self._answer({})

        def do_HEAD(self) -> None:
            self._send(b"", "application/json")

        def do_CONNECT(self) -> None:
            # agents are given this server as their proxy: what they would send elsewhere ends here
            self.send_error(403)

        def do_POST(self) -> None:
            self._answer(_object(_body_of(self)))

        def log_message(self, *_arguments: object) -> None:
            pass

        def _answer(self, body: Body) -> None:
            answer = model.answer(Request(self.path.partition("?")[0], body))
            if isinstance(answer, Mapping):
                self._send(json.dumps(answer).encode(), "application/json")
                return
            events = (f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in answer)
            self._send("".join(events).encode(), "text/event-stream")

        def _send(self, content: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _body_of(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    content = b""
    while size := int(handler.rfile.readline().partition(b";")[0].strip() or b"0", 16):
        content += handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()
    return content


def _object(content: bytes) -> Body:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects in a value of JSON, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _objects(inner)


_DONE = "Done."


def _responses(body: Body) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
    """An answer of OpenAI's Responses API."""
    text = {"type": "output_text", "text": _DONE, "annotations": []}
    item = {"type": "message", "id": "m1", "role": "assistant", "content": [text]}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    whole = {"id": "r1", "object": "response", "status": "completed", "output": [item], "usage": usage}
    if not body.get("stream"):
        return whole
    return [
        {"type": "response.created", "response": {"id": "r1"}},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]


def _messages(body: Body, call: Call | None) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
    """An answer of Anthropic's Messages API."""
    block: dict[str, object] = {"type": "text", "text": _DONE}
    if call:
        block = {"type": "tool_use", "id": "toolu_1", "name": call.tool, "input": dict(call.arguments)}
    stop = "tool_use" if call else "end_turn"
    usage = {"input_tokens": 1, "output_tokens": 1}
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": body.get("model"), "usage": usage}
    if not body.get("stream"):
        return {**head, "content": [block], "stop_reason": stop, "stop_sequence": None}
    begun, delta = {**block, "text": ""}, {"type": "text_delta", "text": _DONE}
    if call:
        begun = {**block, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(call.arguments)}
    return [
        {"type": "message_start", "message": {**head, "content": [], "stop_reason": None, "stop_sequence": None}},
        {"type": "content_block_start", "index": 0, "content_block": begun},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": stop, "stop_sequence": None}, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ]
