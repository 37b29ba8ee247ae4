"""Errors that say what is wrong, where, and how to mend it."""

__all__ = ["BadInputError", "LimitError", "ScgraphError"]


class ScgraphError(Exception):
    """Base of all errors the package raises on purpose."""

    def __init__(self, message: str, *, where: str = "", mend: str = "") -> None:
        """Keep the message, the place it is about, and the mend."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """Return place, message and mend as a person reads them."""
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  mend: {self.mend}" if self.mend else head


class BadInputError(ScgraphError):
    """A name, parameter or file that cannot be used."""


class LimitError(ScgraphError):
    """A query broke a limit of time, memory, depth or size."""
