"""SHACL: the engines, what is proven before they are asked, and their results in plain words."""
