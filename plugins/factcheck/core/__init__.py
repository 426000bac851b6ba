"""The domain: what a claim, a quote and a proof are. Knows no output format and no Pelican."""
