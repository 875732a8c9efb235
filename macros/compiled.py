"""Templates as the code that Jinja has made of them, kept from one command to the next."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from .cache import coded, digest, shelf


class Compiled(BytecodeCache):
    """The code of an environment's templates, each by its source and whatever shapes the code."""

    def __init__(self, environment: Environment) -> None:
        """Keep the code of one environment apart from that of others."""
        shape = (
            type(environment).__qualname__,
            sorted(environment.extensions),
            sorted(environment.filters),
            environment.trim_blocks,
            environment.lstrip_blocks,
            environment.keep_trailing_newline,
        )
        self._shape = repr(shape)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what tells a template from others, whatever the names of the folders above it."""
        return digest(coded(f"{name}|{filename}")).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code that is kept into a bucket."""
        found: bytes | None = shelf("templates").get(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        shelf("templates").put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest(f"{self._shape}\0{bucket.key}\0{bucket.checksum}".encode())
