"""Templates, compiled once: Python's own code, which takes longer to make than the pages of an edit."""

from jinja2.bccache import Bucket, BytecodeCache

from factcheck.site.cache import code
from factcheck.site.cache.keep import Folder


class Compiled(BytecodeCache):
    """Compiled templates in a folder of the cache, which tells by its MAC that nobody else has written them."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled from the same text."""
        file = self._folder.open(f"template-{bucket.key}", code.digest())
        raw = file.read(file.parts[0]) if file and file.parts else None
        if raw:
            bucket.bytecode_from_string(raw)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._folder.write(f"template-{bucket.key}", code.digest(), [bucket.bytecode_to_string()])
