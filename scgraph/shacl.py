"""Run a SHACL engine and return its report; the one place that knows the engines."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError, ScgraphError
from scgraph.screen import targets_nothing, unproven

__all__ = ["ENGINES", "read_shapes", "report"]


def read_shapes(paths: Sequence[Path]) -> ox.Store:
    """
    Return the shapes graph that Turtle files make.

    Raises:
        BadInputError: a file cannot be read or breaks the syntax, or the files hold nothing.
    """
    shapes = ox.Store()
    for path in paths:
        try:
            shapes.load(path=str(path), format=ox.RdfFormat.TURTLE)
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


def report(data: ox.Store, shapes: ox.Store, engine: str) -> ox.Store:
    """
    Return the SHACL validation report (SHACL, section 3.6) on *data* as a store.

    pyshifty judges only the shapes that `unproven` leaves, and is not asked when none of those has
    a target; pyshacl, the reference, judges all.

    Args:
        data: a store with the data graph as its default graph.
        shapes: the shapes graph.
        engine: one of ENGINES.

    Raises:
        BadInputError: no such engine.
        ScgraphError: the engine refuses a shape.
    """
    if engine not in ENGINES:
        raise BadInputError(f"no engine {engine!r}", mend=f"give one of {', '.join(ENGINES)}")
    triples = data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT) or b""
    if engine == "pyshifty":
        shapes = unproven(triples, shapes, data)
        if targets_nothing(shapes):
            return _conforms()
    turtle = ENGINES[engine](triples, shapes.dump(format=ox.RdfFormat.TURTLE, from_graph=_DEFAULT))
    made = ox.Store()
    # Store.load would give blank nodes other labels than those of the data
    made.extend(ox.parse(turtle, ox.RdfFormat.TURTLE))
    return made


def _conforms() -> ox.Store:
    """Return the report on data that conforms (SHACL, section 3.6.1.1)."""
    made, report = ox.Store(), ox.BlankNode()
    made.add(ox.Quad(report, _TYPE, ox.NamedNode(_SH + "ValidationReport")))
    made.add(ox.Quad(report, ox.NamedNode(_SH + "conforms"), ox.Literal(True)))
    return made


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SH = "http://www.w3.org/ns/shacl#"
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
    try:
        _, made, _ = pyshacl.validate(
            rdflib.Graph().parse(data=data, format="nt", bnode_context=_Kept()),
            shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle"),
            inference="none",
            do_owl_imports=False,
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        raise ScgraphError(f"the shapes cannot be used: {error}") from error
    if not isinstance(made, rdflib.Graph):
        raise ScgraphError(f"the shapes cannot be used: {made}")
    # N-Triples is Turtle too, and keeps the labels
    return made.serialize(format="nt", encoding="utf-8")


ENGINES = {"pyshifty": _pyshifty, "pyshacl": _pyshacl}
