"""What a build remembers for the next one: which files it wrote, what they were made from, how they were found."""
