"""Starting a site: everything that a new folder needs, from this copy of the generator."""
