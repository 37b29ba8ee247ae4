"""The endpoint client against the PyPI `oxigraph` server and against a server that misbehaves."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest

from scgraph import Graph, ScgraphError
from scgraph.answers import Answer, GraphAnswer
from scgraph.evaluate import evaluate_remote
from scgraph.export import export
from scgraph.files import query_files

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
COMMAND = Path(sys.executable).with_name("scgraph")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the Turtle export as default graph and the TriG export as named graphs."""
    folder = tmp_path_factory.mktemp("oxigraph")
    for kind in ("ttl", "trig"):
        (folder / f"export.{kind}").write_bytes(export(kind))
        words = ["load", "--location", "store", "--file", f"export.{kind}"]
        subprocess.run([OXIGRAPH, *words], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    words = ["serve-read-only", "--location", "store", "--bind", bind]
    server = subprocess.Popen([OXIGRAPH, *words], cwd=folder, stderr=subprocess.DEVNULL)
    url = f"http://{bind}/query"
    for _ in range(100):
        try:
            urlopen(f"http://{bind}/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    server.kill()
    server.wait()


@pytest.mark.parametrize("name", sorted(query_files()))
def test_same_rows(name: str, endpoint: str, graph: Graph) -> None:
    text = graph.sparql_of(name)
    ours = graph.sparql(text)
    theirs = evaluate_remote(endpoint, text, timeout=30)
    assert isinstance(ours, Answer) and isinstance(theirs, Answer)
    assert ours.variables == theirs.variables
    assert ours.terms == theirs.terms


def test_the_command_asks_an_endpoint(endpoint: str) -> None:
    words = ["programs-by-authority", "--authority", "FAA 541"]
    here = subprocess.run([COMMAND, "query", *words], capture_output=True, text=True)
    there = subprocess.run(
        [COMMAND, "query", *words, "--endpoint", endpoint], capture_output=True, text=True
    )
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout


def test_a_graph_and_a_truth(endpoint: str) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
    made = evaluate_remote(endpoint, text, timeout=30)
    assert isinstance(made, GraphAnswer) and len(made) == 3
    assert bool(evaluate_remote(endpoint, "ASK { ?s ?p ?o }", timeout=30))


def test_a_comment_is_no_keyword(endpoint: str) -> None:
    text = "# with delete and load in it\nASK { ?s ?p ?o }"
    assert bool(evaluate_remote(endpoint, text, timeout=30))


def test_a_wrong_query_names_the_endpoint(endpoint: str) -> None:
    with pytest.raises(ScgraphError, match="HTTP 400"):
        evaluate_remote(endpoint, "SELECT nonsense", timeout=30)


class Hostile(BaseHTTPRequestHandler):
    """Redirect, drip, or answer with something else, as the path says."""

    def do_POST(self) -> None:
        """Answer one request."""
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:1/elsewhere")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        for _ in range(40 if self.path == "/drip" else 1):
            try:
                self.wfile.write(b"<html>")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1 if self.path == "/drip" else 0)

    def log_message(self, *words: object) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://user:secret@127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/redirect", "answers with a redirect"),
        ("/drip", "no whole answer in time"),
        ("/html", "not a SPARQL answer"),
    ],
)
def test_a_bad_endpoint(hostile: str, path: str, message: str) -> None:
    with pytest.raises(ScgraphError, match=message) as raised:
        evaluate_remote(hostile + path, "SELECT * { ?s ?p ?o }", timeout=1)
    assert "secret" not in str(raised.value)


def test_nobody_listens() -> None:
    with pytest.raises(ScgraphError, match="cannot be asked"):
        evaluate_remote("http://127.0.0.1:1/query", "ASK {}", timeout=2)


def test_not_a_url() -> None:
    with pytest.raises(ScgraphError, match="give an http or https URL"):
        evaluate_remote("file:///etc/passwd", "ASK {}", timeout=2)
