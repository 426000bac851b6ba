"""Importing: from other people's ClaimReview to drafts of claims. Read planning.py first."""
