"""What was handed in: find the files, read them, and say whose each is."""
