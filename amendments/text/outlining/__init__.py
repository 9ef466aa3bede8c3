"""How a source is read into an outline: its blocks, the numbers that they claim, the order these make, and what is remarked.

`amendments.text.outline` is the way in. Read in this order: `blocks` and `labels` (what stands there), `claims` (what each
block says it is), `order` and `shape` (what follows from all of them), `reading` (the whole), `remarks` (what was guessed).
"""
