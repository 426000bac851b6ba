"""The edge: Pelican, the disk, the server."""
