"""What survives. The only package that touches the disk."""
