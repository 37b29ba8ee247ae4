"""Write the shipped graph many times over, each copy with IRIs of its own."""

import argparse
import sys
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from scgraph.files import data_files, ontology_files
from scgraph.namespaces import BASE, OURS, SC
from scgraph.store import read_quads

__all__ = ["generate"]

_ONTOLOGY = ox.NamedNode(BASE + "source/ontology")
_MARK = "\0"


def generate(copies: int, *, graphs: bool = True) -> Iterator[bytes]:
    """
    Yield the ontology once and the data *copies* times, one copy in memory at a time.

    In every copy but the first each IRI under the base gets `-c` and the number of the copy at its
    end, graphs too, but for what the ontology describes: classes, properties and the closed lists
    of values stay common. So each copy has the degrees and kinds of the shipped graph, the common
    concepts have as many times more links, and each copy conforms to the shapes, whose patterns all
    allow an IRI to go on. Literals stay as they are; the checks that compare them with IRIs find
    the copies at odds with their USLM paths.

    Args:
        copies: 1 is the shipped graph.
        graphs: False for the merge of all sources, as N-Triples, each triple once.
    """
    ontology = [quad for path in ontology_files() for quad in read_quads(path)]
    common: set[object] = {quad.subject for quad in ontology}
    common |= {ox.NamedNode(iri) for iri in OURS}
    data = [quad for path in data_files() for quad in read_quads(path)]
    in_graph = (ox.Quad(q.subject, q.predicate, q.object, _ONTOLOGY) for q in ontology)
    yield _lines(in_graph, common, graphs).replace(_MARK, "").encode()
    # what is said of a common thing is said once
    once = [quad for quad in data if _shared(quad.subject, common)]
    each = [quad for quad in data if not _shared(quad.subject, common)]
    yield _lines(once, common, graphs).replace(_MARK, "").encode()
    template = _lines(each, common, graphs)
    yield template.replace(_MARK, "").encode()
    for number in range(1, copies):
        yield template.replace(_MARK, f"-c{number}").encode()


def _shared(term: object, common: set[object]) -> bool:
    return (
        not isinstance(term, ox.NamedNode)
        or term in common
        or not term.value.startswith(BASE)
        or term.value.startswith(SC)
    )


def _lines(quads: Iterable[ox.Quad], common: set[object], graphs: bool) -> str:
    """Return N-Quads with a mark where the suffix of a copy goes."""

    def written(term: object) -> str:
        return str(term) if _shared(term, common) else f"{str(term)[:-1]}{_MARK}>"

    lines: dict[str, None] = {}
    for quad in quads:
        terms = [quad.subject, quad.predicate, quad.object, *([quad.graph_name] if graphs else [])]
        lines[f"{' '.join(map(written, terms))} .\n"] = None
    return "".join(lines)


def main() -> None:
    """Write N-Quads or N-Triples to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("copies", type=int, help="how many times the data is written")
    parser.add_argument("--triples", action="store_true", help="the merge, as N-Triples")
    options = parser.parse_args()
    for part in generate(options.copies, graphs=not options.triples):
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()
