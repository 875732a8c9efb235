"""What is written in `data/`, read, located and typed."""
