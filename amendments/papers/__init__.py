"""What is printed or downloaded. Nothing here writes."""
