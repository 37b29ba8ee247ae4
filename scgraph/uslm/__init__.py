"""Read the United States Code from its official XML (USLM 1.0) and write it as TriG."""
