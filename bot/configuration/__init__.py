"""What the operators wrote, read and checked: settings and flows."""
