"""What the packages here share. Programs do not import it."""
