"""What is brought in: texts from files, and the sample. Readers return values and write nothing."""
