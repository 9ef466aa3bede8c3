"""What pages and actions read, in a constant number of queries. Nothing here writes."""
