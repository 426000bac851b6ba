"""What a site consists of: its pages, feeds and sitemap, as path and text."""
