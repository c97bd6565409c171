"""What is said, in order, paced, once."""
