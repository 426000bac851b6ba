"""What a site consists of: its pages, feed and sitemap, as path and text."""
