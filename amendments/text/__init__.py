"""The text engine: what a text is, and what can be done to it. Pure values and functions; no Django, no people, no clock.

The lowest room of the house. Read in this order: `tokens` (what a text is made of), `markdown` (how people write it),
`document` (paragraphs with permanent ids in sections), `diff` (what changed), `edits` (a change as data), `relation`, `merge`,
`rebase` and `replay` (what edits do to each other and to the text), `redline` and `words` (how a change is shown), `outline`
and `numbering` (how a text is read in and numbered). `python -m amendments.text` is its door for other programs.
"""
