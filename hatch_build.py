"""Put a snapshot of the loaded graph into the wheel."""

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface):
    """Build the snapshot before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Load ontology and data and add the store as `scgraph/share/snapshot`."""
        sys.path.insert(0, self.root)
        from scgraph.snapshot import build

        self.folder = tempfile.TemporaryDirectory()
        target = os.path.join(self.folder.name, "snapshot")
        build(target)
        build_data["force_include"][target] = "scgraph/share/snapshot"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built for the wheel."""
        self.folder.cleanup()
