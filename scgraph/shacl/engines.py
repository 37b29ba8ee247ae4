"""Run a SHACL engine and return its report; the one place that knows the engines."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError, ScgraphError
from scgraph.plain_graph import AnyGraph, PlainGraph, faithful
from scgraph.shacl.screen import targets_nothing, unproven

__all__ = ["ENGINES", "read_shapes", "report"]


def read_shapes(paths: Sequence[Path]) -> PlainGraph:
    """
    Return the shapes graph that Turtle files make.

    Raises:
        BadInputError: a file cannot be read or breaks the syntax, or the files hold nothing.
    """
    shapes = PlainGraph()
    for path in paths:
        try:
            shapes.extend(
                ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            )
        except SyntaxError as error:
            where = f"{path}:{error.lineno}:{error.offset}"
            raise BadInputError(f"syntax error: {error.msg}", where=where) from error
        except OSError as error:
            reason = error.strerror or error
            raise BadInputError(f"cannot read: {reason}", where=str(path)) from error
    # a target or a constraint makes a shape, typed or not (SHACL, section 2.1)
    if not any(quad.predicate.value.startswith(_SH) for quad in shapes):
        where = ", ".join(map(str, paths))
        raise BadInputError("no SHACL shape in it", where=where, mend="give a file with shapes")
    return shapes


def report(data: AnyGraph, shapes: AnyGraph, engine: str) -> PlainGraph:
    """
    Return the SHACL validation report (SHACL, section 3.6) on *data* as a store.

    pyshifty judges only the shapes that `unproven` leaves, and is not asked when none of those has
    a target; pyshacl, the reference, judges all.

    Args:
        data: the data graph, of a store its default graph.
        shapes: the shapes graph, likewise.
        engine: one of ENGINES.

    Raises:
        BadInputError: no such engine.
        ScgraphError: the engine refuses a shape.
    """
    if engine not in ENGINES:
        raise BadInputError(f"no engine {engine!r}", mend=f"give one of {', '.join(ENGINES)}")
    shapes = _run_by_both(shapes)
    triples = data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT) or b""
    if engine == "pyshifty":
        shapes = unproven(triples, shapes, lambda: faithful(data))
        if targets_nothing(shapes):
            return _conforms()
    turtle = ENGINES[engine](triples, shapes.dump(format=ox.RdfFormat.TURTLE, from_graph=_DEFAULT))
    return PlainGraph(quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE))


def _run_by_both(shapes: AnyGraph) -> AnyGraph:
    """Return the shapes without sh:expression, which one engine runs, and not rightly."""
    if not any(quad.predicate == _EXPRESSION for quad in shapes):
        return shapes
    made = type(shapes)()
    made.extend(quad for quad in shapes if quad.predicate != _EXPRESSION)
    return made


def _conforms() -> PlainGraph:
    """Return the report on data that conforms (SHACL, section 3.6.1.1)."""
    report, yes = ox.BlankNode(), ox.Literal(True)
    kind = ox.NamedNode(_SH + "ValidationReport")
    return PlainGraph(
        [ox.Triple(report, _TYPE, kind), ox.Triple(report, ox.NamedNode(_SH + "conforms"), yes)]
    )


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SH = "http://www.w3.org/ns/shacl#"
_EXPRESSION = ox.NamedNode(f"{_SH}expression")
_DEFAULT = ox.DefaultGraph()


def _pyshifty(data: bytes, shapes: bytes | None) -> bytes:
    """Validate with pyshifty; its public call would import rdflib to read the report."""
    from shifty._shifty import _validate_w3c

    try:
        result = _validate_w3c(
            data=data,
            data_format="nt",
            shapes=shapes,
            shapes_format="turtle",
            graph_mode="data",
            run_infer=False,
            on_unsupported="error",
        )
    except (ValueError, RuntimeError) as error:
        raise ScgraphError(f"the shapes cannot be used: {error}") from error
    text: str = result.report_turtle
    return text.encode()


class _Kept(dict[str, str]):
    """Tell rdflib to name each blank node as the data does, by which its places are found."""

    def get(self, label: str, default: object = None) -> str:
        """Return the label itself."""
        return label


def _pyshacl(data: bytes, shapes: bytes | None) -> bytes:
    """Validate with pyshacl, the reference."""
    import pyshacl
    import rdflib

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    # it would read 1e3 as 1000.0, and a finding would name what no file says
    normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        _, made, _ = pyshacl.validate(
            rdflib.Graph().parse(data=data, format="nt", bnode_context=_Kept()),
            shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle"),
            inference="none",
            do_owl_imports=False,
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        raise ScgraphError(f"the shapes cannot be used: {error}") from error
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
    if not isinstance(made, rdflib.Graph):
        raise ScgraphError(f"the shapes cannot be used: {made}")
    # N-Triples is Turtle too, and keeps the labels
    return made.serialize(format="nt", encoding="utf-8")


ENGINES = {"pyshifty": _pyshifty, "pyshacl": _pyshacl}
