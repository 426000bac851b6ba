"""Policy pages: what a site says about itself."""

from dataclasses import dataclass

from factcheck.core.problems import Place


@dataclass(frozen=True, kw_only=True)
class Page:
    """A policy page."""

    slug: str
    title: str
    summary: str
    text: str  # Markdown
    place: Place

    @property
    def path(self) -> str:
        """The page's own address."""
        return f"{self.slug}/"
