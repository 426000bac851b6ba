"""Evidence: capturing sources, and checking that links and quoted words are still there."""
